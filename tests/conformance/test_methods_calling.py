"""Calling at all: tokens, scopes, the forms in which arguments come, and nonsense of every kind."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Playground, Workspace
from bot.playground.model.scopes import BY_KIND_MANAGE, BY_KIND_READ, BY_KIND_WRITE, SCOPES
from bot.playground.pages.exchanges import summary
from bot.playground.web_api.calls import METHODS
from tests.conformance.calls import AMARA, GOOD, place, refusal
from tests.wire.test_nonsense import ANYTHING, NAMES, TEXTS, UNHURRIED, Caller, Callers

pytestmark = pytest.mark.anyio

NEEDED = {method: scopes for method, scopes in SCOPES.items() if method in GOOD} | {
    "conversations.info": (BY_KIND_READ["channel"],),
    "conversations.members": (BY_KIND_READ["channel"],),
    "conversations.list": (BY_KIND_READ["channel"],),
    "users.conversations": (BY_KIND_READ["channel"],),
    "conversations.open": (BY_KIND_WRITE["mpim"],),
    "conversations.invite": (BY_KIND_MANAGE["channel"],),
    "conversations.create": (BY_KIND_MANAGE["channel"],),
    "conversations.archive": (BY_KIND_MANAGE["channel"],),
}


@pytest.mark.parametrize(
    "method",
    [
        pytest.param(method, marks=pytest.mark.keeps(method, "missing_scope with needed and provided"), id=method)
        for method in NEEDED
    ],
)
async def test_every_method_needs_its_scope(client: AsyncWebClient, workspace: Workspace, method: str):
    args = GOOD[method](workspace)
    workspace.scopes -= set(NEEDED[method])

    told = await refusal(client, workspace, method, args)

    assert told["error"] == "missing_scope"
    assert told["needed"] in NEEDED[method] or told["needed"] == ",".join(NEEDED[method])
    assert told["provided"] == ",".join(sorted(workspace.scopes))


@pytest.mark.keeps("every method", "X-OAuth-Scopes and X-Accepted-OAuth-Scopes")
async def test_every_answer_says_what_the_token_may_do(client: AsyncWebClient, workspace: Workspace):
    told = await client.users_info(user=AMARA)

    assert told.headers["X-OAuth-Scopes"] == ",".join(sorted(workspace.scopes))
    assert told.headers["X-Accepted-OAuth-Scopes"] == "users:read"


async def answer(playground: Playground, body: Any, kind: str | None, method: str = "chat.postMessage") -> str:
    headers = {"Authorization": f"Bearer {playground.bot_token}"} | ({"Content-Type": kind} if kind else {})
    async with aiohttp.ClientSession(skip_auto_headers=["Content-Type"]) as http:
        told = await http.post(f"{playground.api_url}{method}", data=body, headers=headers)
        return str((await told.json()).get("error", "ok"))


FORM, JSON = "application/x-www-form-urlencoded", "application/json"
WORDS = {"channel": "kindness", "text": "hello"}


@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        pytest.param(kind, body, expected, id=when, marks=pytest.mark.keeps("every method", f"{expected} {when}"))
        for when, kind, body, expected in [
            ("for a form", FORM, urlencode(WORDS).encode(), "ok"),
            ("for a form in Latin letters", f"{FORM}; charset=iso-8859-1", urlencode(WORDS).encode(), "ok"),
            ("for JSON with a charset", f"{JSON}; charset=utf-8", json.dumps(WORDS).encode(), "ok"),
            ("for plain text", "text/plain", urlencode(WORDS).encode(), "ok"),
            ("for a type that is none of them", "application/xml", b"<hello/>", "invalid_post_type"),
            ("without a type", None, urlencode(WORDS).encode(), "missing_post_type"),
            ("for another charset", f"{FORM}; charset=koi8-r", urlencode(WORDS).encode(), "invalid_charset"),
            ("for JSON that is none", JSON, b"{", "invalid_json"),
            ("for JSON that is a list", JSON, b"[]", "json_not_object"),
            ("for a multipart form without its parts", "multipart/form-data", b"hello", "invalid_form_data"),
        ]
    ],
)
async def test_arguments_come_in_a_form_that_slack_takes(
    playground: Playground, kind: str | None, body: bytes, expected: str
):
    assert await answer(playground, body, kind) == expected


@pytest.mark.keeps("every method", "not_authed for JSON with its token inside: it belongs in the header")
async def test_with_json_the_token_is_in_the_header(playground: Playground):
    async with aiohttp.ClientSession() as http:
        told = await http.post(f"{playground.api_url}auth.test", json={"token": playground.bot_token})

        assert (await told.json())["error"] == "not_authed"


@pytest.mark.keeps("every method", "unknown arguments are ignored")
async def test_unknown_arguments_are_ignored(client: AsyncWebClient):
    told = await client.api_call("chat.postMessage", json=WORDS | {"kindness": {"very": ["much"]}})

    assert told["ok"]


@pytest.mark.keeps("every method", "arguments of a megabyte")
async def test_long_arguments_break_nothing(client: AsyncWebClient, workspace: Workspace):
    for name in ("channel", "text", "blocks", "thread_ts", "metadata"):
        told = await refusal(client, workspace, "chat.postMessage", WORDS | {name: "x" * 1_000_000})
        assert told["error"] != "internal_error"


KINDS = st.sampled_from([FORM, JSON, "text/plain", "multipart/form-data; boundary=b", f"{FORM}; charset=iso-8859-1"])


@pytest.fixture(scope="module")
def callers() -> Iterator[Callers]:
    def caller() -> Caller:
        made = Caller(runner)
        made.playground.workspace.scopes |= {"users:read.email", "chat:write.customize", "chat:write.public"}
        return made

    with asyncio.Runner() as runner:
        yield caller


@pytest.mark.keeps("every method", "no arguments make it answer 500 or internal_error")
@UNHURRIED
@given(st.sampled_from(sorted(METHODS)), st.dictionaries(NAMES, ANYTHING, max_size=8), st.booleans())
def test_no_arguments_break_a_method(callers: Callers, method: str, values: dict[str, Any], spoil: bool):
    caller = callers()
    ws = caller.playground.workspace
    good = {} if method.startswith(("oauth.", "views.push", "chat.deleteS")) else _good(caller, method, ws)

    told = caller.call(
        "POST",
        f"/api/{method}",
        json=(good | values) if spoil else (values | good),
        headers={"Authorization": f"Bearer {caller.token(method)}"},
    )

    assert told.status_code == 200
    assert told.json().get("error") != "internal_error"


def _good(caller: Caller, method: str, ws: Workspace) -> dict[str, Any]:
    async def prepare() -> dict[str, Any]:
        return GOOD[method](ws) if method in GOOD else {"channel": place(ws), "user": AMARA}

    return caller.runner.run(prepare())


@pytest.mark.keeps("every method", "no bytes make it answer 500 or internal_error")
@UNHURRIED
@given(
    st.sampled_from(sorted(METHODS)),
    KINDS,
    st.binary(max_size=60) | TEXTS.map(lambda text: text.encode("utf-8", "replace")),
)
def test_no_bytes_break_a_method(callers: Callers, method: str, kind: str, body: bytes):
    caller = callers()
    headers = {"Authorization": f"Bearer {caller.token(method)}", "Content-Type": kind}

    told = caller.call("POST", f"/api/{method}", content=body, headers=headers)

    assert told.status_code == 200
    assert told.json().get("error") != "internal_error"


@pytest.mark.keeps("api.test", "what it was given comes back, with any token or none; a given error is the answer")
async def test_a_first_call_needs_no_token(playground: Playground):
    nobody = AsyncWebClient(base_url=playground.api_url)
    assert (await nobody.api_test(foo="bar"))["args"] == {"foo": "bar"}
    assert (await AsyncWebClient(token="xoxb-no", base_url=playground.api_url).api_test()).data == {"ok": True}
    with pytest.raises(SlackApiError) as caught:
        await nobody.api_test(error="my_error")
    assert caught.value.response.data == {"ok": False, "error": "my_error", "args": {"error": "my_error"}}


@pytest.mark.keeps(
    "every method", "unknown_method, with req_method; for a method of Slack's that is not here, a line says so"
)
async def test_a_method_that_is_not_here_is_told_from_one_that_slack_has_not(
    client: AsyncWebClient, workspace: Workspace
):
    absent, wrong = await refusal(client, workspace, "pins.add", {}), await refusal(client, workspace, "pins.ad", {})
    assert absent["response_metadata"] == {
        "messages": ["[ERROR] Slack has this method, and the local workspace has not"]
    }
    assert wrong == {"ok": False, "error": "unknown_method", "req_method": "pins.ad"}
    outcomes = {summary(one)["name"]: summary(one)["outcome"] for one in workspace.protocol.since()}
    assert outcomes["pins.add"] == "unknown_method: not in the local workspace"
    assert outcomes["pins.ad"] == "unknown_method: Slack has no such method"
