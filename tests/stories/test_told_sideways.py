"""Nothing private is told sideways: what somebody does alone makes no difference to anybody else, except as
docs/what-others-can-tell.md says."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.testing import Actor, Stage
from tests.stories.company import BOT, CHAMPION, INVITATION, coffee_with, introductions, start_coffee
from tests.stories.small_talk.casting import PLACE, start_talk, weeks_pass
from tests.stories.test_about_me import says
from tests.two_worlds import Seen, View, seen_in_a_world, told_apart

PAGE = Path(__file__).parents[2] / "docs" / "what-others-can-tell.md"
WHO = "amara"
OTHERS = ("bjorn", "carys", "dev", "fergus")
LEFT_OVER = (
    "There was nobody to introduce you to in #coffee this time. It happens: we were an odd number, someone was away, "
    "or I'd just introduced you elsewhere. You have first place in the next round."
)
OWN_WISH = " You asked to meet only people of your own site. To change that, type /kind coffee about me."
COMPANY = "someone had to be introduced again for everyone to have company."
FIRST, SECOND = (datetime(2026, 11, day, 10, tzinfo=UTC) for day in (23, 30))
"""The rounds of a story."""
EYES = " (for their eyes only)"
NUMBER = "people take part besides you"
OF_INTRODUCTIONS = (
    "There was nobody to introduce you to",
    "A gentle reminder",
    "*Did you meet?*",
    "Your answer is private.",
    "What I keep about you",
    "I introduced you",
    "I last introduced you",
    "You have not met here yet",
    "You have met none of them here yet",
    "You were picked by chance",
    "You haven't been introduced to anybody here yet",
)
ABOUT_ME = (
    {"site": "Wexcombe", "only_my_site": "yes"},
    {"team": "Ward 7", "site": "Wexcombe", "newcomers": "I'm new here"},
    {"start": "14:00", "end": "22:00", "days": ["1"]},
)


@dataclass(frozen=True)
class Choice:
    """What somebody does alone: what it is called on the page, and what they do."""

    name: str
    does: Callable[[Actor, str], object]
    """Somebody does it, somewhere."""


def types(name: str, line: str) -> Choice:
    return Choice(name, lambda person, where: person.types(f"/kind {line}", where))


NOTHING = Choice("", lambda person, where: None)
SKIP, LEAVE, FORGOTTEN = (
    types("skip", "coffee skip"),
    types("leave", "coffee leave"),
    types("forgotten", "forget me now"),
)
ONCE = types("pause", "coffee pause until 24 Nov")
PAUSE = types("pause", "coffee pause until 8 Dec")
ANSWERS = [*(types("answer", f"coffee met {words}") for words in ("no", "yes", "not yet")), NOTHING]
WISHES = [NOTHING, *(Choice("about me", partial(says, **each)) for each in ABOUT_ME)]


@dataclass(frozen=True)
class Secret:
    """Choices of which nobody is to be able to tell which it was, the likeliest to be told apart first; at which of
    three moments; and since when introductions may differ as the page allows (None for never, though it might)."""

    choices: list[Choice]
    moment: int
    since: datetime | None = None


SECRETS = {
    "how somebody is away": Secret([SKIP, ONCE], 0),
    "why somebody is not there": Secret([PAUSE, LEAVE, FORGOTTEN], 0),
    "whether somebody is there at all": Secret([NOTHING, SKIP, PAUSE, LEAVE, FORGOTTEN], 0, FIRST),
    "what somebody says about themselves": Secret(WISHES, 0, FIRST),
    "who has gone since they were introduced": Secret([PAUSE, LEAVE], 1),
    "whether somebody has gone since": Secret([NOTHING, PAUSE, LEAVE], 1, SECOND),
    "whether somebody was forgotten since": Secret([FORGOTTEN, NOTHING, LEAVE], 1, FIRST),
    "what somebody answers": Secret(ANSWERS, 2, SECOND),
}


@dataclass(frozen=True)
class Circle:
    """A circle as it may be, and what the others in it chose."""

    others: int
    size: str
    reminds: str
    champion_joins: bool
    second_circle: bool
    wishes: tuple[int, ...]
    answers: tuple[str, ...]

    @property
    def places(self) -> tuple[str, ...]:
        return ("#coffee", "#kindness") if self.second_circle else ("#coffee",)

    @property
    def people(self) -> tuple[str, ...]:
        return (*OTHERS[: self.others], *((CHAMPION,) if self.champion_joins else ()))

    def wish_of(self, handle: str) -> Mapping[str, object]:
        return ABOUT_ME[self.wishes[OTHERS.index(handle)]] if handle in OTHERS[:2] else {}


circles = st.builds(
    Circle,
    others=st.integers(1, 4),
    size=st.sampled_from("23"),
    reminds=st.sampled_from(("yes", "no")),
    champion_joins=st.booleans(),
    second_circle=st.booleans(),
    wishes=st.tuples(st.integers(0, 2), st.integers(0, 2)),
    answers=st.tuples(*[st.sampled_from(("", "yes", "no", "not yet"))] * 2),
)


@pytest.mark.parametrize("secret", SECRETS)
@settings(max_examples=2, phases=[Phase.generate])
@given(data=st.data(), circle=circles)
def test_nobody_can_tell(secret: str, data: st.DataObject, circle: Circle) -> None:
    """Neither colleagues nor champions, by whatever they are told, read, or ask for."""
    kept = SECRETS[secret]
    one, other = data.draw(st.permutations(kept.choices))[:2]
    blind = partial(as_allowed, allowed(one.name, other.name), kept.since)
    assert told_apart(world(circle, kept, one), world(circle, kept, other), blind) == []


@pytest.mark.parametrize("label", ["We can't this time", "Another opener"])
def test_in_a_group_nobody_can_tell_which_of_the_others_pressed(label: str) -> None:
    def pressed_by(stage: Stage, who: str) -> None:
        coffee_with(stage, WHO, "bjorn", "carys", group_size="3")
        stage.clock_to("monday 10:30")
        person = stage.person(who)
        person.clicks(label, person.groups()[-1])
        stage.clock_to("30 November 10:30")
        stage.person("carys").types("/kind my data")

    worlds = [seen_in_a_world(partial(pressed_by, who=who), WHO, "bjorn") for who in (WHO, "bjorn")]
    assert told_apart(*worlds) == []
    assert any(said.edited for said in worlds[0]["carys"])


@pytest.mark.parametrize("hours", [False, True])
@pytest.mark.parametrize("label", ["We can't this time", "Another opener"])
def test_an_invitation_that_is_changed_does_not_tell_who_has_left(label: str, hours: bool) -> None:
    """But new times suit what each of them still says."""

    def changed_after(stage: Stage, gone: Choice) -> None:
        amara, bjorn = coffee_with(stage, WHO, "bjorn")
        if hours:
            says(amara, start="14:00", end="22:00")
        stage.clock_to("monday 10:30")
        gone.does(amara, "#coffee")
        stage.a_second_goes_by()
        bjorn.clicks(label, bjorn.groups()[-1])

    worlds = [seen_in_a_world(partial(changed_after, gone=gone), WHO) for gone in (PAUSE, LEAVE)]
    for line in told_apart(*worlds):
        assert hours
        assert line.partition(" kindling: ")[2][1:].startswith("Not this week")


@pytest.mark.parametrize("label", ["Nice one", "Not for us"])
def test_nobody_can_tell_who_said_what_they_think_of_an_opener(label: str) -> None:
    def pressed_by(stage: Stage, who: str) -> None:
        una = stage.person(CHAMPION)
        start_talk(una)
        weeks_pass(stage)
        stage.person(who).clicks(label, PLACE)
        weeks_pass(stage, times=2)
        for line in ("status", "preview", "list retired"):
            una.types(f"/kind talk {line}", PLACE)

    worlds = [seen_in_a_world(partial(pressed_by, who=who), WHO, "bjorn") for who in (WHO, "bjorn")]
    assert told_apart(*worlds) == []
    assert any("You look after" in said.words or "openers" in said.words for said in worlds[0][CHAMPION])


def test_the_page_allows_what_is_tried_here_and_nothing_else() -> None:
    choices = {choice.name for secret in SECRETS.values() for choice in secret.choices} - {""}
    tried = {"introductions", "the number", "the name", "in common", "the card", "the times", "the opener"}
    assert set(exceptions()) == tried
    assert set().union(*exceptions().values()) == choices | {"join", "not this week", "like", "not for us"}


def world(circle: Circle, secret: Secret, choice: Choice) -> View:
    return seen_in_a_world(lambda stage: two_rounds(stage, circle, secret.moment, choice), WHO)


def two_rounds(stage: Stage, circle: Circle, moment: int, choice: Choice) -> None:
    """A circle's first ten days. A choice is made at one of three moments; others look around then, and at the end."""
    offers = {"same_site": "yes", "newcomers": "yes"}
    person, *_ = coffee_with(stage, WHO, *circle.people, group_size=circle.size, nudge=circle.reminds, **offers)
    for handle in OTHERS[: min(2, circle.others)]:
        says(stage.person(handle), **circle.wish_of(handle))
    if circle.second_circle:
        start_coffee(stage, "#kindness", **offers)
        for handle in (WHO, *circle.people):
            stage.person(handle).types("/kind coffee join", "#kindness")
    for now, until in enumerate(("monday 10:30", "27 November 10:30", "30 November 10:30")):
        stage.a_second_goes_by()
        if now == moment:
            for where in circle.places:
                choice.does(person, where)
        if now == 2:
            others_answer(stage, circle)
        stage.a_second_goes_by()
        if now == moment:
            look_around(stage, circle)
        stage.clock_to(until)
    look_around(stage, circle)
    for handle in circle.people:
        only_what_is_always_said(stage.person(handle), circle, choice)


