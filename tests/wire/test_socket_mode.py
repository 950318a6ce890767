"""Connections, envelopes, repeats, and the events an app is told."""

import asyncio
import json

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.websockets import SocketModeClient as WebsocketsClient
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Actions, PageError, Person, Playground, Workspace

from .conftest import PATIENCE, Listener

pytestmark = pytest.mark.anyio


async def address(playground: Playground) -> str:
    client = AsyncWebClient(base_url=playground.api_url)
    return str((await client.apps_connections_open(app_token=playground.app_token))["url"])


async def test_a_socket_is_greeted_and_its_ticket_works_once(playground: Playground):
    url = await address(playground)
    async with aiohttp.ClientSession() as http:
        async with http.ws_connect(url) as socket:
            hello = await socket.receive_json()
            assert hello["type"] == "hello"
            assert hello["num_connections"] == 1
            assert hello["connection_info"] == {"app_id": "A0KINDLING"}
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await http.ws_connect(url)


async def test_the_bot_token_opens_no_socket(playground: Playground):
    client = AsyncWebClient(base_url=playground.api_url)

    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await client.apps_connections_open(app_token=playground.bot_token)


async def test_each_envelope_goes_to_one_connection(app: Listener, playground: Playground):
    other = Listener(playground)
    await other.client.connect()
    await playground.workspace.feed.until(lambda: len(playground.link.connections) == 2)

    for _ in range(6):
        await playground.actions.type("amara", "kindness", "/kind")

    assert (len(app.received), len(other.received)) == (3, 3)
    await other.client.close()


async def test_an_event_that_is_not_acknowledged_is_repeated(app: Listener, playground: Playground):
    app.silent = True
    playground.link.ack_seconds = 0.05

    await playground.actions.leave("amara", "kindness")

    envelopes = [request for request in await app.hears(4) if request.type == "events_api"]
    assert [request.retry_attempt for request in envelopes] == [0, 1, 2, 3]
    assert [request.retry_reason for request in envelopes] == ["", "timeout", "timeout", "timeout"]
    assert len({request.envelope_id for request in envelopes}) == 1
    assert len({request.payload["event_id"] for request in envelopes}) == 1


async def test_an_envelope_survives_a_dropped_socket(app: Listener, playground: Playground):
    app.silent = True
    typing = asyncio.create_task(playground.actions.type("amara", "kindness", "/kind"))
    while not app.received:
        await asyncio.sleep(0)
    other = Listener(playground)
    await other.client.connect()

    await playground.link.cut(playground.link.connections[0])
    await typing

    assert [request.payload["command"] for request in other.received] == ["/kind"]
    await other.client.close()


async def test_a_refresh_loses_nothing(app: Listener, playground: Playground):
    await playground.link.disconnect("refresh_requested")

    await playground.actions.type("amara", "kindness", "/kind")

    assert app.last["command"] == "/kind"


async def test_what_happens_while_the_app_is_away_is_told_when_it_is_back(app: Listener, playground: Playground):
    await app.client.close()
    await playground.workspace.feed.until(lambda: not playground.link.connected)

    await playground.actions.leave("carys", "kindness")
    await playground.actions.leave("amara", "kindness")
    again = Listener(playground)
    await again.client.connect()
    await playground.workspace.feed.until(lambda: playground.link.connected)
    await playground.link.settle()

    assert [event["user"] for event in again.events("member_left_channel")] == ["U01CARYS", "U01AMARA"]
    await again.client.close()


async def test_an_eleventh_connection_is_sent_away(playground: Playground):
    async with aiohttp.ClientSession() as http:
        sockets = [await http.ws_connect(await address(playground)) for _ in range(11)]
        told = [json.loads((await socket.receive()).data) for socket in sockets]
        for socket in sockets:
            await socket.close()

    assert [one["type"] for one in told] == ["hello"] * 10 + ["disconnect"]
    assert told[-1]["reason"] == "too_many_websockets"


