"""The champion's form: good defaults, a sentence beside each wrong answer, and nothing saved until all are right."""

import pytest

from bot.testing import Actor, Stage
from rituals.catalog import BUILT_IN
from tests.stories.casting import filled_in, newest, sent_form, start_circle

NONE_HERE = "There's no coffee circle in this channel yet."


def test_the_form_comes_with_good_defaults(amara: Actor) -> None:
    assert amara.types("/kind start coffee") == ""
    fields = filled_in(amara)
    assert (fields["when.often"], fields["when.days"], fields["when.at"]) == ("weekly-1", ("0",), "10:00")
    assert (fields["group_size"], fields["minutes"]) == ("2", "30")
    assert fields["permission"] == ""
    assert (fields["nudge"], fields["guests"]) == ("no", "no")


def test_the_form_says_what_it_is_for(stage: Stage, amara: Actor) -> None:
    amara.types("/kind start coffee")
    assert amara.form.content["title"]["text"] == "Start a coffee circle"
    words = stage.words(amara.form)
    assert "Meet a colleague for a short coffee. You can change all of this later." in words


@pytest.mark.parametrize("command", ["/kind coffee start", "/coffee start", "/kind START coffee"])
def test_the_form_opens_however_one_puts_it(amara: Actor, command: str) -> None:
    amara.types(command)
    assert amara.submits() == {}
    assert "Meet a colleague for a coffee" in amara.reads("#coffee")[-1]


@pytest.mark.parametrize(("handle", "zone"), [("amara", "Europe/London"), ("bjorn", "Europe/Stockholm")])
def test_the_time_zone_is_the_champions_own(stage: Stage, handle: str, zone: str) -> None:
    champion = stage.person(handle)
    champion.types("/kind start coffee")
    assert filled_in(champion)["zone"] == zone


def test_a_schedule_typed_after_the_ritual_is_in_the_form(amara: Actor) -> None:
    amara.types("/kind start coffee every 2 weeks on Tuesday and Thursday at 14:30")
    fields = filled_in(amara)
    assert (fields["when.often"], fields["when.days"], fields["when.at"]) == ("weekly-2", ("1", "3"), "14:30")
    assert amara.submits() == {}
    assert "The first round is *Tuesday 24 November at 14:30*." in "\n".join(amara.reads("#coffee"))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("whenever you like", "I couldn't read “whenever you like” as a schedule."),
        ("every 40 weeks on Monday", "Rounds are 1 to 12 weeks apart."),
        ("on the fifth Monday of the month", "Not every month has one."),
        ("every 2 weeks", "Which day would suit?"),
    ],
)
def test_a_typed_schedule_that_cannot_be_opens_no_form(amara: Actor, typed: str, sentence: str) -> None:
    assert sentence in amara.types(f"/kind start coffee {typed}")
    assert not amara.has_form


@pytest.mark.parametrize("command", ["/kind start", "/kind start tea"])
def test_start_without_a_ritual_says_what_there_is_to_start(amara: Actor, command: str) -> None:
    known = " or ".join(f"/kind start {ritual.name}" for ritual in BUILT_IN)
    assert amara.types(command) == f"Say what to start: {known}."
    assert not amara.has_form


# wrong answers


@pytest.mark.parametrize(
    ("field", "answer", "sentence"),
    [
        ("when.days", [], "Please complete this required field."),
        ("when.at", "", "Please complete this required field."),
        ("zone", "", "Please complete this required field."),
        ("zone", "Londn", "I don't know the time zone “Londn”. Did you mean Europe/London?"),
        ("permission", "x" * 201, "Please enter at most 200 characters."),
    ],
)
def test_a_wrong_answer_gets_its_sentence_and_nothing_is_saved(
    amara: Actor, field: str, answer: object, sentence: str
) -> None:
    amara.types("/kind start coffee")
    assert amara.submits(**{field: answer}) == {field: sentence}
    assert NONE_HERE in amara.types("/coffee join")


def test_once_a_month_is_on_one_day(amara: Actor) -> None:
    amara.types("/kind start coffee")
    answers = {"when.often": "monthly-1", "when.days": ["0", "3"]}
    assert amara.submits(**answers) == {"when.days": "For once a month, choose just one day."}
    assert NONE_HERE in amara.types("/coffee join")


def test_two_wrong_answers_get_a_sentence_each(amara: Actor) -> None:
    amara.types("/kind start coffee")
    problems = amara.submits(when__often="monthly-2", when__days=["1", "2"], zone="Middle-earth")
    assert set(problems) == {"when.days", "zone"}


@pytest.mark.parametrize("size", ["1", "7", "none"])
def test_a_group_is_two_to_six_people(stage: Stage, amara: Actor, size: str) -> None:
    """The form offers nothing else, so it is a form that somebody tampered with."""
    amara.types("/kind start coffee")
    payload = sent_form(amara)
    option = payload["view"]["state"]["values"]["group_size"]["answer"]["selected_option"]
    option["value"] = size
    reply = stage.does(stage.actions.interact(payload))
    assert reply == {
        "response_action": "errors",
        "errors": {"group_size": "Choose a number from 2 to 6."},
    }
    assert NONE_HERE in amara.types("/coffee join")


