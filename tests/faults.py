"""Writes docs/faults.md from the marks of the tests themselves.

python -m tests.faults > docs/faults.md
"""

import sys
from pathlib import Path

from tests.marks import collected

HERE = Path(__file__).parent
HEADER = """\
# What can go wrong, and what is proved about it

Written by `python -m tests.faults > docs/faults.md` from the marks of the tests, and a test holds it equal to them.
Each line under a fault is a test that fails when it does not hold. How messages are delivered, and what no test can
prove, is in [delivery.md](delivery.md). The longer version of F1 and F2 is `python -m tests.chaos`. Everything is tried
against the local workspace, and nothing against Slack itself.
"""
FAULTS = {
    "F1": "SIGKILL at any line of bell, claim and send",
    "F2": "SIGKILL at random times, several workers",
    "F3": "a process frozen for longer than its lease",
    "F4": "two versions at work at once",
    "F5": "SIGTERM",
    "F6": "nothing runs while rounds fall due",
    "F7": "the clock steps",
    "F8": "clocks change, or the circle moves",
    "F9": "PostgreSQL crashes",
    "F10": "the answer to a COMMIT is lost",
    "F11": "the database falls silent",
    "F12": "the database is locked for long",
    "F13": "the disk is full",
    "F14": "a migration is killed, or runs twice at once",
    "F15": "yesterday's backup is put back",
    "F16": "a deadlock",
    "F17": "429 with Retry-After",
    "F18": "a reset after accepting",
    "F19": "500 or 503, before or after acting",
    "F20": "an answer that is slower than our patience",
    "F21": "somebody is deactivated between matching and sending",
    "F22": "the channel is archived",
    "F23": "the token is taken back",
    "F24": "a scope is missing",
    "F25": "a token expires while two workers refresh it",
    "F26": "an answer that is nonsense",
    "F27": "the same event several times, or in two processes",
    "F28": "only the repeated delivery arrives",
    "F29": "a handler dies before it has committed",
    "F30": "a double click, a form sent twice",
    "F31": "twenty want the last one",
    "F32": "forged or old buttons",
    "F33": "junk over HTTP",
    "F34": "a trigger that has expired",
    "F35": "events out of order",
    "F36": "the socket is closed, or lost",
    "F37": "a list of members that breaks off",
    "F38": "bots, guests, strangers",
    "F39": "an odd number, one, or nobody",
    "F40": "somebody leaves between matching and sending",
    "F41": "somebody is forgotten during a round",
    "F42": "the bot is uninstalled, and installed again",
    "F43": "two workspaces with equal ids",
    "F44": "names that are markup, formulas or endless",
}
NOT_MARKED = {
    "F25": "Cannot happen yet: the bot has no installation flow, and its tokens do not expire.",
}


def page(proved: dict[str, set[str]]) -> str:
    """The whole page, in Markdown. Raises KeyError for a mark of no known fault, or a fault nobody speaks of."""
    unknown = set(proved) - set(FAULTS)
    if unknown:
        raise KeyError(f"no such fault: {unknown}")
    parts = [HEADER]
    for fault, name in FAULTS.items():
        lines = [f"- {what}" for what in sorted(proved.get(fault, ()))] or [f"- *not covered:* {NOT_MARKED[fault]}"]
        parts.append(f"## {fault}: {name}\n\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(page(collected("fault", HERE)))
