"""Which methods Slack has, as its own client knows them: the local workspace has some of them."""

import re
from functools import cache

from slack_sdk import WebClient

METHOD = re.compile(r"[a-z]+(?:\.[A-Za-z0-9]+)+")


@cache
def slack_methods() -> frozenset[str]:
    """The names of all that slack_sdk's client calls."""
    codes = [held.__code__ for held in vars(WebClient).values() if hasattr(held, "__code__")]
    called = (word for code in codes for word in code.co_consts if isinstance(word, str) and METHOD.fullmatch(word))
    return frozenset(called)


def is_slacks(method: str) -> bool:
    """Whether Slack has a method of that name."""
    return method in slack_methods()
