"""Slack accepts and says nothing, answers late, or answers what nobody understands: at most one introduction each."""

from typing import Any

import pytest

from bot.testing import Stage
from tests.stories.company import BOT, CHAMPION, coffee_with, introduced_at, invitations, private_words, told

A_WEEK_LATER = "29 November 12:00"
ACCEPTED: dict[str, dict[str, Any]] = {
    "reset": {"drop": True, "after_effect": True},
    "500": {"status": 500, "after_effect": True},
    "503 in HTML": {"status": 503, "body": "<h1>Service unavailable</h1>", "after_effect": True},
    "200 in HTML": {"body": "<h1>Good morning</h1>", "after_effect": True},
    "half of it": {"truncate": True, "after_effect": True},
    "unknown": {"error": "unknown_error", "after_effect": True},
}
NOT_ACCEPTED: dict[str, dict[str, Any]] = {
    "reset": {"drop": True},
    "500": {"status": 500},
    "503 in HTML": {"status": 503, "body": "<h1>Service unavailable</h1>"},
    "200 in HTML": {"body": "<h1>Good morning</h1>"},
    "half of it": {"truncate": True},
    "unknown": {"error": "unknown_error"},
}


@pytest.mark.fault("F18", "the connection is reset after Slack accepted: there is one message")
@pytest.mark.fault("F19", "a 500 or 503 after Slack accepted: there is one message")
@pytest.mark.fault("F26", "HTML, half an answer or an unknown error after Slack accepted: there is one message")
@pytest.mark.parametrize("fault", ACCEPTED.values(), ids=ACCEPTED)
def test_what_slack_accepted_without_saying_so_is_there_once(stage: Stage, fault: dict[str, Any]) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.workspace.faults.next("chat.postMessage", **fault)
    stage.clock_to(A_WEEK_LATER)
    assert [len(invitations(person)) for person in us] == [1, 1]


@pytest.mark.fault("F19", "a 500 or 503 before Slack accepted: nobody is introduced twice, and everybody is told")
@pytest.mark.fault("F26", "HTML, half an answer or an unknown error: taken as uncertain, and everybody is told")
@pytest.mark.parametrize("fault", NOT_ACCEPTED.values(), ids=NOT_ACCEPTED)
def test_what_slack_did_not_accept_is_said_in_other_words_or_once(stage: Stage, fault: dict[str, Any]) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.workspace.faults.next("chat.postMessage", **fault)
    stage.clock_to("monday 11:00")
    assert all(len(invitations(person)) <= 1 for person in us)
    assert all(told(person) for person in us)


@pytest.mark.fault("F20", "an answer that comes after our patience has ended: there is one message")
@pytest.mark.parametrize("after_effect", [True, False])
def test_an_answer_that_comes_too_late_does_not_make_two(
    monkeypatch: pytest.MonkeyPatch, stage: Stage, after_effect: bool
) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    monkeypatch.setattr(stage.bot.only.platform._client(stage.workspace.team_id), "timeout", 0.2)
    stage.workspace.faults.next("chat.postMessage", delay=0.6, after_effect=after_effect)
    stage.clock_to(A_WEEK_LATER)
    assert all(len(invitations(person)) <= 1 for person in us)
    assert all(told(person) for person in us)


@pytest.mark.fault("F21", "Slack refuses to open the conversation: the others of the group are told kindly")
def test_whose_account_goes_in_the_last_moment_the_other_is_told(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.workspace.faults.next("conversations.open", error="user_disabled")
    stage.clock_to("monday 11:00")
    assert [len(invitations(person)) for person in us] == [0, 0]
    assert all("first place in the next round" in person.reads_all() for person in us)


@pytest.mark.fault("F17", "a rate limit on every method: waited for, and then everything happens once")
@pytest.mark.parametrize(
    "method",
    [
        "conversations.info",
        "conversations.members",
        "users.info",
        "conversations.open",
        "chat.postMessage",
        "files.getUploadURLExternal",
        "files.completeUploadExternal",
    ],
)
def test_a_rate_limit_anywhere_is_waited_for(stage: Stage, method: str) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.workspace.faults.next(method, retry_after=30)
    stage.clock_to("monday 10:00")
    for _ in range(4):
        stage.clock_to("+1 minute")
    assert [len(invitations(person)) for person in us] == [1, 1]


@pytest.mark.fault("F22", "the channel is archived: no round, and the champion is told once for each that was due")
def test_an_archived_channel_is_told_of_once_a_round(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.does(stage.actions.archive(CHAMPION, "#coffee"))
    stage.clock_to("monday 10:00")
    for _ in range(3):
        stage.clock_to("+1 hour")
    assert [told(person) for person in us] == [1, 1]
    assert len(stage.person(CHAMPION).reads(BOT)) == 1


@pytest.mark.fault("F24", "a scope is missing for the calendar files: the introduction stands without them")
def test_a_missing_scope_takes_the_calendar_files_and_nothing_else(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.workspace.faults.next("files.getUploadURLExternal", error="missing_scope", times=9)
    stage.clock_to("monday 10:00")
    assert [len(invitations(person)) for person in us] == [1, 1]


@pytest.mark.fault("F37", "the list of members breaks off at its third page: no round on a part of it")
def test_on_half_a_list_of_members_nobody_is_introduced(stage: Stage) -> None:
    ws = stage.workspace
    us = coffee_with(stage, "amara", "bjorn", "carys")
    place = ws.conversation("#coffee")
    for number in range(600):
        place.members[f"U0X{number}"] = None
    place.members = dict(reversed(place.members.items()))
    ws.faults.next("conversations.members", delay=0.001, times=2)  # two pages come
    ws.faults.next("conversations.members", error="invalid_cursor", times=9)
    stage.clock_to("monday 10:00")
    assert [told(person) for person in us] == [0, 0, 0]
    ws.faults.clear()
    stage.clock_to("+1 minute")
    assert [introduced_at(person) for person in us] == [["Mon 23 Nov 10:00"]] * 3
    assert stage.person(CHAMPION).reads(BOT) == []


@pytest.mark.fault("F17", "a private note waits for a rate limit too, and comes once")
def test_a_question_that_slack_holds_back_comes_once(stage: Stage) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("monday 10:00")
    stage.workspace.faults.next("chat.postMessage", retry_after=120, times=2)
    stage.clock_to(A_WEEK_LATER)
    assert [len(private_words(person)) for person in (amara, bjorn)] == [1, 1]
