"""Messages for later: they really arrive, at their time and in order."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import MovableClock
from bot.playground import Actions, Playground, SlackError, Workspace, make_company
from bot.playground.changes.membership import archive
from bot.playground.changes.talk import Said
from bot.playground.model.scheduled import Scheduled, ScheduledMessages
from tests.conformance.calls import AMARA, place, refusal, refused, room, said, waiting

pytestmark = pytest.mark.anyio

DAY = 24 * 60 * 60


def at_second(seconds: int, **about: Any) -> Any:
    return lambda ws: {"channel": place(ws), "text": "later", "post_at": ws.now + seconds} | about


@pytest.mark.parametrize(
    ("method", "error", "args"),
    [
        refused("chat.scheduleMessage", "invalid_arguments", "without a time", {"channel": "kindness", "text": "x"}),
        refused("chat.scheduleMessage", "invalid_time", "for a time that is no number", at_second(0, post_at="soon")),
        refused("chat.scheduleMessage", "time_in_past", "for a time that has gone", at_second(-1)),
        refused("chat.scheduleMessage", "time_in_past", "for this very second", at_second(0)),
        refused("chat.scheduleMessage", "time_too_far", "beyond 120 days", at_second(120 * DAY + 1)),
        refused(
            "chat.deleteScheduledMessage",
            "channel_not_found",
            "for a channel that is not there",
            {"channel": "C0NOWHERE", "scheduled_message_id": "Q1"},
        ),
        refused(
            "chat.deleteScheduledMessage",
            "invalid_scheduled_message_id",
            "for an unknown id",
            lambda ws: {"channel": place(ws), "scheduled_message_id": "Q1"},
        ),
        refused(
            "chat.deleteScheduledMessage",
            "invalid_scheduled_message_id",
            "in another channel",
            lambda ws: waiting(ws) | {"channel": place(ws, "coffee")},
        ),
        refused(
            "chat.deleteScheduledMessage",
            "invalid_scheduled_message_id",
            "in the last minute",
            lambda ws: waiting(ws, 60),
        ),
        refused(
            "chat.scheduledMessages.list",
            "invalid_channel",
            "for a channel that is not there",
            {"channel": "C0NOWHERE"},
        ),
        refused(
            "chat.scheduledMessages.list",
            "invalid_arguments",
            "for a range that ends before it begins",
            {"oldest": "2000", "latest": "1000"},
        ),
        refused("chat.scheduledMessages.list", "invalid_arguments", "for a range without numbers", {"oldest": "soon"}),
        refused("chat.scheduledMessages.list", "invalid_cursor", "for a cursor that is none", {"cursor": "x"}),
        refused("chat.scheduledMessages.list", "invalid_limit", "for a limit that is none", {"limit": "many"}),
    ],
)
async def test_what_cannot_be_scheduled(
    client: AsyncWebClient, workspace: Workspace, method: str, error: str, args: Any
):
    assert (await refusal(client, workspace, method, args))["error"] == error


def heard(playground: Playground) -> list[tuple[str, str]]:
    return [(message.text, message.ts) for message in playground.seen.messages("amara", "kindness")]


@pytest.mark.keeps("chat.scheduleMessage", "delivered by the workspace's clock, in order, with its time as ts")
async def test_a_message_arrives_when_its_time_comes(
    client: AsyncWebClient, workspace: Workspace, actions: Actions, playground: Playground
):
    now, there = workspace.now, place(workspace)
    for text, seconds in [("third", 7200), ("first", 60), ("second", 3600)]:
        await client.chat_scheduleMessage(channel=there, text=text, post_at=now + seconds)
    start = workspace.clock.now()

    await actions.move_clock(start + timedelta(seconds=59))
    assert heard(playground) == []
    await actions.move_clock(start + timedelta(hours=3))

    expected = [("first", 60), ("second", 3600), ("third", 7200)]
    assert heard(playground) == [(text, f"{now + seconds}.000000") for text, seconds in expected]
    assert workspace.clock.now() == start + timedelta(hours=3)
    assert (await client.chat_scheduledMessages_list())["scheduled_messages"] == []


@pytest.mark.keeps("chat.scheduleMessage", "what falls due on the way happens between what is said on the way")
async def test_the_clock_stops_at_every_message_on_its_way(
    client: AsyncWebClient, workspace: Workspace, actions: Actions, playground: Playground
):
    clock, stops = workspace.clock, []
    assert isinstance(clock, MovableClock)

    async def walk(moment: datetime) -> None:
        clock.reach(moment)
        stops.append(moment)
        said(workspace)

    workspace.on_clock = walk
    start, there = clock.now(), place(workspace)
    await client.chat_scheduleMessage(channel=there, text="later", post_at=workspace.now + 60)

    await actions.move_clock(start + timedelta(hours=1))

    assert stops == [start + timedelta(seconds=60), start + timedelta(hours=1)]
    assert [text for text, _ in heard(playground)] == ["hello", "later", "hello"]
    assert [ts for _, ts in heard(playground)] == sorted(ts for _, ts in heard(playground))


@pytest.mark.keeps("chat.scheduleMessage", "30 messages in five minutes for one channel, then restricted_too_many")
async def test_thirty_messages_fit_into_five_minutes(client: AsyncWebClient, workspace: Workspace):
    there, first = place(workspace), workspace.now + 600
    for number in range(30):
        await client.chat_scheduleMessage(channel=there, text="later", post_at=first + number)

    too_many = {"channel": there, "text": "later", "post_at": first + 299}
    assert (await refusal(client, workspace, "chat.scheduleMessage", too_many))["error"] == "restricted_too_many"
    assert (await client.chat_scheduleMessage(channel=there, text="later", post_at=first + 300))["ok"]
    assert (await client.chat_scheduleMessage(channel=place(workspace, "coffee"), text="x", post_at=first))["ok"]


@given(st.lists(st.integers(0, 2000), max_size=120))
def test_no_five_minutes_ever_hold_more_than_thirty(times: list[int]):
    kept = ScheduledMessages()
    refused_ones = 0
    for number, post_at in enumerate(times):
        try:
            kept.add(Scheduled(f"Q{number:03}", "C1", post_at, 0, Said("later")))
        except SlackError:
            refused_ones += 1

    held = [one.post_at for one in kept]
    assert held == sorted(held)
    assert len(held) + refused_ones == len(times)
    assert all(sum(start <= other < start + 300 for other in held) <= 30 for start in held)


@pytest.mark.keeps("chat.deleteScheduledMessage", "it is never said")
async def test_a_message_that_was_taken_back_is_never_said(
    client: AsyncWebClient, workspace: Workspace, actions: Actions, playground: Playground
):
    given_back = waiting(workspace, 61)

    await client.chat_deleteScheduledMessage(**given_back)
    await actions.move_clock(workspace.clock.now() + timedelta(hours=2))

    assert heard(playground) == []
    assert (await refusal(client, workspace, "chat.deleteScheduledMessage", given_back))["error"] == (
        "invalid_scheduled_message_id"
    )


@pytest.mark.keeps("chat.scheduleMessage", "nothing arrives in a channel that was archived meanwhile")
async def test_nothing_arrives_where_nobody_can_speak(client: AsyncWebClient, workspace: Workspace, actions: Actions):
    there = room(workspace)
    await client.chat_scheduleMessage(channel=there.id, text="later", post_at=workspace.now + 60)
    archive(workspace, there, workspace.bot)

    await actions.move_clock(workspace.clock.now() + timedelta(hours=1))

    assert workspace.messages.visible(there.id, workspace.bot.id) == []


@pytest.mark.keeps("chat.scheduleMessage", "threads, blocks and direct messages too")
async def test_a_reply_with_blocks_can_wait(client: AsyncWebClient, workspace: Workspace, actions: Actions):
    root, blocks = said(workspace), [{"type": "divider"}]
    told = await client.chat_scheduleMessage(
        channel=root.conversation, text="later", post_at=workspace.now + 60, thread_ts=root.ts, blocks=blocks
    )
    await client.chat_scheduleMessage(channel=AMARA, text="just you", post_at=workspace.now + 60)

    await actions.move_clock(workspace.clock.now() + timedelta(hours=1))

    [reply] = workspace.messages.replies(root.conversation, root.ts)
    assert reply.blocks is not None
    assert reply.blocks[0]["type"] == "divider"
    assert (told["message"]["type"], "ts" in told["message"]) == ("delayed_message", False)
    direct = workspace.direct(workspace.bot, "amara")
    assert [message.text for message in workspace.messages.visible(direct.id, AMARA)] == ["just you"]


@pytest.mark.keeps("chat.scheduledMessages.list", "by channel and by time, page by page")
async def test_what_waits_is_listed_page_by_page(client: AsyncWebClient, workspace: Workspace):
    now, there = workspace.now, place(workspace)
    for minutes in range(1, 8):
        await client.chat_scheduleMessage(channel=there, text=f"{minutes}", post_at=now + minutes * 60)
    await client.chat_scheduleMessage(channel=place(workspace, "coffee"), text="coffee", post_at=now + 30)

    listing = await client.chat_scheduledMessages_list(channel=there, limit=3)
    pages = [[one["text"] for one in page["scheduled_messages"]] async for page in listing]
    ranged = await client.chat_scheduledMessages_list(oldest=str(now + 120), latest=str(now + 180))
    everything = await client.chat_scheduledMessages_list()

    assert pages == [["1", "2", "3"], ["4", "5", "6"], ["7"]]
    assert [one["text"] for one in ranged["scheduled_messages"]] == ["2", "3"]
    assert len(everything["scheduled_messages"]) == 8


@pytest.mark.keeps("chat.scheduleMessage", "delivered while the workspace's clock runs by itself")
async def test_a_message_arrives_while_the_clock_runs():
    clock = MovableClock(datetime(2026, 10, 23, 8, 0, 0, 970_000, tzinfo=UTC))
    workspace = make_company(clock=clock)
    waiting(workspace, 1)
    there = place(workspace)

    clock.reach(datetime(2026, 10, 23, 8, 0, 1, tzinfo=UTC))
    await asyncio.wait_for(workspace.feed.until(lambda: bool(workspace.messages.visible(there, AMARA))), 5)

    [message] = workspace.messages.visible(there, AMARA)
    assert (message.text, message.ts) == ("later", "1792742401.000000")
