"""What Slack asks to be paused is paused: by this process at once, for each method of each workspace."""

import pytest
from slack_sdk.errors import SlackApiError

from bot.platforms import NotSent
from bot.platforms.slack.api import PatientClient, ask, web_client
from bot.playground import Playground, Workspace
from bot.playground.pages.exchanges import summary

from .conftest import Seconds

pytestmark = pytest.mark.anyio


@pytest.fixture
async def patient(playground: Playground, seconds: Seconds) -> PatientClient:
    return web_client(playground.bot_token, playground.api_url, steady=seconds)


def asked(workspace: Workspace, method: str) -> int:
    """How often the workspace was asked for it."""
    return sum(summary(one)["name"] == method for one in workspace.protocol.since())


@pytest.mark.fault("F17", "no call of a method before its pause is over; other methods go on")
async def test_nothing_is_asked_before_the_pause_is_over(
    patient: PatientClient, workspace: Workspace, seconds: Seconds
) -> None:
    workspace.faults.next("conversations.info", retry_after=30)
    channel = workspace.conversation("#coffee").id
    with pytest.raises(NotSent) as first:
        await ask(patient.conversations_info(channel=channel))
    seconds.now += 29
    with pytest.raises(NotSent) as second:
        await ask(patient.conversations_info(channel=channel))
    assert (first.value.wait, second.value.wait) == (30, 1)
    assert (second.value.method, asked(workspace, "conversations.info")) == ("conversations.info", 1)
    assert (await ask(patient.auth_test()))["ok"]
    seconds.now += 1
    assert (await ask(patient.conversations_info(channel=channel)))["ok"]


async def test_each_client_has_pauses_of_its_own(
    playground: Playground, workspace: Workspace, seconds: Seconds
) -> None:
    """There is one for each workspace."""
    one, other = (web_client(playground.bot_token, playground.api_url, steady=seconds) for _ in range(2))
    workspace.faults.next("auth.test", retry_after=30)
    with pytest.raises(NotSent):
        await ask(one.auth_test())
    assert (await ask(other.auth_test()))["ok"]


async def test_any_other_refusal_asks_for_no_pause(patient: PatientClient, workspace: Workspace) -> None:
    for _ in range(2):
        with pytest.raises(SlackApiError):
            await patient.conversations_info(channel="nowhere")
    assert asked(workspace, "conversations.info") == 2
