"""Slash commands, and the ways an app can answer them."""

import aiohttp
import pytest
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.playground import Actions, PageError, Playground, SlackError, Workspace

from .conftest import Listener, Seconds

pytestmark = pytest.mark.anyio


def texts(playground: Playground, who: str, where: str = "kindness") -> list[str]:
    return [said.text for said in playground.seen.messages(who, where)]


async def test_a_command_carries_slacks_fields(app: Listener, actions: Actions, workspace: Workspace):
    await actions.type("amara", "kindness", "/kind coffee  join <now> & @bjorn")

    told = app.last
    assert set(told) == {
        *("token", "team_id", "team_domain", "channel_id", "channel_name", "user_id", "user_name", "command"),
        *("text", "api_app_id", "is_enterprise_install", "response_url", "trigger_id"),
    }
    assert (told["command"], told["text"]) == ("/kind", "coffee  join &lt;now&gt; &amp; @bjorn")
    assert (told["user_id"], told["user_name"]) == ("U01AMARA", "amara")
    assert told["channel_name"] == "kindness"


async def test_a_command_that_asks_for_it_gets_names_linked(app: Listener, actions: Actions, workspace: Workspace):
    await actions.type("amara", "kindness", "/who @bjorn in #coffee, @nobody")

    coffee = workspace.conversation("coffee").id
    assert app.last["text"] == f"<@U01BJORN|bjorn> in <#{coffee}|coffee>, @nobody"


async def test_direct_messages_are_called_as_slack_calls_them(app: Listener, actions: Actions):
    await actions.type("amara", "@kindling", "/kind")
    await actions.type("priya", "people-team", "/kind")

    assert [request.payload["channel_name"] for request in app.received] == ["directmessage", "privategroup"]


async def test_an_answer_is_seen_by_one_person_unless_it_says_otherwise(
    app: Listener, actions: Actions, playground: Playground
):
    app.answers["slash_commands"] = {"text": "Only you"}
    await actions.type("amara", "kindness", "/kind")
    app.answers["slash_commands"] = {"text": "Everybody", "response_type": "in_channel"}
    await actions.type("amara", "kindness", "/kind")

    assert texts(playground, "amara") == ["Only you", "Everybody"]
    assert texts(playground, "bjorn") == ["Everybody"]


async def test_a_response_address_works_five_times(app: Listener, actions: Actions, playground: Playground):
    await actions.type("amara", "kindness", "/kind")
    webhook = AsyncWebhookClient(app.last["response_url"])

    answers = [await webhook.send(text=f"Reply {number}") for number in range(6)]

    assert [answer.status_code for answer in answers] == [200] * 5 + [404]
    assert answers[0].body == "ok"
    assert "used_url" in answers[5].body
    assert texts(playground, "amara") == [f"Reply {number}" for number in range(5)]
    assert texts(playground, "bjorn") == []


async def test_a_response_address_dies_after_thirty_minutes_of_real_time(
    app: Listener, actions: Actions, seconds: Seconds
):
    await actions.type("amara", "kindness", "/kind")
    webhook = AsyncWebhookClient(app.last["response_url"])

    seconds.now += 30 * 60
    assert (await webhook.send(text="Just in time")).status_code == 200
    seconds.now += 1
    late = await webhook.send(text="Too late")

    assert (late.status_code, "expired_url" in late.body) == (404, True)


async def test_an_empty_or_unreadable_answer_is_refused(app: Listener, actions: Actions):
    await actions.type("amara", "kindness", "/kind")
    address = app.last["response_url"]

    statuses = []
    async with aiohttp.ClientSession() as http:
        for body in (b"{", b"[]", b"{}", b'{"blocks": 3}'):
            async with http.post(address, data=body) as answer:
                statuses.append(answer.status)

    assert statuses == [400] * 4


async def test_an_unknown_command_posts_nothing(actions: Actions, playground: Playground):
    with pytest.raises(PageError, match=r"There is no /kindd here. There is /kind, /who, /invite and /leave."):
        await actions.type("amara", "kindness", "/kindd coffee")

    assert texts(playground, "amara") == []


async def test_silence_is_explained_to_the_person(app: Listener, playground: Playground):
    app.silent = True
    playground.link.ack_seconds = 0.05

    await playground.actions.type("amara", "kindness", "/kind")

    assert texts(playground, "amara") == ["Kindling didn't answer in time. Try again in a moment."]
    assert texts(playground, "bjorn") == []
    assert len(await app.hears(1)) == 1, "a command is not repeated"


async def test_a_command_needs_a_channel_one_is_in(actions: Actions):
    with pytest.raises(SlackError, match="not_in_channel"):
        await actions.type("wei", "estates", "/kind")
    with pytest.raises(SlackError, match="is_archived"):
        await actions.type("amara", "summer-fete-2024", "/kind")


async def test_the_bot_can_be_invited_by_typing(app: Listener, actions: Actions, workspace: Workspace):
    await actions.type("amara", "estates", "/invite @kindling")

    assert workspace.bot.id in workspace.conversation("estates").members
    [joined] = app.events("member_joined_channel")
    assert (joined["user"], joined["inviter"]) == ("U0KINDLING", "U01AMARA")


async def test_a_persons_words_are_escaped_and_linked(actions: Actions, playground: Playground):
    await actions.type("amara", "kindness", "Hi @bjorn & <b>all</b> @channel https://example.org/a?b=1&c=2.")

    [text] = texts(playground, "bjorn")
    assert text == ("Hi <@U01BJORN> &amp; &lt;b&gt;all&lt;/b&gt; <!channel> <https://example.org/a?b=1&amp;c=2>.")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<@U01BJORN>, tea?", "<@U01BJORN>, tea?"),
        ("<@U01BJORN|bjorn> and @carys", "<@U01BJORN> and <@U01CARYS>"),
        ("<@U0NOBODY> <b> @nobody", "&lt;@U0NOBODY&gt; &lt;b&gt; @nobody"),
        ("<https://example.org/a?b=1&c=2>", "&lt;<https://example.org/a?b=1&amp;c=2>&gt;"),
        ("https://example.org/@bjorn", "<https://example.org/@bjorn>"),
    ],
)
async def test_what_is_typed_is_linked_once(actions: Actions, workspace: Workspace, typed: str, kept: str):
    await actions.type("amara", "kindness", typed)
    assert workspace.messages.visible(workspace.conversation("kindness").id, "U01AMARA")[-1].text == kept


async def test_a_channel_that_is_typed_as_slack_writes_it_is_a_link(actions: Actions, workspace: Workspace):
    there = workspace.conversation("kindness")
    await actions.type("amara", "kindness", f"Come to <#{there.id}>!")
    assert workspace.messages.visible(there.id, "U01AMARA")[-1].text == f"Come to <#{there.id}|kindness>!"
