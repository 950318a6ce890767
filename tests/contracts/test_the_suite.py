"""What every run of the tests keeps: nothing is skipped in silence, and properties are tried as hard as was asked."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SKIPPED = {
    "by_a_mark": "@pytest.mark.skip(reason='no moon')\ndef test_it(): ...",
    "on_a_condition": "@pytest.mark.skipif(True, reason='no moon')\ndef test_it(): ...",
    "in_the_middle": "def test_it(): pytest.skip('no moon')",
    "by_a_fixture": "@pytest.fixture\ndef moon(): pytest.skip('no moon')\ndef test_it(moon): ...",
    "by_an_empty_list": "@pytest.mark.parametrize('moon', [])\ndef test_it(moon): ...",
    "as_a_whole_file": "pytest.skip('no moon', allow_module_level=True)",
    "for_want_of_a_package": "pytest.importorskip('moon', reason='no moon')",
    "by_unittest": "import unittest\nclass TestIt(unittest.TestCase):\n def test_it(self): self.skipTest('no moon')",
}
IN_SILENCE = {
    "by_a_mark": "@pytest.mark.skip\ndef test_it(): ...",
    "in_the_middle": "def test_it(): pytest.skip()",
    "as_a_whole_file": "pytest.skip(allow_module_level=True)",
}


def run(folder: Path, written: dict[str, str], *options: str, ci: str = "") -> tuple[int, str]:
    """The suite's plugins at work on a few files of tests: pytest's exit code, and what it said."""
    for name, text in written.items():
        (folder / f"test_{name}.py").write_text("import pytest\n" + text)
    plugins = ("-p", "no:cacheprovider", "-p", "tests.skipped", "-p", "tests.properties")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-ra", "--rootdir", str(folder), *plugins, *options, str(folder)],
        cwd=ROOT,
        env={**os.environ, "CI": ci, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_ci_fails_when_anything_is_skipped(tmp_path: Path) -> None:
    code, said = run(tmp_path, SKIPPED, "--continue-on-collection-errors", ci="true")
    assert code == pytest.ExitCode.TESTS_FAILED
    assert [name for name in SKIPPED if f"test_{name}.py" not in said.partition("short test summary")[2]] == []
    assert said.count(" was skipped in CI: ") >= len(SKIPPED)
    assert " skipped" not in said.splitlines()[-1]


@pytest.mark.parametrize("name", ["as_a_whole_file", "for_want_of_a_package"])
def test_ci_fails_when_a_whole_file_is_skipped(tmp_path: Path, name: str) -> None:
    assert run(tmp_path, {name: SKIPPED[name]}, ci="true")[0] == pytest.ExitCode.INTERRUPTED


def test_elsewhere_a_skipped_test_says_why(tmp_path: Path) -> None:
    code, said = run(tmp_path, SKIPPED)
    assert code == pytest.ExitCode.OK
    assert said.splitlines()[-1].strip("= ").startswith(f"{len(SKIPPED)} skipped")


def test_no_test_is_skipped_in_silence(tmp_path: Path) -> None:
    _, said = run(tmp_path, IN_SILENCE, "--continue-on-collection-errors")
    assert " skipped" not in said.splitlines()[-1]
    assert said.count("was skipped, and does not say why") >= len(IN_SILENCE)


PROPERTIES = """
from hypothesis import given, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

@given(st.integers())
def test_plain(number): ...

@settings(max_examples=7)
@given(st.integers())
@pytest.mark.parametrize("which", [1, 2])
def test_with_settings(which, number): ...

class Machine(RuleBasedStateMachine):
    @rule(number=st.integers())
    def goes_on(self, number): ...

Machine.TestCase.settings = settings(max_examples=7)
TestMachine = Machine.TestCase
"""


@pytest.mark.parametrize(("profile", "plain", "own"), [("default", 100, 7), ("deep", 1000, 70)])
def test_the_deep_profile_tries_ten_times_as_hard(tmp_path: Path, profile: str, plain: int, own: int) -> None:
    options = ("--hypothesis-show-statistics", f"--hypothesis-profile={profile}")
    code, said = run(tmp_path, {"properties": PROPERTIES}, *options)
    assert code == pytest.ExitCode.OK
    assert said.count(f"Stopped because settings.max_examples={plain}\n") == 1
    assert said.count(f"Stopped because settings.max_examples={own}\n") == 3


SLOW = """
import time
from hypothesis import given, settings, strategies as st

@settings(max_examples=10, deadline=10)
@given(st.integers().map(lambda number: time.sleep(0.2)))
def test_slow(number): time.sleep(0.02)
"""


def test_a_slow_machine_breaks_no_property(tmp_path: Path) -> None:
    code, said = run(tmp_path, {"slow": SLOW})
    assert code == pytest.ExitCode.OK, said
