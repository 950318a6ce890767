"""What a year of rounds would look like: worked out before anybody is invited, with nothing stored and nobody told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations
from math import comb
from random import Random

from rituals.coffee.matching import Colleague, Options, match

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A round as it would be: its groups, the pairs in them that had met before, and who would be in none."""

    number: int
    groups: Sequence[Sequence[str]]
    again: Sequence[Pair]
    left_out: Sequence[str]

    def pairs(self) -> list[Pair]:
        """Every two who are introduced to each other."""
        return [pair for group in self.groups for pair in combinations(sorted(group), 2)]


def year(
    people: Sequence[Colleague], rounds: int, wishes: Options, *, seed: int = 0, away: float = 0.0
) -> Iterator[Made]:
    """So many rounds, one by one; `away` is the share of people who are away in each, by chance. The same seed makes
    the same year."""
    random = Random(seed)
    met: list[tuple[str, str, int]] = []
    known: set[Pair] = set()
    left_out: Sequence[str] = ()
    for number in range(1, rounds + 1):
        free = [one for one in people if random.random() >= away]
        this = replace(wishes, round=number, seed=random.getrandbits(32), favoured=left_out)
        made = _made(number, match(free, met, this), free, known)
        left_out = made.left_out
        known.update(made.pairs())
        met += [(a, b, number) for a, b in made.pairs()]
        yield made


def first_repeat(count: int, group_size: int) -> int:
    """The round in which somebody meets again, if always the same two or more people come, as they are matched here."""
    made = year(_anybody(count), latest_first_repeat(count, group_size), Options(group_size=group_size))
    return next(one.number for one in made if one.again)


def latest_first_repeat(count: int, group_size: int) -> int:
    """The round in which somebody meets again by any rule, if always the same two or more people come."""
    return 1 + fresh_rounds(sizes(count, group_size))


def sizes(count: int, group_size: int) -> list[int]:
    """How large the groups of so many people are."""
    (first,) = year(_anybody(count), 1, Options(group_size=group_size))
    return [len(group) for group in first.groups]


def fresh_rounds(sizes: Sequence[int]) -> int:
    """No rule of any kind makes more rounds of groups of these sizes without a repeat, if always the same people come:
    there are only so many pairs, and each person has only so many colleagues."""
    count, pairs = sum(sizes), sum(comb(size, 2) for size in sizes)
    return min(comb(count, 2) // pairs, (count - 1) // (min(sizes) - 1)) if pairs else 0


def _anybody(count: int) -> list[Colleague]:
    return [Colleague(id=f"{number:04}") for number in range(count)]


def _made(number: int, groups: list[list[str]], free: Sequence[Colleague], known: set[Pair]) -> Made:
    placed = set(chain.from_iterable(groups))
    made = Made(number=number, groups=groups, again=(), left_out=[one.id for one in free if one.id not in placed])
    return replace(made, again=[pair for pair in made.pairs() if pair in known])
