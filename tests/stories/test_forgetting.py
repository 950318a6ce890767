"""Somebody who took part in everything is forgotten: what others see of her is put right, and nothing is left."""

import copy
import io
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from bot.playground import Message
from bot.playground.blockkit.blocktext import buttons_of
from bot.process.logs import configure_logs
from bot.testing import Actor, Stage, on_stage
from rituals.catalog import load_catalog
from storage.upkeep.backups import backup
from tests.databases import Databases
from tests.stories.company import forges_a_click, start_coffee
from tests.stories.kind_words.casting import BOT, PLACE, start_words, writes
from tests.stories.potluck.casting import bring, card, propose, says, told

HER = "bjorn"
SAID = (
    "Quokka stew",
    "serve it with quinces",
    "Quagmire of an idea",
    "quicksilver thanks",
    "quiet quilts",
    "quivering Quaker oats",
    "Quarry Lane",
    "quixotic opener",
    "quorum of biscuits",
)
"""Words of hers that nobody else would say."""


@dataclass(frozen=True, slots=True)
class Lived:
    """What there was before she was forgotten: the story, and who she is."""

    stage: Stage
    address: str
    log: io.StringIO
    id: str
    name: str

    def person(self, handle: str) -> Actor:
        return self.stage.person(handle)

    @property
    def traces(self) -> tuple[str, ...]:
        """Whatever would tell of her."""
        return (self.id, self.name, *self.name.split(), *SAID)


@pytest.fixture
def lived(databases: Databases) -> Iterator[Lived]:
    """Four rituals in #kindness, and all that one person can do in them."""
    log = io.StringIO()
    with redirect_stderr(log), databases.fresh() as address:
        configure_logs("info")
        with on_stage(load_catalog(), database=address) as stage:
            her = stage.person(HER)
            _coffee(stage)
            _lunch(stage)
            _words(stage)
            _talk(stage)
            her.types("/kind words leave", PLACE)
            yield Lived(stage, address, log, her.id, stage.workspace.person(HER).real_name)


def _coffee(stage: Stage) -> None:
    start_coffee(stage, PLACE)
    for handle in (HER, "carys"):
        stage.person(handle).types("/kind coffee join", PLACE)
    her = stage.person(HER)
    her.types("/kind coffee about me", PLACE)
    her.submits(site="Quarry Lane")
    stage.clock_to("monday 10:00")
    her.types("/kind coffee met yes", PLACE)
    her.types("/kind coffee opener", PLACE)


def _lunch(stage: Stage) -> None:
    stage.person("una").types("/kind start potluck", PLACE)
    stage.person("una").submits()
    her, carys, dev = (stage.person(handle) for handle in (HER, "carys", "dev"))
    propose(her, date="2026-11-24", place="Kitchen", places="2")
    bring(her, "Quokka stew", note="serve it with quinces")
    says(her, "come")
    stage.clock_to("24 November 16:00")
    her.types("/kind potluck leftovers quorum of biscuits", PLACE)
    her.clicks("Share a recipe", PLACE)
    her.submits(title="Quagmire of an idea", text="quivering Quaker oats")
    propose(her, date="2026-12-11", places="2")
    bring(her, "Quokka stew", note="serve it with quinces")
    for other in (carys, dev):
        other.clicks("Just bring myself", PLACE)


def _words(stage: Stage) -> None:
    start_words(stage.person("una"), anonymous="yes")
    her, carys, dev = (stage.person(handle) for handle in (HER, "carys", "dev"))
    writes(her, carys, words="quicksilver thanks", name="yes")
    carys.clicks("Share in the channel", BOT)
    writes(her, carys, words="quiet quilts", anonymous=True)
    writes(dev, her, words="You are a fine colleague.")
    her.clicks("Share in the channel", BOT)


def _talk(stage: Stage) -> None:
    her = stage.person(HER)
    her.types("/kind start talk", PLACE)
    her.submits()
    her.types("/kind talk add quixotic opener", PLACE)


def everything_in(address: str) -> dict[str, str]:
    """Every value of every row, by table."""
    engine = create_engine(address)
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        rows = {table: repr(connection.execute(text(f'SELECT * FROM "{table}"')).all()) for table in tables}
    engine.dispose()
    return rows


def files_of(address: str) -> list[Path]:
    """The database's own files, where it has any."""
    path = Path(address.removeprefix("sqlite:///"))
    return sorted(path.parent.glob(f"{path.name}*")) if address.startswith("sqlite:///") else []


def where_found(traces: tuple[str, ...], places: dict[str, str]) -> list[tuple[str, str]]:
    return [(trace, place) for place, held in places.items() for trace in traces if trace.lower() in held.lower()]


def test_nothing_of_the_forgotten_is_left_anywhere(
    lived: Lived, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    before = everything_in(lived.address)
    found = {trace for trace, _ in where_found(lived.traces, before)}
    assert {lived.id, lived.name, "Quokka stew", "quiet quilts", "quixotic opener", "Quarry Lane"} <= found
    lived.person(HER).types("/kind forget me now", PLACE)
    backup(lived.address, tmp_path / "later.db", lambda _done, _steps: None)
    files = [*files_of(lived.address), tmp_path / "later.db"]
    places = everything_in(lived.address) | {file.name: file.read_bytes().decode(errors="replace") for file in files}
    places["the log"] = lived.log.getvalue()
    assert "forgotten" in places["the log"]
    assert where_found(lived.traces, places) == []
    record_property("searched", {place: len(held) for place, held in places.items()})


def test_what_others_see_of_her_is_put_right(lived: Lived) -> None:
    carys, dev = lived.person("carys"), lived.person("dev")
    assert "@bjorn" in card(carys)
    lived.person(HER).types("/kind forget me now", PLACE)
    stands = "\n".join(lived.stage.words(one) for one in carys.messages(PLACE) if one.only_for is None)
    assert "@bjorn" not in stands
    assert where_found(SAID, {"channel": stands}) == []
    assert "Quokka stew" not in card(carys)
    assert "Still needed: 1 main" in card(carys)
    assert "A place" in told(dev)[-1]
    assert "One of you isn't in the coffee roulette any more." in carys.reads_all()


def test_old_buttons_that_others_press_bring_nothing_of_her_back(lived: Lived) -> None:
    others = [lived.person(handle) for handle in ("carys", "dev", "una")]
    old = [each for actor in others for each in buttons_of_old(actor)]
    lived.person(HER).types("/kind forget me now", PLACE)
    for actor, message, label in old:
        actor.stage.a_second_goes_by()
        forges_a_click(actor, message, label)
    assert {"Keep it", "Say thank you", "Not comfortable", "Another opener", "Change or withdraw"} <= {
        label for *_, label in old
    }
    held = everything_in(lived.address)
    assert "quicksilver thanks" in held["entries"], "what somebody keeps is theirs"
    assert where_found((lived.id, lived.name), held) == []


def buttons_of_old(actor: Actor) -> list[tuple[Actor, Message, str]]:
    """Every button that they see, in messages as they are now."""
    places = [place.id for place in actor.stage.workspace.conversations.of(actor.id)]
    seen = [copy.deepcopy(message) for place in places for message in actor.messages(place)]
    return [(actor, message, label) for message in seen for _, _, label in buttons_of(message.blocks or [])]
