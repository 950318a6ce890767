"""What Kindling promises, each as a story that fails when the promise is broken."""

import json
import re
from pathlib import Path

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import inspect, text

from bot.platforms.slack.manifest import manifest
from bot.playground import PageError
from bot.playground.blockkit.states import action_of, find_element
from bot.playground.delivery.payloads import message_click
from bot.testing import Actor, Stage
from rituals.catalog import load_catalog
from tests.stories.company import (
    BOT,
    CHAMPION,
    EVERYBODY,
    coffee_with,
    everything_seen,
    introductions,
    invitations,
    private_words,
    start_coffee,
    taking_part,
    told,
)
from tests.stories.kind_words.casting import brought_to, start_words, writes

README = Path(__file__).parents[2] / "README.md"
COUNT = "/kind coffee status"


# 1. Nobody can opt you in.


@pytest.mark.promise(1)
def test_nobody_can_opt_you_in_by_naming_you(stage: Stage) -> None:
    coffee_with(stage, "amara", "carys")
    bjorn = stage.person("bjorn")
    for who in ("amara", CHAMPION):
        for words in ("join @bjorn", "join bjorn", "join Björn Lindqvist"):
            stage.person(who).types(f"/kind coffee {words}")
    assert bjorn.types(COUNT) == "You're not taking part here. To join, type /kind coffee join."
    stage.clock_to("+1 week")
    assert told(bjorn) == 0


@pytest.mark.promise(1)
def test_nobody_can_opt_you_in_by_inviting_you_to_the_channel(stage: Stage) -> None:
    coffee_with(stage, "amara", "bjorn")
    stage.does(stage.actions.invite("amara", "#coffee", ["priya"]))
    stage.does(stage.actions.join("yusuf", "#coffee"))
    stage.clock_to("+1 week")
    assert told(stage.person("priya")) == told(stage.person("yusuf")) == 0


@pytest.mark.promise(1)
def test_nobody_can_opt_you_in_by_starting_a_circle(stage: Stage) -> None:
    """Not even its champion takes part by starting it."""
    start_coffee(stage)
    assert taking_part(stage) == set()
    stage.clock_to("+1 week")
    assert [told(stage.person(handle)) for handle in (*EVERYBODY, CHAMPION)] == [0] * 12


@pytest.mark.promise(1)
@pytest.mark.fault("F32", "a forged button opts nobody in")
def test_nobody_can_opt_you_in_with_a_forged_button(stage: Stage) -> None:
    """A join button that names somebody else joins the one who pressed it, if anybody."""
    start_coffee(stage)
    amara, bjorn = stage.person("amara"), stage.person("bjorn")
    _presses_a_forged_join(amara, bjorn)
    assert "not taking part" in bjorn.types(COUNT)
    assert "Your next coffee" in amara.types(COUNT)
    assert taking_part(stage) == {"amara"}


@pytest.mark.promise(1)
def test_a_kind_word_may_come_unasked_and_one_tap_ends_that_everywhere(stage: Stage) -> None:
    """Now, in another channel, and in one that takes kind words up later."""
    amara, bjorn, una = (stage.person(handle) for handle in ("amara", "bjorn", "una"))
    start_words(una)
    writes(amara, bjorn)
    bjorn.clicks("No more kind words", BOT)
    start_words(una, "#coffee")
    for where in ("#kindness", "#coffee"):
        amara.types("/kind words write", where)
        assert amara.submits(to=[bjorn.id], words=f"Again, from {where}.") == {}
    assert len(brought_to(bjorn)) == 1


@pytest.mark.promise(1)
def test_where_the_promise_is_made_it_says_that_kind_words_may_come_unasked(stage: Stage) -> None:
    start_words(stage.person("una"))
    bjorn = stage.person("bjorn")
    unasked = "A colleague's kind word may reach you unasked, and one tap ends that everywhere."
    for page in (README.read_text(), bjorn.opens_home(), bjorn.types("/kind privacy"), bjorn.reads("#kindness")[0]):
        assert unasked in " ".join(page.split())


