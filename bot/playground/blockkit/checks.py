"""Small checks that are put together into the shape of a block; complaints read like Slack's own."""

import re
from collections.abc import Callable, Mapping
from typing import Any

Complain = Callable[[str, str], None]
Check = Callable[[Any, str, Complain], None]

DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


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


def number(value: Any, path: str, complain: Complain) -> None:
    """A whole number."""
    if isinstance(value, bool) or not isinstance(value, int):
        complain("must provide a number", path)


def matching(pattern: re.Pattern[str], what: str) -> Check:
    """A string of one form."""

    def check(value: Any, path: str, complain: Complain) -> None:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            complain(f"must be a valid {what}", path)

    return check


def one_of(*allowed: str) -> Check:
    """One of a few words."""

    def check(value: Any, path: str, complain: Complain) -> None:
        if value not in allowed:
            complain(f"must be a valid enum value: {', '.join(allowed)}", path)

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


def both(first: Check, second: Check) -> Check:
    """Two checks of the same thing."""

    def check(value: Any, path: str, complain: Complain) -> None:
        first(value, path, complain)
        second(value, path, complain)

    return check


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
    """No demands."""
