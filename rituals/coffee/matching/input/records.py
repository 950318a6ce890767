"""What the matcher is told: colleagues, what is wished for, and who met whom."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from math import isfinite
from operator import attrgetter
from typing import Any

History = Iterable[tuple[str, str, int]] | Sequence[Any]
"""(id, id, round) of every two who met; or three equally long integer arrays: places in `people`, twice, and rounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """One person. What is None or empty is unknown. `utc_offset` in minutes; working hours in local minutes after
    midnight (ending before they begin means at night); `joined` is the number of their first round."""

    id: str
    department: str | None = ""
    location: str | None = ""
    utc_offset: int | None = None
    work_start: int | None = None
    work_end: int | None = None
    joined: int | None = None
    same_location_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each thing that is not ideal in a pair costs; zero is "does not matter"."""

    cross_department: float = 1.0
    hours_overlap: float = 0.0
    newcomer_old_hand: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How this round is made. `blocks` are pairs who never meet; `favoured` were left over last time."""

    group_size: int = 2
    round: int = 0
    seed: int = 0
    blocks: Collection[tuple[str, str]] = ()
    weights: Weights = Weights()
    newcomer_rounds: int = 4
    overlap_target: int = 120
    favoured: Collection[str] = ()


def options_of(given: Options | Mapping[str, Any] | None) -> Options:
    """The options, from a mapping with the same names too."""
    if isinstance(given, Options):
        return given
    known = _known(Options, given or {})
    weights = known.get("weights")
    if isinstance(weights, Mapping):
        known["weights"] = Weights(**_known(Weights, weights))
    return Options(**known)


def checked(people: Sequence[Any], options: Options) -> None:
    """Raises ValueError, with a sentence, if this can't be matched."""
    if not 2 <= options.group_size <= 6:
        raise ValueError("A group is at least two people and at most six.")
    if len(set(column(people, "id"))) < len(people):
        raise ValueError("Somebody is named twice: each person needs an id of their own.")
    weights = (getattr(options.weights, each.name) for each in fields(Weights))
    if not all(isfinite(weight) and weight >= 0 for weight in weights):
        raise ValueError("A weight is a number, zero or more.")
    if options.overlap_target < 1:
        raise ValueError("The hours to share are at least one minute.")


def column(people: Sequence[Any], name: str) -> list[Any]:
    """One field of everybody."""
    return list(map(_reader(people, name), people))


def pairs_of(blocks: Iterable[tuple[str, str]]) -> set[frozenset[str]]:
    """Never-pairs, whichever of the two is named first."""
    return {frozenset(pair) for pair in blocks}


def _reader(people: Sequence[Any], name: str) -> Callable[[Any], Any]:
    if people and isinstance(people[0], Mapping):
        return lambda person: person.get(name)
    return attrgetter(name)


def _known(kind: type[Options] | type[Weights], given: Mapping[str, Any]) -> dict[str, Any]:
    names = {each.name for each in fields(kind)}
    strange = sorted(set(given) - names)
    if strange:
        raise ValueError(f"There is no option called {', '.join(map(str, strange))}.")
    return {name: value for name, value in given.items() if value is not None}
