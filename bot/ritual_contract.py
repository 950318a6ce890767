"""The tests that every ritual can begin with: inherit them, and name your ritual.

    class TestBirthdays(RitualContract):
        ritual = birthdays

They run the ritual in a local workspace, with colleagues whose names are long in several scripts.
"""

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from bot.platforms.slack import blocks, views
from bot.playground.blockkit.blocktext import buttons_of
from bot.testing import Actor, Stage, on_stage
from rituals.cards import TYPE, Button, Card, plain
from rituals.catalog import Catalog, check
from rituals.effects import Introduce, Nudge, OpenForm, Post, Reply, Tell, Update
from rituals.errors import InvalidRitual, KindlingError
from rituals.events import ButtonClicked
from rituals.forms import Form
from rituals.ritual import Handler, Ritual
from rituals.settings import questions, read_settings

NAMES = {
    "plain": "Amara Okafor",
    "arabic": "عبد الرحمن بن عبد العزيز آل مكتوم الهاشمي"[:40],
    "chinese": "欧阳" * 20,
    "emoji": "🌻🫖" * 20,
}
"""Forty characters each, but for the first."""
APOLOGY = "Sorry,"
CHAMPION, COLLEAGUE, CHANNEL = "amara", "bjorn", "#coffee"
ROUNDS = 2
OF_THE_ENGINE = ("settings", "stop", "resend", TYPE)
SOMETHING_ELSE = "zyxomma"
"""A word that means nothing in any ritual."""


@dataclass(slots=True)
class Seen:
    """What the ritual said in a first story, and what people got for an answer."""

    cards: list[Card] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    refusals: int = 0
    passed_over: list[str] = field(default_factory=list)
    problems: Mapping[str, str] = field(default_factory=dict)
    undeclared: set[str] = field(default_factory=set)
    """Buttons that opened a form and do not say so, or not before everything else."""
    kinds: set[str] = field(default_factory=set)
    """Of entries that were added."""
    traces: Mapping[str, int] = field(default_factory=dict)

    def buttons(self) -> list[Button]:
        """Every button of every card."""
        return [button for card in self.cards for button in card.buttons()]


class RitualContract:
    """Inherit, and set `ritual`."""

    ritual: Ritual
    is_built_in = False

    @pytest.fixture(scope="class", params=tuple(NAMES.values()), ids=tuple(NAMES))
    @classmethod
    def story(cls, request: pytest.FixtureRequest) -> Seen:
        """A first story: it is set up, everything is typed and pressed, rounds come round, it is stopped."""
        return first_story(cls.ritual, request.param)

    def test_it_is_put_together_as_the_catalog_asks(self) -> None:
        try:
            check(self.ritual, foreign=not self.is_built_in)
        except InvalidRitual as fault:
            pytest.fail(str(fault))

    def test_the_settings_form_gives_back_the_settings_it_was_filled_with(self) -> None:
        settings = self.ritual.settings()
        sent = {one.name: one.value for one in questions(settings)}
        if (read := read_settings(self.ritual.settings, sent)) != settings:
            pytest.fail(f"The form gives back {read}, and was filled with {settings}.")

    def test_a_circle_can_be_set_up_with_the_settings_as_they_are(self, story: Seen) -> None:
        _none(story.problems.values(), "The form for starting it was refused")

    def test_nobody_meets_an_error(self, story: Seen) -> None:
        _none(story.faults, "A handler raised")
        _none([what for what, words in story.answers.items() if words.startswith(APOLOGY)], "There was an apology for")

    def test_every_verb_has_an_answer(self, story: Seen) -> None:
        typed = (what for what in story.answers if what.startswith("/kind"))
        _none([what for what in typed if not story.answers[what]], "There was no answer to")

    def test_nothing_that_is_typed_after_a_verb_is_passed_over(self, story: Seen) -> None:
        _none(story.passed_over, f"“{SOMETHING_ELSE}” made no difference after")

    def test_every_button_has_a_handler(self, story: Seen) -> None:
        handled = {*self.ritual.buttons, *OF_THE_ENGINE}
        _none([one.label for one in story.buttons() if one.action not in handled], "A button without a handler")

    def test_every_button_has_a_verb_that_can_be_typed_instead(self, story: Seen) -> None:
        typed = {*self.ritual.commands, *OF_THE_ENGINE}
        _none([one.label for one in story.buttons() if one.action not in typed], "A button without a verb of its name")

    def test_every_button_of_a_form_says_so(self, story: Seen) -> None:
        _none(sorted(story.undeclared), "A button that opens a form without form=True, or not before everything else")

    def test_no_two_buttons_of_a_card_read_the_same(self, story: Seen) -> None:
        alike = {label for card in story.cards for label in card.alike()}
        _none(sorted(alike), "Buttons that a screen reader can't tell apart (accessible_label)")

    def test_every_card_and_form_is_within_slacks_limits(self, story: Seen) -> None:
        for card in story.cards:
            blocks.message(card, ritual=self.ritual.name, circle="c" * 32, strict=True)
        for form in story.forms:
            views.modal(form, ritual=self.ritual.name, circle="c" * 32, channel="C0123456789", strict=True)

    def test_whoever_is_forgotten_is_named_nowhere_any_more(self, story: Seen) -> None:
        _none((f"{count} in {table}" for table, count in story.traces.items()), "Rows that still name somebody")

    def test_it_says_how_long_it_keeps_what_people_add(self, story: Seen) -> None:
        _none(sorted(story.kinds - self.ritual.keeps.keys()), "It does not say how long it keeps (keeps)")

    def test_every_card_says_in_one_line_what_it_is(self, story: Seen) -> None:
        unsaid = [card for card in story.cards if not plain(card.summary).strip() or "\n" in plain(card.summary)]
        _none(unsaid, "A card without a summary of one line")


