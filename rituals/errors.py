"""What can go wrong, in the words the person reads: an error's sentence is its docstring, or what it was given."""

from collections.abc import Mapping


class KindlingError(Exception):
    """Something didn't work. Nothing was changed."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or (type(self).__doc__ or "").strip())

    @property
    def sentence(self) -> str:
        return str(self.args[0])


class NotYours(KindlingError):
    """That button belongs to other people, or is older than I remember. Nothing was changed."""


class TooLate(KindlingError):
    """That round is over, so there is nothing left to change. The next one is a fresh start."""


class NotTakingPart(KindlingError):
    """You're not taking part here, so there was nothing to change."""


class ChampionsOnly(KindlingError):
    """Only this circle's champions can do that."""


class AlreadyToday(KindlingError):
    """Everybody was introduced today already, and one round a day is plenty."""


class NeverHappens(KindlingError):
    """That would never come round. Choose at least one day, and something like every 2 weeks."""


class InThePast(KindlingError):
    """That day has passed. Choose one that is still to come."""


class Unreadable(KindlingError):
    """I couldn't read that."""


class FormProblems(KindlingError):
    """Some answers need another look; nothing is saved yet."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)


class InvalidRitual(KindlingError):
    """This ritual is not put together as the catalog asks."""
