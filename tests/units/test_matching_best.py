"""The best groups there are, held against trying everything."""

from hypothesis import given, settings

from rituals.coffee.matching import match
from tests.units.matching_kit import Circle, Judge, best_by_trying, circles


@settings(max_examples=150, deadline=None)
@given(circle=circles(9))
def test_no_pairs_of_a_few_people_are_better(circle: Circle) -> None:
    groups = match(circle.people, circle.history, circle.options)
    judge = Judge(circle)
    assert all(judge.may_meet(group) for group in groups)
    assert judge.value(groups) == best_by_trying(circle)
