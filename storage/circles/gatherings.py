"""A circle's rounds and groups, and what is remembered of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import combinations
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import aliased

from rituals.errors import AlreadyToday, NotYours
from rituals.records import Group, Introduction, Meeting, Round
from storage.circles.open_circle import OpenCircle
from storage.left import left_in
from storage.tables.inserts import insert_once, insert_or_replace
from storage.tables.models import (
    AnswerRow,
    CircleRow,
    GroupRow,
    MemberRow,
    OutboxRow,
    ParticipantRow,
    RoundRow,
    WorkspaceRow,
    new_id,
)


class Gatherings(OpenCircle):
    """The circle's history. A round or group of another circle is not there."""

    def begin_round(self, due: datetime, on: date, next_due: datetime | None, now: datetime) -> Round | None:
        """Open this date's round; None if there was one. Either way the circle moves on to `next_due`."""
        self._row.next_due, self._newest = next_due, None
        latest = self._latest()
        id, number = new_id(), latest.number + 1 if latest else 1
        values = {"id": id, "circle_id": self.id, "number": number, "on_date": on, "due": due, "created": now}
        return self.round(id) if insert_once(self._session, RoundRow, values) else None

    def take_turns(self) -> None:
        """Wait until no other round of this workspace is being held: whom it introduces is known from then on."""
        mine = select(WorkspaceRow.id).where(WorkspaceRow.id == self.workspace)
        self._session.execute(mine.with_for_update(key_share=True))

    def bring_forward(self, now: datetime) -> None:
        today = now.astimezone(self.zone).date()
        if self._session.scalar(self._rows(RoundRow).where(RoundRow.on_date == today)):
            raise AlreadyToday
        self._row.next_due = now
        left_in(self._session).due = True

    @property
    def last_date(self) -> date | None:
        """The local date of the latest round."""
        latest = self._latest()
        return latest.on_date if latest else None

    def round(self, id: str) -> Round:
        return self._as_round(self._round_row(id))

    def gather(self, round: str, people: tuple[str, ...]) -> Group:
        """Make a group. Raises ValueError as `gather_all`."""
        return self.gather_all(round, [people])[0]

    def gather_all(self, round: str, groups: Sequence[tuple[str, ...]]) -> tuple[Group, ...]:
        """Make all of them. Raises ValueError when somebody would be in two groups, or in one twice."""
        held = self._round_row(round)
        self._check_free(held.id, groups)
        rows = [self._fresh_group(held.id, people) for people in groups]
        self._session.add_all(rows)
        self._session.flush()
        self._at_hand += [held, rows]
        rounds: dict[str, Round] = {}
        return tuple(self._as_group(row, rounds) for row in rows)

    def disband(self, group: Group) -> None:
        self._session.delete(self._group_row(group.id))
        self._session.flush()

    def groups(self, round: str) -> tuple[Group, ...]:
        """The round's groups, by their people."""
        found = self._as_groups(self._groups().where(GroupRow.round_id == self._round_row(round).id))
        return tuple(sorted(found, key=lambda group: group.people))

    def group(self, id: str) -> Group:
        return self._as_group(self._group_row(id))

    def group_of(self, person: str, about: str = "") -> Group:
        theirs = self._groups().join(MemberRow, MemberRow.group_id == GroupRow.id)
        theirs = theirs.where(MemberRow.person == person)
        if about:
            theirs = theirs.where(GroupRow.id == about)
        row = self._session.scalar(theirs.order_by(RoundRow.number.desc()).limit(1))
        if row is None:
            raise NotYours
        return self._as_group(row)

    def earlier(self, people: tuple[str, ...]) -> tuple[Group, ...]:
        wanted = set(people)
        # asked first: together, SQLite reads every group of the circle
        ids = list(self._session.scalars(_with_all(sorted(wanted)))) if wanted else []
        found = self._as_groups(self._groups().where(GroupRow.id.in_(ids))) if ids else ()
        return tuple(group for group in found if set(group.people) == wanted)

    def repeats(self, round: str) -> Mapping[tuple[str, ...], tuple[Group, ...]]:
        held = self._round_row(round)
        new, old = aliased(MemberRow), aliased(MemberRow)
        together = (
            select(old.group_id)
            .join(new, and_(new.person == old.person, new.round_id == held.id))
            .group_by(old.group_id, new.group_id)
            .having(func.count() > 1)
        )
        now = {group.people for group in self.groups(round)}
        found: dict[tuple[str, ...], tuple[Group, ...]] = {}
        for group in self._as_groups(self._groups().where(RoundRow.number < held.number, GroupRow.id.in_(together))):
            if group.people in now:
                found[group.people] = (*found.get(group.people, ()), group)
        return found

    def meetings(self) -> tuple[Meeting, ...]:
        """Every introduced pair, by round and then by their ids, less those of groups that did not happen."""
        rows = self._session.execute(self._together(GroupRow.id, happened=True))
        return _pairs((group, number, person) for group, number, person in rows)

    def unmet(self, besides: Collection[str] = ()) -> tuple[Meeting, ...]:
        """Those of groups that did not happen, in the same order."""
        rows = self._session.execute(self._together(GroupRow.id, GroupRow.notes, happened=False)).all()
        return _pairs((group, number, who) for group, notes, number, who in rows if not any(map(notes.get, besides)))

    def introductions(self, since: datetime, *, elsewhere: bool = False) -> tuple[Introduction, ...]:
        """Those of groups that were surely not introduced are none."""
        circles = self._others() if elsewhere else [self.id]
        mine = select(ParticipantRow.person).where(ParticipantRow.circle_id == self.id)
        rows = self._session.execute(
            select(RoundRow.created, GroupRow.id, MemberRow.person)
            .join(GroupRow, GroupRow.round_id == RoundRow.id)
            .join(MemberRow, MemberRow.group_id == GroupRow.id)
            .where(RoundRow.circle_id.in_(circles), RoundRow.created >= since, MemberRow.person.in_(mine))
        )
        groups: dict[tuple[datetime, str], list[str]] = {}
        for at, group, person in rows:
            groups.setdefault((at, group), []).append(person)
        not_made = self._given_up(circles, since)
        return tuple(
            Introduction(a=a, b=b, at=at)
            for (at, group), people in sorted(groups.items())
            if f"group:{group}" not in not_made
            for a, b in combinations(sorted(people), 2)
        )

    def happened(self, group: Group, yes: bool) -> None:
        self._group_row(group.id).happened = yes

    def note(self, group: Group, **notes: object) -> Group:
        row = self._group_row(group.id)
        row.notes = {**row.notes, **notes}
        return self._as_group(row)

    def answer(self, group: Group, person: str, question: str, value: str) -> None:
        """Keep one answer of one of the group's people. Raises NotYours for anybody else."""
        held = self.group(group.id)
        if person not in held.people:
            raise NotYours
        key = {"group_id": held.id, "person": person, "question": question}
        insert_or_replace(self._session, AnswerRow, [{**key, "value": value}])

    def answer_of(self, group: Group, person: str, question: str) -> str | None:
        key = {"group_id": self._group_row(group.id).id, "person": person, "question": question}
        return self._session.scalar(select(AnswerRow.value).filter_by(**key))

    def _together(self, *of_group: Any, happened: bool) -> Select[Any]:
        """Of each member of each such group: these columns, the round's number, and who it is."""
        found = select(*of_group, RoundRow.number, MemberRow.person)
        found = found.join(RoundRow, GroupRow.round_id == RoundRow.id)
        found = found.join(MemberRow, MemberRow.group_id == GroupRow.id)
        return found.where(GroupRow.circle_id == self.id, GroupRow.happened.is_(happened))

    def _others(self) -> list[str]:
        """The ritual's other circles in this workspace, running or not."""
        same = CircleRow.workspace == self.workspace, CircleRow.ritual == self._row.ritual
        return list(self._session.scalars(select(CircleRow.id).where(*same, CircleRow.id != self.id)))

    def _given_up(self, circles: Sequence[str], since: datetime) -> set[str]:
        """The keys of introductions that were not made, as far as anybody knows."""
        ended = OutboxRow.kind == "introduce", OutboxRow.state.in_(("failed", "dropped"))
        found = select(OutboxRow.key).where(OutboxRow.circle_id.in_(circles), OutboxRow.created >= since, *ended)
        return set(self._session.scalars(found))

    def _check_free(self, round: str, groups: Sequence[tuple[str, ...]]) -> None:
        taken = set(self._session.scalars(select(MemberRow.person).where(MemberRow.round_id == round)))
        people = [person for group in groups for person in group]
        if not all(groups) or len(set(people)) < len(people) or not taken.isdisjoint(people):
            raise ValueError("everybody is in one group a round, once")

    def _fresh_group(self, round: str, people: tuple[str, ...]) -> GroupRow:
        row = GroupRow(id=new_id(), circle_id=self.id, round_id=round, notes={}, happened=True)
        row.members = [MemberRow(round_id=round, person=who) for who in sorted(people)]
        return row

    def _round_row(self, id: str) -> RoundRow:
        row = self._session.get(RoundRow, id)
        if row is None or row.circle_id != self.id:
            raise NotYours
        return row

    def _groups(self) -> Select[GroupRow]:
        return select(GroupRow).join(RoundRow, GroupRow.round_id == RoundRow.id).where(GroupRow.circle_id == self.id)

    def _group_row(self, id: str) -> GroupRow:
        row = self._session.get(GroupRow, id)
        if row is None or row.circle_id != self.id:
            raise NotYours
        return row

    def _as_groups(self, found: Select[GroupRow]) -> tuple[Group, ...]:
        rows = self._session.scalars(found.order_by(RoundRow.number, GroupRow.id))
        rounds: dict[str, Round] = {}
        return tuple(self._as_group(row, rounds) for row in rows)

    def _as_group(self, row: GroupRow, rounds: dict[str, Round] | None = None) -> Group:
        seen = {} if rounds is None else rounds
        if row.round_id not in seen:
            seen[row.round_id] = self.round(row.round_id)
        people = tuple(sorted(member.person for member in row.members))
        return Group(id=row.id, round=seen[row.round_id], people=people, notes=dict(row.notes))


def _with_all(people: Sequence[str]) -> Select[str]:
    """The groups in which all of these were, and perhaps others: from the first one's own to everybody's."""
    first, *others = [(aliased(MemberRow), person) for person in people]
    found = select(first[0].group_id).where(first[0].person == first[1])
    for one, person in others:
        same = and_(one.round_id == first[0].round_id, one.group_id == first[0].group_id, one.person == person)
        found = found.join(one, same)
    return found


def _pairs(members: Iterable[tuple[str, int, str]]) -> tuple[Meeting, ...]:
    groups: dict[tuple[int, str], list[str]] = {}
    for group, number, person in members:
        groups.setdefault((number, group), []).append(person)
    pairs = [(number, *pair) for (number, _), people in groups.items() for pair in combinations(sorted(people), 2)]
    return tuple(Meeting(a, b, number) for number, a, b in sorted(pairs))
