"""Writes docs/who-may-do-what.md from the rules.

python -m tests.allowed.table > docs/who-may-do-what.md
"""

import sys

from tests.allowed.rules import CHAMPION_VERBS, KINDS, Answer, Cell, Kind, Place, Role, right_answer

HEADER = """\
# Who may do what, where

Written by `python -m tests.allowed.table > docs/who-may-do-what.md` from the rules in `tests/allowed/rules.py`, and a
test holds it equal to them. The tests there try every verb, button and form of every ritual against the rules, for each
of these people, from each of these places, over Slack's protocol; and a refused one changes nothing in the database.

The bot asks in one place: [bot/people/allowed.py](../bot/people/allowed.py). How a ritual says of what kind an act is:
[Write a ritual](../rituals/README.md).

- **People of this workspace** have a full account or are guests. Who has a team of another company, is a bot, has a
  closed account, or is not told of by Slack, can only leave what they are in.
- **What is yours stays yours.** Leaving, pausing, refusing, what you were given, your data and being forgotten work
  wherever you are.
- **A circle is for those in its channel**, for those who joined it (guests only as long as they are in the channel),
  and for its champions.
- **Anybody else hears what they would hear if there were no such circle**, whatever an old message, or a button made by
  hand, says. Only who looks at a public channel from outside is asked to come in.
- **Who is in a channel** is known of those who take part, and of whoever typed there a moment ago. About anybody else
  Slack is asked, and the answer is remembered for a minute. If Slack does not answer, nothing is changed or shown, and
  they are asked to try again. Who pressed a button on a message in the channel is believed then, for they see it.
- **Help, `/kind worried`, `/kind privacy`, `/kind my data` (also as files) and `/kind forget me`** are for everybody
  who can type them, about themselves; whoever presses another's button for it gets their own.
  Whom a circle names for those who are worried is told to those who may know of that circle.
"""
SHORT = {
    Answer.DONE: "yes",
    Answer.FOR_COLLEAGUES: "no",
    Answer.SET_UP: "no",
    Answer.CHAMPIONS: "told whom to ask",
    Answer.COME_IN: "told to come in",
    Answer.NOTHING: "nothing there",
}
AT = {
    "In the channel, or in it and doing it from elsewhere": Place.THERE,
    "Looking at a public channel from outside": Place.LOOKING,
    "Outside the channel": Place.OUTSIDE,
}
NO_ACCOUNT = (Role.BOT, Role.GONE, Role.UNKNOWN)


def page() -> str:
    """The whole page, in Markdown."""
    parts = [HEADER, "## The kinds of acts\n", *_kinds()]
    for title, place in AT.items():
        parts += [f"\n## {title}\n", *_table(place)]
    return "\n".join(parts) + "\n"


def _kinds() -> list[str]:
    rows = [f"| {kind.name.lower().replace('_', ' ')} | {kind.value} | {_acts(kind)} |" for kind in Kind]
    return ["| | | which |", "| --- | --- | --- |", *rows]


def _acts(kind: Kind) -> str:
    of_all = [name for name, its in CHAMPION_VERBS.items() if its is kind]
    named = [f"{ritual}: {', '.join(kinds[kind].split())}" for ritual, kinds in KINDS.items() if kind in kinds]
    return "; ".join([*named, *([f"every ritual: {', '.join(of_all)}"] if of_all else [])])


def _table(place: Place) -> list[str]:
    head = " | ".join(["", *(kind.name.lower().replace("_", " ") for kind in Kind)])
    rows = [_row(role, place) for role in Role if not (place.is_in and role in NO_ACCOUNT)]
    return [f"| {head} |", f"| --- |{' --- |' * len(Kind)}", *rows]


def _row(role: Role, place: Place) -> str:
    answers = [right_answer(Cell(kind, role, place, has_part=role.takes_part, joined=role.takes_part)) for kind in Kind]
    return f"| {role.value} | {' | '.join(SHORT[answer] for answer in answers)} |"


if __name__ == "__main__":
    sys.stdout.write(page())