def _none(found: Iterable[object], sentence: str) -> None:
    if faults := list(found):
        pytest.fail(f"{sentence}: {', '.join(map(str, faults))}.")


def first_story(ritual: Ritual, name: str) -> Seen:
    """What happens in a first story among people of this name."""
    seen = Seen()
    with on_stage(Catalog({ritual.name: watched(ritual, seen)})) as stage:
        for person in stage.workspace.people:
            person.real_name = name
        champion, colleague = stage.person(CHAMPION), stage.person(COLLEAGUE)
        champion.types(f"/kind start {ritual.name}", CHANNEL)
        seen.problems = champion.submits()
        for actor in (colleague, champion):
            _try_everything(ritual, actor, seen)
        for _ in range(ROUNDS):
            _next_moment(stage)
        _try_everything(ritual, colleague, seen)
        _try_something_else(ritual, champion, seen)
        seen.traces = _forgets(stage, colleague)
        seen.answers["stop"] = champion.types(f"/kind {ritual.name} stop now", CHANNEL)
    return seen


def watched(ritual: Ritual, seen: Seen) -> Ritual:
    """The same ritual; all that its handlers say is noted, and so is whatever they raise."""
    copied = copy.copy(ritual)
    for shelf in ("commands", "buttons", "forms", "laters", "hooks"):
        kept: Mapping[str, Handler] = getattr(ritual, shelf)
        watch = {name: replace(one, function=_noting(one.function, seen, one.form)) for name, one in kept.items()}
        setattr(copied, shelf, watch)
    copied.home = _noting(ritual.home, seen) if ritual.home else None
    return copied


def _noting(
    function: Callable[[Any, Any], Iterable[Any]], seen: Seen, form: bool = False
) -> Callable[[Any, Any], Iterator[Any]]:
    def noting(event: Any, circle: Any) -> Iterator[Any]:
        try:
            for place, effect in enumerate(function(event, _Noted(circle, seen) if circle else None)):
                _note(effect, seen)
                if isinstance(event, ButtonClicked) and isinstance(effect, OpenForm) and (place or not form):
                    seen.undeclared.add(event.action)
                yield effect
        except KindlingError:
            seen.refusals += 1
            raise
        except Exception as error:
            seen.faults.append(f"{function.__name__}: {error!r}")
            raise

    noting.__doc__ = function.__doc__
    return noting


