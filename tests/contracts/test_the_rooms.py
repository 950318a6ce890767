"""The rooms of the house: what lies in them, and that nothing in them goes round in a circle."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from operator import attrgetter
from pathlib import Path

import networkx as nx
import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "bot/playground/page"
IMPORTED = re.compile(r"""^(?:import|export)\b[^;]*?["'](\.[^"']+)["']""", re.MULTILINE)


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert circles(python()) == []


def test_no_files_of_the_page_import_each_other_in_a_circle() -> None:
    assert circles(page()) == []


def test_no_rooms_of_the_page_import_each_other_in_a_circle() -> None:
    assert circles((room(one), room(other)) for one, other in page() if room(one) != room(other)) == []


def circles(imports: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Those who import each other, by way of others or not. A graph without imports would tell nothing."""
    graph = nx.DiGraph(imports)
    assert graph.number_of_edges() > 10
    return [sorted(some) for some in nx.strongly_connected_components(graph) if len(some) > 1]


def python() -> Iterator[tuple[str, str]]:
    """Which module of ours imports which."""
    files = {module(path): path for top in ("bot", "rituals", "storage") for path in (ROOT / top).rglob("*.py")}
    for name, path in files.items():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module:
                named = {f"{node.module}.{alias.name}" for alias in node.names}
                yield from ((name, other) for other in (named & files.keys() or {node.module} & files.keys()) - {name})


def module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def page() -> Iterator[tuple[str, str]]:
    """Which file of the page imports which, from its folder on."""
    for path in PAGE.rglob("*.js"):
        for found in IMPORTED.findall(path.read_text()):
            yield str(path.relative_to(PAGE)), os.path.normpath(path.relative_to(PAGE).parent / found)


def room(file: str) -> str:
    return file.partition("/")[0]


def test_there_are_few_files_directly_in_the_bot() -> None:
    assert len([path for path in (ROOT / "bot").iterdir() if path.is_file()]) <= 8


NEW = ("bot/a_new_room.py", "storage/another.py", "rituals/coffee/matching/a_third.py")
WRONG = [
    ("rituals/fair.py", "storage.store"),
    ("storage/left.py", "bot.clock"),
    ("bot/platforms/messages.py", "bot.requests.dispatch"),
    ("bot/people/consent.py", "bot.handlers.effects"),
    ("bot/delivery/courier.py", "bot.rounds.rounds"),
    ("bot/requests/reception.py", "bot.process.worker"),
    ("storage/tables/models.py", "storage.outbox.jobs"),
    ("rituals/coffee/matching/input/costs.py", "rituals.coffee.matching.exact.bounds"),
    ("rituals/dates.py", "numpy"),
    ("rituals/cards.py", "structlog"),
    ("bot/requests/home.py", "sqlalchemy"),
    ("bot/cli/doctor.py", "slack_sdk"),
    ("bot/platforms/failures.py", "slack_bolt"),
    ("bot/requests/typed/help.py", "bot.platforms.slack.blocks"),
    ("bot/playground/server.py", "bot.config"),
    ("bot/playground/pages/api.py", "rituals.dates"),
    ("bot/platforms/slack/api.py", "bot.playground"),
    ("bot/playground/model/people.py", "starlette"),
]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is said of a copy of the code with all these imports in it."""
    copy = tmp_path_factory.mktemp("house")
    for package in ("bot", "rituals", "storage"):
        shutil.copytree(ROOT / package, copy / package, ignore=shutil.ignore_patterns("__pycache__", "page"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    for file in NEW:
        (copy / file).touch()
    for file, wrong in WRONG:
        with (copy / file).open("a") as spoilt:
            spoilt.write(f"\nimport {wrong}\n")
    return looked_through(copy)


@pytest.mark.parametrize(("file", "wrong"), WRONG)
def test_an_import_that_goes_the_wrong_way_is_found(found: str, file: str, wrong: str) -> None:
    assert f"{file.removesuffix('.py').replace('/', '.')} -> {wrong} (l." in found


@pytest.mark.parametrize("file", NEW)
def test_a_room_that_has_no_place_is_found(found: str, file: str) -> None:
    assert f"- {file.removesuffix('.py').replace('/', '.')}\n" in found


def looked_through(house: Path) -> str:
    """By the contracts in its pyproject.toml."""
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache"],
        cwd=house,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(house), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


JOURNEYS = (
    (ROOT / "docs/how-it-works.md").read_text().split("## Three journeys")[1].split("\n## ")[0].split("\n### ")[1:]
)
STOP = re.compile(r"^\d+\. `(\S+)\.py` `([\w.]+)`", re.MULTILINE)


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.partition("\n")[0])
def test_each_stop_of_a_journey_is_there(journey: str) -> None:
    stops = STOP.findall(journey)
    assert 8 <= len(stops) <= 15
    assert len(stops) == len(re.findall(r"^\d+\. ", journey, re.MULTILINE))
    for file, name in stops:
        attrgetter(name)(import_module(file.replace("/", ".")))


def test_there_are_three_journeys() -> None:
    assert len(JOURNEYS) == 3
