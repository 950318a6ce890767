"""What a process of the bot does: receive, work, or both."""

from enum import StrEnum


class Role(StrEnum):
    """`web` takes what Slack sends, `worker` holds rounds and delivers messages, `all` does both."""

    WEB = "web"
    WORKER = "worker"
    ALL = "all"

    @property
    def receives(self) -> bool:
        return self is not Role.WORKER

    @property
    def works(self) -> bool:
        return self is not Role.WEB
