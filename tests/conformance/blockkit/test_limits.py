"""Every row of the table of limits: what is at the limit is taken, what is one beyond is refused, with its place."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.playground.blockkit.blocks import check_attachments, check_blocks, check_view
from bot.playground.blockkit.limits import LIMITS
from bot.playground.model.errors import SlackError
from tests.conformance.blockkit.rows import ROWS

CHECKS: dict[str, Callable[[Any], Any]] = {
    "blocks": check_blocks,
    "attachments": check_attachments,
    "view": lambda value: check_view(value, value["type"]),
}


def check(built: dict[str, Any]) -> None:
    for kind, value in built.items():
        CHECKS[kind](value)


def test_every_limit_is_tried():
    assert set(ROWS) == set(LIMITS)


@pytest.mark.parametrize("name", LIMITS)
def test_what_is_at_the_limit_is_taken(name: str):
    build, _ = ROWS[name]

    check(build(LIMITS[name].most))


@pytest.mark.parametrize("name", LIMITS)
def test_what_is_beyond_the_limit_is_refused_with_its_place(name: str):
    build, where = ROWS[name]

    with pytest.raises(SlackError) as caught:
        check(build(LIMITS[name].most + 1))

    if where.startswith("/"):
        assert any(told.endswith(f"[json-pointer:{where}]") for told in caught.value.messages)
    else:
        assert caught.value.code == where
