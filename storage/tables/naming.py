"""Where somebody is named: JSON that names them, and the messages that are for them or name them.

An id counts wherever it stands by itself: as a value, as a key, or packed into a string with other words.
"""

import json
import re
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import ColumnElement, String, or_, select
from sqlalchemy import cast as sql_cast
from sqlalchemy.orm import Session

from storage.tables.models import SAYS_SOMETHING, AlarmRow, CircleRow, EntryRow, OutboxRow, are


def may_name(column: Any, person: str) -> ColumnElement[bool]:
    """Rows whose JSON holds the person's id somewhere: the database looks through them quicker than we do."""
    return sql_cast(column, String).contains(json.dumps(person)[1:-1], autoescape=True)


def is_person(answer: Any, person: str) -> ColumnElement[bool]:
    """Answers that are the person's id. Nearly all are "yes": a database that knows it reads the whole table for an
    equality, but not for a range."""
    return cast(ColumnElement[bool], answer.between(person, person))


def answered(session: Session, owner: Any, answer: Any, person: str) -> list[str]:
    """The groups or entries, of any workspace, that have such an answer. Asked for alone: beside another table a
    database may begin with that one."""
    return list(session.scalars(select(owner).where(is_person(answer, person)).distinct()))


def names(value: Any, person: str) -> bool:
    """Whether JSON values mention the person, in a value or in a key."""
    return bool(renamed(value, person, "") != value)


def renamed(value: Any, person: str, nobody: str) -> Any:
    """JSON values with every mention of the person, in a value or in a key, made one of nobody."""
    match value:
        case str():
            return _alone(person).sub(nobody, value)
        case dict():
            return {renamed(k, person, nobody): renamed(v, person, nobody) for k, v in value.items()}
        case list():
            return [renamed(each, person, nobody) for each in value]
        case _:
            return value


def may_be_ids(words: str) -> set[str]:
    """Whatever stands by itself in these words."""
    return set(_BY_ITSELF.findall(words))


_BY_ITSELF = re.compile(r"[0-9A-Za-z]{2,}")


@lru_cache(16)
def _alone(id: str) -> re.Pattern[str]:
    """The id, and not a longer one that holds it."""
    return re.compile(rf"(?<![0-9A-Za-z]){re.escape(id)}(?![0-9A-Za-z])")


def alarms_about(session: Session, workspace: str, person: str) -> list[AlarmRow]:
    """What is to be done later about them, or about what they added, the soonest first."""
    here = select(CircleRow.id).where(CircleRow.workspace == workspace)
    added = select(EntryRow.id).where(EntryRow.person == person, EntryRow.circle_id.in_(here))
    theirs = set(session.scalars(added))
    about = or_(may_name(AlarmRow.about, person), AlarmRow.about.in_(added))
    rows = session.scalars(select(AlarmRow).where(AlarmRow.circle_id.in_(here), about).order_by(AlarmRow.at))
    return [row for row in rows if row.about in theirs or names(row.about, person)]


def messages_naming(session: Session, workspace: str, person: str) -> list[OutboxRow]:
    """Every message that names them, in the order in which they were put: those that wait, and the few that were given
    up. What has been delivered says nothing and names nobody."""
    is_named = or_(may_name(OutboxRow.people, person), may_name(OutboxRow.card, person), OutboxRow.asked_by == person)
    open = select(OutboxRow).where(are(SAYS_SOMETHING), OutboxRow.workspace == workspace, is_named)
    rows = session.scalars(open.order_by(OutboxRow.number))
    return [row for row in rows if names([row.people, row.card, row.asked_by], person)]
