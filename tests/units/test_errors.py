"""An error's sentence is a text like any other, and its own words in a log."""

import pickle

import pytest

from rituals.cards import Command, HowToInvite
from rituals.errors import FormProblems, KindlingError, TooLate


def test_a_sentence_may_hold_what_to_type() -> None:
    error = TooLate(("It's off already. To come after all, type ", Command("coffee can"), "."))
    assert error.sentence == ("It's off already. To come after all, type ", Command("coffee can"), ".")


def test_a_log_reads_it_without_a_platform() -> None:
    error = KindlingError(("Type ", Command("coffee join"), " or ", HowToInvite(), "; all there is: ", Command(), "."))
    assert str(error) == "Type “coffee join” or “invite”; all there is: “help”."
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_without_a_sentence_it_is_the_docstring() -> None:
    assert str(TooLate()) == TooLate.__doc__


@pytest.mark.parametrize("second", ["Which site?", ("Which site?",)])
def test_the_problems_of_a_form_are_one_sentence_after_the_other(second: str | tuple[str]) -> None:
    error = FormProblems({"team": ("Which team? See ", Command("help"), "."), "site": second})
    assert error.problems["site"] == ("Which site?",)
    assert str(error) == "Which team? See “help”. Which site?"
