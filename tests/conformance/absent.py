"""Writes docs/methods-not-here.md: the methods that Slack's own client knows, and the local workspace has not.

python -m tests.conformance.absent > docs/methods-not-here.md
"""

import sys
from itertools import groupby

from bot.playground.web_api.calls import APP_METHODS, METHODS, OPEN_METHODS
from bot.playground.web_api.known import slack_methods

HEADER = """\
# Methods that the local workspace has not

Written by `python -m tests.conformance.absent > docs/methods-not-here.md` from the methods that `slack_sdk`'s client
calls, and a test holds it equal to them. Who calls one of these is answered `unknown_method`, with a line in
`response_metadata` that says so; the developer panel tells it from a method that Slack has not either. What the others
keep is in [conformance.md](conformance.md).

Slack itself has switched some of these off: `channels.*`, `groups.*`, `im.*`, `mpim.*` and `files.upload`, for example.
"""


def page() -> str:
    """The whole page, in Markdown."""
    here = {*METHODS, *APP_METHODS, *OPEN_METHODS}
    families = groupby(sorted(slack_methods() - here), key=lambda method: method.partition(".")[0])
    rows = [f"| {family} | {', '.join(f'`{method}`' for method in methods)} |" for family, methods in families]
    return "\n".join([HEADER, "| family | methods |", "| --- | --- |", *rows]) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
