"""No secret leaves in a log line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.process.logs import place_of_error, redact

SECRETS = [
    "xoxb-123-abcDEF",
    "xapp-1-A0-9f8e7d",
    "Bearer abc.def",
    "https://hooks.slack.com/commands/T1/123/abc",
    "https://hooks.slack.com/actions/T1/123/abc",
]


@pytest.mark.parametrize("secret", SECRETS)
@given(before=st.text(alphabet="abc: ", max_size=10), after=st.text(alphabet=" ,;", max_size=5))
def test_a_secret_is_never_logged(secret: str, before: str, after: str) -> None:
    line = redact(None, "info", {"event": f"{before} {secret} {after}"})["event"]
    assert secret not in line
    assert "[secret]" in line


def test_other_words_stay() -> None:
    assert redact(None, "info", {"event": "round_waits", "circle": "c1"}) == {"event": "round_waits", "circle": "c1"}


def test_an_error_is_logged_without_what_somebody_wrote() -> None:
    try:
        int("my private words")
    except ValueError:
        line = place_of_error(None, "error", {"event": "request_failed", "exc_info": True})
    assert line["error"] == "ValueError"
    assert "test_logs.py" in line["at"][0]
    assert "private" not in str(line)