class _Noted:
    """A circle of which it is noted what kinds of entries are added."""

    def __init__(self, circle: Any, seen: Seen) -> None:
        self._circle, self._seen = circle, seen

    def __getattr__(self, name: str) -> Any:
        return getattr(self._circle, name)

    def add(self, kind: str, *given: Any, **named: Any) -> Any:
        self._seen.kinds.add(kind)
        return self._circle.add(kind, *given, **named)


def _note(effect: object, seen: Seen) -> None:
    match effect:
        case Reply(card=card) | Tell(card=card) | Post(card=card) | Introduce(card=card):
            seen.cards.append(card)
        case Nudge(card=card) | Update(card=card):
            seen.cards.append(card)
        case OpenForm(form):
            seen.forms.append(form)


def _try_everything(ritual: Ritual, actor: Actor, seen: Seen) -> None:
    """Every verb with nothing after it, every button in sight, and the Home tab."""
    for verb in ritual.commands:
        typed = f"/kind {ritual.name} {verb}"
        before = actor.has_form
        seen.answers[f"{typed} ({actor.handle})"] = _answer(actor, typed)
        if actor.has_form and not before:
            _closes(actor)
    for place in (CHANNEL, *actor.private_places()):
        _press_all(actor, place, seen)
    actor.opens_home()


def _try_something_else(ritual: Ritual, actor: Actor, seen: Seen) -> None:
    """Words after each verb: they stand in the answer or the form, or the answer is another, or nothing was done."""
    for verb in ritual.commands:
        typed = f"/kind {ritual.name} {verb}"
        plainly, _ = _seen_after(actor, typed)
        before = seen.refusals
        answer, form = _seen_after(actor, f"{typed} {SOMETHING_ELSE}")
        if SOMETHING_ELSE not in answer + form and answer == plainly and seen.refusals == before:
            seen.passed_over.append(typed)


def _seen_after(actor: Actor, typed: str) -> tuple[str, str]:
    """What they were told, and what stood in the form."""
    answer = _answer(actor, typed)
    form = str(actor.form.content) if actor.has_form else ""
    _closes(actor)
    return answer, form


def _answer(actor: Actor, typed: str) -> str:
    """What they were told alone, or everybody aloud, or that a form opened."""
    read = len(actor.reads(CHANNEL))
    told = actor.types(typed, CHANNEL)
    aloud = "\n".join(actor.reads(CHANNEL)[read:])
    return told or aloud or ("a form" if actor.has_form else "")


def _press_all(actor: Actor, place: str, seen: Seen) -> None:
    for message in actor.messages(place):
        for block, action, label in tuple(buttons_of(message.blocks or [])):
            if (block, action, label) not in buttons_of(message.blocks or []):
                continue  # an answer to an earlier button took it away
            actor.stage.does(actor.stage.actions.click(actor.handle, place, message.ts, block, action))
            seen.answers[f"{label} in {place} ({actor.handle})"] = actor.reads(place)[-1]
            _closes(actor)


def _closes(actor: Actor) -> None:
    """Puts away whatever forms are open."""
    stack = actor.stage.workspace.views.stack(actor.id)
    while stack and actor.has_form:
        actor.stage.does(actor.stage.actions.close(actor.handle, stack[-1].id))
        stack = actor.stage.workspace.views.stack(actor.id)


def _forgets(stage: Stage, actor: Actor) -> Mapping[str, int]:
    """They are forgotten; how many rows of each table name them all the same."""
    actor.types("/kind forget me now", CHANNEL)
    with stage.bot.store.begin() as tx:
        return tx.named_in(stage.workspace.team_id, actor.id)


def _next_moment(stage: Stage) -> None:
    """The clock moves to whatever is due next, if anything is."""
    if due := stage.bot.next_due():
        stage.does(stage.bot.travel(due))
