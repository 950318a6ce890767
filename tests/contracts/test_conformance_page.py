"""The pages about what is kept of Slack say what the tests prove and the code has, and nothing else."""

import subprocess
import sys
from pathlib import Path

from tests.conformance import absent

ROOT = Path(__file__).parents[2]


def test_the_page_says_what_the_tests_prove() -> None:
    command = [sys.executable, "-m", "tests.conformance.table"]
    written = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert (ROOT / "docs/conformance.md").read_text() == written


def test_the_page_of_methods_that_are_not_there_is_true() -> None:
    assert (ROOT / "docs/methods-not-here.md").read_text() == absent.page()
