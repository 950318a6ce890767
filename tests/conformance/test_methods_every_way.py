"""Every method succeeds by both of slack_sdk's clients and in every form, with fields that Slack knows."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.playground import Playground, Workspace
from bot.playground.model.scopes import BY_KIND_HISTORY
from bot.playground.web_api.calls import APP_METHODS, METHODS, OPEN_METHODS
from bot.playground.web_api.oauth import OAUTH_METHODS
from tests.conformance.calls import GOOD, WAYS, by_async_client

pytestmark = pytest.mark.anyio

FIELDS = Path(__file__).parent / "fields"
FREE = ("blocks", "attachments", "event_payload", "values", "files", "fields")
"""What stands below these is the app's own, or a long story of its own."""
ESSENTIAL = {
    "api.test": {"args.foo"},
    "conversations.history": {"messages.text", "messages.user", "messages.ts", "has_more"},
    "conversations.replies": {"messages.text", "messages.thread_ts", "messages.reply_count", "has_more"},
    "auth.test": {"url", "team", "user", "team_id", "user_id", "bot_id"},
    "team.info": {"team.id", "team.name", "team.domain"},
    "bots.info": {"bot.id", "bot.name", "bot.app_id", "bot.user_id", "bot.icons.image_48"},
    "users.info": {"user.id", "user.name", "user.tz_offset", "user.locale", "user.profile.image_48"},
    "users.list": {"members.id", "cache_ts", "response_metadata.next_cursor"},
    "users.lookupByEmail": {"user.id", "user.profile.email"},
    "users.conversations": {"channels.id", "response_metadata.next_cursor"},
    "conversations.open": {"channel.id", "channel.is_mpim"},
    "conversations.info": {"channel.id", "channel.name", "channel.topic.value", "channel.num_members"},
    "conversations.members": {"members", "response_metadata.next_cursor"},
    "conversations.list": {"channels.id", "channels.is_member", "response_metadata.next_cursor"},
    "conversations.join": {"channel.id"},
    "conversations.invite": {"channel.id"},
    "conversations.create": {"channel.id", "channel.name", "channel.creator"},
    "conversations.archive": {"ok"},
    "chat.postMessage": {"channel", "ts", "message.text", "message.bot_profile.name", "message.metadata.event_type"},
    "chat.postEphemeral": {"message_ts"},
    "chat.update": {"channel", "ts", "text", "message.edited.ts"},
    "chat.delete": {"channel", "ts"},
    "chat.getPermalink": {"channel", "permalink"},
    "chat.scheduleMessage": {"channel", "scheduled_message_id", "post_at", "message.text", "message.bot_id"},
    "chat.deleteScheduledMessage": {"ok"},
    "chat.scheduledMessages.list": {"scheduled_messages.id", "scheduled_messages.date_created"},
    "reactions.add": {"ok"},
    "reactions.get": {"type", "message.reactions.count", "message.reactions.users", "message.permalink"},
    "reactions.remove": {"ok"},
    "views.open": {"view.id", "view.hash", "view.root_view_id"},
    "views.push": {"view.id", "view.previous_view_id"},
    "views.update": {"view.id", "view.hash"},
    "views.publish": {"view.id", "view.hash"},
    "files.getUploadURLExternal": {"file_id", "upload_url"},
    "files.completeUploadExternal": {"files"},
    "apps.connections.open": {"url"},
}


def every(what: str) -> list[Any]:
    return [pytest.param(method, marks=pytest.mark.keeps(method, what), id=method) for method in GOOD]


def paths(value: Any, before: str = "") -> Iterator[str]:
    """The dotted names of every field, lists looked through."""
    if isinstance(value, list):
        for one in value:
            yield from paths(one, before)
    if isinstance(value, dict):
        for name, held in value.items():
            yield before + name
            if name not in FREE:
                yield from paths(held, f"{before}{name}.")


def test_no_method_is_left_out():
    assert set(GOOD) == {*METHODS, *APP_METHODS, *OPEN_METHODS} - OAUTH_METHODS.keys()
    assert set(ESSENTIAL) == set(GOOD)


@pytest.fixture
def generous(workspace: Workspace) -> Workspace:
    workspace.scopes |= {"users:read.email", *BY_KIND_HISTORY.values()}
    workspace.direct(workspace.bot, "amara")
    return workspace


@pytest.mark.parametrize(
    "method", every("both WebClient and AsyncWebClient; GET and POST; query, form, multipart and JSON")
)
async def test_a_method_answers_however_it_is_called(playground: Playground, generous: Workspace, method: str):
    told = [await way(playground, method, GOOD[method](generous)) for way in WAYS]

    assert [answer["ok"] for answer in told] == [True] * len(WAYS)


@pytest.mark.parametrize("method", every("an answer with the fields of Slack's published sample"))
async def test_an_answer_has_the_fields_of_slacks_samples(playground: Playground, generous: Workspace, method: str):
    told = set(paths(await by_async_client(playground, method, GOOD[method](generous))))

    known = set(json.loads((FIELDS / f"{method}.json").read_text()))
    assert told - known == set()
    assert ESSENTIAL[method] - told == set()
