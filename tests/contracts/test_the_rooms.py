"""The rooms of the house: what lies in them, and that nothing in them goes round in a circle."""

import ast
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import networkx as nx

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
