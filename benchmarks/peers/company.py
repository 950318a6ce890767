"""Made-up companies to match people of, decided by a seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

ATTENDANCE, CHURN = 0.9, 0.01
SITES = ((0, 0.3), (0, 0.2), (60, 0.2), (60, 0.1), (330, 0.1), (-300, 0.1))
"""UTC offset in minutes, and share of the people."""

Person = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """What is asked of the groups. Shares are of all people; `blocks` are never-pairs a person."""

    name: str
    weights: dict[str, float]
    wishes: float = 0.0
    blocks: float = 0.0
    biggest: float = 0.0
    sites: int = len(SITES)


PLAIN = Kind("plain", {"cross_department": 1.0})
RICH = Kind("rich", {"cross_department": 1.0, "hours_overlap": 1.0, "newcomer_old_hand": 0.5}, wishes=0.15, blocks=0.1)
LARGE_DEPARTMENT = Kind("one department of 60 %", {"cross_department": 1.0}, biggest=0.6)
SCARCE = Kind(
    "scarce",
    {"cross_department": 1.0, "hours_overlap": 1.0, "newcomer_old_hand": 0.5},
    wishes=0.9,
    blocks=3.0,
    biggest=0.5,
)
KINDS = (PLAIN, RICH, LARGE_DEPARTMENT, SCARCE)


class Company:
    """People in 10 to 40 departments of uneven (Zipf) size. Each round 1 % leave and as many join; 90 % take part."""

    def __init__(self, people: int, kind: Kind, seed: int) -> None:
        self._random = np.random.default_rng([seed, people])
        self._kind, self._round, self._next = kind, 0, 0
        self.people = [self._joins() for _ in range(people)]
        for person in self.people:
            person["joined"] = int(self._random.integers(-40, 1))

    def rounds(self, number: int) -> Iterator[tuple[list[Person], dict[str, Any]]]:
        """Who takes part in each round, and its options."""
        for self._round in range(1, number + 1):
            for at in np.nonzero(self._random.random(len(self.people)) < CHURN)[0]:
                self.people[at] = self._joins()
            there = self._random.random(len(self.people)) < ATTENDANCE
            yield [person for person, comes in zip(self.people, there, strict=True) if comes], self._options()

    def _joins(self) -> Person:
        random, kind = self._random, self._kind
        self._next += 1
        offset = SITES[(site := self._site())][0]
        start = int(random.choice([420, 480, 540, 600]))
        return {
            "id": f"U{self._next:07}",
            "department": f"D{self._department()}",
            "location": f"L{site}",
            "utc_offset": offset,
            "work_start": start,
            "work_end": start + 480,
            "joined": self._round,
            "same_location_only": bool(random.random() < kind.wishes),
        }

    def _site(self) -> int:
        share = np.array([share for _, share in SITES[: self._kind.sites]])
        return int(self._random.choice(len(share), p=share / share.sum()))

    def _department(self) -> int:
        if self._random.random() < self._kind.biggest:
            return 0
        count = 10 if self._next < 100 else 40
        sizes = 1 / np.arange(2, count + 2)
        return 1 + int(self._random.choice(count, p=sizes / sizes.sum()))

    def _options(self) -> dict[str, Any]:
        """This round's: never-pairs are drawn once, by the numbers of the people."""
        ids = [person["id"] for person in self.people]
        pairs = np.random.default_rng(1).integers(len(ids), size=(int(self._kind.blocks * len(ids)), 2))
        return {
            "round": self._round,
            "seed": self._round,
            "weights": self._kind.weights,
            "blocks": [(ids[a], ids[b]) for a, b in pairs if a != b],
        }
