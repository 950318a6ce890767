"""Small checks that are put together into the shape of a block; complaints read like Slack's own."""

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

Complain = Callable[[str, str], None]
Check = Callable[[Any, str, Complain], None]

DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", re.ASCII)
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
WEB = re.compile(r"https?://\S+", re.IGNORECASE)
SECURE = re.compile(r"https://\S+", re.IGNORECASE)


def string(most: int, least: int = 1) -> Check:
    """A string of that many characters."""

    def check(value: Any, path: str, complain: Complain) -> None:
        if not isinstance(value, str):
            complain("must provide a string", path)
        elif len(value) > most:
            complain(f"must be less than {most + 1} characters", path)
        elif len(value) < least:
            complain(f"must be more than {least - 1} characters", path)

    return check


def flag(value: Any, path: str, complain: Complain) -> None:
    """True or false."""
    if not isinstance(value, bool):
        complain("must provide a boolean", path)


def whole(most: int, least: int = 0) -> Check:
    """A whole number between these."""

    def check(value: Any, path: str, complain: Complain) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            complain("must provide a number", path)
        elif value > most:
            complain(f"must be less than {most + 1}", path)
        elif value < least:
            complain(f"must be greater than {least - 1}", path)

    return check


def number(value: Any, path: str, complain: Complain) -> None:
    """A finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not _finite(value):
        complain("must provide a number", path)


def _finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def matching(pattern: re.Pattern[str], complaint: str) -> Check:
    """A string of one form."""

    def check(value: Any, path: str, complain: Complain) -> None:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            complain(complaint, path)

    return check


def url(limit: int, pattern: re.Pattern[str] = WEB) -> Check:
    """An address of at most that many characters."""
    return both(string(limit), matching(pattern, "invalid url"))


def one_of(*allowed: object) -> Check:
    """One of a few values."""

    def check(value: Any, path: str, complain: Complain) -> None:
        if isinstance(value, bool) or value not in allowed:
            complain(f"must be a valid enum value: {', '.join(map(str, allowed))}", path)

    return check


def items(each: Check, most: int, least: int = 1) -> Check:
    """A list of that many things."""

    def check(value: Any, path: str, complain: Complain) -> None:
        if not isinstance(value, list):
            complain("must provide an array", path)
            return
        if len(value) > most:
            complain(f"no more than {most} items allowed", path)
        if len(value) < least:
            complain(f"no fewer than {least} items allowed", path)
        for place, item in enumerate(value[:most]):
            each(item, f"{path}/{place}", complain)

    return check


def shape(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """An object with these fields and no others."""
    known = {**required, **(optional or {})}

    def check(value: Any, path: str, complain: Complain) -> None:
        if not isinstance(value, dict):
            complain("must provide an object", path)
            return
        for name in required:
            if value.get(name) is None:
                complain(f"missing required field: {name}", path)
        for name, held in value.items():
            if name not in known:
                complain(f"invalid additional property: {name}", path)
            elif held is not None:
                known[name](held, f"{path}/{name}", complain)

    return check


def typed(table: Mapping[str, Check]) -> Check:
    """An object whose `type` says which shape it has."""

    def check(value: Any, path: str, complain: Complain) -> None:
        if not isinstance(value, dict):
            complain("must provide an object", path)
        elif not isinstance(value.get("type"), str):
            complain("missing required field: type", path)
        elif value["type"] not in table:
            complain(f"unsupported type: {value['type']}", f"{path}/type")
        else:
            table[value["type"]](value, path, complain)

    return check


def schemas(check: Check) -> Check:
    """Slack says first that none of the shapes fits, then why the nearest does not."""

    def told(value: Any, path: str, complain: Complain) -> None:
        reasons = _gather(check, value, path)
        if reasons:
            complain("failed to match all allowed schemas", path)
        for what, where in reasons:
            complain(what, where)

    return told


def both(*checks: Check) -> Check:
    """Several checks of the same thing; the first that complains is heard."""

    def told(value: Any, path: str, complain: Complain) -> None:
        for check in checks:
            reasons = _gather(check, value, path)
            for what, where in reasons:
                complain(what, where)
            if reasons:
                return

    return told


def _gather(check: Check, value: Any, path: str) -> list[tuple[str, str]]:
    reasons: list[tuple[str, str]] = []
    check(value, path, lambda what, where: reasons.append((what, where)))
    return reasons


def exactly_one(*names: str) -> Check:
    """One of these fields, and one only."""

    def check(value: Any, path: str, complain: Complain) -> None:
        given = [name for name in names if isinstance(value, dict) and value.get(name) is not None]
        if len(given) != 1:
            complain(f"must provide exactly one of: {', '.join(names)}", path)

    return check


def some_of(*names: str) -> Check:
    """At least one of these fields."""

    def check(value: Any, path: str, complain: Complain) -> None:
        if not any(isinstance(value, dict) and value.get(name) is not None for name in names):
            complain(f"must provide at least one of: {', '.join(names)}", path)

    return check


def anything(value: Any, path: str, complain: Complain) -> None:
    """No demands: the field was looked at already."""
