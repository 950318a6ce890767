"""Models of three rules: shuffle, maximum matching with a hard block, greedy with those who met longest ago last."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from random import Random
from typing import Any

import networkx

History = Sequence[tuple[str, str, int]]
Groups = list[list[str]]
BLOCKED_ROUNDS = 10


def shuffle(people: Sequence[dict[str, Any]], _history: History, options: dict[str, Any]) -> Groups:
    """Model of Icebreaker's rule: everybody in chance order, two by two; the odd one is left."""
    ids = [person["id"] for person in people]
    Random(options["seed"]).shuffle(ids)
    return [ids[at : at + 2] for at in range(0, len(ids) - 1, 2)]


def maximum_matching(people: Sequence[dict[str, Any]], history: History, options: dict[str, Any]) -> Groups:
    """Model of Yelp Beans' rule: a maximum matching of those in different departments who did not meet in the last
    ten rounds; whoever is over is left."""
    since = options["round"] - BLOCKED_ROUNDS
    recent = {frozenset(row[:2]) for row in history if row[2] >= since}
    order = list(people)
    Random(options["seed"]).shuffle(order)
    graph: Any = networkx.Graph()
    graph.add_nodes_from(person["id"] for person in order)
    graph.add_edges_from(_may_meet(order, recent))
    return [sorted(pair) for pair in networkx.max_weight_matching(graph, maxcardinality=True)]


def greedy(people: Sequence[dict[str, Any]], history: History, options: dict[str, Any]) -> Groups:
    """Model of the greedy rule of Chat Roulette and others: one person after the other in chance order meets whomever
    they never met, or met longest ago; the odd one is left."""
    last = {frozenset(row[:2]): row[2] for row in history}
    left = [person["id"] for person in people]
    Random(options["seed"]).shuffle(left)
    groups = []
    while len(left) > 1:
        one = left.pop()
        other = _longest_ago(one, left, last)
        left.remove(other)
        groups.append([one, other])
    return groups


def _longest_ago(one: str, left: Sequence[str], last: dict[frozenset[str], int]) -> str:
    best, age = left[0], last.get(frozenset((one, left[0])), -1)
    for other in left:
        if age == -1:
            break
        met = last.get(frozenset((one, other)), -1)
        if met < age:
            best, age = other, met
    return best


def _may_meet(order: Sequence[dict[str, Any]], recent: set[frozenset[str]]) -> Iterable[tuple[str, str]]:
    for one, other in combinations(order, 2):
        if one["department"] != other["department"] and frozenset((one["id"], other["id"])) not in recent:
            yield one["id"], other["id"]
