"""Why a platform did not do what it was asked, as far as the bot acts on it."""

from enum import Enum


class Cause(Enum):
    """Why a platform refuses something for good, as far as people have to know."""

    NOT_ALLOWED = "only some people may post there"
    ONLY_REPLIES = "there are only replies there"
    SUSPENDED = "nobody may post there just now"
    NOT_HERE = "the bot is not there"
    ARCHIVED = "the place is archived"
    TOO_MUCH = "the message does not fit"
    NO_PERMISSION = "the bot was not given a permission"
    CLOSED = "these people cannot be written to"
    GONE = "the message that was to be edited is gone, or cannot be edited any more"
    TOO_LATE = "the platform was away for too long"
    UNKNOWN = "it did not say anything we know"


LIMITED = "rate limited"
"""Why something is not sent or read before a pause is over."""


class NotSent(Exception):
    """Certainly not sent; may be tried again, after `wait` seconds if the platform asked for a pause of `method`."""

    def __init__(self, why: str, wait: float | None = None, method: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.wait = wait
        self.method = method


class BrokenOff(NotSent):
    """A list cannot be read on from there; from its beginning it can."""


class Refused(Exception):
    """Not sent, and trying again by ourselves will not help."""

    def __init__(self, why: str, cause: Cause = Cause.UNKNOWN) -> None:
        super().__init__(why)
        self.why = why
        self.cause = cause


class SomebodyGone(Refused):
    """Not sent, for somebody it was meant for is not there any more."""


class ShutOut(Refused):
    """The workspace refuses the bot altogether: it was uninstalled there, or its token taken back."""


class Uncertain(Exception):
    """It may have been sent or not: the answer was lost."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class CannotStart(Exception):
    """The platform refuses to be used; the sentence says why, for whoever started the bot."""
