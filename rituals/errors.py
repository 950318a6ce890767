"""What can go wrong, in the words the person reads: an error's sentence is its docstring, or what it was given."""

from collections.abc import Mapping

from rituals.cards import Text, Words, as_text, plain


class KindlingError(Exception):
    """Something didn't work. Nothing was changed."""

    def __init__(self, sentence: Words = "") -> None:
        super().__init__(sentence or (type(self).__doc__ or "").strip())

    def __str__(self) -> str:
        return plain(self.sentence)

    @property
    def sentence(self) -> Text:
        return as_text(self.args[0])


class NotYours(KindlingError):
    """That button belongs to other people, or is older than I remember. Nothing was changed."""


class TooLate(KindlingError):
    """That round is over, so there is nothing left to change. The next one is a fresh start."""


class NotTakingPart(KindlingError):
    """You're not taking part here, so there was nothing to change."""


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

    def __init__(self, problems: Mapping[str, Words]) -> None:
        self.problems = {name: as_text(sentence) for name, sentence in problems.items()}
        super().__init__(tuple(span for text in self.problems.values() for span in (" ", *text))[1:])


class InvalidRitual(KindlingError):
    """This ritual is not put together as the catalog asks."""
