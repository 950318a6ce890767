"""What must hold after any number of kills and failures, read from the database and from what the workspace got."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from bot.playground import Message, Workspace
from bot.playground.blockkit.blocktext import words_of
from storage.tables.models import CircleRow, GroupRow, MemberRow, OutboxRow, RoundRow
from tests.chaos.plan import AT, Plan

UNSURE = "unsure"
LONG = 20
"""Letters: a line so long does not stand in a log by chance."""
ROOM = {2: 8, 3: 15}
"""From how many people on two rounds by such groups need no pair twice, while other circles keep some pairs apart."""


NUMBERS = ("introductions", "rounds", "messages", "unsure", "unheard", "duplicates", "lost")


@dataclass(slots=True)
class Findings:
    """Everything that was counted, and a sentence for each thing that does not hold."""

    introductions: int = 0
    rounds: int = 0
    messages: int = 0
    unsure: int = 0
    unheard: int = 0
    duplicates: int = 0
    lost: int = 0
    broken: list[str] = field(default_factory=list)

    @property
    def well(self) -> bool:
        """Nothing twice, nothing lost, everything as it must be."""
        return not (self.duplicates or self.lost or self.broken)

    def count(self, other: "Findings") -> None:
        """Add the other's numbers."""
        for name in NUMBERS:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def as_dict(self) -> dict[str, int]:
        """Only numbers."""
        return {name: getattr(self, name) for name in NUMBERS} | {"invariants_broken": len(self.broken)}

    def expect(self, holds: bool, sentence: str) -> None:
        """Write the sentence down unless this holds."""
        if not holds:
            self.broken.append(sentence)


def examine(engine: Engine, ws: Workspace, plans: Sequence[Plan], log: Path, *, since: str = "") -> Findings:
    """Look at everything that was said after `since` (a time stamp). What is to be done must have been done."""
    found = Findings()
    said = [message for message in bot_messages(ws) if message.ts > since]
    with Session(engine) as session:
        rows = list(session.scalars(select(OutboxRow).order_by(OutboxRow.number)))
        _rounds(found, session, plans)
        groups = _groups(found, session, plans)
        _introductions(found, rows, said, groups)
        _references(found, ws, rows, said, _channels(session))
        _finished(found, rows)
        _integrity(found, session)
    _log(found, ws, said, log)
    return found


def bot_messages(ws: Workspace) -> Iterator[Message]:
    """What the bot said, in the order of each conversation; not what one person alone saw, nor files in threads."""
    for place in ws.conversations:
        for message in ws.messages.visible(place.id, ws.bot.id):
            if message.user == ws.bot.id and message.only_for is None and message.thread_ts in (None, message.ts):
                yield message


def introduced(message: Message) -> str | None:
    """The group that this message introduces: it stands in the value of its buttons."""
    for block in message.blocks or []:
        for element in block.get("elements", ()):
            if element.get("action_id") == "coffee:cant":
                return str(json.loads(element["value"])["a"])
    return None


def _rounds(found: Findings, session: Session, plans: Sequence[Plan]) -> None:
    """I1: one round for each time that was due. I8: the next one is when the schedule says."""
    for plan in plans:
        rounds = list(session.scalars(select(RoundRow).filter_by(circle_id=plan.circle)))
        found.rounds += len(rounds)
        dues = Counter(round.due for round in rounds)
        found.expect(dues == Counter(plan.dues), f"circle {plan.circle} held {len(rounds)} rounds of {len(plan.dues)}")
        circle = session.get_one(CircleRow, plan.circle)
        made = max((round.created for round in rounds), default=datetime.now(UTC))
        found.expect(not rounds or circle.next_due == _next_due(plan, made), f"circle {plan.circle} is due wrongly")


def _next_due(plan: Plan, made: datetime) -> datetime:
    local = made.astimezone(plan.zone).date()
    days = (local + timedelta(days=ahead) for ahead in range(1, 8))
    day = next(day for day in days if day.weekday() == plan.weekday)
    return datetime.combine(day, AT, plan.zone).astimezone(UTC)


def _groups(found: Findings, session: Session, plans: Sequence[Plan]) -> dict[str, frozenset[str]]:
    """I2, I3: everybody is in one group of each round, of the size asked for. I13: nobody meets again at once."""
    groups: dict[str, frozenset[str]] = {}
    for plan in plans:
        pairs: Counter[frozenset[str]] = Counter()
        off: set[str] = set()
        members: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        mine = select(MemberRow, GroupRow.happened).join(GroupRow).where(GroupRow.circle_id == plan.circle)
        for row, happened in session.execute(mine):
            members[row.round_id][row.group_id].add(row.person)
            off.update(() if happened else (row.group_id,))
        for round, its in members.items():
            sizes = sorted(map(len, its.values()))
            placed = Counter(person for people in its.values() for person in people)
            found.expect(placed == Counter(plan.people), f"round {round} placed {len(placed)} of {len(plan.people)}")
            fits = sizes[0] >= plan.group_size and sizes[-1] <= plan.group_size + 1
            found.expect(fits, f"round {round} has groups of {sizes}")
            met = [people for group, people in its.items() if group not in off]
            pairs.update(frozenset(pair) for people in met for pair in combinations(people, 2))
            groups.update((group, frozenset(people)) for group, people in its.items())
        again = [pair for pair, times in pairs.items() if times > 1]
        room = len(plan.people) >= ROOM[plan.group_size]
        found.expect(not (room and again), f"circle {plan.circle}: {len(again)} pairs met again")
    return groups


