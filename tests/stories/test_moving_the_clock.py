"""The clock of the local workspace is moved by its page, in the words that people type to the bot."""

import httpx
import pytest

from bot.testing import Stage


@pytest.mark.parametrize(
    ("to", "sentence"),
    [
        ("yesterday", "That moment has passed. Choose one that is still to come."),
        ("in 9 years", "That is a long way off. Choose a moment within two years."),
    ],
)
def test_what_is_no_moment_to_come_is_said_in_a_sentence(stage: Stage, to: str, sentence: str) -> None:
    answer = httpx.post(f"{stage.playground.url}play/clock", json={"as": "U01AMARA", "to": to})
    assert answer.json()["error"] == sentence
