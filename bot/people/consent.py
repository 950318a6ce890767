"""Whether something may still be said to somebody: asked again at the moment of sending."""

from datetime import date

from storage import Job, SqlCircle


def unwilling(circle: SqlCircle, job: Job, today: date) -> tuple[str, ...]:
    """Those of the message's people to whom it may not be said any more."""
    match job.kind:
        case "introduce":
            return tuple(one for one in job.people if not circle.may_be_introduced(one, today))
        case "tell" | "nudge" if not job.asked_for:
            return tuple(one for one in job.people if not _may_hear(circle, one, job.open, today))
        case _:
            return ()


def _may_hear(circle: SqlCircle, person: str, open: bool, today: date) -> bool:
    """Nothing is sent to those who left, nor to those who are away for a while."""
    return circle.may_receive(person, today, open=open) and not circle.is_paused(person, today)
