"""What the contract finds in a ritual that is not well made."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.platforms.slack.limits import TooLong
from bot.ritual_contract import RitualContract, Seen, first_story
from rituals import Button, Buttons, Card, Form, Heading, OpenForm, Post, Reply, Ritual, Settings, say
from rituals.coffee import coffee
from rituals.forms import TextInput
from rituals.kind_words import words
from rituals.potluck import potluck


class TestCoffee(RitualContract):
    ritual = coffee
    is_built_in = True


class TestPotluck(RitualContract):
    ritual = potluck
    is_built_in = True


class TestKindWords(RitualContract):
    ritual = words
    is_built_in = True


FORM = Form("say", "Say it", (TextInput(name="words", label="Words"),))


def careless() -> Ritual:
    ritual = Ritual("careless", "Do it somehow.", Settings)

    @ritual.started
    def started(event: Any, circle: Any) -> Iterator[Post]:
        """Say hello to everybody, by name."""
        row = Buttons((Button("Look", "look"), Button("Untyped", "untyped"), Button("Nowhere", "nowhere")))
        more = Buttons((Button("Look", "look", "again"), Button("Ask", "ask"), Button("Ask late", "late")))
        yield Post(Card("Hello", (Heading(circle.profile(event.person).name * 4), row, more)), key="hello")

    @ritual.command("look")
    @ritual.clicked("look")
    def look(event: Any, circle: Any) -> Iterator[Reply]:
        """Look at what is not there."""
        yield Reply(say(str(1 // 0)))

    @ritual.command("ask")
    @ritual.clicked("ask")
    def ask(event: Any, circle: Any) -> Iterator[OpenForm]:
        """Open a form that the button does not speak of."""
        yield OpenForm(FORM)

    @ritual.command("late")
    @ritual.clicked("late", form=True)
    def late(event: Any, circle: Any) -> Iterator[Reply | OpenForm]:
        """Open a form after something else."""
        yield Reply(say("A moment."))
        yield OpenForm(FORM)

    @ritual.command("shrug", usage="anything")
    def shrug(event: Any, circle: Any) -> Iterator[Reply]:
        """Take words, and do nothing with them."""
        circle.add("words", event.person, {}, event.now)
        yield Reply(say("Whatever."))

    @ritual.clicked("untyped")
    def untyped(event: Any, circle: Any) -> Iterator[Reply]:
        """Answer a button."""
        yield Reply(Card("", ()))

    return ritual


class Careless(RitualContract):
    ritual = careless()


@pytest.fixture(scope="module")
def story() -> Seen:
    return first_story(Careless.ritual, "欧阳" * 20)


@pytest.mark.parametrize(
    ("test", "sentence"),
    [
        (Careless.test_nobody_meets_an_error, "ZeroDivisionError"),
        (Careless.test_every_button_has_a_handler, ": Nowhere."),
        (Careless.test_every_button_of_a_form_says_so, ": ask, late."),
        (Careless.test_no_two_buttons_of_a_card_read_the_same, ": Look."),
        (Careless.test_every_button_has_a_verb_that_can_be_typed_instead, ": Untyped, Nowhere."),
        (Careless.test_every_card_says_in_one_line_what_it_is, "Card"),
        (Careless.test_it_says_how_long_it_keeps_what_people_add, ": words."),
        (
            Careless.test_nothing_that_is_typed_after_a_verb_is_passed_over,
            "made no difference after: /kind careless shrug",
        ),
    ],
)
def test_it_says_what_is_wrong(story: Seen, test: Any, sentence: str) -> None:
    with pytest.raises(pytest.fail.Exception, match=sentence):
        test(Careless(), story)


def test_a_long_name_that_does_not_fit_is_found(story: Seen) -> None:
    with pytest.raises(TooLong, match="header text"):
        Careless().test_every_card_and_form_is_within_slacks_limits(story)


def test_what_it_does_not_declare_is_found() -> None:
    with pytest.raises(pytest.fail.Exception, match="what it stores and for how long"):
        Careless().test_it_is_put_together_as_the_catalog_asks()


@pytest.mark.parametrize("label", ["Ask", "Ask late"])
def test_a_form_of_which_its_button_did_not_speak_is_not_opened(story: Seen, label: str) -> None:
    answers = [words for what, words in story.answers.items() if what.startswith(f"{label} in ")]
    assert answers
    assert all(words.startswith("Sorry,") for words in answers)
