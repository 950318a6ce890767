"""Afterwards each person is asked privately, and whatever they answer stays with them."""

import pytest

from bot.testing import Actor, Stage
from tests.stories.company import (
    BOT,
    CHAMPION,
    coffee_with,
    everything_seen,
    forges_a_click,
    introductions,
    invitations,
    private_words,
    told,
)

QUESTION = "*Did you meet?*"
REMINDER = "A gentle reminder, the only one"
ANSWERS = {
    "Yes": "How lovely. Thank you for making the time.",
    "Not this time": "That's fine. You may well be introduced again another time.",
    "We will": "Good. Enjoy it when it comes.",
}


def test_each_is_asked_alone_on_the_last_working_day(stage: Stage) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("27 November 09:59")
    assert private_words(amara) == private_words(bjorn) == []
    stage.clock_to("27 November 10:00")
    (to_amara,), (to_bjorn,) = private_words(amara), private_words(bjorn)
    assert to_amara.startswith(f"{QUESTION} You were introduced to @bjorn.")
    assert to_bjorn.startswith(f"{QUESTION} You were introduced to @amara.")
    assert "Yes Not this time We will" in to_amara
    assert "Your answer is private." in to_amara
    assert QUESTION not in "\n".join(amara.reads(amara.groups()[-1]))


def test_each_is_asked_once(stage: Stage) -> None:
    amara, _ = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("30 November 09:59")
    assert len(private_words(amara)) == 1


@pytest.mark.parametrize("verb", ["leave", "pause until 12 December"])
def test_a_question_on_its_way_does_not_reach_whoever_has_left_or_rests_by_then(stage: Stage, verb: str) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("27 November 09:59")
    stage.workspace.faults.next("chat.postMessage", retry_after=300, times=2)
    stage.clock_to("27 November 10:00")
    assert private_words(amara) == private_words(bjorn) == []
    amara.types(f"/kind coffee {verb}")
    stage.clock_to("27 November 12:00")
    assert private_words(amara) == []
    assert len(private_words(bjorn)) == 1


def test_in_a_trio_the_question_names_the_other_two(stage: Stage) -> None:
    people = coffee_with(stage, "amara", "bjorn", "carys")
    stage.clock_to("27 November 10:00")
    (words,) = private_words(people[2])
    assert "You were introduced to @amara and @bjorn." in words


@pytest.mark.parametrize("label", ANSWERS)
def test_an_answer_is_thanked_for_privately(stage: Stage, label: str) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("27 November 10:00")
    assert amara.clicks(label, BOT) == f"{ANSWERS[label]}\nYour answer is private."
    assert ANSWERS[label] not in "\n".join(everything_seen(bjorn))


@pytest.mark.parametrize("label", ANSWERS)
def test_an_answer_changes_nothing_that_anybody_else_sees(stage: Stage, label: str) -> None:
    """Compared word for word: the colleague's, the champion's and a bystander's whole view."""
    amara, _ = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("27 November 10:00")
    others = [stage.person(handle) for handle in ("bjorn", CHAMPION, "dev")]
    before = [_view(person) for person in others]
    amara.clicks(label, BOT)
    assert [_view(person) for person in others] == before
    stage.clock_to("30 November 09:59")
    assert [_view(person) for person in others] == before


def _view(person: Actor) -> list[str]:
    """What they see, and what the bot tells them when they ask; having asked before makes no difference."""
    asked = [person.types(f"/kind coffee {verb}") for verb in ("status", "preview")]
    whispers = {person.stage.words(each) for each in person.messages() if each.only_for == person.id}
    return [*asked, *(words for words in everything_seen(person) if words not in whispers)]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("yes", ANSWERS["Yes"]),
        ("no", ANSWERS["Not this time"]),
        ("not this time", ANSWERS["Not this time"]),
        ("will", ANSWERS["We will"]),
        ("we will", ANSWERS["We will"]),
        ("not yet", ANSWERS["We will"]),
        ("perhaps", "Did you meet? Type /kind coffee met yes, met no or met not yet."),
        ("", "Did you meet? Type /kind coffee met yes, met no or met not yet."),
    ],
)
def test_the_answer_can_be_typed(stage: Stage, typed: str, answer: str) -> None:
    amara, _ = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("27 November 10:00")
    assert amara.types(f"/kind coffee met {typed}").startswith(answer)


def test_somebody_who_was_not_introduced_has_nothing_to_answer(stage: Stage) -> None:
    coffee_with(stage, "amara", "bjorn")
    stage.clock_to("27 November 10:00")
    stage.person("dev").types("/kind coffee join")
    for verb in ("met yes", "opener", "cant"):
        answer = stage.person("dev").types(f"/kind coffee {verb}")
        assert answer == "You haven't been introduced to anybody here yet."


@pytest.mark.parametrize(
    ("hers", "his", "week_again"),
    [
        ("Yes", "", 0),
        ("We will", "", 0),
        ("", "", 0),
        ("Not this time", "Yes", 0),
        ("Not this time", "", 1),
        ("Not this time", "We will", 1),
    ],
)
def test_a_pair_that_did_not_meet_can_be_introduced_again(stage: Stage, hers: str, his: str, week_again: int) -> None:
    """Of four, all have been introduced after three weeks. In the fourth, those who met longest ago meet again -
    or the pair of the second week, if it did not meet."""
    amara, *_ = coffee_with(stage, "amara", "bjorn", "carys", "dev")
    stage.clock_to("4 December 10:00")
    (partner,) = introductions(amara)[1]
    for person, label in ((amara, hers), (stage.person(partner), his)):
        if label:
            person.clicks(label, BOT)
    stage.clock_to("14 December 10:00")
    weeks = introductions(amara)
    assert len(set(weeks[:3])) == 3
    assert weeks[3] == weeks[week_again]


