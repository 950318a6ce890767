"""What the page is told and may do, and who is kept out."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Playground, Workspace
from bot.playground.server import bind

from .conftest import Listener

pytestmark = pytest.mark.anyio

Json = dict[str, Any]


@pytest.fixture
async def http(playground: Playground) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(playground.url) as session:
        yield session


async def ask(http: aiohttp.ClientSession, what: str, **query: str) -> Json:
    async with http.get(f"/play/{what}", params=query) as answer:
        return dict(await answer.json())


async def act(http: aiohttp.ClientSession, what: str, **body: Any) -> Json:
    async with http.post(f"/play/{what}", json=body) as answer:
        return dict(await answer.json())


async def status(http: aiohttp.ClientSession, path: str, **headers: str) -> int:
    async with http.get(path, headers=headers) as answer:
        return answer.status


@pytest.mark.parametrize("path", ["/", "/play/state", "/api/auth.test", "/play/events?as=U01AMARA", "/page/main.js"])
async def test_other_sites_are_kept_out(http: aiohttp.ClientSession, path: str):
    assert await status(http, path, Host="evil.example") == 403
    assert await status(http, path, Host="127.0.0.1.evil.example:80") == 403
    assert await status(http, path, Host="localhost@evil.example") == 403
    assert await status(http, path, Origin="http://evil.example") == 403
    assert await status(http, path, Origin="null") == 403


async def test_this_page_is_let_in(http: aiohttp.ClientSession, playground: Playground):
    own = playground.url.rstrip("/")

    assert await status(http, "/play/state", Origin=own) == 200
    assert await status(http, "/play/state", **{"Sec-Fetch-Site": "same-origin"}) == 200
    assert await status(http, "/play/state", **{"Sec-Fetch-Site": "cross-site"}) == 403


async def test_another_site_cannot_open_a_socket(playground: Playground, http: aiohttp.ClientSession):
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await http.ws_connect("/link?ticket=x", origin="http://evil.example")


async def test_the_page_comes_with_safe_headers(http: aiohttp.ClientSession):
    async with http.get("/") as answer:
        policy = answer.headers["content-security-policy"]
        assert answer.status == 200
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'self'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("path", ["/page/../server.py", "/page/%2e%2e/server.py", "/page//etc/passwd", "/server.py"])
async def test_nothing_but_the_page_is_served(http: aiohttp.ClientSession, path: str):
    assert await status(http, path) == 404


async def test_the_workspace_shows_what_that_person_may_see(http: aiohttp.ClientSession):
    nobody, amara, bjorn, guest = [
        await ask(http, "state", **({"as": user} if user else {})) for user in ("", "U01AMARA", "U01BJORN", "U01MAREK")
    ]

    names = [{place["name"] for place in told["conversations"]} for told in (nobody, amara, bjorn, guest)]
    assert names[0] == set()
    assert names[1] == {"general", "kindness", "coffee", "estates", "new-wing", "people-team", "summer-fete-2024"}
    assert "people-team" not in names[2]
    assert names[3] == {"kindness"}
    assert amara["me"]["title"] == "Ward sister, St Brigid's"
    assert amara["bot"] == {"user_id": "U0KINDLING", "name": "Kindling", "connected": False}
    assert [command["command"] for command in amara["commands"]] == ["/kind", "/who"]
    assert set(amara["people"][0]) == {
        *("id", "name", "real_name", "title", "site", "department", "tz", "tz_label", "tz_offset", "initials"),
        *("hue", "deleted", "is_bot", "is_guest", "is_admin", "company", "avatar"),
    }


async def test_words_are_posted_read_and_counted(http: aiohttp.ClientSession, workspace: Workspace):
    place = workspace.conversation("kindness").id
    ts = (await act(http, "type", **{"as": "U01AMARA"}, conversation=place, text="Good *morning*"))["ts"]

    async def unread() -> int:
        told = await ask(http, "state", **{"as": "U01BJORN"})
        return next(one["unread"] for one in told["conversations"] if one["id"] == place)

    assert await unread() == 1
    [message] = (await ask(http, "messages", **{"as": "U01BJORN"}, conversation=place))["messages"]
    assert (message["text"], message["ephemeral"], message["user"]) == ("Good *morning*", False, "U01AMARA")
    await act(http, "read", **{"as": "U01BJORN"}, conversation=place, ts=ts)
    assert await unread() == 0


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("type", {"as": "U01NOBODY", "conversation": "kindness", "text": "x"}),
        ("type", {"as": "U0KINDLING", "conversation": "kindness", "text": "x"}),
        ("type", {"as": "U01AMARA", "conversation": "kindness", "text": "/nothing"}),
        ("type", {"as": "U01AMARA", "conversation": "kindness", "text": " "}),
        ("type", {"as": "U01AMARA", "conversation": 7, "text": "x"}),
        ("type", {"as": "U01BJORN", "conversation": "people-team", "text": "x"}),
        ("type", {}),
        ("click", {"as": "U01AMARA", "view_id": "V1", "block_id": "b", "action_id": "a"}),
        ("submit", {"as": "U01AMARA", "view_id": "V1", "values": {}}),
        ("submit", {"as": "U01AMARA", "view_id": "V1", "values": []}),
        ("open", {"as": "U01AMARA", "people": []}),
        ("open", {"as": "U01AMARA", "people": ["U01PAULINE"]}),
        ("leave", {"as": "U01AMARA", "conversation": "general"}),
        ("clock", {"to": "whenever"}),
        ("clock", {"to": "2020-01-01 10:00"}),
    ],
)
async def test_what_cannot_be_done_is_said_in_one_sentence(http: aiohttp.ClientSession, what: str, body: Json):
    async with http.post(f"/play/{what}", json=body) as answer:
        told = await answer.json()

        assert 400 <= answer.status < 500
    assert not told["ok"]
    assert told["error"][-1] in ".?" or "Try" in told["error"] or "/invite" in told["error"]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7"])
async def test_unreadable_requests_are_refused(http: aiohttp.ClientSession, body: bytes):
    async with http.post("/play/type", data=body) as answer:
        assert answer.status == 400


async def follow(http: aiohttp.ClientSession, who: str, heard: list[tuple[str, Json]], ready: asyncio.Event) -> None:
    async with http.get("/play/events", params={"as": who}) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        kind = ""
        async for line in stream.content:
            text = line.decode().rstrip("\n")
            ready.set()
            if text.startswith("event: "):
                kind = text.removeprefix("event: ")
            elif text.startswith("data: "):
                heard.append((kind, json.loads(text.removeprefix("data: "))))


async def test_each_page_hears_only_what_its_person_may(
    http: aiohttp.ClientSession, app: Listener, client: AsyncWebClient, playground: Playground
):
    heard: dict[str, list[tuple[str, Json]]] = {"U01AMARA": [], "U01CARYS": []}
    ready = {who: asyncio.Event() for who in heard}
    following = [asyncio.create_task(follow(http, who, heard[who], ready[who])) for who in heard]
    await asyncio.gather(*(event.wait() for event in ready.values()))
    place = playground.workspace.conversation("kindness").id

    await client.chat_postEphemeral(channel=place, user="U01AMARA", text="Only you")
    group = (await client.conversations_open(users=["U01AMARA", "U01BJORN"]))["channel"]["id"]
    await client.chat_postMessage(channel=group, text="Hello you two")
    said = await client.chat_postMessage(channel=place, text="Hello all")
    await client.chat_delete(channel=place, ts=said["ts"])
    await act(http, "clock", **{"as": "U01AMARA"}, to="2026-10-26T10:00+00:00")
    await playground.stop()
    await asyncio.gather(*following)

    texts = {who: [d["message"]["text"] for k, d in told if k == "message"] for who, told in heard.items()}
    assert texts == {"U01AMARA": ["Only you", "Hello you two", "Hello all"], "U01CARYS": ["Hello all"]}
    assert ("message_deleted", {"conversation": place, "ts": said["ts"]}) in heard["U01CARYS"]
    clock = next(data for kind, data in heard["U01CARYS"] if kind == "clock")
    assert clock["now"] == "2026-10-26T10:00:00+00:00"
    assert group not in json.dumps(heard["U01CARYS"])


async def test_the_bot_walks_time_itself_if_it_wants_to(http: aiohttp.ClientSession, workspace: Workspace):
    walked = []

    async def walk(moment):
        walked.append(moment)
        workspace.clock.move_to(moment)

    workspace.on_clock = walk

    told = await act(http, "clock", **{"as": "U01BJORN"}, to="2026-10-24T09:00+02:00")

    assert told["now"] == "2026-10-24T07:00:00+00:00"
    assert [moment.isoformat() for moment in walked] == [told["now"]]


async def test_pictures_are_drawn_and_unknown_ones_are_not(http: aiohttp.ClientSession):
    async with http.get("/play/avatar/U01AMARA.svg") as answer:
        assert answer.content_type == "image/svg+xml"
        assert 'aria-label="Amara Okafor"' in await answer.text()
    assert await status(http, "/play/avatar/U01NOBODY.svg") == 404


async def test_a_file_is_handed_out_and_never_shown_in_place(http: aiohttp.ClientSession, client: AsyncWebClient):
    await client.files_upload_v2(channel="U01AMARA", filename="a page? #1.html", content=b"<script>1</script>")
    state = await ask(http, "state", **{"as": "U01AMARA"})
    place = next(one["id"] for one in state["conversations"] if one["kind"] == "im")
    [message] = (await ask(http, "messages", **{"as": "U01AMARA"}, conversation=place))["messages"]

    async with http.get(message["files"][0]["url"]) as answer:
        assert await answer.read() == b"<script>1</script>"
        assert answer.headers["content-disposition"].startswith("attachment")


async def test_a_taken_port_means_the_next_one(workspace: Workspace, playground: Playground):
    taken = int(playground.url.rstrip("/").rpartition(":")[2])
    other = Playground(workspace, port=taken)

    await other.start()
    port = int(other.url.rstrip("/").rpartition(":")[2])
    await other.stop()

    assert taken < port <= taken + 50


async def test_answers_are_not_held_back_by_nagle():
    with bind(0) as bound:
        assert bound.proto == socket.IPPROTO_TCP, "or every answer takes 40 ms"
