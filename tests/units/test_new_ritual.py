"""`kindling new-ritual`: a whole package, or one sentence that says why not."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from bot.cli.new_ritual import KINDS, CannotWrite, new_ritual
from rituals.catalog import load_catalog
from tests.command_line import ROOT, kindling, refused


def test_it_writes_a_package_with_its_entry_point(tmp_path: Path) -> None:
    done = kindling("new-ritual", "birthdays", folder=tmp_path)
    assert done.returncode == 0
    assert "pip install --no-deps -e kindling-birthdays" in done.stdout
    assert "It begins as birthdays." in done.stdout
    project = tomllib.loads((tmp_path / "kindling-birthdays/pyproject.toml").read_text())["project"]
    assert project["entry-points"]["kindling.rituals"] == {"birthdays": "kindling_birthdays:birthdays"}


def test_nothing_of_the_template_is_left_in_it(tmp_path: Path) -> None:
    folder = new_ritual("a" * 20, tmp_path, load_catalog([]))
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) == 7
    for path in files:
        assert "$" not in path.read_text()
        if path.suffix == ".py":
            assert ast.get_docstring(ast.parse(path.read_text()))


@pytest.mark.parametrize(
    ("name", "like", "words"),
    [
        ("birthdays", "", "many happy returns"),
        ("wishes", "", "good wishes"),
        ("fruit", "", "good wishes"),
        ("fruit", "birthdays", "many happy returns"),
    ],
)
def test_it_begins_as_what_it_is_called_or_as_what_was_asked_for(
    tmp_path: Path, name: str, like: str, words: str
) -> None:
    folder = new_ritual(name, tmp_path, load_catalog([]), like)
    assert words in "".join(path.read_text() for path in folder.rglob("*.py"))


def test_what_it_cannot_begin_as_is_refused_in_one_line(tmp_path: Path) -> None:
    said = refused(kindling("new-ritual", "fruit", "--like", "cake", folder=tmp_path))
    assert said == "A new ritual can begin like birthdays or wishes, and not like “cake”."
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_its_own_tests_pass_at_once(tmp_path: Path, kind: str) -> None:
    folder = new_ritual("fruit", tmp_path, load_catalog([]), kind)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error"],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=170,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "name", ["Birthdays", "birth days", "birth-days", "birth_days", "", "1st", "a" * 21, "été", "../up", "class"]
)
def test_a_name_is_one_lowercase_word(name: str, tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="one lowercase word"):
        new_ritual(name, tmp_path, load_catalog([]))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["coffee", "help", "rituals"])
def test_a_name_that_means_something_already_is_refused(name: str, tmp_path: Path) -> None:
    assert "means something already" in refused(kindling("new-ritual", name, folder=tmp_path))


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / "kindling-birthdays"
    mine.mkdir()
    assert "There is a kindling-birthdays here already." in refused(
        kindling("new-ritual", "birthdays", folder=tmp_path)
    )
    assert list(mine.iterdir()) == []


def test_a_folder_that_cannot_be_written_to_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotWrite, match="could not be written"):
        new_ritual("birthdays", tmp_path / "file", load_catalog([]))