async def test_nonsense_from_an_app_harms_nothing(playground: Playground):
    async with aiohttp.ClientSession() as http, http.ws_connect(await address(playground)) as socket:
        await socket.receive()
        for nonsense in ("{", "[]", '{"envelope_id": 3}', '{"envelope_id": "unknown", "payload": 7}'):
            await socket.send_str(nonsense)
        await socket.send_bytes(b"\x00")

    assert await AsyncWebClient(token=playground.bot_token, base_url=playground.api_url).auth_test()


async def test_the_websockets_client_connects_too(playground: Playground):
    web = AsyncWebClient(base_url=playground.api_url, token=playground.bot_token)
    client = WebsocketsClient(app_token=playground.app_token, web_client=web)
    await client.connect()
    await playground.workspace.feed.until(lambda: playground.link.connected)
    await client.close()
    await client.disconnect()


async def test_the_app_hears_of_people_and_channels(app: Listener, actions: Actions, workspace: Workspace):
    await actions.arrive(Person("U01ZARA", "zara", "Zara Malik", tz="Europe/London"))
    await actions.deactivate("bjorn")
    await actions.leave("carys", "kindness")
    await actions.invite("amara", "kindness", ["carys"])
    await actions.join("zara", "estates")
    await actions.archive("amara", "kindness")

    place = workspace.conversation("kindness").id
    assert app.events("team_join")[0]["user"]["id"] == "U01ZARA"
    assert app.events("user_change")[0]["user"]["deleted"]
    [left], [joined] = app.events("member_left_channel"), app.events("member_joined_channel")
    assert (left["user"], left["channel"], left["channel_type"]) == ("U01CARYS", place, "C")
    assert (joined["user"], joined["inviter"]) == ("U01CARYS", "U01AMARA")
    assert [event["channel"] for event in app.events("channel_archive")] == [place]


async def test_an_event_comes_in_slacks_wrapper(app: Listener, actions: Actions):
    await actions.leave("carys", "kindness")

    told = app.last
    assert (told["type"], told["team_id"], told["api_app_id"]) == ("event_callback", "T0WEXCOMBE", "A0KINDLING")
    assert told["event_id"].startswith("Ev")
    assert told["authorizations"][0]["user_id"] == "U0KINDLING"
    assert told["event"]["event_ts"]


async def test_the_app_is_never_told_what_people_say(app: Listener, actions: Actions):
    await actions.type("amara", "kindness", "Between us")
    await actions.type("amara", "@kindling", "And to the bot alone")

    assert app.received == []


async def test_only_events_that_were_asked_for_are_told(app: Listener, actions: Actions, workspace: Workspace):
    workspace.app.events = frozenset({"app_home_opened"})

    await actions.leave("carys", "kindness")

    assert app.received == []


async def test_a_press_without_a_bot_is_explained(playground: Playground, client: AsyncWebClient):
    playground.link.ack_seconds = 0.05
    button = {"type": "button", "action_id": "met", "text": {"type": "plain_text", "text": "We met"}}
    blocks = [{"type": "actions", "block_id": "b", "elements": [button]}]
    said = await client.chat_postMessage(channel="U01AMARA", text="Did you meet?", blocks=blocks)

    with pytest.raises(PageError, match="trouble connecting"):
        await playground.actions.click("amara", said["channel"], said["ts"], "b", "met")


async def test_the_workspace_closes_with_everything_open(workspace: Workspace):
    playground = Playground(workspace, port=0)
    await playground.start()
    web = AsyncWebClient(base_url=playground.api_url, token=playground.bot_token)
    client = SocketModeClient(app_token=playground.app_token, web_client=web)
    await client.connect()
    async with aiohttp.ClientSession() as http:
        stream = await http.get(f"{playground.url}play/events?as=U01AMARA")
        async with asyncio.timeout(PATIENCE):
            await playground.stop()
        stream.close()
    await client.close()
