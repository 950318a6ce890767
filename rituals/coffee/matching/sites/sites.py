"""Sites where some people stay: if pairs meet again at their tables, these are chosen anew, for all sites together.

Swaps alone seldom get there: two who stay and sit together can part only when a whole second table of their site is
there, and the few tables of another size have to go where they save most.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from rituals.coffee.matching.exact.weighted_matching import Groups
from rituals.coffee.matching.input.arrays import Bools, Ints
from rituals.coffee.matching.input.costs import Costs
from rituals.coffee.matching.many.many import square
from rituals.coffee.matching.search.seating import Seating, padded
from rituals.coffee.matching.sites.moving import seated_so
from rituals.coffee.matching.sites.staying import Found, Table, cheapest, every_table, most_people

_MOST_SITES = 12


def with_fewer_repeats(costs: Costs, groups: Groups, random: np.random.Generator) -> Groups:
    """Cheaper groups of the same people, or these; who is alone stays so."""
    alone: Groups = [group for group in groups if len(group) == 1]
    seating = Seating(costs, padded([group for group in groups if len(group) > 1]))
    plan = _Planner(seating, random).plan()
    anew = seated_so(seating, plan.tables, plan.instead, random) if plan else None
    return anew.groups() + alone if anew and anew.total() < seating.total() else groups


@dataclass(frozen=True, slots=True)
class _Site:
    """The groups with somebody who stays there, and what they cost."""

    location: int
    groups: Groups
    cost: int


@dataclass(frozen=True, slots=True)
class _Plan:
    """These tables instead of those groups."""

    tables: Groups
    instead: Groups


class _Planner:
    """Plans tables of the two sizes that most groups have."""

    def __init__(self, seating: Seating, random: np.random.Generator) -> None:
        self._seating, self._staff, self._random = seating, seating.costs.staff, random
        self._repeat = seating.costs.levels.repeat
        self._groups = seating.groups()
        self._rows = Counter(map(len, self._groups))
        wishing = seating.seated[self._staff.wishes[seating.seated]]
        self._with_wishes: list[int] = np.unique(seating.table[wishing]).tolist()
        self._usual, self._other = [*(size for size, _ in self._rows.most_common(2)), 0, 0][:2]

    def plan(self) -> _Plan | None:
        """The cheapest tables, if pairs meet again as it is now; None if these are no cheaper."""
        sites = sorted(self._sites(), key=lambda site: -site.cost)[:_MOST_SITES]
        if not any(site.cost >= self._repeat for site in sites):
            return None
        ways = [[Found(site.cost, site.groups), *self._ways(site)] for site in sites]
        instead = list(chain.from_iterable(site.groups for site in sites))
        held = Counter(len(self._groups[number]) for number in self._with_wishes) - Counter(map(len, instead))
        free = self._rows - held
        best = _shared(ways, self._other, free[self._other])
        enough = sum(len(table) == self._usual for table in best.tables) <= free[self._usual]
        return _Plan(best.tables, instead) if enough and best.cost < sum(site.cost for site in sites) else None

    def _sites(self) -> Iterator[_Site]:
        """Those at which somebody meets again, or which have a table that may be needed more elsewhere."""
        cost = self._seating.by_table()
        at: dict[int, list[int]] = {}
        for number in self._with_wishes:
            at.setdefault(int(self._staff.location[self._groups[number][0]]), []).append(number)
        for location, numbers in at.items():
            site = _Site(location, [self._groups[number] for number in numbers], int(cost[numbers].sum()))
            if site.cost >= self._repeat or self._other in map(len, site.groups):
                yield site

    def _ways(self, site: _Site) -> Iterator[Found]:
        """The best tables; then the best with fewer tables of the other size, and so on. None where all who are looked
        at stay."""
        seats = self._some_people(site)
        stays = self._staff.wishes[seats]
        sizes = [size for size in (self._usual, self._other) if 0 < size <= len(seats)]
        possible = [] if stays.all() else every_table(square(self._seating.costs, seats), stays, sizes)
        others = min(self._rows[self._other], int(stays.sum()))
        while others >= 0 and (found := self._cheapest(possible, stays, others)):
            yield Found(found.cost, [tuple(int(seats[seat]) for seat in table) for table in found.tables])
            others = sum(len(table) == self._other for table in found.tables) - 1

    def _cheapest(self, possible: Sequence[Table], stays: Bools, others: int) -> Found | None:
        return cheapest(possible, stays, {**self._rows, self._other: others}, self._repeat)

    def _some_people(self, site: _Site) -> Ints:
        """Of the people there as many as can be looked at, those who stay before all others."""
        seated = self._seating.seated
        people = self._random.permutation(seated[self._staff.location[seated] == site.location])
        first = np.argsort(~self._staff.wishes[people], kind="stable")
        few: Ints = people[first][: most_people(max(self._usual, self._other))]
        return few


def _shared(ways: Iterable[Sequence[Found]], size: int, rows: int) -> Found:
    """One way for each site, so that they need at most so many tables of this size together: as now they do."""
    best = {0: Found(0, [])}
    for some in ways:
        longer: dict[int, Found] = {}
        for used, before in best.items():
            for way in some:
                needs = used + sum(len(table) == size for table in way.tables)
                found = Found(before.cost + way.cost, before.tables + way.tables)
                if needs <= rows and (needs not in longer or found.cost < longer[needs].cost):
                    longer[needs] = found
        best = longer
    return min(best.values(), key=lambda found: found.cost)
