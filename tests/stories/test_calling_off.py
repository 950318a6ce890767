"""“Not this week”: nobody is named, everything stays on the card, other times are offered, and it can be put back."""

import re

import pytest

from bot.playground.blockkit.blocktext import buttons_of
from bot.testing import Actor, Stage
from tests.stories.company import (
    coffee_with,
    forges_a_click,
    introductions,
    invitations,
    opener_in,
    private_words,
    told,
)

CANT, CAN = "We can't this time", "Actually, we can"
OFF = "Not this week\nThat's fine, and nobody is asked why."
ON = "Lovely. Your coffee is on again, and the card says so."
NOTED = "Noted, and thank you for saying so. Nobody is asked why."
QUESTION = "*Did you meet?*"


def introduced(stage: Stage, *handles: str, **answers: str) -> list[Actor]:
    people = coffee_with(stage, *handles, **answers)
    stage.clock_to("monday 10:00")
    return people


def card(person: Actor) -> str:
    """Their newest introduction, as it stands."""
    return person.reads(person.groups()[-1])[0]


def times_on(words: str) -> list[str]:
    """The suggested times: the lines right above the calendar links."""
    return re.findall(r"^(.+)\nAdd to", words, re.MULTILINE)


def questions(person: Actor) -> int:
    return sum(QUESTION in words for words in private_words(person))


# the card


def test_it_names_nobody(stage: Stage) -> None:
    amara, bjorn = introduced(stage, "amara", "bjorn")
    assert amara.clicks(CANT, amara.groups()[-1]) == NOTED
    assert card(bjorn).startswith(OFF)
    assert NOTED not in bjorn.reads_all()
    notified = [message.text for message in bjorn.messages(bjorn.groups()[-1])]
    assert not any("Amara" in text or amara.id in text for text in notified)


def test_it_looks_the_same_whoever_said_it(stage: Stage) -> None:
    """Two workspaces that differ in nothing but who pressed."""
    amara, bjorn = introduced(stage, "amara", "bjorn")
    before = card(amara)
    amara.clicks(CANT, amara.groups()[-1])
    hers = card(bjorn)
    amara.clicks(CAN, amara.groups()[-1])
    assert card(amara) == before
    bjorn.clicks(CANT, bjorn.groups()[-1])
    his = card(amara)
    assert his.replace("\n".join(times_on(his)), "") != ""
    assert [line for line in his.splitlines() if not _is_time(line)] == [
        line for line in hers.splitlines() if not _is_time(line)
    ]


def _is_time(line: str) -> bool:
    return bool(re.search(r"\d\d:\d\d", line))


def test_who_and_what_stay_on_it_and_other_times_come(stage: Stage) -> None:
    amara, bjorn = introduced(stage, "amara", "bjorn")
    before = card(amara)
    amara.clicks(CANT, amara.groups()[-1])
    after = card(bjorn)
    assert "You both joined the coffee roulette in #coffee. Meet:" in after
    assert "@amara, Ward sister, St Brigid's\n@bjorn, Data analyst, Wexcombe" in after
    assert opener_in(after) == opener_in(before)
    assert len(times_on(after)) == 2
    assert not set(times_on(after)) & set(times_on(before))
    assert all(re.search(r"(30 November|[1-4] December), ", time) for time in times_on(after))
    labels = [label for _, _, label in buttons_of(amara.messages(amara.groups()[-1])[0].blocks or [])]
    assert labels == [CAN, "Why us?"]


@pytest.mark.parametrize("typed", ["can't make it", "can’t make it", "Can't make it", "can't", "cant"])
def test_it_can_be_typed(stage: Stage, typed: str) -> None:
    amara, bjorn = introduced(stage, "amara", "bjorn")
    assert amara.types(f"/kind coffee {typed}") == NOTED
    assert card(bjorn).startswith(OFF)
    assert amara.types("/coffee can") == ON
    assert card(bjorn).startswith("Time for a coffee?")
    assert amara.types(f"/coffee {typed}") == NOTED


def test_the_help_shows_the_words_to_type(stage: Stage) -> None:
    amara, _ = introduced(stage, "amara", "bjorn")
    assert "*/kind coffee can't make it*" in amara.types("/kind coffee help")
    assert "coffee cant" not in amara.types("/kind coffee help")


