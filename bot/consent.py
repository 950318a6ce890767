"""Whether something may still be said to somebody: asked again at the moment of sending."""

from datetime import date

from rituals.settings import Settings
from storage import Job, SqlCircle


def unwilling(circle: SqlCircle, job: Job, today: date) -> tuple[str, ...]:
    """Those of the message's people to whom it may not be said any more."""
    match job.kind:
        case "introduce":
            guests = _guests(circle.settings)
            return tuple(one for one in job.people if not circle.may_be_introduced(one, today, guests))
        case "tell" | "nudge" if not job.asked_for:
            return tuple(one for one in job.people if not _may_hear(circle, one, job.open, today))
        case _:
            return ()


def _may_hear(circle: SqlCircle, person: str, open: bool, today: date) -> bool:
    """Nothing is sent to those who left, nor to those who are away for a while."""
    place = circle.participation(person)
    until = place.paused_until if place else None
    return circle.may_receive(person, open=open) and not (until and until > today)


def _guests(settings: object) -> bool:
    return bool(getattr(settings, "guests", False)) if isinstance(settings, Settings) else False
