"""Writes a new ritual: a package of its own, which is installed beside Kindling and passes its own tests at once."""

import keyword
from importlib.resources import files
from pathlib import Path
from string import Template

from rituals.catalog import RESERVED, Catalog, is_one_word
from rituals.errors import KindlingError

MOST = 20
"""Letters of a name: a form's title has to hold it."""
FILES = {
    "pyproject.toml": "pyproject.toml.txt",
    "README.md": "README.md.txt",
    "$package/__init__.py": "init.py.txt",
    "$package/settings.py": "settings.py.txt",
    "$package/cards.py": "cards.py.txt",
    "$package/handlers.py": "handlers.py.txt",
    "tests/test_$name.py": "tests.py.txt",
}


class CannotWrite(KindlingError):
    """The new ritual could not be written."""


def new_ritual(name: str, folder: Path, catalog: Catalog) -> Path:
    """Write the package `kindling-<name>` into the folder; where it is. Raises CannotWrite."""
    _check_name(name, catalog)
    target = folder / f"kindling-{name}"
    if target.exists():
        raise CannotWrite(f"There is a {target.name} here already. Choose another name, or another folder.")
    words = {"name": name, "Name": name.capitalize(), "package": f"kindling_{name}"}
    try:
        for path, template in FILES.items():
            _write(target / Template(path).substitute(words), template, words)
    except OSError as error:
        raise CannotWrite(f"{target} could not be written: {error.strerror}.") from error
    return target


def _check_name(name: str, catalog: Catalog) -> None:
    if not is_one_word(name) or "_" in name or keyword.iskeyword(name) or len(name) > MOST:
        raise CannotWrite(
            f"A ritual's name is one lowercase word of at most {MOST} letters, like birthdays. Try another."
        )
    if name in catalog.rituals or name in RESERVED:
        raise CannotWrite(f"/kind {name} means something already. Choose another name.")


def _write(path: Path, template: str, words: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = files(__package__).joinpath(template).read_text(encoding="utf-8")
    path.write_text(Template(text).substitute(words), encoding="utf-8")
