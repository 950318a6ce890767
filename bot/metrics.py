"""What the parts of the bot tell while they work, for whoever runs it. None of it is about a person or a workspace."""

from contextlib import AbstractContextManager, nullcontext
from typing import Protocol


class Metrics(Protocol):
    """What the parts of the bot tell while they work."""

    def acknowledging(self, kind: str) -> AbstractContextManager[None]:
        """A request of this kind is answered inside of the block."""
        ...

    def delivered(self, kind: str, outcome: str) -> None:
        """A message of this kind: delivered, later, failed or dropped."""
        ...

    def round(self, outcome: str) -> None:
        """A round: held or skipped."""
        ...


class NoMetrics:
    """Nobody counts."""

    def acknowledging(self, kind: str) -> AbstractContextManager[None]:
        return _NOTHING

    def delivered(self, kind: str, outcome: str) -> None:
        pass

    def round(self, outcome: str) -> None:
        pass


NO_METRICS: Metrics = NoMetrics()
_NOTHING = nullcontext()
