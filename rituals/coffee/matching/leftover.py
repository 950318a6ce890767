"""Why somebody is in no group this time."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import chain
from typing import Any

from rituals.coffee.matching.input.records import Options, column, pairs_of


class Reason(StrEnum):
    """Why a person is in no group. NOBODY_ALLOWED rests on never-pairs or on others' wishes, and is confidential."""

    NOBODY_ELSE = "nobody_else"
    LOCATION_UNKNOWN = "location_unknown"
    NOBODY_AT_LOCATION = "nobody_at_location"
    NOBODY_ALLOWED = "nobody_allowed"
    ALL_TAKEN = "all_taken"


Row = tuple[str, str, bool]


def reasons(people: Sequence[Any], options: Options, groups: Iterable[Sequence[str]]) -> dict[str, Reason]:
    """The reason of each person in none of the groups."""
    names = ("id", "location", "same_location_only")
    rows = list(zip(*(column(people, name) for name in names), strict=True))
    placed = set(chain.from_iterable(groups))
    blocked = pairs_of(options.blocks)
    return {row[0]: _reason(row, rows, blocked) for row in rows if row[0] not in placed}


def _reason(one: Row, rows: Sequence[Row], blocked: set[frozenset[str]]) -> Reason:
    id, location, wishes = one
    others = [row for row in rows if row[0] != id]
    if not others:
        return Reason.NOBODY_ELSE
    if wishes and not location:
        return Reason.LOCATION_UNKNOWN
    near = [row for row in others if _same_site(one, row)]
    if wishes and not near:
        return Reason.NOBODY_AT_LOCATION
    allowed = [row for row in others if _wishes_kept(one, row) and frozenset((id, row[0])) not in blocked]
    return Reason.ALL_TAKEN if allowed else Reason.NOBODY_ALLOWED


def _same_site(one: Row, other: Row) -> bool:
    return bool(one[1]) and one[1] == other[1]


def _wishes_kept(one: Row, other: Row) -> bool:
    return not (one[2] or other[2]) or _same_site(one, other)
