"""Goldens are rewritten only when asked for."""

from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent

Golden = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="Write the goldens anew; read the diff.")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Holds a text equal to the file of that name."""
    update = request.config.getoption("--update-goldens", default=False)

    def check(name: str, text: str) -> None:
        if update:
            (HERE / name).write_text(text, encoding="utf-8")
        assert text == (HERE / name).read_text(encoding="utf-8")

    return check
