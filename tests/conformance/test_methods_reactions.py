"""Reactions of the bot, and of everybody."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Actions, Message, Workspace
from bot.playground.changes.membership import archive
from tests.conformance.calls import AMARA, BJORN, at, place, reacted, refusal, refused, room, said, uploaded

pytestmark = pytest.mark.anyio

ALL = ("reactions.add", "reactions.get", "reactions.remove")
CHANGING = ("reactions.add", "reactions.remove")


def named(name: str, message: Message) -> dict[str, Any]:
    return at(message) | {"name": name}


def tada(**about: Any) -> Any:
    return lambda ws: {"channel": place(ws), "name": "tada"} | about


def in_archived(ws: Workspace) -> dict[str, Any]:
    there = room(ws)
    message = said(ws, there.name)
    archive(ws, there, ws.bot)
    return named("tada", message)


def full(ws: Workspace) -> dict[str, Any]:
    message = said(ws)
    message.reactions = {f"emoji{number}": [AMARA] for number in range(50)}
    return named("tada", message)


def eager(ws: Workspace) -> dict[str, Any]:
    message = said(ws)
    message.reactions = {f"emoji{number}": [ws.bot.id] for number in range(23)} | {"tada": [AMARA]}
    return named("tada", message)


@pytest.mark.parametrize(
    ("method", "error", "args"),
    [
        *[refused(method, "no_item_specified", "without a timestamp", tada()) for method in ALL],
        *[
            refused(method, "no_item_specified", "without a channel", {"name": "tada", "timestamp": "1.1"})
            for method in ALL
        ],
        *[refused(method, "bad_timestamp", "for a timestamp that is none", tada(timestamp="now")) for method in ALL],
        *[
            refused(method, "message_not_found", "for a message that is not there", tada(timestamp="1.1"))
            for method in ALL
        ],
        *[
            refused(
                method,
                "channel_not_found",
                "for an unknown channel",
                {"channel": "C0NO", "name": "tada", "timestamp": "1.1"},
            )
            for method in ALL
        ],
        *[refused(method, "invalid_name", "without a name", lambda ws: at(said(ws))) for method in CHANGING],
        *[
            refused(method, "invalid_name", "for a name that is none", lambda ws: named("Not One!", said(ws)))
            for method in CHANGING
        ],
        *[refused(method, "is_archived", "in an archived channel", in_archived) for method in CHANGING],
        *[
            refused(method, "file_not_found", "for an unknown file", {"name": "tada", "file": "F0NO"})
            for method in ("reactions.get", "reactions.remove")
        ],
        *[
            refused(method, "file_comment_not_found", "for any comment", {"name": "tada", "file_comment": "Fc0NO"})
            for method in ("reactions.get", "reactions.remove")
        ],
        refused("reactions.add", "already_reacted", "twice", lambda ws: named("tada", reacted(ws))),
        refused("reactions.add", "too_many_emoji", "for a 51st emoji", full),
        refused("reactions.add", "too_many_reactions", "for one's 24th", eager),
        refused("reactions.remove", "no_reaction", "for none", lambda ws: named("tada", said(ws))),
        refused("reactions.remove", "no_reaction", "for somebody else's", full),
    ],
)
async def test_what_cannot_be_reacted_to(
    client: AsyncWebClient, workspace: Workspace, method: str, error: str, args: Any
):
    assert (await refusal(client, workspace, method, args))["error"] == error


@pytest.mark.keeps("reactions.get", "who reacted with what, and how many")
async def test_everybodys_reactions_are_told(client: AsyncWebClient, workspace: Workspace, actions: Actions):
    message = said(workspace, user=AMARA)
    await actions.react(AMARA, "kindness", message.ts, "tada")
    await actions.react(BJORN, "kindness", message.ts, "tada")
    await client.reactions_add(name=":heart:", **at(message))

    told = await client.reactions_get(**at(message), full=True)

    assert told["message"]["reactions"] == [
        {"name": "tada", "users": [AMARA, BJORN], "count": 2},
        {"name": "heart", "users": [workspace.bot.id], "count": 1},
    ]
    assert (told["type"], told["channel"], told["message"]["ts"]) == ("message", message.conversation, message.ts)


@pytest.mark.keeps("reactions.get", "files, to which nobody can react")
async def test_a_file_has_no_reactions(client: AsyncWebClient, workspace: Workspace):
    file = uploaded(workspace)

    told = await client.reactions_get(file=file)

    assert (told["type"], told["file"]["id"], "reactions" in told["file"]) == ("file", file, False)


@pytest.mark.keeps("reactions.remove", "the bot's own alone")
async def test_only_ones_own_reaction_is_taken_back(client: AsyncWebClient, workspace: Workspace, actions: Actions):
    message = reacted(workspace)
    await actions.react(AMARA, "kindness", message.ts, "tada")

    await client.reactions_remove(**named("tada", message))

    assert message.reactions == {"tada": [AMARA]}
