"""What the marks of the collected tests say, for the pages that are written from them."""

import contextlib
import io
from collections import defaultdict
from pathlib import Path

import pytest


class _Marks:
    def __init__(self, name: str) -> None:
        self._name = name
        self.said: dict[str, set[str]] = defaultdict(set)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            for mark in item.iter_markers(self._name):
                subject, what = mark.args
                self.said[subject].add(what)


def collected(name: str, folder: Path) -> dict[str, set[str]]:
    """What the marks of that name say in the tests of a folder, by subject. Raises SystemExit if they can't be read."""
    marks = _Marks(name)
    files = [str(path) for path in sorted(folder.rglob("test_*.py")) if f"mark.{name}" in path.read_text()]
    with contextlib.redirect_stdout(io.StringIO()) as said:
        code = pytest.main(["--collect-only", "-q", "-p", "no:cacheprovider", *files], plugins=[marks])
    if code != pytest.ExitCode.OK:
        raise SystemExit(said.getvalue())
    return marks.said
