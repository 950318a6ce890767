"""How property tests are run: never against the clock, and with `--hypothesis-profile=deep` ten times as hard.

A plugin for pytest: what a test's own @settings say is multiplied, and a profile alone could not do that.
"""

from typing import Any

import pytest
from hypothesis import HealthCheck, is_hypothesis_test, settings

DEEP = "deep"
TIMES = 10

settings.register_profile(DEEP, database=None, derandomize=False, print_blob=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every property test that was collected."""
    for holder, name in {_held(item.obj): None for item in items if _is_property(item)}:
        setattr(holder, name, as_it_is_run(getattr(holder, name)))


def as_it_is_run(own: settings) -> settings:
    """A busy machine draws and runs slowly, and no property is about speed; what else a test says of itself holds."""
    return settings(
        own,
        max_examples=own.max_examples * (TIMES if settings.get_current_profile_name() == DEEP else 1),
        deadline=None,
        suppress_health_check={*own.suppress_health_check, HealthCheck.too_slow},
    )


def _is_property(item: pytest.Item) -> bool:
    return isinstance(item, pytest.Function) and is_hypothesis_test(item.obj)


def _held(test: Any) -> tuple[Any, str]:
    """Where Hypothesis looks for the test's settings: on the function, or on the class around a state machine."""
    machine = getattr(test, "__self__", None)
    return (type(machine), "settings") if hasattr(machine, "settings") else (_function(test), _SETTINGS)


def _function(test: Any) -> Any:
    return getattr(test, "__func__", test)


_SETTINGS = "_hypothesis_internal_use_settings"
"""Hypothesis's own pytest plugin sets them here too; its decorator may be used once only."""
