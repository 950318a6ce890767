"""Whether one person's acts leave room for others: the limits are in rituals/fair.py."""

from collections.abc import Iterable
from datetime import datetime

from rituals import fair
from rituals.effects import Effect, Introduce, Nudge, Post, Reply, Tell
from rituals.events import Act
from storage import SqlCircle, Transaction


def check_may_be_heard(tx: Transaction, circle: SqlCircle, event: Act, said: Iterable[Effect]) -> None:
    """Counts the act, if others hear of it. Raises HeardEnough and CircleHeardEnough."""
    if not any(_is_heard(effect, event.person) for effect in said):
        return
    on, workspace = event.now.date(), circle.workspace
    if tx.tallies.once_more(workspace, "heard", event.person, on) > fair.HEARD:
        raise fair.HeardEnough
    if tx.tallies.once_more(workspace, "heard", circle.id, on) > fair.HEARD_HERE:
        raise fair.CircleHeardEnough


def check_may_set_up(tx: Transaction, workspace: str, person: str, now: datetime) -> None:
    """Counts that they set up a circle. Raises LooksAfterEnough and StartedEnough."""
    if len(tx.circles.kept_by(workspace, person)) >= fair.LOOKED_AFTER:
        raise fair.LooksAfterEnough
    if tx.tallies.once_more(workspace, "started", person, now.date()) > fair.STARTED:
        raise fair.StartedEnough


def check_may_change(tx: Transaction, workspace: str, person: str, now: datetime) -> None:
    """Counts that they saved a circle's settings. Raises ChangedEnough."""
    if tx.tallies.once_more(workspace, "changed", person, now.date()) > fair.CHANGED:
        raise fair.ChangedEnough


def check_may_have_copy(tx: Transaction, workspace: str, person: str, now: datetime) -> None:
    """Counts that they are sent their own data as files. Raises CopiesEnough."""
    if tx.tallies.once_more(workspace, "copied", person, now.date()) > fair.COPIES:
        raise fair.CopiesEnough


def _is_heard(effect: Effect, by: str) -> bool:
    """Whether anybody else hears of it; what edits an earlier message calls nobody."""
    match effect:
        case Post() | Introduce() | Nudge():
            return True
        case Tell(person):
            return person != by
        case Reply(aloud=aloud):
            return aloud
    return False