def _introductions(
    found: Findings, rows: list[OutboxRow], said: list[Message], groups: dict[str, frozenset[str]]
) -> None:
    """I4: one outbox row a group. I5: one message a group, or none and somebody knows."""
    found.introductions, found.messages = len(groups), len(said)
    ours = {row.key.removeprefix("group:"): row for row in rows if row.kind == "introduce"}
    found.expect(set(ours) == set(groups), f"{len(ours)} rows for {len(groups)} groups")
    found.expect(sum(row.kind == "introduce" for row in rows) == len(ours), "a group has two rows")
    heard = Counter(group for message in said if (group := introduced(message)))
    found.expect(set(heard) <= set(groups), f"{len(set(heard) - set(groups))} introductions of unknown groups")
    for group, row in ours.items():
        found.duplicates += max(0, heard[group] - 1)
        if not heard[group]:
            after = [each for each in rows if each is not row and group in each.key]
            recorded = row.state in ("failed", "dropped") and bool(after)
            found.lost += not recorded
            found.unheard += not any(each.state == "done" for each in after)


def _references(
    found: Findings, ws: Workspace, rows: list[OutboxRow], said: list[Message], channels: dict[str, str]
) -> None:
    """I6: done, the reference known, the message there: all three or none. What nobody knows of is explained."""
    places = Counter((message.conversation, message.ts) for message in said)
    known: Counter[tuple[str, str]] = Counter()
    unsure: Counter[str] = Counter()
    for row in rows:
        if row.kind == "update":
            continue
        place = row.reference or {}
        where = (place["conversation"], place["message"]) if place.get("message") else None
        found.expect((row.state == "done") == (where is not None), f"row {row.id} is {row.state}, said at {where}")
        if where:
            known[where] += 1
            found.expect(where in places, f"row {row.id} is said to be where nothing is")
        elif row.state == "failed" and row.why.startswith(UNSURE):
            unsure[_place_of(ws, row, channels)] += 1
    found.unsure = sum(unsure.values())
    found.expect(max(known.values(), default=1) == 1, "two rows are said to be one message")
    unknown = Counter(place for (place, ts) in places if (place, ts) not in known)
    for place, number in unknown.items():
        extra = max(0, number - unsure[place])
        found.duplicates += extra if not _has_invitations(said, place, known) else 0
        found.expect(not extra, f"{extra} messages in {place} belong to nothing")


def _has_invitations(said: list[Message], place: str, known: Counter[tuple[str, str]]) -> bool:
    """Whether what is unknown there are invitations, which are counted by their groups."""
    unknown = [each for each in said if each.conversation == place and (place, each.ts) not in known]
    return any(introduced(message) for message in unknown)


def _place_of(ws: Workspace, row: OutboxRow, channels: dict[str, str]) -> str:
    if row.kind == "post":
        return channels[row.circle_id or ""]
    place = ws.conversations.between([*row.people, ws.bot.id])
    return place.id if place else ""


def _channels(session: Session) -> dict[str, str]:
    return {circle.id: circle.channel for circle in session.scalars(select(CircleRow))}


def _finished(found: Findings, rows: Iterable[OutboxRow]) -> None:
    """I7: nothing is still being sent, and nothing waits."""
    waiting = Counter(row.state for row in rows if row.state not in ("done", "failed", "dropped"))
    found.expect(not waiting, f"still to be sent: {dict(waiting)}")


def _integrity(found: Findings, session: Session) -> None:
    """I17: the file is sound, and no row has lost its owner."""
    if session.get_bind().dialect.name != "sqlite":
        return
    found.expect(session.scalar(text("PRAGMA integrity_check")) == "ok", "the file is not sound")
    found.expect(session.execute(text("PRAGMA foreign_key_check")).first() is None, "a row has lost its owner")


def _log(found: Findings, ws: Workspace, said: list[Message], log: Path) -> None:
    """I14: no token, no name, nothing of what was said."""
    written = log.read_text() if log.exists() else ""
    lines = {line for message in said for line in words_of(message, str).splitlines() if len(line) > LONG}
    names = {person.real_name for person in ws.people if " " in person.real_name and person.is_human}
    for what, pieces in (("a token", {ws.bot_token}), ("a name", names), ("words", lines)):
        found.expect(not any(piece in written for piece in pieces), f"{what} stands in the log")