def others_answer(stage: Stage, circle: Circle) -> None:
    for handle, answer in zip(circle.people, circle.answers, strict=False):
        if answer:
            stage.person(handle).types(f"/kind coffee met {answer}")


def look_around(stage: Stage, circle: Circle) -> None:
    """The champion and a colleague ask for whatever may tell them something."""
    una, colleague = stage.person(CHAMPION), stage.person(circle.people[0])
    for verb in ("status", "preview", "introduce"):
        una.types(f"/kind coffee {verb}")
    for person in {una, colleague}:
        for line in ("coffee why", "my data"):
            person.types(f"/kind {line}")
        person.opens_home()


def only_what_is_always_said(actor: Actor, circle: Circle, choice: Choice) -> None:
    """What the bot says of rounds is one of a few things, and why is what they could work out from their own view."""
    for note in (actor.stage.words(message) for message in actor.messages(BOT) if not message.only_for):
        wish = OWN_WISH if "only_my_site" in circle.wish_of(actor.handle) else ""
        elsewhere = LEFT_OVER.replace("#coffee", "#kindness")
        assert note in (LEFT_OVER + wish, elsewhere) or note.startswith(("*Did you meet?*", "A gentle reminder")), note
    here = [
        people for people, words in zip(introductions(actor), _invitations(actor), strict=True) if "#coffee" in words
    ]
    if here:
        why = actor.types("/kind coffee why")
        assert (COMPANY in why) == any(here[-1] & earlier for earlier in here[:-1]), (why, here)
        if "in common" not in allowed(choice.name) and not any(map(circle.wish_of, {*here[-1], actor.handle})):
            assert COMPANY in why or why == "You were picked by chance among those you have not met here yet."


