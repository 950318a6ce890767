"""Tokens, scopes, ways of calling, paging, and failures on request."""

import asyncio
import json

import aiohttp
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Playground, Workspace

pytestmark = pytest.mark.anyio


async def refusal(call) -> dict:
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response.data


async def test_the_token_says_who_the_bot_is(client: AsyncWebClient, workspace: Workspace):
    told = await client.auth_test()

    assert (told["user_id"], told["bot_id"], told["team_id"]) == ("U0KINDLING", "B0KINDLING", "T0WEXCOMBE")
    assert told["url"] == workspace.url
    assert "chat:write" in told.headers["x-oauth-scopes"]


async def test_the_synchronous_client_works_too(playground: Playground):
    client = WebClient(token=playground.bot_token, base_url=playground.api_url)

    told = await asyncio.to_thread(client.chat_postMessage, channel="#kindness", text="Hello & welcome")

    assert told["message"]["text"] == "Hello & welcome"


@pytest.mark.parametrize(
    ("token", "error"),
    [("xoxb-wrong", "invalid_auth"), ("", "not_authed"), ("app", "not_allowed_token_type")],
)
async def test_a_wrong_token_is_refused(playground: Playground, token: str, error: str):
    given = playground.app_token if token == "app" else token
    client = AsyncWebClient(token=given or None, base_url=playground.api_url)

    assert (await refusal(client.auth_test()))["error"] == error


async def test_an_unknown_method_is_named(client: AsyncWebClient):
    assert await refusal(client.api_call("kind.ness")) == {
        "ok": False,
        "error": "unknown_method",
        "req_method": "kind.ness",
    }


async def test_a_missing_scope_is_named(client: AsyncWebClient, workspace: Workspace):
    workspace.scopes = frozenset({"chat:write", "channels:read"})

    assert await refusal(client.users_list()) == {
        "ok": False,
        "error": "missing_scope",
        "needed": "users:read",
        "provided": "channels:read,chat:write",
    }
    private = workspace.conversation("people-team")
    private.members[workspace.bot.id] = None
    assert (await refusal(client.conversations_info(channel=private.id)))["needed"] == "groups:read"
    assert (await refusal(client.conversations_open(users="U01AMARA")))["needed"] == "im:write"


async def test_without_a_history_scope_nobody_can_read_what_people_say(client: AsyncWebClient, workspace: Workspace):
    channel = workspace.conversation("kindness").id

    assert (await refusal(client.conversations_history(channel=channel)))["error"] == "missing_scope"
    assert (await refusal(client.conversations_replies(channel=channel, ts="1.1")))["error"] == "missing_scope"


async def test_the_same_call_works_in_every_form(playground: Playground):
    address, token = f"{playground.api_url}chat.postMessage", playground.bot_token
    blocks = [{"type": "divider"}]
    words = {"channel": "#kindness", "text": "hello"}
    bearer = {"Authorization": f"Bearer {token}"}
    nested = words | {"blocks": json.dumps(blocks)}
    multipart = aiohttp.FormData(nested | {"token": token}, default_to_multipart=True)
    async with aiohttp.ClientSession() as http:
        answers = [
            await http.get(address, params=nested | {"token": token}),
            await http.post(address, data=nested, headers=bearer),
            await http.post(address, json=words | {"blocks": blocks}, headers=bearer),
            await http.post(address, params={"token": token}, data=nested),
            await http.post(address, data=multipart),
        ]
        told = [await answer.json() for answer in answers]

    assert [answer["message"]["blocks"][0]["type"] for answer in told] == ["divider"] * 5
    assert len({answer["ts"] for answer in told}) == 5


@pytest.mark.parametrize(
    ("body", "error"), [(b"{", "invalid_json"), (b"[1]", "json_not_object"), (b"", "channel_not_found")]
)
async def test_unreadable_json_is_refused(playground: Playground, body: bytes, error: str):
    headers = {"Authorization": f"Bearer {playground.bot_token}", "Content-Type": "application/json"}
    async with aiohttp.ClientSession() as http:
        answer = await http.post(f"{playground.api_url}chat.postMessage", data=body, headers=headers)

        assert (await answer.json())["error"] == error


async def test_everybody_is_listed_page_by_page(client: AsyncWebClient, workspace: Workspace):
    pages = [page["members"] async for page in await client.users_list(limit=10)]

    ids = [member["id"] for page in pages for member in page]
    assert ids == [person.id for person in workspace.people]
    assert [len(page) for page in pages] == [10, 10, 9]
    assert len((await client.users_list())["members"]) == len(ids)


async def test_members_are_listed_page_by_page(client: AsyncWebClient, workspace: Workspace):
    place = workspace.conversation("general")

    pages = [page["members"] async for page in await client.conversations_members(channel=place.id, limit=9)]

    assert [member for page in pages for member in page] == list(place.members)
    assert [len(page) for page in pages] == [9, 9, 4]


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"cursor": "nonsense"}, "invalid_cursor"),
        ({"limit": "many"}, "invalid_limit"),
        ({"limit": 5000}, "invalid_limit"),
    ],
)
async def test_a_wrong_page_is_refused(client: AsyncWebClient, asked: dict, error: str):
    assert (await refusal(client.users_list(**asked)))["error"] == error


async def test_people_are_told_apart(client: AsyncWebClient):
    amara, bjorn, guest, gone, bot, slackbot = [
        (await client.users_info(user=user, include_locale=True))["user"]
        for user in ("U01AMARA", "U01BJORN", "U01MAREK", "U01PAULINE", "U0ROTABOT", "USLACKBOT")
    ]

    assert (amara["tz"], amara["tz_offset"], amara["tz_label"]) == (
        "Europe/London",
        3600,
        "British Summer Time",
    )
    assert (bjorn["tz"], bjorn["tz_offset"], bjorn["locale"]) == ("Europe/Stockholm", 7200, "sv-SE")
    assert guest["is_restricted"]
    assert not amara["is_restricted"]
    assert gone["deleted"]
    assert "tz" not in gone
    assert bot["is_bot"]
    assert not slackbot["is_bot"], "as in Slack"
    assert amara["profile"]["title"] == "Ward sister, St Brigid's"
    assert "email" not in amara["profile"], "there is no scope for it"


async def test_failures_happen_on_request_and_then_stop(client: AsyncWebClient, workspace: Workspace):
    workspace.faults.next("chat.postMessage", error="fatal_error", times=2)
    workspace.faults.next("chat.postMessage", retry_after=7)
    workspace.faults.next("chat.postMessage", status=503, after_effect=True)
    place, before = workspace.conversation("kindness").id, len(workspace.messages.visible("C", "U"))

    errors = []
    for _ in range(4):
        with pytest.raises(SlackApiError) as caught:
            await client.chat_postMessage(channel=place, text="hello")
        errors.append(caught.value.response)

    assert [answer["error"] for answer in errors[:3]] == ["fatal_error", "fatal_error", "ratelimited"]
    assert (errors[2].status_code, errors[2].headers["Retry-After"]) == (429, "7")
    said = [message for message in workspace.messages.visible(place, "U01AMARA") if message.user == "U0KINDLING"]
    assert len(said) == before + 1, "the last one was posted and its answer lost"
    assert (await client.chat_postMessage(channel=place, text="hello"))["ok"]
