"""The circles of a run, who is in them, and when their rounds are due."""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.playground import Workspace
from rituals.coffee.settings import CoffeeSettings
from rituals.schedule import Weekly
from storage import Store
from tests.chaos.scene import add_channel, colleagues

ZONES = ("Europe/London", "Europe/Stockholm", "Pacific/Auckland", "America/St_Johns")
AT = time(10)
SIZE = 20
"""People in a circle, more or less."""
LATE = timedelta(hours=23, minutes=30)
"""How late a first round is: it belongs to yesterday, and is not too late to be held."""


@dataclass(slots=True)
class Plan:
    """One circle: who has to be in a group of each of its rounds, and the dues that it had."""

    circle: str
    zone: ZoneInfo
    weekday: int
    people: frozenset[str]
    group_size: int
    dues: list[datetime] = field(default_factory=list)

    @property
    def groups(self) -> int:
        """How many groups a round has."""
        return len(self.people) // self.group_size


def make_plans(ws: Workspace, store: Store, introductions: int, draw: random.Random) -> list[Plan]:
    """Circles of which each, by two rounds, brings about so many introductions in all."""
    plans: list[Plan] = []
    while (left := introductions - 2 * sum(plan.groups for plan in plans)) > 0:
        plans.append(_make(ws, store, len(plans), left, draw))
    return plans


def _make(ws: Workspace, store: Store, number: int, left: int, draw: random.Random) -> Plan:
    """Pairs, and among an odd number a trio; every fourth circle has trios. Three more are not to be introduced."""
    group_size = 3 if number % 4 == 3 else 2
    size = min(draw.randint(SIZE - 3, SIZE + 3), left // 2 * 2 + 2)
    size = max(6, size // 3 * 3) if group_size == 3 else max(2, size)
    people = draw.sample(colleagues(ws), size + 3)
    inside, away, outside, late = people[:size], people[-1], people[-2], people[-3]
    now = datetime.now(UTC)
    channel = add_channel(ws, f"chaos-{number}", [*inside, away, late])
    zone = ZoneInfo(draw.choice([name for name in ZONES if now.astimezone(ZoneInfo(name)).hour < 23]))
    weekday = (now.weekday() + 3) % 7
    settings = CoffeeSettings(when=Weekly(every=1, days=(weekday,), at=AT), group_size=group_size)
    with store.begin() as tx:
        circle = tx.circles.start(ws.team_id, "coffee", channel, late, settings, zone, None, now)
        for person in (*inside, away, outside):
            circle.join(person, now)
        circle.pause(away, (now + timedelta(days=30)).date())
        return Plan(circle.id, zone, weekday, frozenset(inside), group_size)
