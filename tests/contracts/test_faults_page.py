"""The page about faults says what the tests prove, and nothing else."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_page_says_what_the_tests_prove() -> None:
    command = [sys.executable, "-m", "tests.faults"]
    written = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert (ROOT / "docs/faults.md").read_text() == written
