"""Reacting to messages: who may, and what the app is told of it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import MovableClock
from bot.playground import Actions, App, PageError, Playground, SlackError, Workspace, make_company
from bot.playground.model.scopes import DEFAULT_SCOPES

from .conftest import PATIENCE, Listener

pytestmark = pytest.mark.anyio


async def said_by_the_bot(client: AsyncWebClient, channel: str = "#kindness") -> tuple[str, str]:
    said = await client.chat_postMessage(channel=channel, text="What small thing has gone right today?")
    return said["channel"], said["ts"]


async def test_the_app_is_told_who_reacted_to_which_message(
    app: Listener, client: AsyncWebClient, actions: Actions, workspace: Workspace
):
    place, ts = await said_by_the_bot(client)

    await actions.react("amara", place, ts, "thumbsup")

    [event] = app.events("reaction_added")
    assert event.pop("event_ts")
    assert event == {
        "type": "reaction_added",
        "user": "U01AMARA",
        "reaction": "thumbsup",
        "item_user": workspace.bot.id,
        "item": {"type": "message", "channel": place, "ts": ts},
    }


async def test_a_reaction_taken_back_is_told_as_well(app: Listener, client: AsyncWebClient, actions: Actions):
    place, ts = await said_by_the_bot(client)
    await actions.react("amara", place, ts, "heart")

    await actions.react("amara", place, ts, "heart", on=False)

    [event] = app.events("reaction_removed")
    assert event["reaction"] == "heart"
    assert actions.ws.messages.get(place, ts).reactions == {}


async def test_colleagues_words_can_be_reacted_to_but_are_not_sent_along(app: Listener, actions: Actions):
    message = await actions.type("bjorn", "#kindness", "Fresh bread in the kitchen")
    assert message is not None

    await actions.react("amara", "#kindness", message.ts, "tada")

    [event] = app.events("reaction_added")
    assert event["item_user"] == message.user
    assert "bread" not in str(event)


async def test_everybody_reacts_once_with_each_emoji(actions: Actions):
    message = await actions.type("bjorn", "#kindness", "Good morning")
    assert message is not None
    await actions.react("amara", "#kindness", message.ts, "thumbsup")
    await actions.react("carys", "#kindness", message.ts, "thumbsup")

    with pytest.raises(SlackError, match="already_reacted"):
        await actions.react("amara", "#kindness", message.ts, "thumbsup")
    with pytest.raises(SlackError, match="no_reaction"):
        await actions.react("bjorn", "#kindness", message.ts, "thumbsup", on=False)
    assert len(message.reactions["thumbsup"]) == 2


async def test_nonsense_is_no_emoji_and_nothing_is_no_message(actions: Actions):
    message = await actions.type("bjorn", "#kindness", "Good morning")
    assert message is not None

    with pytest.raises(SlackError, match="invalid_name"):
        await actions.react("amara", "#kindness", message.ts, "<b>")
    with pytest.raises(SlackError, match="message_not_found"):
        await actions.react("amara", "#kindness", "1.000001", "heart")


async def test_what_only_one_person_sees_cannot_be_reacted_to(client: AsyncWebClient, actions: Actions):
    told = await client.chat_postEphemeral(channel="#kindness", user="U01AMARA", text="psst")

    with pytest.raises(SlackError, match="message_not_found"):
        await actions.react("amara", "#kindness", told["message_ts"], "heart")


async def test_only_members_react_and_only_while_the_channel_is_open(actions: Actions):
    message = await actions.type("bjorn", "#kindness", "Good morning")
    assert message is not None
    await actions.leave("amara", "#kindness")

    with pytest.raises(SlackError, match="not_in_channel"):
        await actions.react("amara", "#kindness", message.ts, "heart")
    await actions.archive("bjorn", "#kindness")
    with pytest.raises(SlackError, match="is_archived"):
        await actions.react("carys", "#kindness", message.ts, "heart")


async def test_somebody_who_has_left_reacts_no_more(actions: Actions):
    message = await actions.type("bjorn", "#kindness", "Good morning")
    assert message is not None

    with pytest.raises(PageError, match="acts by itself"):
        await actions.react("kindling", "#kindness", message.ts, "heart")
    await actions.deactivate("carys")
    with pytest.raises(SlackError, match="user_disabled"):
        await actions.react("carys", "#kindness", message.ts, "heart")


async def test_the_page_reacts_and_takes_it_back(playground: Playground, actions: Actions):
    message = await actions.type("bjorn", "#kindness", "Good morning")
    assert message is not None
    body = {"as": "U01AMARA", "conversation": message.conversation, "ts": message.ts, "name": "heart"}

    async with aiohttp.ClientSession(playground.url) as http:
        await http.post("/play/react", json=body)
        assert message.reactions == {"heart": ["U01AMARA"]}
        async with http.post("/play/react", json=body) as answer:
            assert (await answer.json())["error"] == "You have reacted with that one already."
        await http.post("/play/react", json={**body, "on": False})

    assert message.reactions == {}


@pytest.fixture
async def unscoped() -> AsyncIterator[Playground]:
    clock = MovableClock(datetime(2026, 10, 23, 8, 0, tzinfo=UTC), frozen=True)
    company = make_company(clock=clock, app=App(scopes=DEFAULT_SCOPES - {"reactions:read"}))
    running = Playground(company, port=0, ack_seconds=PATIENCE)
    await running.start()
    yield running
    await running.stop()


async def test_without_the_scope_no_reaction_is_told(unscoped: Playground):
    app = Listener(unscoped)
    await app.client.connect()
    await unscoped.workspace.feed.until(lambda: unscoped.link.connected)
    message = await unscoped.actions.type("bjorn", "#kindness", "Good morning")
    assert message is not None

    await unscoped.actions.react("amara", "#kindness", message.ts, "heart")
    await unscoped.actions.leave("amara", "#kindness")

    assert app.events("reaction_added") == []
    assert len(app.events("member_left_channel")) == 1
    await app.client.close()