@pytest.mark.promise(1)
def test_nobody_stays_opted_in_when_a_circle_is_stopped_and_started_again(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.person(CHAMPION).types("/kind coffee stop now")
    start_coffee(stage)
    before = [told(person) for person in us]  # that it ended, once
    stage.clock_to("+1 week")
    assert [told(person) for person in us] == before
    assert [introductions(person) for person in us] == [[], []]


# 2. It never reads your messages.


@pytest.mark.promise(2)
def test_it_never_reads_your_messages_for_it_has_no_permission_to() -> None:
    told_to_slack = manifest(load_catalog())
    scopes = told_to_slack["oauth_config"]["scopes"]["bot"]
    events = told_to_slack["settings"]["event_subscriptions"]["bot_events"]
    assert scopes
    assert not [scope for scope in scopes if "history" in scope or scope == "app_mentions:read"]
    assert events
    assert not [event for event in events if event.startswith("message") or event == "app_mention"]


@pytest.mark.promise(2)
@pytest.mark.parametrize("where", ["#coffee", "the group", BOT])
def test_it_never_reads_your_messages_even_if_it_asks(stage: Stage, where: str) -> None:
    amara, _ = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("27 November 12:00")
    place = stage.actions.place("amara", amara.groups()[-1] if where == "the group" else where).id
    ws = stage.workspace
    client = AsyncWebClient(token=ws.bot_token, base_url=stage.playground.api_url)
    asks = (client.conversations_history(channel=place), client.conversations_replies(channel=place, ts="1"))
    for ask in asks:
        with pytest.raises(SlackApiError) as refused:
            stage.does(ask)
        assert refused.value.response["error"] == "missing_scope"


@pytest.mark.promise(2)
def test_it_never_hears_what_people_say(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("27 November 12:00")
    heard: list[object] = []
    monkeypatch.setattr(stage.workspace, "app_listener", heard.append)
    for place in ("#coffee", amara.groups()[-1], "@bjorn"):
        amara.types("I can't sleep, and @kindling is in this channel too", place)
    with pytest.raises(PageError, match="Sending messages to this app has been turned off"):
        amara.types("I can't sleep", BOT)
    assert "I can't sleep" in "\n".join(bjorn.reads("@amara"))
    assert heard == []


# 3. No points, no leaderboards, no streaks, no counts per person.


@pytest.mark.promise(3)
def test_no_counts_per_person_for_yourself(stage: Stage) -> None:
    """Whoever met three people and said so sees the same as somebody who has just joined."""
    amara, *_ = coffee_with(stage, "amara", "bjorn", "carys", "dev")
    stage.clock_to("friday 12:00")
    for _ in range(3):
        stage.clock_to("+1 week")
        amara.clicks("Yes", BOT)
    newcomer = stage.person("fergus")
    newcomer.types("/kind coffee join")
    assert len(introductions(amara)) == 3
    assert amara.types(COUNT) == newcomer.types(COUNT)
    assert amara.opens_home() == newcomer.opens_home()


# 4. Champions see a number.


@pytest.mark.promise(3)
@pytest.mark.promise(4)
def test_no_counts_per_person_for_a_champion(stage: Stage) -> None:
    """A number for all of them together, and nobody's name."""
    people = coffee_with(stage, "amara", "bjorn", "carys", "dev")
    una = stage.person(CHAMPION)
    stage.clock_to("27 November 12:00")
    before = _champions_view(una)
    people[0].clicks("Yes", BOT)
    people[1].clicks("Not this time", BOT)
    assert _champions_view(una) == before
    assert "Fewer than 5 people take part besides you." in before
    for person in people:
        assert f"@{person.handle}" not in before
        assert stage.workspace.person(person.handle).real_name not in before


# 5. Nobody is left out silently.


@pytest.mark.promise(5)
def test_nobody_is_left_out_silently_however_many_take_part(stage: Stage) -> None:
    """Five people, three weeks: everybody is introduced every week, one pair and one trio."""
    people = coffee_with(stage, *EVERYBODY[:5])
    stage.clock_to("+3 weeks")
    for week in range(3):
        others = [len(introductions(person)[week]) for person in people]
        assert sorted(others) == [1, 1, 2, 2, 2]


@pytest.mark.promise(5)
def test_nobody_is_left_out_silently_when_they_are_alone(stage: Stage) -> None:
    (amara,) = coffee_with(stage, "amara")
    stage.clock_to("monday 10:00")
    (note,) = private_words(amara)
    assert "It happens" in note
    assert "You have first place in the next round." in note


# 6. Leaving is one tap, and it holds.


@pytest.mark.promise(6)
@pytest.mark.parametrize("way", ["command", "home", "alias"])
def test_leaving_is_one_tap_and_it_holds(stage: Stage, way: str) -> None:
    """Left in the middle of a round with a question to come: for four weeks there is not one more message."""
    amara, bjorn, carys = coffee_with(stage, "amara", "bjorn", "carys", nudge="yes")
    stage.clock_to("24 November 12:00")
    _leaves(amara, way)
    before = told(amara)
    stage.clock_to("+4 weeks")
    assert told(amara) == before
    assert len(introductions(bjorn)) == len(introductions(carys)) == 5


@pytest.mark.promise(6)
def test_leaving_holds_when_the_champion_changes_the_circle(stage: Stage) -> None:
    amara, *_ = coffee_with(stage, "amara", "bjorn", "carys")
    amara.types("/kind coffee leave")
    una = stage.person(CHAMPION)
    una.types("/kind coffee settings")
    assert una.submits(group_size="3", guests="yes") == {}
    una.types("/kind coffee introduce now")
    stage.clock_to("+4 weeks")
    assert told(amara) == 0


# 7. Your data is yours.


@pytest.mark.promise(7)
def test_my_data_shows_everything_that_is_mine(stage: Stage) -> None:
    """What she takes part in, what she said of herself, whom she met and what she answered, what she kept."""
    amara, bjorn = _with_a_past(stage)
    shown = amara.types("/kind my data", BOT)
    for mine in ("Amara Okafor", "#coffee", "Ward 7", "@bjorn", "we didn't meet", "Thank you for Tuesday."):
        assert mine in shown
    assert "Ward 7" not in bjorn.types("/kind my data", BOT)


@pytest.mark.promise(7)
def test_being_forgotten_deletes_it_at_once(stage: Stage) -> None:
    """Not a row has her id, her name or her words any more."""
    amara, _ = _with_a_past(stage)
    amara.types("/kind forget me now", BOT)
    kept = _everything_kept(stage)
    for mine in (amara.id, "Amara Okafor", "Ward 7", "Thank you for Tuesday."):
        assert mine not in kept
    before = told(amara)
    stage.clock_to("+3 weeks")
    assert told(amara) == before


# 8. "Did you meet?" is asked privately.


@pytest.mark.promise(8)
def test_did_you_meet_is_asked_privately(stage: Stage) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("27 November 10:00")
    amara.clicks("Not this time", BOT)
    for person in (bjorn, stage.person(CHAMPION), stage.person("dev")):
        seen = "\n".join(everything_seen(person))
        assert "That's fine. You may well be introduced again" not in seen
        assert "You were introduced to @bjorn" not in seen


@pytest.mark.promise(8)
def test_a_no_has_no_consequence(stage: Stage) -> None:
    """The next round comes as if nothing had been said."""
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("friday 12:00")
    for _ in range(3):
        stage.clock_to("+1 week")
        amara.clicks("Not this time", BOT)
    assert introductions(amara) == [frozenset({"bjorn"})] * 3
    assert len(invitations(bjorn)) == 3


@pytest.mark.promise(8)
def test_not_this_week_names_nobody_and_the_promise_says_what_a_pair_can_tell(stage: Stage) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("monday 10:00")
    amara.clicks("We can't this time", amara.groups()[-1])
    card = bjorn.reads(bjorn.groups()[-1])[0]
    assert card.startswith("Not this week")
    assert "@amara, Ward sister" in card
    assert "In a pair, the other person can tell." in " ".join(README.read_text().split())
    assert "in a pair the other person can tell" in bjorn.types("/kind privacy", BOT)


@pytest.mark.promise(8)
def test_nothing_is_promised_that_is_not_so(stage: Stage) -> None:
    """That two people do not know whether they met, or who of them said no, can't be promised."""
    bjorn = stage.person("bjorn")
    pages = [README.read_text(), bjorn.opens_home(), bjorn.types("/kind privacy", BOT), bjorn.types("/kind help", BOT)]
    for page in pages:
        assert "whether you met" not in page
        assert "that you said no" not in page


# 9. "What can you see?"


@pytest.mark.promise(9)
def test_the_page_says_what_the_bot_champions_and_it_can_see(stage: Stage) -> None:
    page = stage.person("bjorn").types("/kind privacy", BOT)
    for who in ("What I can see:", "What champions can see:", "What your group can see:", "What IT can see:"):
        assert f"*{who}*" in page
    assert "how many people take part: a number, and no names." in page
    assert "I cannot read messages." in page


@pytest.mark.promise(9)
def test_what_it_can_see_is_there_to_be_seen_and_said(stage: Stage) -> None:
    """Who takes part, who was introduced and what they answered, what they said of themselves, who wrote to whom."""
    amara, bjorn = _with_a_past(stage)
    kept = _everything_kept(stage)
    page = amara.types("/kind privacy", BOT)
    assert amara.id in kept
    for seen, said in (
        ("'met', 'no'", "what each answered to “Did you meet?”"),
        ("Ward 7", "what they say about themselves"),
        (f'"to": "{amara.id}"', "Who wrote a kind word to whom, for 30 days"),
    ):
        assert seen in kept
        assert said in page
    stage.clock_to("+31 days")
    assert f'"to": "{amara.id}"' not in _everything_kept(stage)
    assert bjorn.id in _everything_kept(stage)


def test_each_promise_of_the_readme_has_its_stories() -> None:
    promised = README.read_text().partition("## What it promises")[2].partition("## ")[0]
    numbers = {int(number) for number in re.findall(r"^(\d+)\. \*\*", promised, re.MULTILINE)}
    tests = [test for name, test in globals().items() if name.startswith("test_")]
    marks = [mark for test in tests for mark in getattr(test, "pytestmark", ()) if mark.name == "promise"]
    assert {mark.args[0] for mark in marks} == numbers


# parts


def _with_a_past(stage: Stage) -> tuple[Actor, Actor]:
    """Amara was introduced to Bjorn, said that they did not meet, and kept a kind word of his."""
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    amara.types("/kind coffee about me")
    assert amara.submits(team="Ward 7") == {}
    stage.clock_to("27 November 10:00")
    amara.clicks("Not this time", BOT)
    start_words(stage.person(CHAMPION))
    writes(bjorn, amara, words="Thank you for Tuesday.")
    amara.clicks("Keep it", BOT)
    stage.clock_to("+11 minutes")
    return amara, bjorn


def _everything_kept(stage: Stage) -> str:
    """Every row of every table."""
    with stage.bot.store.begin() as tx:
        session = tx._session
        tables = inspect(session.connection()).get_table_names()
        return "\n".join(str(row) for table in tables for row in session.execute(text(f"SELECT * FROM {table}")))


def _leaves(person: Actor, way: str) -> None:
    match way:
        case "command":
            assert person.types("/kind coffee leave").startswith("You've left")
        case "alias":
            assert person.types("/coffee leave").startswith("You've left")
        case _:
            person.opens_home()
            person.clicks_at_home("Leave")
    assert "not taking part" in person.types(COUNT)


def _champions_view(champion: Actor) -> str:
    """All that a champion can see about the circle: what they ask for, and their Home tab."""
    asked = [champion.types(f"/kind coffee {verb}") for verb in ("status", "preview", "how", "")]
    return "\n".join([*asked, champion.opens_home()])


def _presses_a_forged_join(presser: Actor, named: Actor) -> None:
    """Their press arrives with somebody else's name in every part of the button that can be made up."""
    stage, ws = presser.stage, presser.stage.workspace
    message = next(each for each in presser.messages() if "Join" in stage.words(each))
    block = next(block for block in message.blocks or [] if block["type"] == "actions")
    _, button = find_element(message.blocks or [], block["block_id"], block["elements"][0]["action_id"])
    value = json.loads(button["value"]) | {"a": named.id, "person": named.id, "user": named.id}
    action = action_of(block, button, None, ws.stamps.next()) | {"value": json.dumps(value)}
    payload = message_click(ws, ws.person(presser.handle), message, [action])
    stage.does(stage.playground.link.deliver("interactive", payload, takes_payload=True))
