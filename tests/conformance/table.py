"""Writes docs/conformance.md from the marks of the tests themselves.

python -m tests.conformance.table > docs/conformance.md
"""

import sys
from pathlib import Path

from tests.conformance.not_kept import NOT_KEPT
from tests.marks import collected

HERE = Path(__file__).parent
HEADER = """\
# What the local workspace keeps of Slack

Written by `python -m tests.conformance.table > docs/conformance.md` from the marks of the tests in
`tests/conformance/`, and a test holds it equal to them. Each line that is *kept* is a test, driven by Slack's own
clients. What is *not kept* is not there, or behaves otherwise than at Slack. The limits of Block Kit have
[a page of their own](block-kit.md). Nothing here was compared with Slack itself: the tests rest on its documentation,
its client libraries and the samples it publishes.
"""
METHODS = "The Web API"


def page(kept: dict[str, set[str]]) -> str:
    """The whole page, in Markdown."""
    names = sorted({*kept, *NOT_KEPT}, key=lambda name: (group(name), name))
    parts, last = [HEADER], ""
    for name in names:
        if group(name) != last:
            last = group(name)
            parts.append(f"## {last}\n")
        parts.append(section(name, sorted(kept.get(name, ())), NOT_KEPT.get(name, ())))
    return "\n".join(parts)


def group(name: str) -> str:
    """Under which heading it stands."""
    if name.startswith("event "):
        return "Events"
    return METHODS if "." in name else "Everything else"


def section(name: str, kept: list[str], not_kept: tuple[str, ...]) -> str:
    """One method, event or behaviour."""
    title = name.removeprefix("event ")
    lines = [f"### {title}\n", "| | |", "| --- | --- |"]
    lines += [f"| kept | {what} |" for what in kept] + [f"| not kept | {what} |" for what in not_kept]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page(collected("keeps", HERE)))
