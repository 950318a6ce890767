"""Who meets whom: everybody once, nobody against a wish, and people who seldom met before those who did."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rituals.coffee.matching.input.records import Colleague, History, Options, Weights, checked, options_of
from rituals.coffee.matching.leftover import Reason, reasons

__all__ = ["LATE", "Colleague", "History", "Options", "Reason", "Weights", "left_out", "match"]

LATE = "rituals.coffee.matching.engine"
"""What the first groups load, with numpy: a second or two on a busy machine."""


def match(
    people: Sequence[Colleague] | Sequence[Mapping[str, Any]],
    history: History,
    options: Options | Mapping[str, Any] | None = None,
) -> list[list[str]]:
    """Groups of ids, sorted. Everybody who can be in a group is in exactly one, and nobody is in one against a
    never-pair or a wish; then the fewest pairs meet again, then the soft cost is least, then those who meet again
    did so longest ago.

    Two people cost, softly, `cross_department` if they share a department, `newcomer_old_hand` if both joined less
    than `newcomer_rounds` ago, and `hours_overlap` times the share of `overlap_target` minutes that their working
    days lack in common; what is unknown costs nothing. A wish for the same location is kept only if both are known.

    Decided by the values and the seed alone: not by their order, the process or its hash seed. Raises ValueError,
    with a sentence, for what makes no sense. Method: docs/matching.md."""
    chosen = options_of(options)
    checked(people, chosen)
    if len(people) < 2:
        return []
    from rituals.coffee.matching.engine import grouped  # late: rounds need numbers, commands do not

    return grouped(people, history, chosen)


def left_out(
    people: Sequence[Colleague] | Sequence[Mapping[str, Any]],
    options: Options | Mapping[str, Any] | None,
    groups: Iterable[Sequence[str]],
) -> dict[str, Reason]:
    """Why each person who is in none of the groups is in none. A reason may rest on a never-pair: it is for
    choosing a sentence, and is never shown itself."""
    chosen = options_of(options)
    checked(people, chosen)
    return reasons(people, chosen, groups)
