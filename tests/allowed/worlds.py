"""A world for each kind of place: one circle of each ritual, everybody who has a role, and the database as it was."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from bot.playground.model.people import Elsewhere, Person
from bot.testing import Stage, on_stage
from rituals.catalog import BUILT_IN, load_catalog
from tests.allowed.payloads import press
from tests.allowed.rules import Role

PLACE, ELSEWHERE = "#the-place", "#elsewhere"
WHO = {
    Role.NOBODY: "hana",
    Role.PARTICIPANT: "bjorn",
    Role.CHAMPION: "una",
    Role.OTHER_CHAMPION: "joan",
    Role.ADMIN: "priya",
    Role.GUEST: "marek",
    Role.GUEST_IN_IT: "dev",
    Role.EXTERNAL: "delyth",
    Role.EXTERNAL_IN_IT: "elif",
    Role.BOT: "rotabot",
    Role.GONE: "pauline",
}
IN_IT = (Role.PARTICIPANT, Role.GUEST_IN_IT, Role.EXTERNAL_IN_IT)
NOWHERE = Person("U0NOWHERE", "nowhere", "Nobody Known")
FLEETING = ("seen", "people", "pace", "readings", "workers", "alembic_version")
"""Tables that may change whoever asks: what was delivered, who people are, and the machinery's own."""

Rows = dict[str, list[tuple[Any, ...]]]


@dataclass
class World:
    """`is_empty` ones have no circle in the place; in others all are in its channel, or all have left it."""

    stage: Stage
    is_inside: bool
    is_private: bool
    circles: dict[str, str]
    about: dict[str, str]
    forms: dict[tuple[str, str], dict[str, Any]]
    _file: Path
    _kept: sqlite3.Connection

    def __post_init__(self) -> None:
        self._watching = sqlite3.connect(self._file, check_same_thread=False, isolation_level=None)
        self._version, self._rows = None, Rows()

    @property
    def channel(self) -> str:
        return self.stage.workspace.conversation(PLACE).id

    def person(self, role: Role) -> Person:
        return NOWHERE if role is Role.UNKNOWN else self.stage.workspace.person(WHO[role])

    def state(self) -> Rows:
        """What is held, table by table."""
        if self._watching.execute("PRAGMA data_version").fetchone() != self._version:
            self._version, self._rows = self._watching.execute("PRAGMA data_version").fetchone(), _rows(self._watching)
        return self._rows

    def put_back(self) -> None:
        """The database as the world was made."""
        with closing(sqlite3.connect(self._file)) as database:
            self._kept.backup(database)


@contextmanager
def world(*, inside: bool, private: bool) -> Iterator[World]:
    """All are in the channel, or have left it; it is private, or public."""
    with _stage() as (stage, file):
        _opens(stage, private=private)
        _live(stage)
        circles, about = _ids(stage)
        forms = _open_forms(stage, circles, about)
        stage.does(stage.actions.change("dev", is_guest=True))
        builders = Elsewhere("T0HARTWELL", "Hartwell & Daughters", "hartwell-daughters")
        stage.does(stage.actions.change("elif", elsewhere=builders))
        for handle in () if inside else _members():
            stage.does(stage.actions.leave(handle, PLACE))
        yield World(stage, inside, private, circles, about, forms, file, _copy(file))


@contextmanager
def empty_world(*, private: bool) -> Iterator[World]:
    """The same people, and no circle anywhere."""
    with _stage() as (stage, file):
        _opens(stage, private=private)
        stage.does(stage.actions.change("dev", is_guest=True))
        for handle in _members():
            stage.does(stage.actions.leave(handle, PLACE))
        yield World(stage, False, private, {}, {}, {}, file, _copy(file))


def _members() -> list[str]:
    return [handle for role, handle in WHO.items() if role not in (Role.BOT, Role.GONE)]


def _opens(stage: Stage, *, private: bool) -> None:
    """Niamh opens the channel, and stays in it whoever leaves."""
    stage.does(stage.actions.create("niamh", PLACE[1:], private))
    stage.does(stage.actions.invite("niamh", PLACE, ["kindling", *_members()]))


