"""JSON as it goes over the wire: nothing that comes in can make going out fail."""

import json
import math
from typing import Any, NoReturn

from starlette.responses import JSONResponse


class Answer(JSONResponse):
    """JSON in plain ASCII, so that half a surrogate pair is only an escape."""

    def render(self, content: Any) -> bytes:
        return json.dumps(content, allow_nan=False, separators=(",", ":")).encode()


def read_json(text: str | bytes) -> Any:
    """Strict JSON; ValueError for anything else, NaN and endless nesting included."""
    try:
        return json.loads(text, parse_constant=_no_number, parse_float=_finite)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _no_number(text)