def test_said_twice_it_is_off_already(stage: Stage) -> None:
    amara, bjorn = introduced(stage, "amara", "bjorn")
    bjorn.clicks(CANT, bjorn.groups()[-1])
    before = card(amara)
    for verb in ("can't make it", "opener"):
        assert amara.types(f"/kind coffee {verb}").startswith("This coffee is off already, and that's fine.")
    assert card(amara) == before


# back on


@pytest.mark.parametrize("by", ["the same", "the other"])
def test_it_can_be_put_back_as_it_was(stage: Stage, by: str) -> None:
    amara, bjorn = introduced(stage, "amara", "bjorn")
    before = card(amara)
    amara.clicks(CANT, amara.groups()[-1])
    who = amara if by == "the same" else bjorn
    assert who.clicks(CAN, who.groups()[-1]) == ON
    assert card(amara) == card(bjorn) == before
    assert who.types("/kind coffee can") == "Your coffee is on already. Enjoy it."


def test_put_back_late_it_has_the_times_that_are_still_to_come(stage: Stage) -> None:
    amara, bjorn = introduced(stage, "amara", "bjorn")
    amara.clicks(CANT, amara.groups()[-1])
    offered = times_on(card(amara))
    stage.clock_to("saturday 12:00")
    amara.clicks(CAN, amara.groups()[-1])
    assert times_on(card(bjorn)) == offered


def test_called_off_again_the_times_are_others_again(stage: Stage) -> None:
    amara, _ = introduced(stage, "amara", "bjorn")
    seen = times_on(card(amara))
    for _ in range(3):
        amara.clicks(CANT, amara.groups()[-1])
        fresh = times_on(card(amara))
        assert len(fresh) == 2
        assert not set(fresh) & set(seen)
        seen += fresh
        amara.clicks(CAN, amara.groups()[-1])


def test_other_people_put_nothing_back(stage: Stage) -> None:
    amara, *others = introduced(stage, "amara", "bjorn", "carys", "dev")
    stranger = next(one for one in others if one.handle not in introductions(amara)[0])
    theirs = invitations(amara)[0]
    amara.clicks(CANT, amara.groups()[-1])
    said = forges_a_click(stranger, theirs, CAN)
    assert said[-1] == "That button belongs to other people, or is older than I remember. Nothing was changed."
    assert card(amara).startswith(OFF)


def test_after_the_next_round_it_can_be_put_back_while_a_time_is_to_come(stage: Stage) -> None:
    amara, *_ = introduced(stage, "amara", "bjorn", "carys", "dev")
    place, first = amara.groups()[-1], invitations(amara)[0]
    partner = stage.person(next(iter(introductions(amara)[0])))
    amara.clicks(CANT, place)
    stage.clock_to("30 November 10:01")
    assert amara.clicks(CAN, place) == ON
    assert stage.words(first).startswith("Time for a coffee?")
    stage.clock_to("4 December 17:00")
    amara.clicks(CANT, invitations(amara)[-1].conversation)
    assert f"@{partner.handle}" in stage.words(first)


def test_when_every_time_has_passed_and_the_round_too_it_is_over(stage: Stage) -> None:
    amara, *_ = introduced(stage, "amara", "bjorn", "carys", "dev")
    place = amara.groups()[-1]
    amara.clicks(CANT, place)
    stage.clock_to("7 December 10:01")
    assert amara.clicks(CAN, place).startswith("That round is over")


def test_what_was_never_introduced_cannot_be_put_back(stage: Stage) -> None:
    amara, _ = coffee_with(stage, "amara", "bjorn")
    stage.workspace.faults.next("conversations.open", error="restricted_action", times=9)
    stage.clock_to("monday 10:00")
    assert invitations(amara) == []
    assert amara.types("/kind coffee can").startswith("That round is over")
    stage.clock_to("27 November 12:00")
    assert questions(amara) == 0


# did you meet?


def test_after_a_no_nobody_is_asked_and_nobody_is_reminded(stage: Stage) -> None:
    amara, bjorn = introduced(stage, "amara", "bjorn", nudge="yes")
    amara.clicks(CANT, amara.groups()[-1])
    before = [told(amara), told(bjorn)]
    stage.clock_to("sunday 23:00")
    assert [told(amara), told(bjorn)] == before


