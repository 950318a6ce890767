"""Writes a new ritual: a package of its own, which is installed beside Kindling and passes its own tests at once."""

import keyword
from importlib.resources import files
from pathlib import Path
from string import Template

from rituals.catalog import RESERVED, Catalog, is_one_word
from rituals.errors import KindlingError
from rituals.zones import shortened

MOST = 20
"""Letters of a name: a form's title has to hold it."""
FILES = {
    "pyproject.toml": "pyproject.toml.txt",
    "README.md": "$like/README.md.txt",
    "$package/__init__.py": "$like/init.py.txt",
    "$package/settings.py": "$like/settings.py.txt",
    "$package/cards.py": "$like/cards.py.txt",
    "$package/handlers.py": "$like/handlers.py.txt",
    "tests/test_$name.py": "$like/tests.py.txt",
}
WISHES = "wishes"
KINDS = ("birthdays", WISHES)
"""What a new ritual can begin as: days that the channel hears of, or words that are shared in rounds."""


class CannotWrite(KindlingError):
    """The new ritual could not be written."""


def kind_of(name: str, like: str = "") -> str:
    """What it begins as: what was asked for, what it is called, or else wishes. Raises CannotWrite."""
    if like and like not in KINDS:
        raise CannotWrite(f"A new ritual can begin like {' or '.join(KINDS)}, and not like “{shortened(like)}”.")
    return like or (name if name in KINDS else WISHES)


def new_ritual(name: str, folder: Path, catalog: Catalog, like: str = "") -> Path:
    """Write the package `kindling-<name>` into the folder; where it is. Raises CannotWrite."""
    _check_name(name, catalog)
    kind = kind_of(name, like)
    target = folder / f"kindling-{name}"
    if target.exists():
        raise CannotWrite(f"There is a {target.name} here already. Choose another name, or another folder.")
    words = {"name": name, "Name": name.capitalize(), "package": f"kindling_{name}"}
    try:
        for path, template in FILES.items():
            _write(target / Template(path).substitute(words), Template(template).substitute(like=kind), words)
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