def _live(stage: Stage) -> None:
    """Something of everything, and something of theirs for those who take part."""
    una, joan = stage.person("una"), stage.person("joan")
    stage.does(stage.actions.create("joan", ELSEWHERE[1:], True))
    stage.does(stage.actions.invite("joan", ELSEWHERE, ["kindling"]))
    for ritual in BUILT_IN:
        for champion, where in ((una, PLACE), (joan, ELSEWHERE)):
            champion.types(f"/kind start {ritual.name}", where)
            assert champion.submits() == {}
    una.types("/kind potluck propose", PLACE)
    assert una.submits(date="2026-12-04", place="Garden room", wanted="main 4") == {}
    in_it = [stage.person(WHO[role]) for role in IN_IT]
    for one in in_it:
        assert "You're in." in one.types("/kind coffee join", PLACE)
        assert "You're coming" in one.types("/kind potluck come", PLACE)
    una.types("/kind words write", PLACE)
    assert una.submits(to=[one.id for one in in_it], words="You stayed late. Thank you.") == {}
    stage.clock_to("wednesday 12:00")


def _open_forms(stage: Stage, circles: dict[str, str], about: dict[str, str]) -> dict[tuple[str, str], dict[str, Any]]:
    """Each form as somebody has it open who may, by its ritual and name; one that there is nothing for looks as the
    settings do."""
    every = [(ritual.name, form) for ritual in BUILT_IN for form in ("settings", *ritual.forms)]
    shown = {
        (ritual, form): _opened(stage, f"{ritual}:{form}", circles[ritual], about[ritual]) for ritual, form in every
    }
    return {(ritual, form): content or shown[ritual, "settings"] for (ritual, form), content in shown.items()}


def _opened(stage: Stage, action: str, circle: str, about: str) -> dict[str, Any]:
    """What the button of the form's own name opens, for one of those who may press it."""
    ws = stage.workspace
    for handle, hint in product(("bjorn", "una"), (about, "")):
        payload = press(ws, ws.person(handle), ws.conversation(PLACE), action, circle, hint)
        stage.does(stage.playground.link.deliver("interactive", payload, takes_payload=True))
        if stage.person(handle).has_form:
            return dict(ws.views.clear(ws.person(handle).id)[0].content)
    return {}


def _ids(stage: Stage) -> tuple[dict[str, str], dict[str, str]]:
    """Of each ritual the circle's id, and what a button of it would be about."""
    team, channel = stage.workspace.team_id, stage.workspace.conversation(PLACE).id
    with stage.bot.store.begin() as tx:
        found = {ritual.name: tx.circles.find(team, ritual.name, channel) for ritual in BUILT_IN}
        circles = {name: circle for name, circle in found.items() if circle}
        bjorn = stage.person("bjorn").id
        word = next(one for one in circles["words"].entries("word") if one.data["to"] == bjorn)
        about = {
            "coffee": circles["coffee"].group_of(bjorn).id,
            "potluck": circles["potluck"].entries("lunch")[0].id,
            "words": f"{word.id} - You stayed late. Thank you.",
            "talk": circles["talk"].entries("said")[0].about,
        }
        return {name: circle.id for name, circle in circles.items()}, about


@contextmanager
def _stage() -> Iterator[tuple[Stage, Path]]:
    with tempfile.TemporaryDirectory(prefix="kindling-", ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "world.db"
        with on_stage(load_catalog(), database=f"sqlite:///{file}") as stage:
            yield stage, file


def _copy(file: Path) -> sqlite3.Connection:
    copy = sqlite3.connect(":memory:", check_same_thread=False)
    with closing(sqlite3.connect(file)) as database:
        database.backup(copy)
    return copy


def _rows(database: sqlite3.Connection) -> Rows:
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        name: sorted(database.execute(f'SELECT * FROM "{name}"'), key=repr) for name in names if name not in FLEETING
    }
