"""What the matcher refuses, and why somebody is in no group."""

from typing import Any

import numpy as np
import pytest

from rituals.coffee.matching import Colleague, Options, Reason, Weights, left_out, match
from tests.units.matching_kit import colleagues


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (Options(group_size=1), "at least two people"),
        (Options(group_size=7), "at most six"),
        (Options(weights=Weights(hours_overlap=-1)), "zero or more"),
        (Options(weights=Weights(cross_department=float("nan"))), "zero or more"),
        (Options(overlap_target=0), "at least one minute"),
        ({"group_sise": 3}, "no option called group_sise"),
    ],
)
def test_options_that_make_no_sense_are_refused_with_a_sentence(options: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        match(colleagues(4), [], options)


def test_somebody_named_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="named twice"):
        match([*colleagues(2), *colleagues(1)], [])


@pytest.mark.parametrize(
    ("arrays", "words"),
    [
        (([0, 1], [1], [1, 2]), "equally long"),
        (([0], [4], [1]), "only people who are here"),
        (([-1], [1], [1]), "only people who are here"),
    ],
)
def test_a_history_of_numbers_that_fits_nobody_is_refused(arrays: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        match(colleagues(4), tuple(map(np.array, arrays)), Options())


def test_whoever_is_alone_is_told_that_nobody_else_is_here() -> None:
    assert left_out(colleagues(1), Options(), []) == {"U000": Reason.NOBODY_ELSE}


def test_a_wish_without_a_location_is_told() -> None:
    people = [Colleague(id="U1", same_location_only=True), *colleagues(2)]
    assert left_out(people, Options(), match(people, [])) == {"U1": Reason.LOCATION_UNKNOWN}


def test_nobody_at_the_same_location_is_told() -> None:
    people = [Colleague(id="U1", location="Oban", same_location_only=True), *colleagues(2)]
    assert left_out(people, Options(), match(people, [])) == {"U1": Reason.NOBODY_AT_LOCATION}


def test_a_person_blocked_with_everybody_is_in_no_group() -> None:
    options = Options(blocks=[("U000", "U001"), ("U002", "U000"), ("U000", "U003"), ("U000", "U004")])
    groups = match(colleagues(5), [], options)
    assert sorted(map(len, groups)) == [2, 2]
    assert left_out(colleagues(5), options, groups) == {"U000": Reason.NOBODY_ALLOWED}


def test_somebody_whose_only_possible_partner_is_with_another_is_told_so() -> None:
    options = Options(blocks=[("U000", "U001")])
    groups = match(colleagues(3), [], options)
    reasons = left_out(colleagues(3), options, groups)
    assert list(reasons.values()) == [Reason.ALL_TAKEN]


def test_nobody_is_left_out_when_everybody_is_in_a_group() -> None:
    assert left_out(colleagues(5), None, match(colleagues(5), [])) == {}
