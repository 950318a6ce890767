"""Every sample of “Write a ritual” runs, in the order of the page."""

import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bot.handlers import sandbox
from bot.testing import on_stage
from rituals.catalog import Catalog, check

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "rituals/README.md").read_text()
SAMPLES = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
COMMANDS = PAGE.split("<!-- commands -->\n")[1].split("<!-- end -->")[0].split("\n")[:-1]


@pytest.fixture(scope="module")
def page() -> Any:
    """What the samples define, one after the other."""
    module = ModuleType("write_a_ritual")
    sys.modules[module.__name__] = module
    for sample in SAMPLES:
        exec(compile(sample, "rituals/README.md", "exec"), module.__dict__)
    yield module
    del sys.modules[module.__name__]


def test_every_block_of_code_is_a_sample_that_runs(page: Any) -> None:
    assert len(SAMPLES) == 5 == PAGE.count("```") // 2


def test_the_smallest_ritual_answers(page: Any) -> None:
    check(page.tea, foreign=True)
    with on_stage(Catalog({"tea": page.tea})) as stage:
        amara = stage.person("amara")
        amara.types("/kind start tea")
        assert amara.submits(place="the canteen") == {}
        assert amara.types("/kind tea where") == "There is tea in the canteen."
        assert "*/kind tea where*  Ask where the tea is." in amara.types("/kind tea")


def test_the_second_ritual_has_a_button_a_form_and_a_schedule(page: Any) -> None:
    with on_stage(Catalog({"thanks": page.thanks})) as stage:
        amara = stage.person("amara")
        amara.types("/kind start thanks")
        assert amara.submits() == {}
        amara.clicks("Add something")
        assert amara.submits(words="<!channel> *sunshine*") == {}
        stage.clock_to("friday 16:00")
        assert "<!channel>" in amara.reads()[-1]


def test_its_own_story_is_true(page: Any) -> None:
    page.test_it_is_read_out_on_friday()


def test_its_contract_is_kept(page: Any, tmp_path: Path) -> None:
    """The samples, as somebody would write them into a file of tests."""
    (tmp_path / "test_samples.py").write_text("\n\n".join(SAMPLES))
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error", "test_samples.py"],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"\b(?:2[5-9]|[3-9]\d) passed", done.stdout)


def test_the_first_command_writes_what_the_others_use(tmp_path: Path) -> None:
    activate, first, second, third = (line.split() for line in COMMANDS)
    assert activate == [".", ".venv/bin/activate"]
    command = [sys.executable, "-c", "from bot.cli.main import main; main()", *first[1:]]
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, timeout=60)
    assert (tmp_path / second[-1] / "pyproject.toml").is_file()
    assert third == ["kindling", "rituals"]


def test_the_numbers_on_the_page_are_those_in_the_code() -> None:
    assert f"more than {sandbox.MOST_EFFECTS:,} effects over what somebody did" in PAGE
    assert f"or more than {sandbox.MOST_UNATTENDED:,} over a round" in PAGE
    assert f"longer than {sandbox.ACT_SECONDS:g} seconds over what somebody did" in PAGE
    assert f"or {sandbox.UNATTENDED_SECONDS:g} over a round" in PAGE
    assert sandbox.MOST_STUCK == 8
    assert "after\n  eight such" in PAGE


def test_every_link_leads_somewhere() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", PAGE):
        assert (ROOT / "rituals" / target).exists(), target
