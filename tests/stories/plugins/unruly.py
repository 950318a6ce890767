"""A ritual that does everything a ritual should not, one thing for each verb."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import count
from typing import Any

from bot.testing import Actor, Stage, on_stage
from rituals import Button, Buttons, Card, Later, Paragraph, Post, Reply, Ritual, Settings, Tell, say, setting
from rituals.catalog import Catalog, load_catalog
from rituals.schedule import Schedule, Weekly

MONDAY_AT_TEN = Weekly(every=1, days=(0,), at=time(10))
TOO_MUCH = Buttons((Button("Press", "ok", about="x" * 3000),))
"""A button whose value Slack does not take, and which means nothing when it is cut."""


@dataclass(frozen=True, kw_only=True)
class UnrulySettings(Settings):
    """Every Monday at 10:00, with the coffee."""

    when: Schedule = setting(MONDAY_AT_TEN, "When")


class Unruly:
    """The ritual, and the gate at which its `hang` waits."""

    def __init__(self) -> None:
        self.gate, self.began = threading.Event(), threading.Event()
        self.woken = 0
        self.ritual = Ritual("unruly", "Do everything wrong.", UnrulySettings)
        for verb in ("ok", "fail", "quit", "nothing", "nonsense", "crooked", "naive", "endless", "hang", "spin"):
            self.ritual.command(verb)(getattr(self, verb))
        for verb in ("wide", "tall", "shout", "shoutwide", "again", "prowl", "leak"):
            self.ritual.command(verb)(getattr(self, verb))
        self.ritual.every("when")(self.due)
        self.ritual.later("again")(self.wake)
        self.ritual.later("fail")(self.fail)
        self.ritual.at_home(self.home)

    def ok(self, event: Any, circle: Any) -> Iterator[Reply]:
        """Behave."""
        yield Reply(say("All is well, and you are in." if circle.participation(event.person) else "All is well."))

    def fail(self, event: Any, circle: Any) -> Iterator[Reply]:
        """Change something, and fail."""
        circle.join(event.person, event.now)
        yield Reply(say("You're in."))
        raise ZeroDivisionError

    def quit(self, event: Any, circle: Any) -> Iterator[Reply]:
        """End the program."""
        sys.exit(1)
        yield

    def nothing(self, event: Any, circle: Any) -> None:
        """Return nothing at all."""

    def nonsense(self, event: Any, circle: Any) -> Iterator[object]:
        """Yield what is no effect."""
        circle.join(event.person, event.now)
        yield "hello"

    def crooked(self, event: Any, circle: Any) -> Iterator[object]:
        """Yield an effect with the wrong things in it."""
        yield Reply(Card("Well?", (Paragraph("not a tuple of spans"),)))  # type: ignore[arg-type]

    def naive(self, event: Any, circle: Any) -> Iterator[object]:
        """Ask to be woken at a time that has no zone."""
        yield Later(datetime(2027, 1, 1), "again")  # noqa: DTZ001

    def endless(self, event: Any, circle: Any) -> Iterator[Post]:
        """Never stop talking."""
        for number in count():
            yield Post(say("And another thing."), key=f"talk:{number}")

    def hang(self, event: Any, circle: Any) -> Iterator[Reply]:
        """Wait for something that takes its time, and then change something."""
        self.began.set()
        self.gate.wait()
        circle.join(event.person, event.now)
        yield Reply(say("You're in."))

    def spin(self, event: Any, circle: Any) -> Iterator[Reply]:
        """Be busy for ever."""
        while True:
            circle.headcount()
        yield

    def wide(self, event: Any, circle: Any) -> Iterator[Reply]:
        """Answer with a button that Slack does not take."""
        yield Reply(Card("Wide", (TOO_MUCH,)))

    def tall(self, event: Any, circle: Any) -> Iterator[Post]:
        """Post a card that is much too long."""
        yield Post(Card("Tall", tuple(Paragraph((f"Line {number}.",)) for number in range(80))), key="tall")

    def shout(self, event: Any, circle: Any) -> Iterator[Tell]:
        """Tell somebody who never joined."""
        yield Tell(event.text, say("You should join!"), key=f"shout:{event.text}")

    def shoutwide(self, event: Any, circle: Any) -> Iterator[Post | Reply]:
        """Post a button that Slack does not take."""
        yield Post(Card("Wide", (TOO_MUCH,)), key="wide")
        yield Reply(say("Posted."))

    def again(self, event: Any, circle: Any) -> Iterator[Later | Reply]:
        """Ask to be woken, for ever and at once; and once to fail."""
        yield Later(event.now + timedelta(minutes=1), "again")
        yield Later(event.now + timedelta(minutes=1), "fail")
        yield Reply(say("Soon."))

    def wake(self, event: Any, circle: Any) -> Iterator[Later]:
        """Ask to be woken at once."""
        self.woken += 1
        yield Later(event.now, "again")

    def prowl(self, event: Any, circle: Any) -> Iterator[Reply]:
        """Take hold of what a circle does not offer."""
        circle.add_champion(event.person)
        yield Reply(say("Now I look after it."))

    def leak(self, event: Any, circle: Any) -> Iterator[Reply]:
        """Keep the circle for later."""
        self.kept = circle
        yield Reply(say("Kept."))

    def due(self, event: Any, circle: Any) -> Iterator[Post]:
        """Fail in the middle of a round."""
        yield Post(say("Here it begins."), key=f"due:{event.round}")
        raise ZeroDivisionError

    def home(self, event: Any, circle: Any) -> Iterator[Any]:
        """Fail on somebody's Home tab, or show them something that Slack does not take."""
        if circle.participation(event.person):
            raise ZeroDivisionError
        yield TOO_MUCH


@contextmanager
def beside_coffee(unruly: Unruly) -> Iterator[Stage]:
    """Amara has started the unruly ritual and a coffee circle in #coffee; Bjorn takes part in the coffee."""
    with on_stage(Catalog({**load_catalog([]).rituals, "unruly": unruly.ritual})) as stage:
        amara = stage.person("amara")
        for name in ("unruly", "coffee"):
            amara.types(f"/kind start {name}")
            assert amara.submits() == {}
        assert "You're in." in stage.person("bjorn").types("/kind coffee join")
        yield stage
        unruly.gate.set()


def others_go_on(stage: Stage, actor: Actor) -> None:
    """Somebody else joins the coffee, and everything arrives on Monday."""
    assert "You're in." in actor.types("/kind coffee join")
    stage.clock_to("monday 10:00")
    assert "Time for a coffee?" in actor.reads_all()
