"""Each event an app can be told, with Slack's fields, and to whom it is not told."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Actions, PageError, Person, Playground, Workspace
from bot.playground.changes.talk import Said, delete, post, update
from bot.playground.model.app import app_from
from bot.playground.model.events import MESSAGES, SCOPES
from tests.wire.conftest import Listener

from .fields_of import unknown

pytestmark = pytest.mark.anyio

Json = dict[str, Any]

EVENTS = {
    *SCOPES,
    "app_home_opened",
    "member_joined_channel",
    "member_left_channel",
    *(name for name, _ in MESSAGES.values()),
}
KINDNESS = "kindness"


@dataclass(frozen=True)
class Happening:
    """What somebody does, and the event that follows with the fields that an app needs."""

    event: str
    act: Callable[[Actions], Awaitable[object]]
    essential: frozenset[str]


async def a_home_is_opened(actions: Actions) -> None:
    await actions.open_home("amara")


async def a_channel_is_left_by_the_bot(actions: Actions) -> None:
    await actions.remove("kindling", KINDNESS)


async def a_private_channel(actions: Actions) -> Any:
    place = await actions.create("amara", "quiet-corner", private=True)
    await actions.invite("amara", place, ["kindling"])
    return place


async def a_private_channel_is_archived(actions: Actions) -> None:
    await actions.archive("amara", await a_private_channel(actions))


async def a_private_channel_is_opened_again(actions: Actions) -> None:
    place = await a_private_channel(actions)
    await actions.archive("amara", place)
    await actions.unarchive("amara", place)


async def a_private_channel_is_renamed(actions: Actions) -> None:
    await actions.rename("amara", await a_private_channel(actions), "quieter-corner")


async def a_private_channel_is_left_by_the_bot(actions: Actions) -> None:
    await actions.remove("kindling", await a_private_channel(actions))


async def a_channel_is_opened_again(actions: Actions) -> None:
    await actions.archive("amara", KINDNESS)
    await actions.unarchive("amara", KINDNESS)


async def a_reaction(actions: Actions, on: bool = True) -> None:
    said = await actions.type("bjorn", KINDNESS, "Cake in the kitchen")
    assert said
    await actions.react("amara", KINDNESS, said.ts, "cake")
    if not on:
        await actions.react("amara", KINDNESS, said.ts, "cake", on=False)


async def rejoin(actions: Actions) -> None:
    await actions.leave("carys", KINDNESS)
    await actions.invite("amara", KINDNESS, ["carys"])


def fields(text: str) -> frozenset[str]:
    return frozenset(text.split())


HAPPENINGS = [
    Happening("app_home_opened", a_home_is_opened, fields("type user channel tab event_ts")),
    Happening(
        "app_mention",
        lambda a: a.type("amara", KINDNESS, "Hello @kindling"),
        fields("type user text ts channel event_ts team"),
    ),
    Happening("reaction_added", a_reaction, fields("type user reaction item_user item event_ts")),
    Happening(
        "reaction_removed", lambda a: a_reaction(a, on=False), fields("type user reaction item_user item event_ts")
    ),
    Happening("member_joined_channel", rejoin, fields("type user channel channel_type team event_ts")),
    Happening(
        "member_left_channel",
        lambda a: a.leave("carys", KINDNESS),
        fields("type user channel channel_type team event_ts"),
    ),
    Happening("channel_created", lambda a: a.create("amara", "gardening"), fields("type channel event_ts")),
    Happening("channel_rename", lambda a: a.rename("amara", KINDNESS, "kindnesses"), fields("type channel event_ts")),
    Happening("channel_archive", lambda a: a.archive("amara", KINDNESS), fields("type channel user event_ts")),
    Happening("channel_unarchive", a_channel_is_opened_again, fields("type channel user event_ts")),
    Happening("channel_left", a_channel_is_left_by_the_bot, fields("type channel actor_id event_ts")),
    Happening("group_archive", a_private_channel_is_archived, fields("type channel event_ts")),
    Happening("group_unarchive", a_private_channel_is_opened_again, fields("type channel event_ts")),
    Happening("group_rename", a_private_channel_is_renamed, fields("type channel event_ts")),
    Happening("group_left", a_private_channel_is_left_by_the_bot, fields("type channel actor_id event_ts")),
    Happening("team_join", lambda a: a.arrive(Person("U01ZARA", "zara", "Zara Malik")), fields("type user event_ts")),
    Happening("user_change", lambda a: a.change("bjorn", title="Gardener"), fields("type user cache_ts event_ts")),
]


@pytest.fixture
async def keen(playground: Playground) -> AsyncIterator[Listener]:
    """An app that asked for every event and may have them all."""
    ws = playground.workspace
    ws.app.events = frozenset(EVENTS)
    ws.scopes = frozenset({*ws.scopes, *(scope for _, scope in MESSAGES.values())})
    listener = Listener(playground)
    await listener.client.connect()
    await ws.feed.until(lambda: playground.link.connected)
    yield listener
    await listener.client.close()


CASES = [
    pytest.param(one, id=one.event, marks=pytest.mark.keeps(f"event {one.event}", "told with Slack's fields"))
    for one in HAPPENINGS
]


@pytest.mark.parametrize("happening", CASES)
async def test_an_event_has_slacks_fields(keen: Listener, actions: Actions, happening: Happening):
    await happening.act(actions)

    told = keen.events(happening.event)[-1]
    assert not happening.essential - told.keys()
    assert unknown(happening.event, told) <= BEYOND.get(happening.event, set())


BEYOND = {
    "team_join": {"cache_ts", "event_ts", "user.profile.fields"},
    "user_change": {"event_ts", "user.profile.fields"},
}
"""What Slack sends today beside its sample."""


@pytest.mark.parametrize("happening", [pytest.param(one, id=one.event) for one in HAPPENINGS if one.event in SCOPES])
async def test_an_event_needs_its_scope(keen: Listener, actions: Actions, workspace: Workspace, happening: Happening):
    workspace.scopes = workspace.scopes - {SCOPES[happening.event]}

    await happening.act(actions)

    assert keen.events(happening.event) == []


@pytest.mark.keeps("event member_joined_channel", "only with channels:read, for a private channel groups:read")
async def test_members_need_the_scope_of_their_channel(keen: Listener, actions: Actions, workspace: Workspace):
    workspace.scopes = workspace.scopes - {"groups:read"}
    place = await a_private_channel(actions)
    await rejoin(actions)
    await actions.invite("amara", place, ["carys"])

    assert {event["channel"] for event in keen.events("member_joined_channel")} == {workspace.conversation(KINDNESS).id}


@pytest.mark.keeps("events", "the wrapper: event_id, event_time, authorizations, context, nothing unknown to Slack")
async def test_the_wrapper_is_slacks(keen: Listener, actions: Actions, workspace: Workspace):
    await actions.leave("carys", KINDNESS)
    await actions.invite("amara", KINDNESS, ["carys"])

    wrappers = [request.payload for request in keen.received if request.payload["event"]["type"].startswith("member")]
    for one in wrappers:
        assert not {name for name in unknown("event_callback", one) if not name.startswith("event.")}
        assert one["type"] == "event_callback"
        assert one["event_time"] == workspace.now
        [authorized] = one["authorizations"]
        assert authorized == {
            "enterprise_id": None,
            "team_id": workspace.team_id,
            "user_id": workspace.bot.id,
            "is_bot": True,
            "is_enterprise_install": False,
        }
    assert len({one["event_id"] for one in wrappers}) == len(wrappers) == 2


@pytest.mark.keeps("event app_home_opened", "a Messages tab that is off or read-only takes no messages")
@pytest.mark.parametrize(
    ("app_home", "takes"),
    [
        ({}, True),
        ({"messages_tab_enabled": True, "messages_tab_read_only_enabled": False}, True),
        ({"messages_tab_enabled": True, "messages_tab_read_only_enabled": True}, False),
        ({"messages_tab_enabled": False}, False),
    ],
)
async def test_who_can_write_to_the_app(actions: Actions, workspace: Workspace, app_home: dict[str, bool], takes: bool):
    workspace.app.takes_messages = app_from({"features": {"app_home": app_home}}).takes_messages
    if takes:
        assert await actions.type("amara", "@kindling", "Hello")
        return
    with pytest.raises(PageError, match="Sending messages to this app has been turned off"):
        await actions.type("amara", "@kindling", "Hello")
    assert await actions.type("amara", "@bjorn", "Hello")


@pytest.mark.keeps("event app_home_opened", "with the view once it was published; the Messages tab has none")
async def test_the_home_tab_brings_its_view(keen: Listener, actions: Actions, client: AsyncWebClient):
    await actions.open_home("amara")
    block = {"type": "header", "text": {"type": "plain_text", "text": "Good morning"}}
    await client.views_publish(user_id="U01AMARA", view={"type": "home", "blocks": [block]})
    await actions.open_home("amara")
    await actions.open_messages("amara")

    first, second, third = keen.events("app_home_opened")
    assert (first["tab"], second["tab"], third["tab"]) == ("home", "home", "messages")
    assert second["view"]["blocks"][0]["text"]["text"] == "Good morning"
    assert "view" not in first
    assert "view" not in third


async def places(actions: Actions, workspace: Workspace) -> dict[str, Any]:
    return {
        "channel": workspace.conversation(KINDNESS),
        "group": await a_private_channel(actions),
        "im": workspace.direct("amara", workspace.bot),
        "mpim": workspace.open([workspace.person(who).id for who in ("amara", "bjorn")] + [workspace.bot.id])[0],
    }


@pytest.mark.keeps("event message", "in channels, groups, direct and group messages; said, edited, deleted, joined")
@pytest.mark.parametrize("kind", list(MESSAGES))
async def test_what_is_said_is_told(
    keen: Listener, actions: Actions, workspace: Workspace, kind: str, playground: Playground
):
    place = (await places(actions, workspace))[kind]
    keen.received.clear()

    said = post(workspace, place, "U01AMARA", Said("Helo"))
    update(workspace, said, Said("Hello"))
    delete(workspace, said)
    await playground.link.settle()

    new, changed, deleted = keen.events("message")
    assert (new["channel"], new["channel_type"], new["text"], new["ts"]) == (place.id, kind, "Helo", said.ts)
    assert (changed["subtype"], changed["message"]["text"], changed["previous_message"]["text"]) == (
        "message_changed",
        "Hello",
        "Helo",
    )
    assert (deleted["subtype"], deleted["deleted_ts"], deleted["previous_message"]["text"]) == (
        "message_deleted",
        said.ts,
        "Hello",
    )
    assert changed["hidden"] is deleted["hidden"] is True
    assert (
        unknown("message", new) == unknown("message_changed", changed) == unknown("message_deleted", deleted) == set()
    )


@pytest.mark.keeps("event message", "only with the *:history scope of its kind, and only if subscribed")
@pytest.mark.parametrize("kind", list(MESSAGES))
@pytest.mark.parametrize("lacks", ["scope", "subscription"])
async def test_what_is_said_needs_scope_and_subscription(
    keen: Listener, actions: Actions, workspace: Workspace, playground: Playground, kind: str, lacks: str
):
    somewhere = await places(actions, workspace)
    subscription, scope = MESSAGES[kind]
    if lacks == "scope":
        workspace.scopes = workspace.scopes - {scope}
    else:
        workspace.app.events = workspace.app.events - {subscription}
    keen.received.clear()

    for place in somewhere.values():
        post(workspace, place, "U01AMARA", Said("Hello"))
    await playground.link.settle()

    assert {event["channel_type"] for event in keen.events("message")} == MESSAGES.keys() - {kind}


@pytest.mark.keeps("event message", "never of an ephemeral, never where the bot is not a member")
async def test_what_is_not_for_the_bot_is_not_told(keen: Listener, workspace: Workspace, playground: Playground):
    post(workspace, workspace.conversation(KINDNESS), workspace.bot.id, Said("Only you"), only_for="U01AMARA")
    post(workspace, workspace.direct("amara", "bjorn"), "U01AMARA", Said("Between us"))
    await playground.link.settle()

    assert keen.events("message") == []


@pytest.mark.keeps("event app_mention", "only in channels where the bot is a member")
async def test_a_name_is_called_in_vain(keen: Listener, actions: Actions, workspace: Workspace):
    await actions.remove("kindling", KINDNESS)
    await actions.type("amara", KINDNESS, "Hello @kindling")
    await actions.type("amara", "@kindling", "Hello @kindling")
    await asyncio.sleep(0)

    assert keen.events("app_mention") == []
