"""Every act, by everybody, from everywhere, tried against the rules; and a refused one changes nothing."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.my_data.words import TITLE
from rituals.cards import plain
from rituals.catalog import BUILT_IN
from tests.allowed.acts import Act, every_act
from tests.allowed.rules import KINDS, Answer, Cell, Kind, Place, Role, right_answer
from tests.allowed.table import page
from tests.allowed.trying import SHOWN_OUT, Trial, answer_of, is_shown_out, said
from tests.allowed.worlds import IN_IT, World, empty_world, world

ROOT = Path(__file__).parents[2]
JOINED = ("coffee",)
TOLD = {"my data": TITLE, "my data all": TITLE, "my data copy": "Your copy is on its way"}
LEFT_SOMETHING = ("coffee", "potluck", "words")


def test_every_act_has_a_rule_and_every_rule_an_act() -> None:
    declared = {
        (ritual.name, name) for ritual in BUILT_IN for name in (*ritual.commands, *ritual.buttons, *ritual.forms)
    }
    ruled = {(ritual, name) for ritual, kinds in KINDS.items() for names in kinds.values() for name in names.split()}
    assert declared == ruled


def test_the_page_in_the_docs_says_the_rules() -> None:
    assert (ROOT / "docs/who-may-do-what.md").read_text() == page()


@pytest.fixture(scope="module", params=["private", pytest.param("public", marks=pytest.mark.sweep)])
def privacy(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=["inside", "outside"])
def somewhere(request: pytest.FixtureRequest, privacy: str) -> Iterator[World]:
    with world(inside=request.param == "inside", private=privacy == "private") as made:
        yield made


@pytest.fixture(scope="module")
def without_circles(somewhere: World) -> Iterator[World]:
    with empty_world(private=somewhere.is_private) as made:
        yield made


def cells(here: World) -> Iterator[tuple[Act, Role, Place, Cell]]:
    for act in every_act():
        for role in Role:
            for place in places(here, act):
                yield act, role, place, Cell(act.kind, role, seen_from(place, role, act), *part(role, act))


def places(here: World, act: Act) -> tuple[Place, ...]:
    """Nobody looks at a private channel from outside; and a form says itself where it was opened."""
    if act.kind is Kind.START:
        return (Place.THERE,) if here.is_inside else (Place.OUTSIDE,)
    if here.is_inside:
        return (Place.THERE, Place.MESSAGE)
    looks = act.way != "sent" and not here.is_private
    return (Place.OUTSIDE, Place.LOOKING) if looks else (Place.OUTSIDE,)


def seen_from(place: Place, role: Role, act: Act) -> Place:
    """Who has no account that works is in no channel, wherever they say that they are."""
    if role not in (Role.BOT, Role.GONE, Role.UNKNOWN) or not place.is_in:
        return place
    return Place.LOOKING if place is Place.THERE and act.way != "sent" else Place.OUTSIDE


def part(role: Role, act: Act) -> tuple[bool, bool]:
    """Whether anything there is theirs, and whether they joined."""
    return role in IN_IT and act.ritual in LEFT_SOMETHING, role in IN_IT and act.ritual in JOINED


def judged(here: World, trial: Trial, act: Act, role: Role, place: Place, right: Answer) -> list[str]:
    """What is wrong with the answer, and with what came of it."""
    before = here.state()
    outcome = trial.does(act, role, place)
    answer, changed = answer_of(outcome), here.state() != before
    if changed:
        here.put_back()
    if is_shown_out(outcome) and right is not Answer.DONE:
        is_told = right is Answer.NOTHING and not role.takes_part and here.channel in said(outcome)
        answer = Answer.DONE if is_told else right
    wrong = [] if answer is right else [f"not {right.name}, but {answer.name}: {said(outcome)[:200]}"]
    if right is not Answer.DONE and (changed or outcome.form):
        wrong.append("something changed")
    return wrong


def test_everybody_may_do_what_the_rules_say_and_nothing_else(somewhere: World) -> None:
    trial, wrong, tried = Trial(somewhere), list[str](), 0
    with trial.watched():
        for act, role, place, cell in cells(somewhere):
            if (act.name, act.way) != ("start", "typed"):
                found = judged(somewhere, trial, act, role, place, right_answer(cell))
                wrong += [f"{act}, {role.name}, {place.name}: {one}" for one in found]
                tried += 1
    print(f"{tried} cells, {len(wrong)} wrong", *wrong, sep="\n")
    assert wrong == []


@pytest.mark.parametrize("somewhere", ["outside"], indirect=True)
@pytest.mark.parametrize("role", [Role.NOBODY, Role.ADMIN, Role.GUEST], ids=lambda role: role.name.lower())
def test_a_line_typed_outside_is_answered_as_if_there_were_no_circle(
    somewhere: World, without_circles: World, role: Role
) -> None:
    here, elsewhere = Trial(somewhere), Trial(without_circles)
    with here.watched(), elsewhere.watched():
        for act in every_act():
            if act.way == "typed" and act.kind not in (Kind.REFUSE, Kind.EVERYWHERE):
                told = [trial.does(act, role, Place.OUTSIDE, by_id=False) for trial in (here, elsewhere)]
                with_one, without = map(said, told)
                first = [plain(outcome.replies[0].card.summary) for outcome in told]
                assert with_one == without or (is_shown_out(told[0]) and first[0] in (first[1], SHOWN_OUT)), act
                assert somewhere.channel not in with_one, act


@pytest.mark.parametrize("somewhere", ["inside"], indirect=True)
def test_a_circle_that_is_not_there_is_answered_in_the_same_words(somewhere: World) -> None:
    trial = Trial(replace(somewhere, circles=dict.fromkeys(somewhere.circles, "0" * 32)))
    with trial.watched():
        for act in every_act():
            if act.way == "pressed":
                assert answer_of(trial.does(act, Role.NOBODY, Place.THERE)) is Answer.NOTHING


def test_everybody_may_have_their_own_data_also_as_files(somewhere: World) -> None:
    trial = Trial(somewhere)
    with trial.watched():
        for role in Role:
            for line in ("my data", "my data all", "my data copy"):
                told = [said(trial.types(line, role, place)) for place in (Place.THERE, Place.MESSAGE)]
                assert all("I know nothing about you." in one or TOLD[line] in one for one in told), (role, line)
    somewhere.put_back()
