"""Conversations: opening, finding, joining, inviting, making, archiving; page by page."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Actions, Person, Workspace
from bot.playground.changes.membership import archive
from tests.conformance.calls import AMARA, BJORN, GONE, SLACKBOT, place, refusal, refused, room
from tests.wire.conftest import Listener

pytestmark = pytest.mark.anyio

ONE_BY_ID = ("conversations.info", "conversations.members", "conversations.join", "conversations.archive")


def archived(ws: Workspace) -> dict[str, Any]:
    there = room(ws)
    archive(ws, there, ws.bot)
    return {"channel": there.id}


def direct(ws: Workspace) -> dict[str, Any]:
    return {"channel": ws.direct(ws.bot, "amara").id}


def eight_and_one(ws: Workspace) -> dict[str, Any]:
    return {"users": [person.id for person in ws.people if person.is_human and not person.deleted][:9]}


def inviting(*users: str) -> Any:
    return lambda ws: {"channel": room(ws).id, "users": list(users)}


def single_channel_guest(ws: Workspace) -> dict[str, Any]:
    marek = ws.person("marek")
    marek.is_single_channel = True
    return inviting(marek.id)(ws)


@pytest.mark.parametrize(
    ("method", "error", "args"),
    [
        *[refused(method, "channel_not_found", "without a channel", {}) for method in ONE_BY_ID],
        *[refused(method, "channel_not_found", "for an unknown id", {"channel": "C0NO"}) for method in ONE_BY_ID],
        *[
            refused(
                method,
                "channel_not_found",
                "for a private channel the bot is not in",
                lambda ws: {"channel": place(ws, "people-team")},
            )
            for method in ONE_BY_ID
        ],
        *[
            refused(method, "method_not_supported_for_channel_type", "for direct messages", direct)
            for method in ("conversations.join", "conversations.invite", "conversations.archive")
        ],
        refused("conversations.open", "users_list_not_supplied", "for nobody", {}),
        refused("conversations.open", "users_list_not_supplied", "for the bot alone", lambda ws: {"users": ws.bot.id}),
        refused("conversations.open", "user_not_found", "for an unknown id", {"users": "U0NOBODY"}),
        refused("conversations.open", "user_disabled", "for somebody whose account is switched off", {"users": GONE}),
        refused("conversations.open", "cannot_dm_bot", "for Slackbot", {"users": SLACKBOT}),
        refused("conversations.open", "too_many_users", "for nine people", eight_and_one),
        refused("conversations.open", "channel_not_found", "for an unknown channel", {"channel": "D0NOWHERE"}),
        refused(
            "conversations.open",
            "method_not_supported_for_channel_type",
            "for a channel",
            lambda ws: {"channel": place(ws)},
        ),
        refused(
            "conversations.open",
            "channel_not_found",
            "for a new conversation with prevent_creation",
            {"users": AMARA, "prevent_creation": True},
        ),
        *[
            refused(method, error, when, args)
            for method in ("conversations.list", "users.conversations")
            for error, when, args in (
                ("invalid_types", "for an unknown type", {"types": "public_channel,village_hall"}),
                ("invalid_cursor", "for a cursor that is none", {"cursor": "x"}),
                ("invalid_limit", "for a limit that is none", {"limit": "many"}),
                ("invalid_limit", "for more than 1,000 at once", {"limit": 1001}),
            )
        ],
        refused(
            "conversations.members",
            "invalid_cursor",
            "for a cursor that is none",
            lambda ws: {"channel": place(ws), "cursor": "bmV4dDotMQ=="},
        ),
        refused(
            "conversations.members",
            "invalid_limit",
            "for a limit below one",
            lambda ws: {"channel": place(ws), "limit": -1},
        ),
        refused("users.conversations", "user_not_found", "for an unknown id", {"user": "U0NOBODY"}),
        refused("conversations.join", "is_archived", "for an archived channel", archived),
        refused("conversations.invite", "channel_not_found", "for an unknown id", {"channel": "C0NO", "users": AMARA}),
        refused("conversations.invite", "no_user", "for nobody", lambda ws: {"channel": place(ws)}),
        refused("conversations.invite", "user_not_found", "for an unknown id", inviting("U0NOBODY")),
        refused("conversations.invite", "user_disabled", "for somebody whose account is switched off", inviting(GONE)),
        refused("conversations.invite", "cant_invite", "for Slackbot", inviting(SLACKBOT)),
        refused("conversations.invite", "cant_invite_self", "for the bot itself", lambda ws: inviting(ws.bot.id)(ws)),
        refused(
            "conversations.invite",
            "already_in_channel",
            "for a member",
            lambda ws: {"channel": place(ws), "users": AMARA},
        ),
        refused(
            "conversations.invite",
            "not_in_channel",
            "where the bot is not a member",
            lambda ws: {"channel": place(ws, "estates"), "users": AMARA},
        ),
        refused(
            "conversations.invite", "is_archived", "for an archived channel", lambda ws: archived(ws) | {"users": AMARA}
        ),
        refused(
            "conversations.invite",
            "too_many_users",
            "for more than 100 people",
            inviting(*(f"U{number}" for number in range(101))),
        ),
        refused("conversations.invite", "ura_max_channels", "for a single-channel guest", single_channel_guest),
        refused("conversations.create", "invalid_name_required", "without a name", {}),
        refused("conversations.create", "invalid_name_maxlength", "for more than 80 characters", {"name": "x" * 81}),
        refused("conversations.create", "invalid_name_punctuation", "for nothing but dashes", {"name": "--_"}),
        refused("conversations.create", "invalid_name_specials", "for capital letters", {"name": "Kindness2"}),
        refused("conversations.create", "invalid_name_specials", "for spaces", {"name": "small talk"}),
        refused("conversations.create", "name_taken", "for a name that is taken", {"name": "kindness"}),
        refused("conversations.create", "name_taken", "for an archived channel's name", {"name": "summer-fete-2024"}),
        refused("conversations.archive", "already_archived", "twice", archived),
        refused(
            "conversations.archive",
            "not_in_channel",
            "where the bot is not a member",
            lambda ws: {"channel": place(ws, "estates")},
        ),
    ],
)
async def test_what_cannot_be_done(client: AsyncWebClient, workspace: Workspace, method: str, error: str, args: Any):
    assert (await refusal(client, workspace, method, args))["error"] == error


@pytest.mark.keeps("conversations.archive", "cant_archive_general for everybody's channel")
async def test_everybodys_channel_stays(client: AsyncWebClient, workspace: Workspace):
    general = workspace.conversation("general")
    general.members[workspace.bot.id] = None

    told = await refusal(client, workspace, "conversations.archive", {"channel": general.id})

    assert (told["error"], general.archived) == ("cant_archive_general", False)


@pytest.mark.keeps("conversations.open", "the same conversation for the same people")
@pytest.mark.keeps("conversations.open", "eight people and the bot")
async def test_the_same_people_have_one_conversation(client: AsyncWebClient, workspace: Workspace):
    eight = eight_and_one(workspace)["users"][:8]

    first = await client.conversations_open(users=eight)
    again = await client.conversations_open(users=[*reversed(eight), eight[0], workspace.bot.id])
    looked_up = await client.conversations_open(users=eight, prevent_creation=True)
    by_id = await client.conversations_open(channel=first["channel"]["id"])

    ids = {told["channel"]["id"] for told in (first, again, looked_up, by_id)}
    assert len(ids) == 1
    assert ("already_open" in first, again["already_open"], by_id["no_op"]) == (False, True, True)


@pytest.mark.keeps("conversations.open", "return_im")
async def test_direct_messages_are_described_on_request(client: AsyncWebClient):
    assert set((await client.conversations_open(users=AMARA))["channel"]) == {"id"}
    assert (await client.conversations_open(users=AMARA, return_im=True))["channel"]["user"] == AMARA


@pytest.mark.keeps("conversations.info", "is_user_deleted in direct messages")
@pytest.mark.keeps("conversations.info", "include_locale")
async def test_it_is_told_when_the_other_person_has_gone(
    client: AsyncWebClient, workspace: Workspace, actions: Actions
):
    there = direct(workspace)["channel"]
    before = await client.conversations_info(channel=there, include_locale=True)

    await actions.deactivate("amara")

    after = await client.conversations_info(channel=there)
    assert (before["channel"]["is_user_deleted"], after["channel"]["is_user_deleted"]) == (False, True)
    assert before["channel"]["locale"] == "en-GB"


@pytest.mark.keeps("conversations.invite", "one error for each person")
@pytest.mark.keeps("conversations.invite", "force brings in whoever can come")
async def test_some_of_those_invited_may_come(client: AsyncWebClient, workspace: Workspace):
    there, named = room(workspace), [AMARA, "U0NOBODY", GONE, BJORN]

    told = await refusal(client, workspace, "conversations.invite", {"channel": there.id, "users": named})
    assert [(one["user"], one["error"]) for one in told["errors"]] == [
        ("U0NOBODY", "user_not_found"),
        (GONE, "user_disabled"),
    ]
    assert list(there.members) == [workspace.bot.id]

    forced = await client.conversations_invite(channel=there.id, users=named, force=True)
    assert len(forced["errors"]) == 2
    assert list(there.members) == [workspace.bot.id, AMARA, BJORN]


@pytest.mark.keeps("conversations.join", "a warning for a channel the bot is in")
async def test_joining_twice_is_a_warning(client: AsyncWebClient, workspace: Workspace):
    told = await client.conversations_join(channel=place(workspace))

    assert told["warning"] == "already_in_channel"
    assert told["response_metadata"]["warnings"] == ["already_in_channel"]


@pytest.mark.keeps("conversations.create", "private channels")
@pytest.mark.keeps("conversations.create", "channel_created for an app that asked for it")
async def test_new_channels(app: Listener, client: AsyncWebClient, workspace: Workspace):
    workspace.app.events |= {"channel_created"}

    public = await client.conversations_create(name="tea")
    private = await client.conversations_create(name="cake", is_private=True)
    await app.playground.link.settle()

    assert (public["channel"]["is_private"], private["channel"]["is_private"]) == (False, True)
    [event] = app.events("channel_created")
    assert (event["channel"]["id"], event["channel"]["creator"]) == (public["channel"]["id"], workspace.bot.id)


@pytest.mark.keeps("conversations.list", "archived channels unless exclude_archived")
@pytest.mark.keeps("conversations.list", "only what the bot can see")
async def test_only_what_the_bot_sees_is_listed(client: AsyncWebClient):
    everything = await client.conversations_list(types="public_channel,private_channel", limit=1000)
    open_ones = await client.conversations_list(exclude_archived=True)

    names = {channel["name"] for channel in everything["channels"]}
    assert "people-team" not in names
    assert names - {channel["name"] for channel in open_ones["channels"]} == {"summer-fete-2024"}


@pytest.mark.keeps("users.conversations", "the bot's own, or what it sees of somebody else's")
async def test_somebodys_conversations(client: AsyncWebClient, workspace: Workspace):
    own = await client.users_conversations()
    hers = await client.users_conversations(user=AMARA, types="public_channel,private_channel", exclude_archived=True)

    assert {channel["name"] for channel in own["channels"]} == {"kindness", "coffee"}
    visible = {one.name for one in workspace.conversations.of(AMARA) if one.kind == "channel" and not one.archived}
    assert {channel["name"] for channel in hers["channels"]} == visible


@pytest.mark.keeps("conversations.members", "pages of up to 1,000")
async def test_a_crowd_is_listed_page_by_page(client: AsyncWebClient, workspace: Workspace):
    there = workspace.conversation("kindness")
    for number in range(2500):
        person = workspace.people.add(Person(f"U9{number:05}", f"one{number}", f"One {number}"))
        there.members[person.id] = None

    listing = await client.conversations_members(channel=there.id, limit=1000)
    pages = [list(page["members"]) async for page in listing]

    assert [len(page) for page in pages] == [1000, 1000, len(there.members) - 2000]
    assert [member for page in pages for member in page] == list(there.members)
    assert len((await client.conversations_members(channel=there.id))["members"]) == 100


@pytest.mark.keeps("conversations.list", "page by page")
@pytest.mark.keeps("users.conversations", "page by page")
async def test_channels_are_listed_page_by_page(client: AsyncWebClient):
    listing, own = await client.conversations_list(limit=2), await client.users_conversations(limit=1)
    names = [[channel["name"] for channel in page["channels"]] async for page in listing]
    mine = [[channel["name"] for channel in page["channels"]] async for page in own]

    everything = [channel["name"] for channel in (await client.conversations_list())["channels"]]
    assert [name for page in names for name in page] == everything
    assert {len(page) for page in names[:-1]} == {2}
    assert [len(page) for page in mine] == [1, 1]
