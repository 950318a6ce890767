"""Rules between the fields of one element."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from bot.playground.blockkit.checks import Check, Complain
from bot.playground.blockkit.states import options_of

Json = dict[str, Any]


def chosen_from_options(element: Any, path: str, complain: Complain) -> None:
    """What is chosen at first is one of the options, word for word."""
    offered = options_of(element)
    for option, where in _chosen(element, path):
        if option not in offered:
            complain("must exactly match one of the provided options", where)


def _chosen(element: Json, path: str) -> Iterator[tuple[Json, str]]:
    if element.get("initial_option"):
        yield element["initial_option"], f"{path}/initial_option"
    for place, option in enumerate(element.get("initial_options") or []):
        yield option, f"{path}/initial_options/{place}"


def in_order(low: str, high: str) -> Check:
    """The one is not above the other, where both are given."""

    def check(element: Any, path: str, complain: Complain) -> None:
        least, most = element.get(low), element.get(high)
        if least is not None and most is not None and Decimal(least) > Decimal(most):
            complain(f"{low} must not be greater than {high}", f"{path}/{high if low != 'initial_value' else low}")

    return check
