"""The page reads Slack's mrkdwn as the workspace does: both are held to the same cases."""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "conformance/blockkit/mrkdwn_cases.json").read_text("utf-8")
)
TAGS = {"bold": "b, strong", "italic": "i, em", "strike": "s, del", "code": "code", "pre": "pre", "link": "a"}
WORDS = {"text", *TAGS}
READ = """async ([texts, tags]) => {
  const { mrkdwn } = await import("/page/blocks/mrkdwn.js");
  return texts.map((text) => {
    const shown = document.createElement("div");
    shown.append(...mrkdwn(text));
    document.body.append(shown); // its lines count only where they are drawn
    return [shown.innerText, tags.map((tag) => shown.querySelectorAll(tag).length)];
  });
}"""


def kinds(tree: list[dict[str, Any]]) -> list[str]:
    """The kinds of its parts, however deep; a date with an address is a link as well."""
    found = []
    for part in tree:
        found += [part["type"], *kinds(part.get("inside", []))]
        found += ["link"] if part["type"] == "date" and "url" in part else []
    return found


def test_both_read_the_same(page: Page) -> None:
    shown = page.evaluate(READ, [[case["mrkdwn"] for case in CASES], list(TAGS.values())])
    for case, (text, counts) in zip(CASES, shown, strict=True):
        found = kinds(case["tree"])
        assert counts == [found.count(kind) for kind in TAGS], case["name"]
        if set(found) <= WORDS:
            assert text.split() == case["plain"].split(), case["name"]
