"""Failures on request in a person's words: what a form asks for, and what is still to happen."""

import re
from collections.abc import Callable, Set
from typing import Any

from bot.playground.model.errors import PageError
from bot.playground.model.faults import SOCKET, Fault, Faults

Json = dict[str, Any]

MOST_TIMES, LONGEST = 100, 600
CODE = re.compile(r"[a-z0-9_]{1,80}")


def mishap_from(told: Json, methods: Set[str]) -> tuple[str, int, Json]:
    """The method, how often, and what `Faults.next` takes; PageError if one of them makes no sense."""
    method, what = str(told.get("method")), str(told.get("what"))
    if method not in methods:
        raise PageError("Choose a method that is in the list, like chat.postMessage.")
    if what not in READ:
        raise PageError("Choose what is to happen.")
    if method == SOCKET and what not in ("slow", "lost", "dropped"):
        raise PageError("An envelope can be late or lost, or its connection can drop. It has no answer of ours.")
    return method, _number(told, "times", 1, MOST_TIMES, "How often"), READ[what](told)


def _error(told: Json) -> Json:
    code = told.get("error")
    if not isinstance(code, str) or not CODE.fullmatch(code):
        raise PageError("An error code has small letters and underscores, like channel_not_found.")
    return {"error": code}


READ: dict[str, Callable[[Json], Json]] = {
    "error": _error,
    "status": lambda told: {"status": _number(told, "status", 400, 599, "The HTTP status")},
    "limited": lambda told: {"retry_after": _number(told, "seconds", 1, LONGEST, "The number of seconds")},
    "slow": lambda told: {"delay": float(_number(told, "seconds", 1, LONGEST, "The number of seconds"))},
    "lost": lambda _: {"drop": True, "after_effect": True},
    "dropped": lambda _: {"drop": True},
}


def _number(told: Json, name: str, least: int, most: int, words: str) -> int:
    value = told.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise PageError(f"{words} is a whole number from {least} to {most}.")
    return value


def waiting_json(faults: Faults) -> list[Json]:
    """What is to happen, the same ones counted together."""
    counted: dict[tuple[str, str], int] = {}
    for method, fault in faults.waiting():
        counted[method, in_words(fault)] = counted.get((method, in_words(fault)), 0) + 1
    return [{"method": method, "what": what, "times": times} for (method, what), times in counted.items()]


def in_words(fault: Fault) -> str:
    """One failure, for a list."""
    late = f"after {fault.delay:g} s" if fault.delay else ""
    if fault.only_slow:
        return f"the right answer, {late}"
    return f"{_what(fault)} {late}".strip()


def _what(fault: Fault) -> str:
    if fault.drop:
        return "done, but the answer is lost" if fault.after_effect else "the connection drops"
    if fault.truncate:
        return "half an answer"
    if fault.retry_after is not None:
        return f"too many requests, try again after {fault.retry_after} s"
    if fault.body is not None:
        return f"an answer that is no JSON, HTTP {fault.status}"
    return fault.code if fault.status == 200 else f"HTTP {fault.status}"
