"""People who stay at their site, in larger groups: their tables, held against trying everything."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from random import Random

import numpy as np
import pytest

from rituals.coffee.matching import Colleague, Options
from rituals.coffee.matching.input.arrays import meetings, staff
from rituals.coffee.matching.input.costs import Costs
from rituals.coffee.matching.many.many import square
from rituals.coffee.matching.sites.sites import with_fewer_repeats
from rituals.coffee.matching.sites.staying import cheapest, every_table
from tests.units.matching_kit import Circle, History, a_circle, names

Places = list[tuple[int, ...]]
NO_WAY = 1 << 62


def costs_of(circle: Circle) -> Costs:
    read, order = staff(circle.people, circle.options)
    keys, ages = meetings(circle.history, read.ids, order, circle.options.blocks)
    return Costs(read, keys, ages, circle.options)


def each_pair(costs: Costs, groups: Sequence[Sequence[int]]) -> list[int]:
    """What each pair in these groups costs."""
    return [int(costs.of(np.array(a), np.array(b))) for group in groups for a, b in combinations(group, 2)]


def again(costs: Costs, groups: Sequence[Sequence[int]]) -> int:
    """Pairs in these groups who met before."""
    return sum(cost >= costs.levels.repeat for cost in each_pair(costs, groups))


def by_trying(costs: Costs, left: frozenset[int], free: frozenset[int], rows: Counter[int]) -> int:
    """The least that tables for all who are left cost, with whoever is free; NO_WAY if there are none."""
    if not left:
        return 0
    found, first = NO_WAY, min(left)
    for size in +rows:
        for others in combinations(sorted(free - {first}), size - 1):
            table = (first, *others)
            if all(costs.allowed(np.array(a), np.array(b)) for a, b in combinations(table, 2)):
                after = by_trying(costs, left - set(table), free - set(table), rows - Counter([size]))
                found = min(found, sum(each_pair(costs, [table])) + after)
    return found


@pytest.mark.parametrize("seed", range(24))
def test_no_tables_of_a_site_are_cheaper(seed: int) -> None:
    random = Random(seed)
    size, count = random.choice([(3, 8), (3, 9), (4, 8), (4, 9)])
    circle = a_circle(count, seed, met=random.choice([0.3, 0.5, 0.8]), wishes=0.0, blocks=random.choice([0.0, 0.1]))
    some = set(random.sample(circle.ids, 3))
    people = [replace(one, location="X", same_location_only=one.id in some) for one in circle.people]
    costs = costs_of(replace(circle, people=people, options=replace(circle.options, group_size=size)))
    stays, rows = costs.staff.wishes, Counter({size: 3, size - 1: random.randrange(3)})
    possible = every_table(square(costs, np.arange(count)), stays, list(+rows))
    found = cheapest(possible, stays, rows, costs.levels.repeat)
    best = by_trying(costs, frozenset(np.nonzero(stays)[0].tolist()), frozenset(range(count)), rows)
    assert (found.cost if found else NO_WAY) == best
    if found:
        assert sum(each_pair(costs, found.tables)) == best
        assert sorted(np.nonzero(stays)[0]) == sorted(seat for table in found.tables for seat in table if stays[seat])
        assert not Counter(map(len, found.tables)) - rows


def at_sites(sites: str, stay: Sequence[int], met: Sequence[tuple[int, int]], size: int) -> Circle:
    """A person for each letter, who is at that site."""
    ids = names(len(sites))
    people = [
        Colleague(id=id, location=site, same_location_only=at in stay)
        for at, (id, site) in enumerate(zip(ids, sites, strict=True))
    ]
    history: History = [(ids[a], ids[b], 1) for a, b in met]
    return Circle(people, history, Options(group_size=size, round=2))


def anew(circle: Circle, groups: Places) -> tuple[Costs, Places]:
    """The groups there are now, of as many people each as before."""
    costs = costs_of(circle)
    found = with_fewer_repeats(costs, groups, np.random.default_rng(1))
    assert sorted(map(len, found)) == sorted(map(len, groups))
    assert sorted(seat for group in found for seat in group) == list(range(len(circle.people)))
    assert all(bool(costs.allowed(np.array(a), np.array(b))) for group in found for a, b in combinations(group, 2))
    return costs, found


def test_two_who_stay_and_have_met_part_where_their_site_has_people_for_two_tables() -> None:
    """A second table of their site has to be filled before one of them can move."""
    circle = at_sites("XXXXXXYYYYYY", stay=[0, 1], met=[(0, 1)], size=3)
    groups: Places = [(0, 1, 2), (3, 6, 7), (4, 8, 9), (5, 10, 11)]
    costs, found = anew(circle, groups)
    assert again(costs, found) == 0
    assert not any({0, 1} <= set(group) for group in found)


def test_the_smaller_table_goes_to_the_site_where_it_saves_most() -> None:
    """At X four pairs have met, at Y one."""
    at_x = [(0, 1), (0, 2), (0, 3), (1, 2)]
    circle = at_sites("XXXXYYYYZZZ", stay=[0, 4], met=[*at_x, (4, 5)], size=4)
    groups: Places = [(0, 1, 2, 3), (4, 5, 6), (7, 8, 9, 10)]
    costs, found = anew(circle, groups)
    assert again(costs, groups) == 5
    assert again(costs, found) == 3
    assert [group for group in found if 0 in group and len(group) == 3]


def test_where_nobody_meets_again_nothing_is_changed() -> None:
    circle = at_sites("XXXXXXYYYYYY", stay=[0, 1], met=[(3, 8)], size=3)
    groups: Places = [(0, 1, 2), (3, 6, 7), (4, 8, 9), (5, 10, 11)]
    assert anew(circle, groups)[1] == groups


def test_a_site_where_everybody_stays_and_has_met_keeps_its_tables() -> None:
    circle = at_sites("XXXYYYYYY", stay=[0, 1, 2], met=[(0, 1), (0, 2), (1, 2)], size=3)
    groups: Places = [(0, 1, 2), (3, 4, 5), (6, 7, 8)]
    assert anew(circle, groups)[1] == groups
