"""One good call of every method, the ways in which it can be made, and how tables of refusals are written."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Message, Playground, View, Workspace
from bot.playground.changes.dialogs import open_modal
from bot.playground.changes.membership import create
from bot.playground.changes.scheduling import schedule
from bot.playground.changes.talk import Said, post, react
from bot.playground.model.conversations import Conversation
from bot.playground.model.files import File

Json = dict[str, Any]
Prepare = Callable[[Workspace], Json]

AMARA, BJORN, GONE, SLACKBOT = "U01AMARA", "U01BJORN", "U01PAULINE", "USLACKBOT"
PLAIN = {"type": "plain_text", "text": "Hello"}
MODAL = {"type": "modal", "title": PLAIN, "blocks": [{"type": "section", "text": PLAIN}]}
HOME = {"type": "home", "blocks": [{"type": "section", "text": PLAIN}]}


def place(ws: Workspace, name: str = "kindness") -> str:
    return ws.conversation(name).id


def said(ws: Workspace, name: str = "kindness", user: str | None = None, **about: Any) -> Message:
    return post(ws, ws.conversation(name), user or ws.bot.id, Said("hello", **about))


def room(ws: Workspace) -> Conversation:
    return create(ws, ws.new_id("r").lower(), ws.bot)


def modal(ws: Workspace) -> View:
    return open_modal(ws, ws.triggers.issue(AMARA), MODAL)


def uploaded(ws: Workspace, size: int = 5) -> str:
    file = ws.files.add(File(ws.new_id("F"), "kind.txt", size, ws.now, ws.bot.id))
    return ws.files.receive(file.id, file.secret, b"x" * size).id


def at(message: Message, name: str = "timestamp") -> Json:
    return {"channel": message.conversation, name: message.ts}


def reacted(ws: Workspace) -> Message:
    message = said(ws)
    react(ws, message, ws.bot.id, "tada")
    return message


def threaded(ws: Workspace) -> Message:
    first = said(ws)
    said(ws, thread_ts=first.ts)
    return first


def waiting(ws: Workspace, seconds: int = 3600) -> Json:
    kept = schedule(ws, ws.conversation("kindness"), Said("later"), ws.now + seconds)
    return {"channel": kept.conversation, "scheduled_message_id": kept.id}


GOOD: dict[str, Prepare] = {
    "api.test": lambda ws: {"foo": "bar"},
    "auth.test": lambda ws: {},
    "team.info": lambda ws: {},
    "bots.info": lambda ws: {"bot": ws.bot.bot_id},
    "users.info": lambda ws: {"user": AMARA, "include_locale": True},
    "users.list": lambda ws: {"limit": 5, "include_locale": True},
    "users.lookupByEmail": lambda ws: {"email": f"Amara@{ws.domain}.example"},
    "users.conversations": lambda ws: {"types": "public_channel,private_channel,im,mpim"},
    "conversations.open": lambda ws: {"users": [AMARA, BJORN], "return_im": True},
    "conversations.info": lambda ws: {"channel": place(ws), "include_num_members": True},
    "conversations.members": lambda ws: {"channel": place(ws), "limit": 3},
    "conversations.list": lambda ws: {"types": "public_channel,private_channel,im,mpim", "exclude_archived": True},
    "conversations.join": lambda ws: {"channel": place(ws, "estates")},
    "conversations.invite": lambda ws: {"channel": room(ws).id, "users": [AMARA, BJORN]},
    "conversations.create": lambda ws: {"name": ws.new_id("c").lower()},
    "conversations.archive": lambda ws: {"channel": room(ws).id},
    "conversations.history": lambda ws: {"channel": said(ws).conversation},
    "conversations.replies": lambda ws: at(threaded(ws), "ts"),
    "chat.postMessage": lambda ws: {
        "channel": place(ws),
        "text": "hello",
        "blocks": [{"type": "section", "text": PLAIN}],
        "metadata": {"event_type": "greeted", "event_payload": {"kind": True}},
    },
    "chat.postEphemeral": lambda ws: {"channel": place(ws), "user": AMARA, "text": "hello"},
    "chat.update": lambda ws: at(said(ws), "ts") | {"text": "changed"},
    "chat.delete": lambda ws: at(said(ws), "ts"),
    "chat.getPermalink": lambda ws: at(said(ws), "message_ts"),
    "chat.scheduleMessage": lambda ws: {"channel": place(ws), "text": "later", "post_at": ws.now + 3600},
    "chat.deleteScheduledMessage": waiting,
    "chat.scheduledMessages.list": lambda ws: {"channel": waiting(ws)["channel"]},
    "reactions.add": lambda ws: at(said(ws)) | {"name": "tada"},
    "reactions.get": lambda ws: at(reacted(ws)),
    "reactions.remove": lambda ws: at(reacted(ws)) | {"name": "tada"},
    "views.open": lambda ws: {"trigger_id": ws.triggers.issue(AMARA), "view": MODAL},
    "views.push": lambda ws: {"trigger_id": ws.triggers.issue(AMARA, modal(ws).id), "view": MODAL},
    "views.update": lambda ws: {"view_id": modal(ws).id, "view": MODAL},
    "views.publish": lambda ws: {"user_id": AMARA, "view": HOME},
    "files.getUploadURLExternal": lambda ws: {"filename": "kind.txt", "length": 5},
    "files.completeUploadExternal": lambda ws: {
        "files": [{"id": uploaded(ws), "title": "Kind"}],
        "channel_id": place(ws),
        "initial_comment": "A file for you",
    },
    "apps.connections.open": lambda ws: {},
}
"""Arguments with which each method succeeds; whatever they need is made first."""


def token_for(method: str, playground: Playground) -> str:
    return playground.app_token if method.startswith("apps.") else playground.bot_token


def as_form(args: Json) -> dict[str, str]:
    """Structures become JSON, as slack_sdk sends them."""
    return {name: held if isinstance(held, str) else json.dumps(held) for name, held in args.items()}


Way = Callable[[Playground, str, Json], Awaitable[Json]]


def _named(method: str, args: Json, playground: Playground) -> tuple[str, Json]:
    app_token = {"app_token": playground.app_token} if method.startswith("apps.") else {}
    return method.replace(".", "_"), args | app_token


async def by_web_client(playground: Playground, method: str, args: Json) -> Json:
    client = WebClient(token=token_for(method, playground), base_url=playground.api_url, retry_handlers=[])
    name, given = _named(method, args, playground)
    return dict((await asyncio.to_thread(getattr(client, name), **given)).data)


async def by_async_client(playground: Playground, method: str, args: Json) -> Json:
    client = AsyncWebClient(token=token_for(method, playground), base_url=playground.api_url, retry_handlers=[])
    name, given = _named(method, args, playground)
    return dict((await getattr(client, name)(**given)).data)


async def by_query(playground: Playground, method: str, args: Json) -> Json:
    return await _request("GET", playground, method, params=as_form(args))


async def by_form(playground: Playground, method: str, args: Json) -> Json:
    return await _request("POST", playground, method, data=as_form(args))


async def by_multipart(playground: Playground, method: str, args: Json) -> Json:
    form = aiohttp.FormData(as_form(args) | {"unknown": "is ignored"}, default_to_multipart=True)
    return await _request("POST", playground, method, data=form)


async def by_json(playground: Playground, method: str, args: Json) -> Json:
    return await _request("POST", playground, method, json=args)


async def _request(how: str, playground: Playground, method: str, **about: Any) -> Json:
    headers = {"Authorization": f"Bearer {token_for(method, playground)}"}
    async with aiohttp.ClientSession() as http:
        answer = await http.request(how, f"{playground.api_url}{method}", headers=headers, **about)
        return dict(await answer.json())


WAYS: list[Way] = [by_web_client, by_async_client, by_query, by_form, by_multipart, by_json]


def refused(method: str, error: str, when: str, args: Json | Prepare) -> Any:
    """A row of a table of refusals."""
    keeps = pytest.mark.keeps(method, f"{error} {when}")
    return pytest.param(method, error, args, marks=keeps, id=f"{method}-{error}-{when}".replace(" ", "_"))


async def refusal(client: AsyncWebClient, ws: Workspace, method: str, args: Json | Prepare) -> Json:
    """What the app is told instead."""
    given = args(ws) if callable(args) else args
    with pytest.raises(SlackApiError) as caught:
        await client.api_call(method, data=as_form(given))
    return dict(caught.value.response.data)
