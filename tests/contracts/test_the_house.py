"""The rules that the code itself keeps: who may import whom, types, lint, and sizes that feel right."""

import ast
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "rituals", "storage")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
PAGE = sorted(path for path in (ROOT / "bot/playground/page").rglob("*") if path.is_file())


SPELLED = re.compile(r"/(kind|invite)\b")
SLACK = ("bot/platforms/slack/", "bot/playground/", "bot/cli/new_ritual/")
TYPED_IN_SLACK = ("bot/cli/main.py", "bot/cli/rituals.py", "bot/testing.py", "bot/ritual_contract.py")
IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
CHECKS = {
    "imports": ["-c", IMPORTS],
    "types": ["-m", "mypy"],
    "lint": ["-m", "ruff", "check", "."],
    "format": ["-m", "ruff", "format", "--check", "."],
}


@pytest.mark.parametrize("command", CHECKS.values(), ids=CHECKS)
def test_the_house_rules_are_kept(command: list[str]) -> None:
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", [*SOURCES, *PAGE], ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_under_300_lines(path: Path) -> None:
    assert len(path.read_text().splitlines()) < 300


def test_functions_are_small() -> None:
    lengths = sorted(length for path in SOURCES for length in _functions(path))
    assert statistics.median(lengths) < 8
    assert lengths[int(len(lengths) * 0.9)] < 30


def test_every_module_says_what_it_is_for() -> None:
    silent = [path for path in SOURCES if path.read_text() and not ast.get_docstring(ast.parse(path.read_text()))]
    assert silent == []


def test_rituals_never_import_each_other() -> None:
    names = [path.name for path in (ROOT / "rituals").iterdir() if (path / "__init__.py").exists()]
    for name in names:
        others = tuple(f"rituals.{other}" for other in names if other != name)
        for path in (ROOT / "rituals" / name).rglob("*.py"):
            assert not [module for module in _imported(path) if module.startswith(others)]


def test_only_a_platform_spells_commands() -> None:
    assert [found for path in SOURCES if not _speaks_for_slack(path) for found in _spelled_commands(path)] == []


def _speaks_for_slack(path: Path) -> bool:
    """The adapter with its manifest, the local workspace, what operators type, and what stories are told with."""
    name = path.relative_to(ROOT).as_posix()
    return name.startswith(SLACK) or name in TYPED_IN_SLACK


def _spelled_commands(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SPELLED.search(node.value):
            yield f"{path.relative_to(ROOT)}:{node.lineno}"


def _functions(path: Path) -> Iterator[int]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield (node.end_lineno or node.lineno) - node.lineno + 1


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
