"""mrkdwn is read as Slack reads it; the page's own reader can be held to the same cases."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.playground.blockkit.mrkdwn import plain_text, tree, unescape

CASES = json.loads((Path(__file__).parent / "mrkdwn_cases.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_it_is_read_as_slack_reads_it(case: dict[str, Any]):
    assert tree(case["mrkdwn"]) == case["tree"]
    assert plain_text(case["mrkdwn"], lambda named: f"[{named}]") == case["plain"]


@given(st.text(st.sampled_from("*_~`<>@#!|^&; \n:aU1"), max_size=40))
@example("<|>")
def test_no_text_breaks_the_reader(text: str):
    assert isinstance(plain_text(text, marks=True), str)


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_words_without_markup_stay_as_they_are(text: str):
    calm = text.translate(dict.fromkeys(map(ord, "*_~`<>&:/")))

    assert plain_text(calm) == calm


@given(st.text(max_size=30))
def test_escaped_words_are_never_markup(text: str):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    assert unescape(escaped) == text
    assert not any(node["type"] in ("user", "channel", "broadcast", "date") for node in tree(escaped))
