"""When a circle's rounds are, by its own schedule and zone."""

from dataclasses import dataclass
from datetime import date, datetime

from rituals.catalog import Catalog
from rituals.schedule import Schedule, date_of, next_after
from rituals.settings import schedule_of
from storage import SqlCircle


@dataclass(frozen=True, slots=True)
class Calendar:
    """Every circle's, as long as its ritual is installed."""

    catalog: Catalog

    def date(self, circle: SqlCircle, moment: datetime) -> date:
        """The local date that a due moment belongs to."""
        return date_of(self._schedule(circle), moment, circle.zone)

    def after(self, circle: SqlCircle, moment: datetime) -> datetime | None:
        """The first round after that moment."""
        schedule = self._schedule(circle)
        return next_after(schedule, moment, circle.zone).at if schedule else None

    def coming(self, circle: SqlCircle, moment: datetime) -> datetime | None:
        """The first round after that moment on a local date that has had none: a day has one round."""
        held, upcoming = circle.last_date, self.after(circle, moment)
        while held and upcoming and self.date(circle, upcoming) <= held:
            upcoming = self.after(circle, upcoming)
        return upcoming

    def upcoming(self, circle: SqlCircle, due: datetime, moment: datetime) -> datetime | None:
        """The first round after this one and after that moment, on a later local date: a day has one round, also if
        it was brought forward."""
        upcoming = self.after(circle, max(due, moment))
        if upcoming and self.date(circle, upcoming) == self.date(circle, due):
            return self.after(circle, upcoming)
        return upcoming

    def _schedule(self, circle: SqlCircle) -> Schedule | None:
        ritual = self.catalog.rituals.get(circle.ritual)
        return schedule_of(circle.settings, ritual.schedule) if ritual else None
