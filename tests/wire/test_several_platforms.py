"""One process serves several platforms on one database, and none of them gets what is meant for another."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.config import Config
from bot.platforms.slack.manifest import manifest
from bot.playground import Playground, Workspace, app_from, make_company
from bot.process.assembly import Bot, assemble, slack
from rituals.catalog import Catalog, load_catalog
from rituals.coffee import CoffeeSettings
from rituals.zones import read_zone
from storage import UNLIMITED
from tests.wire.conftest import FRIDAY, PATIENCE

pytestmark = pytest.mark.anyio

MONDAY = datetime(2026, 10, 26, 10, 0, tzinfo=UTC)
TWO = ({}, {"name": "Harbour & Sons", "domain": "harbour", "team_id": "T0HARBOUR"})


@asynccontextmanager
async def together(folder: Path, count: int = 2) -> AsyncIterator[tuple[Sequence[Playground], Bot]]:
    """That many workspaces, each with an app of its own, and one bot that is a platform's in each of them."""
    clock, catalog = MovableClock(FRIDAY, frozen=True), load_catalog()
    towns = [Playground(company(catalog, clock, more), 0, ack_seconds=PATIENCE) for more in TWO[:count]]
    async with AsyncExitStack() as stack:
        for town in towns:
            await town.start()
            stack.push_async_callback(town.stop)
        platforms = [slack(settings(town, folder), clock, rates=UNLIMITED) for town in towns]
        bot = assemble(settings(towns[0], folder), catalog, clock, platforms, bell_seconds=3600)
        await bot.start()
        stack.push_async_callback(bot.stop)
        yield towns, bot


def company(catalog: Catalog, clock: MovableClock, more: dict[str, str]) -> Workspace:
    return make_company(app=app_from(manifest(catalog)), clock=clock, monotonic=clock.steady, **more)


def settings(town: Playground, folder: Path) -> Config:
    return Config(
        bot_token=town.bot_token,
        app_token=town.app_token,
        slack_api=town.api_url,
        database=f"sqlite:///{folder / 'kindling.db'}",
        secret="a secret of tests that is long enough",
    )


def has_coffee(bot: Bot, workspace: Workspace, *handles: str) -> None:
    """A circle in #coffee in which these take part, with a round on Monday."""
    one = CoffeeSettings()
    with bot.store.begin() as tx:
        place, people = workspace.conversation("coffee").id, [workspace.person(handle).id for handle in handles]
        zone = read_zone(one.zone)
        circle = tx.circles.start(workspace.team_id, "coffee", place, people[0], one, zone, MONDAY, FRIDAY)
        for person in people:
            circle.join(person, FRIDAY)


def groups(workspace: Workspace) -> list[set[str]]:
    """Who are in a conversation with the bot that it opened for them."""
    return [set(one.members) - {workspace.bot.id} for one in workspace.conversations if one.kind == "mpim"]


async def test_people_of_both_are_introduced_and_nobody_across(tmp_path: Path) -> None:
    async with together(tmp_path) as ((first, second), bot):
        for town in (first, second):
            has_coffee(bot, town.workspace, "amara", "bjorn")
        await bot.travel(MONDAY)
        for workspace in (first.workspace, second.workspace):
            assert groups(workspace) == [{workspace.person("amara").id, workspace.person("bjorn").id}]


async def test_one_that_is_away_holds_up_no_other(tmp_path: Path) -> None:
    async with together(tmp_path) as ((first, second), bot):
        for town in (first, second):
            has_coffee(bot, town.workspace, "amara", "bjorn")
        first.workspace.faults.next("conversations.open", status=503, times=1000)
        await bot.travel(MONDAY)
        assert groups(first.workspace) == []
        assert len(groups(second.workspace)) == 1


async def test_a_bot_with_two_branches_has_not_one_only(tmp_path: Path) -> None:
    async with together(tmp_path) as (_, bot):
        with pytest.raises(ValueError, match="too many values"):
            bot.only  # noqa: B018
