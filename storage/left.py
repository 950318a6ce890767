"""What a transaction leaves for the worker to do."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

LEFT = "left"
"""Where a session keeps it."""


@dataclass(slots=True)
class Left:
    """Whether something is `said` and to be delivered, whether a round or a moment may be `due`, and whether somebody
    was `forgotten`, of whom nothing may be left in any file."""

    said: bool = False
    due: bool = False
    forgotten: bool = False


def left_in(session: Session) -> Left:
    """What this session's transaction has left so far."""
    left: Left = session.info.setdefault(LEFT, Left())
    return left
