"""docs/retention.md says how long anything is kept, and forgets no table and no ritual's entry."""

import re
from datetime import timedelta
from pathlib import Path

from rituals.catalog import BUILT_IN
from rituals.kept import Kept
from storage.tables.models import Base

PAGE = (Path(__file__).parents[2] / "docs/retention.md").read_text()
TABLES, RITUALS = PAGE.split("## By ritual")


def test_every_table_has_a_limit() -> None:
    rows = re.findall(r"^\| `(\w+)` \| .+ \| .+ \|$", TABLES, re.MULTILINE)
    assert set(rows) == set(Base.metadata.tables)


def test_every_entry_of_ours_has_the_limit_that_is_declared() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)`.* \| (.+) \|$", RITUALS, re.MULTILINE)
    declared = [(ritual.name, kind, _said(kept)) for ritual in BUILT_IN for kind, kept in ritual.keeps.items()]
    assert sorted(rows) == sorted(declared)


def _said(kept: Kept) -> str:
    age = f"{kept.age.days} days" if kept.age else "until it is removed"
    return "; ".join((age, *(f"`{part}`: {held // timedelta(minutes=1)} minutes" for part, held in kept.parts.items())))
