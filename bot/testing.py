"""The test language: people type, press and fill in; the clock is moved; and what each one sees is words.

    with on_stage(catalog) as stage:
        amara = stage.person("amara")
        amara.types("/kind coffee join", "#coffee")
        stage.clock_to("monday 10:00")
        assert "Time for a coffee?" in amara.reads_all()

The bot behind it is the real one, connected over Socket Mode to a local workspace of its own.
"""

import asyncio
import tempfile
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch
from zoneinfo import ZoneInfo

from bot.clock import MovableClock
from bot.config import Config
from bot.handlers import sandbox
from bot.people import membership
from bot.playground import Message, Playground, View
from bot.playground.blockkit.blocktext import HasBlocks, buttons_of, words_of
from bot.process.assembly import Bot, assemble, slack
from bot.process.play import SECRET, Play, playing
from rituals.catalog import Catalog
from rituals.dates import read_moment
from storage import UNLIMITED, Store

T = TypeVar("T")
LONDON = ZoneInfo("Europe/London")
NO_BELL = 3600.0
"""Seconds: the story wakes the bot, and not the bell."""
PATIENCE = 20.0
"""Seconds for an acknowledgement, and for a handler: a busy machine is slow, and no story is about speed."""
FRIDAY = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@contextmanager
def on_stage(catalog: Catalog, *, start: datetime = FRIDAY, people: int = 24, database: str = "") -> Iterator["Stage"]:
    """A workspace and the bot in it, at a standing clock, until the end of the block."""
    with tempfile.TemporaryDirectory(prefix="kindling-", ignore_cleanup_errors=True) as folder:
        database = database or _with_tables(Path(folder))
        play = Play(port=0, people=people, database=database, ack_seconds=PATIENCE)
        clock = MovableClock(start, frozen=True)
        patient = patch.object(sandbox, "ACT_SECONDS", PATIENCE), patch.object(membership, "PATIENCE", PATIENCE)
        with patient[0], patient[1], _running(play, catalog, clock) as stage:
            yield stage


def _with_tables(folder: Path) -> str:
    """The address of a database that has its tables already: making them anew is half of what a stage costs."""
    (folder / "kindling.db").write_bytes(_tables())
    return f"sqlite:///{folder}/kindling.db"


@cache
def _tables() -> bytes:
    with tempfile.TemporaryDirectory(prefix="kindling-") as folder:
        store = Store(f"sqlite:///{folder}/tables.db", lambda _ritual: None)
        store.upgrade()
        store.close()
        return (Path(folder) / "tables.db").read_bytes()


@contextmanager
def _running(play: Play, catalog: Catalog, clock: MovableClock) -> Iterator["Stage"]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    scene = playing(play, catalog, clock, bell_seconds=NO_BELL)
    try:
        playground, bot = asyncio.run_coroutine_threadsafe(scene.__aenter__(), loop).result(30)
        try:
            yield Stage(playground, bot, loop, lambda: _another(playground, catalog, clock, play.database))
        finally:
            asyncio.run_coroutine_threadsafe(scene.__aexit__(None, None, None), loop).result(30)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


def _another(playground: Playground, catalog: Catalog, clock: MovableClock, database: str) -> Bot:
    config = _config(playground, database)
    platforms = [slack(config, clock, rates=UNLIMITED)]
    return assemble(config, catalog, clock, platforms, bell_seconds=NO_BELL, answer_seconds=PATIENCE)


def _config(playground: Playground, database: str) -> Config:
    return Config(
        bot_token=playground.bot_token,
        app_token=playground.app_token,
        slack_api=playground.api_url,
        database=database,
        secret=SECRET,
    )


class Stage:
    """Where a story happens."""

    def __init__(
        self,
        playground: Playground,
        bot: Bot,
        loop: asyncio.AbstractEventLoop,
        another_bot: Callable[[], Bot],
    ) -> None:
        self.playground, self.bot = playground, bot
        self.workspace, self.actions = playground.workspace, playground.actions
        self.another_bot = another_bot
        """One more with the same database, not started."""
        self._loop = loop

    def person(self, handle: str) -> "Actor":
        """Somebody of the workspace, by handle."""
        return Actor(self, handle)

    def clock_to(self, words: str, zone: str = "Europe/London") -> None:
        """Move the clock: "monday 10:00", "+1 day"; everything due on the way happens."""
        moment = read_moment(words, self.workspace.clock.now(), ZoneInfo(zone))
        self.does(self.bot.travel(moment))

    def restarts(self, down_until: str = "") -> None:
        """The bot stops; then (perhaps only at that moment) a new one starts on the same database."""
        now = self.workspace.clock.now()
        self.does(self._begin_again(read_moment(down_until, now, LONDON) if down_until else now))

    def clock_passes(self, words: str) -> None:
        """It is later, and nobody was there to notice."""
        self.moves_the_clock_unnoticed(read_moment(words, self.workspace.clock.now(), LONDON))

    def starts_anew(self) -> None:
        """A new bot takes the place of one that has stopped."""
        self.does(self._take_its_place())

    def moves_the_clock_unnoticed(self, moment: datetime) -> None:
        """It is later, and nothing that is due has happened yet."""
        assert isinstance(self.bot.clock, MovableClock)
        self.bot.clock.move_to(moment)

    def a_second_goes_by(self) -> None:
        """No hand presses twice in the same instant; two presses within half a second are one, a double click."""
        self.moves_the_clock_unnoticed(self.workspace.clock.now() + timedelta(seconds=1))

    def does(self, act: Awaitable[T]) -> T:
        """Let it happen, and everything that follows from it."""
        return asyncio.run_coroutine_threadsafe(self._and_settle(act), self._loop).result(60)

    def words(self, shown: HasBlocks) -> str:
        """What it says, with @handles and #channels for ids."""
        return words_of(shown, self._name_of)

    def _name_of(self, id: str) -> str:
        person = self.workspace.people.get(id)
        return f"@{person.name}" if person else f"#{self.workspace.conversation(id).name}"

    async def _begin_again(self, moment: datetime) -> None:
        await self.bot.stop()
        self.moves_the_clock_unnoticed(moment)
        await self._take_its_place()

    async def _take_its_place(self) -> None:
        fresh = self.another_bot()
        for part in ("branches", "store", "bell"):
            setattr(self.bot, part, getattr(fresh, part))
        await self.bot.start()

    async def _and_settle(self, act: Awaitable[T]) -> T:
        result = await act
        if self.bot.is_running:
            await self.bot.work()
        await self.playground.link.settle()
        return result