def test_a_corrected_form_is_accepted(amara: Actor) -> None:
    amara.types("/kind start coffee")
    assert amara.submits(zone="Londn") != {}
    assert amara.submits(zone="London") == {}
    assert "Join How it works" in newest(amara)


def test_an_unusual_rhythm_stays_in_the_settings_form(stage: Stage, amara: Actor) -> None:
    amara.types("/kind start coffee every 5 weeks on Monday")
    assert amara.submits() == {}
    amara.types("/kind coffee settings")
    assert filled_in(amara)["when.often"] == "weekly-5"


def test_the_permission_line_is_words_and_calls_nobody(amara: Actor, bjorn: Actor) -> None:
    start_circle(amara, permission="Work time, <!channel> & all. Ana, director")
    assert "Work time, <!channel> & all. Ana, director" in newest(bjorn)
    assert "<!channel>" not in str(bjorn.messages("#coffee")[0].blocks)


def test_an_empty_permission_line_is_left_out(amara: Actor, bjorn: Actor) -> None:
    start_circle(amara, permission="")
    assert "work time" not in newest(bjorn)


# twice, and at once


def test_a_form_delivered_twice_starts_one_circle(stage: Stage, amara: Actor, bjorn: Actor) -> None:
    amara.types("/kind start coffee")
    payload = sent_form(amara)
    for _ in range(2):
        assert stage.does(stage.actions.interact(payload)) == {}
    assert len(bjorn.reads("#coffee")) == 1
    assert len(amara.reads("#coffee")) == 2
    assert "Your circle is ready." in "\n".join(amara.reads("#coffee"))


def test_of_two_champions_at_once_the_second_is_told_kindly(amara: Actor, bjorn: Actor, carys: Actor) -> None:
    amara.types("/kind start coffee")
    bjorn.types("/kind start coffee")
    assert bjorn.submits(group_size="3") == {}
    assert amara.submits(group_size="5") == {}
    [message] = carys.reads("#coffee")
    assert "3 people at a time" in message
    assert "There's a coffee circle in this channel already." in newest(amara)
    assert "looked after by @bjorn" in amara.types("/coffee settings")


def test_starting_where_there_is_a_circle_opens_no_form(circle: None, bjorn: Actor) -> None:
    words = bjorn.types("/kind start coffee")
    assert "There's a coffee circle in this channel already. To take part, type /kind coffee join." in words
    assert not bjorn.has_form


def test_a_form_closed_without_sending_starts_nothing(stage: Stage, amara: Actor) -> None:
    amara.types("/kind start coffee")
    stage.does(stage.actions.close("amara", amara.form.id))
    assert NONE_HERE in amara.types("/coffee join")


# where a circle cannot live


@pytest.mark.parametrize("command", ["/kind start coffee", "/coffee start", "/kind coffee start"])
def test_where_the_bot_is_not_it_says_how_to_invite_it(amara: Actor, command: str) -> None:
    assert amara.types(command, "#general") == (
        "I'm not in this channel yet. Type /invite @Kindling here, and then try again."
    )
    assert not amara.has_form


def test_once_invited_it_starts(stage: Stage, amara: Actor, bjorn: Actor) -> None:
    amara.types("/invite @kindling", "#general")
    start_circle(amara, where="#general")
    assert "Join How it works" in newest(bjorn, "#general")


def test_in_a_private_channel_it_asks_to_be_invited_and_then_starts(stage: Stage) -> None:
    priya = stage.person("priya")
    assert "I'm not in this channel yet." in priya.types("/kind start coffee", "#people-team")
    priya.types("/invite @kindling", "#people-team")
    start_circle(priya, where="#people-team")
    assert "You're in." in stage.person("una").clicks("Join", "#people-team")


def test_in_a_direct_message_one_is_sent_to_a_channel(amara: Actor) -> None:
    for where in ("@kindling", "@bjorn"):
        assert amara.types("/kind start coffee", where) == (
            "A circle lives in a channel. Type this in the channel where it should be."
        )
        assert not amara.has_form


def test_in_a_group_conversation_one_is_sent_to_a_channel(stage: Stage, amara: Actor) -> None:
    place = stage.does(stage.actions.open("amara", ["bjorn", "carys", "kindling"]))
    assert "A circle lives in a channel." in amara.types("/kind start coffee", place.id)
    assert not amara.has_form


def test_a_bot_removed_while_the_form_is_open_says_how_to_invite_it(stage: Stage, amara: Actor) -> None:
    amara.types("/kind start coffee")
    stage.does(stage.actions.remove("kindling", "#coffee"))
    assert amara.submits() == {}
    assert "I'm not in this channel yet." in amara.reads_all() + "\n".join(amara.reads("#coffee"))
    assert NONE_HERE in amara.types("/coffee join")


def test_a_channel_archived_while_the_form_is_open_is_told_privately(stage: Stage, amara: Actor) -> None:
    amara.types("/kind start coffee")
    stage.does(stage.actions.archive("bjorn", "#coffee"))
    assert amara.submits() == {}
    assert "This channel is archived" in newest(amara, "@kindling")


def test_when_the_form_cannot_be_opened_one_is_asked_to_try_again(stage: Stage, amara: Actor) -> None:
    stage.workspace.faults.next("views.open", error="expired_trigger_id")
    assert "Nothing was changed; please try once more." in amara.types("/kind start coffee")
    amara.types("/kind start coffee")
    assert amara.submits() == {}
