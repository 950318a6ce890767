"""Fresh databases, and copies of one, on either kind."""

import itertools
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol


class Databases(Protocol):
    """Where databases come from."""

    def new(self) -> str:
        """The address of an empty one."""
        ...

    def copy(self, address: str) -> str:
        """The address of one with the same in it; nobody may be connected to the first."""
        ...

    def drop(self, address: str) -> None:
        """It is not needed any more."""
        ...


class Files:
    """SQLite, in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count()

    def new(self) -> str:
        """The address of an empty one."""
        return f"sqlite:///{self._folder}/{next(self._numbers)}.db"

    def copy(self, address: str) -> str:
        """The address of one with the same in it."""
        fresh = self.new()
        shutil.copyfile(_path(address), _path(fresh))
        return fresh

    def drop(self, address: str) -> None:
        """The file goes, and what belongs to it."""
        for path in self._folder.glob(f"{_path(address).name}*"):
            path.unlink()


def _path(address: str) -> Path:
    return Path(address.removeprefix("sqlite:///"))


@contextmanager
def databases(kind: str) -> Iterator[Databases]:
    """Those of this kind, until the end of the block."""
    with tempfile.TemporaryDirectory(prefix="kindling-chaos-") as folder:
        yield Files(Path(folder))
