"""A ritual of another package: written by the command, built, installed beside the bot, and used."""

import json
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAIN = "from bot.cli.main import main; main()"
STORY = """
import json
from bot.testing import on_stage
from rituals.catalog import load_catalog

catalog = load_catalog()
seen = {"origin": catalog.origin["birthdays"], "left_out": dict(catalog.left_out)}
with on_stage(catalog) as stage:
    amara, bjorn, priya = map(stage.person, ("amara", "bjorn", "priya"))
    seen["before"] = amara.types("/kind start birthdays")
    seen["by somebody"] = amara.types("/kind rituals on birthdays")
    seen["by an admin"] = priya.types("/kind rituals on birthdays", "#general")
    amara.types("/kind start birthdays")
    seen["problems"] = amara.submits(title="Happy birthday")
    seen["welcome"] = bjorn.reads()[0]
    seen["button"] = stage.person("carys").clicks("Leave")
    seen["command"] = amara.types("/kind birthdays day 21 November")
    bjorn.clicks("Say when")
    seen["form"] = bjorn.submits(day="23 November")
    stage.clock_to("monday 10:00")
    seen["schedule"] = stage.person("carys").reads()[-1]
print(json.dumps(seen))
"""


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment beside this one, with the new package in it; its folder."""
    folder = tmp_path_factory.mktemp("elsewhere")
    run(sys.executable, "-c", MAIN, "new-ritual", "birthdays", cwd=folder, paths=ROOT)
    venv.create(folder / "env", with_pip=False)
    (site_packages(folder) / "beside.pth").write_text(f"{sysconfig.get_path('purelib')}\n{ROOT}\n")
    install = ("install", "-q", "--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check")
    run(sys.executable, "-m", "pip", "--python", str(python(folder)), *install, "./kindling-birthdays", cwd=folder)
    return folder


def site_packages(folder: Path) -> Path:
    (found,) = (folder / "env").glob("lib/python*/site-packages")
    return found


def python(folder: Path) -> Path:
    return folder / "env/bin/python"


def run(*command: str | Path, cwd: Path, paths: Path | None = None) -> str:
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(cwd)} | ({"PYTHONPATH": str(paths)} if paths else {})
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_it_is_used_like_any_other(elsewhere: Path) -> None:
    seen = json.loads(run(python(elsewhere), "-c", STORY, cwd=elsewhere))
    assert seen["origin"] == "kindling-birthdays 0.1.0"
    assert seen["left_out"] == seen["problems"] == seen["form"] == {}
    assert seen["before"] == "Birthdays is switched off in this workspace just now. An admin can switch it on again."
    assert "Only an admin of this workspace" in seen["by somebody"]
    assert "Birthdays is on now." in seen["by an admin"]
    assert "Happy birthday" in seen["welcome"]
    assert seen["button"].startswith("You hadn't said when yours is")
    assert seen["command"].startswith("Thank you. This channel hears of it on Saturday 21 November.")
    assert seen["schedule"].count("many happy returns!") == 2


def test_it_passes_its_own_tests_at_once(elsewhere: Path) -> None:
    said = run(python(elsewhere), "-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=elsewhere / "kindling-birthdays")
    assert " passed" in said
    assert "skipped" not in said


def test_it_is_listed_with_where_it_comes_from(elsewhere: Path) -> None:
    listed = run(python(elsewhere), "-c", MAIN, "rituals", cwd=elsewhere)
    assert "birthdays    Remember each other's birthdays in a channel." in listed
    assert "from:     kindling-birthdays 0.1.0" in listed
    assert "switched: off until an admin types /kind rituals on birthdays" in listed
    assert "stores:   A day and a month for each who says so, until they leave" in listed