def _invitations(actor: Actor) -> list[str]:
    said = [message for place in actor.private_places() for message in actor.messages(place)]
    words = [(float(message.ts), actor.stage.words(message)) for message in said]
    return [said for _, said in sorted(words) if said.startswith(INVITATION)]


# what the page allows


def exceptions() -> dict[str, set[str]]:
    """By what differs, after which choices it may."""
    rows = [line.strip("| \n").split(" | ") for line in PAGE.read_text().splitlines() if line.startswith("| ")]
    return {row[0]: set(row[1].split(", ")) for row in rows[2:]}


def allowed(*choices: str) -> set[str]:
    """What may differ after one of them."""
    return {what for what, after in exceptions().items() if after & set(choices)}


def as_allowed(may: set[str], since: datetime | None, seen: Seen) -> Seen | None:
    """What is left to tell two worlds by."""
    if since and "introductions" in may and seen.at >= since.timestamp() and _is_of_introductions(seen):
        return None
    if "the number" in may and NUMBER in seen.words:
        seen = replace(seen, words=re.split(r"(?:Fewer than|At least) \d+ people", seen.words)[0], rest="")
    if "the name" in may and (_names_them(seen.words) or WHO in seen.place.split()):
        seen = replace(seen, words="about somebody", rest="", edited=0)
    return seen


def _is_of_introductions(seen: Seen) -> bool:
    """What is said to a group, to whoever is in none, and to whoever asks about their groups."""
    in_group = "#" not in seen.place and len(seen.place.removesuffix(EYES).split()) > 2
    return in_group or any(words in seen.words for words in OF_INTRODUCTIONS)


def _names_them(words: str) -> bool:
    return any(name in words for name in ("@amara", "Amara Okafor", "somebody"))
