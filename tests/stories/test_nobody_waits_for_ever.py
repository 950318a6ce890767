"""Whoever was told of a coffee has, within a day of it, an invitation or a word that says why not, whatever happens.

But for two things. A message of which nobody knows whether it arrived is never said twice (docs/delivery.md): here
Slack says of a message that it did not take it, or takes it. And where the ritual is switched off within a quarter of
an hour after the champion moved the coffee, the word that it moved waits until it is on again: here nobody switches it.
"""

from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from bot.testing import on_stage
from rituals.catalog import load_catalog
from tests.stories.histories import PEOPLE, History

READS = ("users.info", "users.list", "conversations.members", "conversations.info", "users.conversations")
POSTS = ("chat.postMessage", "conversations.open")
PASSING = ({"status": 500}, {"error": "internal_error"}, {"retry_after": 30}, {"error": "fatal_error", "times": 3})
NOT_TAKEN = ({"retry_after": 30}, {"retry_after": 600, "times": 2})

somebody = st.sampled_from(PEOPLE)
time = st.tuples(
    st.just("time_goes_by"),
    st.sampled_from(["+1 hour", "+1 day", "+2 days", "monday 09:00", "monday 10:00", "+1 week"]),
)
choices = st.one_of(
    st.tuples(st.just("joins"), somebody),
    st.tuples(st.just("joins"), somebody),
    st.tuples(st.just("looks"), somebody),
    st.tuples(st.just("decides"), somebody, st.sampled_from(["skip", "pause until 1 Dec", "pause 2 weeks", "leave"])),
    st.tuples(st.just("resumes"), somebody),
)
moves = st.one_of(
    st.tuples(st.just("comes_in"), somebody),
    st.tuples(st.just("goes_out"), somebody, st.booleans()),
    st.tuples(st.just("becomes"), somebody, st.booleans()),
    st.tuples(st.just("is_away_from_work"), somebody),
    st.tuples(st.just("is_back_at_work"), somebody),
)
champions = st.one_of(
    st.tuples(st.just("settles"), st.just("guests"), st.sampled_from(["yes", "no"])),
    st.tuples(st.just("settles"), st.just("when__days"), st.sampled_from([["0"], ["2"], ["4"]])),
    st.tuples(st.just("settles"), st.just("when__at"), st.sampled_from(["08:00", "15:00"])),
    st.tuples(st.just("introduces_now")),
    st.tuples(st.just("check_that_all_say_the_same")),
)
faults = st.one_of(
    st.tuples(st.just("slack_fails"), st.sampled_from(READS), st.sampled_from(PASSING)),
    st.tuples(st.just("slack_fails"), st.sampled_from(POSTS), st.sampled_from(NOT_TAKEN)),
    st.tuples(st.just("is_down"), st.sampled_from([1, 3, 9])),
)
histories = st.lists(st.one_of(time, time, choices, choices, moves, champions, faults), min_size=3, max_size=18)
at_first = st.lists(somebody, min_size=1, max_size=5, unique=True)


@given(at_first, histories)
@example(["amara"], [("goes_out", "amara", True), ("settles", "when__days", ["2"])])
@settings(
    max_examples=8, phases=[Phase.explicit, Phase.reuse, Phase.generate]
)  # made smaller by hand: each takes a second
def test_whoever_is_told_of_a_coffee_gets_it_or_hears_why_not(
    joined: list[str], steps: list[tuple[object, ...]]
) -> None:
    with on_stage(load_catalog()) as stage:
        history = History(stage)
        for handle in joined:
            history.joins(handle)
        for step in steps:
            history.goes_on(*step)
        history.check_that_promises_are_kept()