def test_put_back_in_time_they_are_asked_with_everybody_else(stage: Stage) -> None:
    amara, bjorn = introduced(stage, "amara", "bjorn")
    amara.clicks(CANT, amara.groups()[-1])
    amara.clicks(CAN, amara.groups()[-1])
    stage.clock_to("27 November 10:00")
    assert [questions(amara), questions(bjorn)] == [1, 1]
    stage.clock_to("29 November 23:00")
    assert [questions(amara), questions(bjorn)] == [1, 1]


def test_put_back_for_the_next_week_they_are_asked_after_it_once(stage: Stage) -> None:
    """On Friday everybody else is asked; these two have not had their coffee yet. A week later comes another."""
    amara, bjorn = introduced(stage, "amara", "bjorn")
    stage.clock_to("26 November 18:00")
    amara.clicks(CANT, amara.groups()[-1])
    amara.clicks(CAN, amara.groups()[-1])
    stage.clock_to("30 November 10:01")
    assert [questions(amara), questions(bjorn)] == [0, 0]
    stage.clock_to("7 December 18:00")
    assert [questions(amara), questions(bjorn)] == [2, 2]


def test_put_back_in_a_long_round_they_are_asked_at_its_end(stage: Stage) -> None:
    amara, bjorn = introduced(stage, "amara", "bjorn", when__often="weekly-4")
    amara.clicks(CANT, amara.groups()[-1])
    amara.clicks(CAN, amara.groups()[-1])
    stage.clock_to("18 December 09:59")
    assert [questions(amara), questions(bjorn)] == [0, 0]
    stage.clock_to("18 December 10:00")
    assert [questions(amara), questions(bjorn)] == [1, 1]


def test_put_back_after_the_others_were_asked_they_are_asked_too(stage: Stage) -> None:
    amara, bjorn = introduced(stage, "amara", "bjorn")
    amara.clicks(CANT, amara.groups()[-1])
    stage.clock_to("28 November 12:00")
    amara.clicks(CAN, amara.groups()[-1])
    assert [questions(amara), questions(bjorn)] == [0, 0]
    stage.clock_to("7 December 18:00")
    assert [questions(amara), questions(bjorn)] == [2, 2]


def test_called_off_again_before_it_they_are_not_asked(stage: Stage) -> None:
    amara, bjorn = introduced(stage, "amara", "bjorn", when__often="weekly-4")
    stage.clock_to("17 December 18:00")
    amara.clicks(CANT, amara.groups()[-1])
    stage.clock_to("19 December 12:00")
    amara.clicks(CAN, amara.groups()[-1])
    amara.clicks(CANT, amara.groups()[-1])
    stage.clock_to("30 December 12:00")
    assert [questions(amara), questions(bjorn)] == [0, 0]


# who meets again


def test_after_a_no_the_same_two_can_be_introduced_again(stage: Stage) -> None:
    """Of four, all have met after three weeks; then those who said no in the second come before those who met."""
    amara, *_ = coffee_with(stage, "amara", "bjorn", "carys", "dev")
    stage.clock_to("30 November 10:00")
    amara.clicks(CANT, invitations(amara)[-1].conversation)
    second = amara.groups()[-1]
    stage.clock_to("14 December 10:00")
    assert invitations(amara)[-1].conversation == second


@pytest.mark.parametrize(
    ("last", "week_again"), [("put back", 0), ("called off", 1), ("put back, and not met", 1), ("met all the same", 0)]
)
def test_what_was_said_last_decides_whether_they_have_met(stage: Stage, last: str, week_again: int) -> None:
    """Of four, all have been introduced after three weeks; in the fourth comes who met longest ago, or did not."""
    amara, *_ = coffee_with(stage, "amara", "bjorn", "carys", "dev")
    stage.clock_to("30 November 10:00")
    place, weeks = amara.groups()[-1], introductions(amara)
    amara.clicks(CANT, place)
    if last != "called off":
        amara.clicks(CAN, place)
    if last == "put back, and not met":
        amara.types("/kind coffee met no")
    if last == "met all the same":
        amara.types("/kind coffee met yes")
        amara.clicks(CANT, place)
        amara.clicks(CAN, place)
    stage.clock_to("14 December 10:00")
    assert introductions(amara)[-1] == weeks[week_again]
