"""What the documents say is so."""

import inspect
import re
import tomllib
from pathlib import Path

import pytest
import typer

from bot import config
from bot.cli.main import app, database

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def names(group: typer.Typer) -> set[str]:
    return {command.callback.__name__.replace("_", "-") for command in group.registered_commands if command.callback}


def test_the_readme_names_every_command_and_no_other() -> None:
    commands = {f"kindling {name}" for name in names(app)} | {f"kindling db {name}" for name in names(database)}
    assert set(re.findall(r"^\| `(kindling[ \w-]*)` \|", README, re.MULTILINE)) == {"kindling", *commands}


def test_the_readme_names_every_setting_and_no_other() -> None:
    read = set(re.findall(r"\"((?:SLACK|KINDLING|DATABASE)_[A-Z_]+)\"", inspect.getsource(config)))
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE)) == read


def test_every_folder_in_the_map_is_there() -> None:
    folder_map = README.split("## Where things are")[1]
    top = re.findall(r"^    (\w+/)", folder_map, re.MULTILINE)
    assert top == ["rituals/", "storage/", "bot/", "tests/", "benchmarks/", "docs/"]
    assert all((ROOT / name).is_dir() for name in top)


@pytest.mark.parametrize("mark", ["run", "tests"])
def test_each_of_the_two_commands_is_one_line_that_needs_only_python(mark: str) -> None:
    between = README.split(f"<!-- {mark} -->\n")[1].split("<!-- end -->")[0]
    lines = between.strip().splitlines()
    assert len(lines) == 1
    assert lines[0].strip().startswith("python3 -m venv .venv && ")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text()):
        assert (page.parent / target).exists(), target


def test_the_changelog_begins_with_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)[0] == version


@pytest.mark.parametrize("page", sorted((ROOT / "docs/decisions").glob("*.md")), ids=lambda page: page.stem)
def test_a_decision_says_why_and_what_follows(page: Path) -> None:
    for part in ("**Context.**", "**Decision.**", "**Consequences.**"):
        assert part in page.read_text()


def test_the_lock_files_pin_every_dependency_and_name_no_host() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    for name in ("run.txt", "test.txt"):
        locked = (ROOT / ".locks" / name).read_text()
        assert "://" not in locked
        for dependency in declared:
            package = re.split(r"[><=\[]", dependency)[0]
            assert re.search(rf"^{re.escape(package)}==", locked, re.MULTILINE), package
