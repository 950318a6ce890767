"""What Slack sends comes late, twice, in the wrong order, or through a line that was cut."""

import json
from typing import Any

import pytest

from bot.playground.model.people import user_object
from bot.testing import Stage
from tests.stories.company import coffee_with, introductions, start_coffee
from tests.wire.front import front_of
from tests.wire.requests import Answer, a_command, an_event, ask, signed

SECRET = "the secret"
AGAIN = [(b"x-slack-retry-num", b"1"), (b"x-slack-retry-reason", b"http_timeout")]


def posts(stage: Stage, body: str, kind: str = "", more: Any = ()) -> Answer:
    """Over HTTP, signed."""
    web = front_of(stage.bot, SECRET)
    head = signed(SECRET, body, kind=kind) if kind else signed(SECRET, body)
    return stage.does(ask(web, body.encode(), [*head, *more]))


def tells_of(stage: Stage, handle: str, id: str, **changes: Any) -> None:
    """Slack's news of somebody's profile."""
    ws = stage.workspace
    user = user_object(ws.person(handle), ws.team_id, ws.clock.now()) | changes
    event = an_event(stage, {"type": "user_change", "user": user}) | {"event_id": id}
    assert posts(stage, json.dumps(event), "application/json", AGAIN).status == 200


@pytest.mark.fault("F28", "only the repeated delivery of a command arrives: it is done, and done once")
def test_a_command_of_which_only_the_repetition_arrives_is_done_once(stage: Stage) -> None:
    start_coffee(stage)
    body = a_command(stage, "coffee join")
    answers = [posts(stage, body, more=AGAIN) for _ in range(2)]
    assert [answer.status for answer in answers] == [200, 200]
    assert ["You're in." in answer.text for answer in answers] == [True, False]
    assert "Your next coffee" in stage.person("amara").types("/kind coffee status")


@pytest.mark.fault("F34", "a trigger that has expired: one sentence, nothing changed, and the next try works")
def test_a_form_that_slack_opens_too_late_is_said_and_can_be_asked_for_again(stage: Stage) -> None:
    una = stage.person("una")
    stage.workspace.faults.next("views.open", error="expired_trigger_id")
    assert "Nothing was changed; please try once more." in una.types("/kind start coffee")
    assert not una.has_form
    una.types("/kind start coffee")
    assert una.submits() == {}


@pytest.mark.fault("F35", "old news of somebody who is gone arrives last: they are introduced to nobody")
def test_old_news_of_somebody_who_is_gone_introduces_them_to_nobody(stage: Stage) -> None:
    amara, bjorn, carys = coffee_with(stage, "amara", "bjorn", "carys")
    stage.does(stage.actions.deactivate("carys"))
    tells_of(stage, "carys", "EvOLD", deleted=False)
    stage.clock_to("monday 10:00")
    assert introductions(carys) == []
    assert introductions(amara) == [frozenset({"bjorn"})]
    assert introductions(bjorn) == [frozenset({"amara"})]


@pytest.mark.fault("F36", "the socket is asked to go, or is lost: what people type meanwhile is answered")
@pytest.mark.parametrize("reason", ["refresh_requested", "warning", ""])
def test_what_is_typed_while_the_socket_is_away_is_answered(stage: Stage, reason: str) -> None:
    start_coffee(stage)
    link = stage.playground.link
    stage.does(link.disconnect(reason) if reason else link.cut())
    assert "You're in." in stage.person("amara").types("/kind coffee join")


@pytest.mark.fault("F36", "the socket breaks with a command on its way: it is done once")
@pytest.mark.parametrize("after", [False, True], ids=["before the bot has it", "after the bot has it"])
def test_a_command_that_the_socket_breaks_over_is_done_once(stage: Stage, after: bool) -> None:
    start_coffee(stage)
    stage.workspace.faults.next("socket", drop=True, after_effect=after)
    amara = stage.person("amara")
    amara.types("/kind coffee join")
    assert "already" in amara.types("/kind coffee join").lower()