@pytest.mark.parametrize("way", ["pressed", "typed"])
@pytest.mark.parametrize("label", ANSWERS)
def test_an_answer_is_shown_as_it_was_given(stage: Stage, label: str, way: str) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("27 November 10:00")
    if way == "pressed":
        amara.clicks(label, BOT)
    else:
        amara.types(f"/kind coffee met {label}")
    (question,) = (words for words in private_words(amara) if QUESTION in words)
    assert f"You were introduced to @bjorn.\nYou answered: *{label}*. To change that:" in question
    (buttons,) = (line for line in question.splitlines() if line in _buttons_besides(label))
    assert label not in buttons
    assert "You answered" not in bjorn.reads_all()


def _buttons_besides(label: str) -> list[str]:
    return [" ".join(other for other in ANSWERS if other != label)]


def test_whoever_has_said_it_already_is_not_asked(stage: Stage) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("25 November 10:00")
    amara.types("/kind coffee met yes")
    bjorn.types("/kind coffee met not yet")
    stage.clock_to("27 November 10:00")
    assert private_words(amara) == []
    assert QUESTION in private_words(bjorn)[0]


def test_an_answer_can_be_changed(stage: Stage) -> None:
    amara, *_ = coffee_with(stage, "amara", "bjorn", "carys", "dev")
    stage.clock_to("4 December 10:00")
    for label in ("Yes", "We will", "Not this time"):
        amara.clicks(label, BOT)
    stage.clock_to("14 December 10:00")
    assert introductions(amara)[3] == introductions(amara)[1]


def test_somebody_elses_question_cannot_be_answered(stage: Stage) -> None:
    """Not even by a colleague who was introduced to others."""
    people = coffee_with(stage, "amara", "bjorn", "carys", "dev")
    stage.clock_to("27 November 10:00")
    amara = people[0]
    stranger = next(one for one in people[1:] if one.handle not in introductions(amara)[0])
    said = forges_a_click(stranger, amara.messages(BOT)[-1], "Not this time")
    assert said == ["That button belongs to other people, or is older than I remember. Nothing was changed."]


def test_nothing_is_asked_of_somebody_who_left(stage: Stage) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("25 November 12:00")
    amara.types("/kind coffee leave")
    stage.clock_to("30 November 09:00")
    assert private_words(amara) == []
    assert len(private_words(bjorn)) == 1


def test_nothing_is_asked_of_somebody_who_is_away(stage: Stage) -> None:
    """They were told that they would hear nothing until they are back."""
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("25 November 12:00")
    assert "You'll hear nothing" in amara.types("/kind coffee pause until 7 Dec")
    stage.clock_to("6 December 09:00")
    assert private_words(amara) == []
    assert len(private_words(bjorn)) == 2


def test_no_reminder_unless_the_champion_chose_it(stage: Stage) -> None:
    amara, _ = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("27 November 09:00")
    assert REMINDER not in amara.reads_all()


def test_one_reminder_halfway_if_the_champion_chose_it(stage: Stage) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn", nudge="yes")
    stage.clock_to("25 November 09:59")
    assert REMINDER not in amara.reads_all()
    stage.clock_to("25 November 10:00")
    assert amara.reads_all().count(REMINDER) == 1
    assert bjorn.reads_all().count(REMINDER) == 1
    stage.clock_to("30 November 09:00")
    assert amara.reads_all().count(REMINDER) == 1


def test_the_reminder_of_two_weeks_comes_on_a_working_day(stage: Stage) -> None:
    """Halfway is a Saturday."""
    amara, _ = coffee_with(stage, "amara", "bjorn", nudge="yes", when__often="weekly-2")
    stage.clock_to("27 November 09:59")
    assert REMINDER not in amara.reads_all()
    stage.clock_to("27 November 10:00")
    assert amara.reads_all().count(REMINDER) == 1


def test_no_reminder_comes_on_the_day_of_the_introduction(stage: Stage) -> None:
    """Introduced on Friday, asked on Monday: there is no day between to remind anybody on."""
    amara, _ = coffee_with(stage, "amara", "bjorn", nudge="yes")
    stage.person(CHAMPION).types("/kind coffee introduce now")
    stage.clock_to("monday 09:59")
    assert len(invitations(amara)) == 1
    assert QUESTION in private_words(amara)[0]
    assert REMINDER not in amara.reads_all()


def test_no_reminder_reaches_somebody_who_left_and_the_other_cannot_tell(stage: Stage) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn", nudge="yes")
    stage.clock_to("24 November 12:00")
    amara.types("/kind coffee leave")
    before = told(amara)
    stage.clock_to("26 November 10:00")
    assert told(amara) == before
    assert REMINDER in bjorn.reads_all()


def test_the_reminder_can_be_switched_off_after_the_introduction(stage: Stage) -> None:
    amara, _ = coffee_with(stage, "amara", "bjorn", nudge="yes")
    stage.clock_to("24 November 12:00")
    una = stage.person(CHAMPION)
    una.types("/kind coffee settings")
    assert una.submits(nudge="no") == {}
    stage.clock_to("27 November 09:00")
    assert len(invitations(amara)) == 1
    assert REMINDER not in amara.reads_all()
