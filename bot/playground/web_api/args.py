"""The arguments of a Web API call, however they came: query, form, or JSON."""

import base64
import json
import math
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from bot.playground.model.errors import SlackError
from bot.playground.wire import read_json

MOST_ITEMS = 1000
T = TypeVar("T")


class Args:
    """Named values; JSON may be nested in strings, and lists may be comma-separated."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def has(self, name: str) -> bool:
        """Whether it was given at all, empty or not."""
        return self._values.get(name) is not None

    def without(self, name: str) -> dict[str, Any]:
        """Everything that was given but this."""
        return {key: held for key, held in self._values.items() if key != name}

    def text(self, name: str) -> str:
        """A string, empty if it was not given."""
        value = self._values.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value)

    def need(self, name: str, error: str = "invalid_arguments") -> str:
        """A string that must be given."""
        value = self.text(name)
        if not value:
            said = [f"[ERROR] missing required field: {name}"] if error == "invalid_arguments" else []
            raise SlackError(error, said)
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """True or false in any of the ways Slack takes."""
        value = self._values.get(name)
        if value is None or value == "":
            return default
        return str(value).lower() in ("1", "true")

    def whole(self, name: str, error: str = "invalid_arguments") -> int | None:
        """A whole number, if it was given."""
        value = self._values.get(name)
        if value is None or value == "":
            return None
        try:
            return int(str(value))
        except ValueError:
            raise SlackError(error) from None

    def number(self, name: str) -> float | None:
        """A finite number, if it was given."""
        value = self._values.get(name)
        if value is None or value == "":
            return None
        try:
            number = float(str(value))
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise SlackError("invalid_arguments", [f"[ERROR] must be a number [json-pointer:/{name}]"])
        return number

    def json(self, name: str, error: str = "invalid_arguments") -> Any:
        """A structure, decoded if it came as a string; None if it was not given."""
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return read_json(value)
        except ValueError:
            raise SlackError(error) from None

    def words(self, name: str) -> list[str]:
        """A list of strings, comma-separated or JSON."""
        value = self._values.get(name)
        if isinstance(value, str) and value.lstrip().startswith("["):
            value = self.json(name)
        if isinstance(value, list):
            return [str(word).strip() for word in value]
        return [word.strip() for word in self.text(name).split(",") if word.strip()]


def page(items: Sequence[T], args: Args, default: int) -> tuple[list[T], str]:
    """One page of a list and the cursor of the next, empty at the end."""
    limit = args.whole("limit", "invalid_limit")
    size = limit if limit else default
    if size < 1 or size > MOST_ITEMS:
        raise SlackError("invalid_limit")
    start = _position(args.text("cursor"))
    if start > len(items):
        raise SlackError("invalid_cursor")
    end = start + size
    following = base64.b64encode(f"next:{end}".encode()).decode() if end < len(items) else ""
    return list(items[start:end]), following


def _position(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        word, _, place = base64.b64decode(cursor, validate=True).decode().partition(":")
        if word == "next" and place.isdecimal():
            return int(place)
    except ValueError:
        pass
    raise SlackError("invalid_cursor")
