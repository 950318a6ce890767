"""axe-core in the page: what it finds wrong, in a line each."""

import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page

PACKAGE = Path(__file__).parent / "js" / "package.json"
INSTALL = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"]
HOW = "no npm here: install it (on Debian: apt-get install npm) to run the accessibility tests"
RUN = "() => axe.run(document, {resultTypes: ['violations']})"


def axe_source(folder: Path) -> str:
    """The script, installed from npm into that folder."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip(HOW)
    shutil.copy(PACKAGE, folder)
    subprocess.run([npm, *INSTALL], cwd=folder, check=True, capture_output=True, timeout=180)
    return (folder / "node_modules/axe-core/axe.min.js").read_text()


def violations(page: Page, source: str) -> list[str]:
    """One line for each element that breaks a rule; the page's frames are looked at as well."""
    found = []
    for frame in page.frames:
        frame.evaluate(source)
        for rule in frame.evaluate(RUN)["violations"]:
            found += [f"{rule['id']}: {rule['help']}: {node['target']} {node['html'][:160]}" for node in rule["nodes"]]
    return found