@dataclass(frozen=True, slots=True)
class Actor:
    """One person; `where` is "#channel", "@handle" for a direct conversation, or a conversation's id."""

    stage: Stage
    handle: str

    @property
    def id(self) -> str:
        return self.stage.workspace.person(self.handle).id

    def types(self, text: str, where: str = "#coffee") -> str:
        """Type it there; what only they see in answer to a command is returned as words."""
        before = len(self._whispers(where))
        self.stage.does(self.stage.actions.type(self.handle, where, text))
        return "\n".join(map(self.stage.words, self._whispers(where)[before:]))

    def clicks(self, label: str, where: str = "#coffee") -> str:
        """Press the newest button of that label there; what only they see in answer is returned as words."""
        message, block_id, action_id = self._button(label, where)
        self.stage.a_second_goes_by()
        before = len(self._whispers(where))
        self.stage.does(self.stage.actions.click(self.handle, where, message.ts, block_id, action_id))
        return "\n".join(map(self.stage.words, self._whispers(where)[before:]))

    def clicks_at_home(self, label: str) -> str:
        """Press the first button of that label on the Home tab; the Home tab as it then is."""
        home = self._home()
        self.stage.a_second_goes_by()
        for block_id, action_id, name in buttons_of(home.blocks):
            if name == label:
                self.stage.does(self.stage.actions.click_view(self.handle, home.id, block_id, action_id))
                return self.stage.words(self._home())
        raise AssertionError(f"{self.handle} has no button “{label}” at home")

    def submits(self, **answers: Any) -> dict[str, str]:
        """Fill the open form in by input name (dots as __) and send it; a sentence for each refused field."""
        values = {name.replace("__", "."): {"answer": value} for name, value in answers.items()}
        return self.stage.does(self.stage.actions.submit(self.handle, self.form.id, values))

    def opens_home(self) -> str:
        """Open the Home tab; its words."""
        self.stage.does(self.stage.actions.open_home(self.handle))
        return self.stage.words(self._home())

    @property
    def form(self) -> View:
        """The form on top."""
        stack = self.stage.workspace.views.stack(self.id)
        assert stack, f"{self.handle} has no form open"
        return stack[-1]

    @property
    def has_form(self) -> bool:
        return bool(self.stage.workspace.views.stack(self.id))

    def reads(self, where: str = "#coffee") -> list[str]:
        """The words of every message that they see there, oldest first."""
        return [self.stage.words(message) for message in self.messages(where)]

    def reads_all(self) -> str:
        """All that the bot has said to them privately: in direct and group conversations."""
        return "\n".join(words for place in self.private_places() for words in self.reads(place))

    def messages(self, where: str = "#coffee") -> list[Message]:
        """Every message that they see there, oldest first."""
        place = self.stage.actions.place(self.handle, where)
        return self.stage.workspace.messages.visible(place.id, self.id)

    def groups(self) -> list[str]:
        """The conversations of several people that they are in, the newest last."""
        return [place for place in self.private_places() if self._kind(place) == "mpim"]

    def private_places(self) -> list[str]:
        """Their direct and group conversations."""
        places = self.stage.workspace.conversations.of(self.id)
        return [place.id for place in places if place.kind in ("im", "mpim")]

    def _kind(self, place: str) -> str:
        return self.stage.workspace.conversation(place).kind

    def _whispers(self, where: str) -> list[Message]:
        return [message for message in self.messages(where) if message.only_for == self.id]

    def _home(self) -> View:
        home = self.stage.workspace.views.home(self.id)
        assert home, f"{self.handle} has not opened the Home tab"
        return home

    def _button(self, label: str, where: str) -> tuple[Message, str, str]:
        for message in reversed(self.messages(where)):
            for block_id, action_id, name in buttons_of(message.blocks or []):
                if name == label:
                    return message, block_id, action_id
        raise AssertionError(f"{self.handle} sees no button “{label}” in {where}")
