"""Help that was given a moment ago, to be given again without asking the database."""

from datetime import datetime, timedelta

from bot.platforms.requests import Outcome

GOOD_FOR = timedelta(seconds=5)
"""So long may help still name a ritual that an admin has just switched off through another process of the bot."""


class Leaflets:
    """The help of everything, for each workspace."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[datetime, Outcome]] = {}

    def take(self, workspace: str, now: datetime) -> Outcome | None:
        """What was put there less than GOOD_FOR ago; a clock that was set back makes it none."""
        put, outcome = self._kept.get(workspace, (None, None))
        return outcome if put and timedelta(0) <= now - put < GOOD_FOR else None

    def put(self, workspace: str, outcome: Outcome, now: datetime) -> Outcome:
        self._kept[workspace] = (now, outcome)
        return outcome

    def throw_away(self, workspace: str) -> None:
        """It says what is no longer so."""
        self._kept.pop(workspace, None)
