"""Opening, joining, inviting, archiving."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Actions, SlackError, Workspace

pytestmark = pytest.mark.anyio


async def error_of(call) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response["error"]


async def test_the_same_people_always_share_one_conversation(client: AsyncWebClient, workspace: Workspace):
    first = await client.conversations_open(users=["U01AMARA", "U01BJORN"])
    again = await client.conversations_open(users="U01BJORN,U01AMARA,U01BJORN")
    others = await client.conversations_open(users=["U01AMARA", "U01CARYS"])

    assert first["channel"]["id"] == again["channel"]["id"] != others["channel"]["id"]
    assert again["already_open"]
    assert first["channel"]["is_mpim"]
    assert first["channel"]["name"] == "mpdm-kindling--amara--bjorn-1"
    members = await client.conversations_members(channel=first["channel"]["id"])
    assert set(members["members"]) == {"U0KINDLING", "U01AMARA", "U01BJORN"}


async def test_one_person_gets_a_direct_message(client: AsyncWebClient):
    first = await client.conversations_open(users="U01AMARA", return_im=True)

    assert first["channel"]["is_im"]
    assert first["channel"]["user"] == "U01AMARA"
    assert (await client.conversations_open(users="U01AMARA"))["channel"] == {"id": first["channel"]["id"]}


@pytest.mark.parametrize(
    ("users", "error"),
    [
        ("", "users_list_not_supplied"),
        ("U0KINDLING", "users_list_not_supplied"),
        ("U01NOBODY", "user_not_found"),
        ("U01AMARA,U01PAULINE", "user_disabled"),
        ("USLACKBOT", "cannot_dm_bot"),
    ],
)
async def test_some_conversations_cannot_be_opened(client: AsyncWebClient, users: str, error: str):
    assert await error_of(client.conversations_open(users=users)) == error


async def test_eight_people_fit_and_nine_do_not(client: AsyncWebClient, workspace: Workspace):
    ids = [person.id for person in workspace.people if person.is_human and not person.deleted]

    assert (await client.conversations_open(users=ids[:8]))["ok"]
    assert await error_of(client.conversations_open(users=ids[:9])) == "too_many_users"


async def test_a_private_channel_is_hidden_until_the_bot_is_in(
    client: AsyncWebClient, workspace: Workspace, actions: Actions
):
    secret = workspace.conversation("people-team")

    assert await error_of(client.conversations_info(channel=secret.id)) == "channel_not_found"
    listed = await client.conversations_list(types="public_channel,private_channel")
    assert "people-team" not in [channel["name"] for channel in listed["channels"]]

    await actions.invite("priya", "people-team", ["kindling"])

    assert (await client.conversations_info(channel=secret.id))["channel"]["is_private"]
    mine = await client.users_conversations(types="public_channel,private_channel", exclude_archived=True)
    assert {channel["name"] for channel in mine["channels"]} == {"kindness", "coffee", "people-team"}


async def test_the_bot_speaks_only_where_it_is(client: AsyncWebClient, workspace: Workspace):
    estates, fete = workspace.conversation("estates"), workspace.conversation("summer-fete-2024")

    assert await error_of(client.chat_postMessage(channel=estates.id, text="hello")) == "not_in_channel"
    assert await error_of(client.chat_postMessage(channel=fete.id, text="hello")) == "is_archived"
    assert await error_of(client.chat_postMessage(channel="C0NOWHERE", text="hello")) == "channel_not_found"
    assert (await client.conversations_join(channel=estates.id))["channel"]["is_member"]
    assert (await client.conversations_join(channel=estates.id))["warning"] == "already_in_channel"
    assert (await client.chat_postMessage(channel=estates.id, text="hello"))["ok"]


async def test_a_channel_is_made_filled_and_archived(client: AsyncWebClient):
    channel = (await client.conversations_create(name="small-tests"))["channel"]["id"]

    await client.conversations_invite(channel=channel, users=["U01AMARA", "U01BJORN"])
    assert await error_of(client.conversations_invite(channel=channel, users="U01AMARA")) == "already_in_channel"
    assert await error_of(client.conversations_create(name="small-tests")) == "name_taken"
    assert await error_of(client.conversations_create(name="Small Tests")) == "invalid_name_specials"
    assert (await client.conversations_info(channel=channel, include_num_members=True))["channel"]["num_members"] == 3

    await client.conversations_archive(channel=channel)

    assert await error_of(client.conversations_archive(channel=channel)) == "already_archived"
    assert await error_of(client.chat_postMessage(channel=channel, text="hello")) == "is_archived"
    assert await error_of(client.conversations_invite(channel=channel, users="U01CARYS")) == "is_archived"


async def test_a_deactivated_person_is_out_of_every_channel(
    client: AsyncWebClient, actions: Actions, workspace: Workspace
):
    place = workspace.conversation("kindness").id

    await actions.deactivate("bjorn")

    assert "U01BJORN" not in (await client.conversations_members(channel=place))["members"]
    assert await error_of(client.chat_postMessage(channel="U01BJORN", text="hello")) == "user_disabled"
    with pytest.raises(SlackError, match="user_disabled"):
        await actions.type("bjorn", "kindness", "hello")


async def test_a_guest_sees_only_their_channels(actions: Actions):
    await actions.type("marek", "kindness", "Good morning")
    for name in ("coffee", "general", "estates"):
        with pytest.raises(SlackError, match="channel_not_found"):
            await actions.join("marek", name)
