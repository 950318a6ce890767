"""Any valid blocks are drawn, any valid form is opened, and the page takes no harm."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from playwright.sync_api import Page, expect

from bot.playground.blockkit.blocks import check_blocks
from bot.playground.changes.talk import Said, post
from bot.testing import Stage
from tests.browser.steps import go_to
from tests.conformance.blockkit.strategies import valid_message_blocks

Blocks = list[dict[str, Any]]
MANY = settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))


def examples() -> list[Blocks]:
    """Messages of every kind that Slack takes."""
    found: list[Blocks] = []

    @MANY
    @given(valid_message_blocks())
    def collect(blocks: Blocks) -> None:
        if blocks:
            found.append(blocks)

    collect()
    return found


def test_any_blocks_are_drawn(page: Page, stage: Stage) -> None:
    said, workspace = examples(), stage.workspace

    async def say() -> None:
        for number, blocks in enumerate(said):
            message = Said(f"Message {number}", check_blocks(blocks))
            post(workspace, workspace.conversation("kindness"), workspace.bot.id, message)

    go_to(page, "kindness")
    stage.does(say())
    shown = page.get_by_role("log", name="Messages").get_by_role("article")
    expect(shown).to_have_count(len(said))
    for drawn in shown.all():
        assert drawn.locator(".blocks > *").count() > 0
