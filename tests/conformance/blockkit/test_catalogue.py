"""The page about Block Kit says what the checks do."""

from pathlib import Path

from bot.playground.blockkit.catalogue import page
from bot.playground.blockkit.limits import LIMITS

PAGE = Path(__file__).parents[3] / "docs" / "block-kit.md"


def test_the_page_is_what_the_tables_say():
    assert PAGE.read_text() == page(), "run: python -m bot.playground.blockkit > docs/block-kit.md"


def test_every_limit_stands_on_the_page_with_its_source():
    text = PAGE.read_text()

    assert all(f"| {name} | {limit.most:,} |" in text and limit.source in text for name, limit in LIMITS.items())
