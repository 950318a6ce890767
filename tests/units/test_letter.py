"""The letter about somebody's data, where a ritual has no words for what it keeps, or fails at them."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

import pytest

from bot.my_data.letter import Letter
from rituals.cards import Note, Paragraph, Person, Span, plain
from rituals.catalog import Catalog
from rituals.circle import Circle
from rituals.events import EntryAsked
from rituals.records import Profile
from rituals.ritual import Ritual
from storage.store import Store
from storage.transaction import Transaction
from tests.storage.kit import NOW, CoffeeSettings, coffee

ANA, BEN = "UANA", "UBEN"


@pytest.fixture
def tx(store: Store) -> Iterator[Transaction]:
    with store.begin() as tx:
        tx.people.save("T1", [Profile(id=ANA, name="Ana Lee"), Profile(id=BEN, name="Ben Cho")], NOW)
        yield tx


def letter(tx: Transaction, ritual: Ritual | None = None) -> str:
    catalog = Catalog({"coffee": ritual} if ritual else {})
    card = Letter(tx, catalog, "T1", ANA, NOW + timedelta(hours=1)).short()
    return "\n".join(plain(one.text) for one in card.body if isinstance(one, Paragraph | Note))


def with_teller(told: object) -> Ritual:
    ritual = Ritual("coffee", "Coffee.", CoffeeSettings)  # type: ignore[arg-type]

    @ritual.tells("plant")
    def tell(event: EntryAsked, circle: Circle[object]) -> Iterable[Span]:
        if isinstance(told, Exception):
            raise told
        return told  # type: ignore[return-value]

    return ritual


def test_what_a_ritual_has_no_words_for_is_told_in_plain_ones(tx: Transaction) -> None:
    data = {"kind_of_tea": "green", "cups": 2, "with": ["milk", "honey"], "cold": False, "hot": True, "note": ""}
    coffee(tx).add("plant", ANA, data, NOW)
    told = letter(tx)
    assert "On 2 March you added something (plant): " in told
    for part in ("kind of tea “green”", "cups 2", "with “milk” and “honey”", "hot yes"):
        assert part in told
    assert "cold" not in told
    assert "note" not in told


def test_what_somebody_else_added_is_theirs(tx: Transaction) -> None:
    circle = coffee(tx)
    circle.respond(circle.add("plant", BEN, {"secret": "a rose"}, NOW), ANA, "like", "very much")
    circle.add("plant", BEN, {"for": ANA, "secret": "another rose"}, NOW)
    told = letter(tx)
    assert "you answered “very much” to what someone added" in told
    assert "someone added something that names you" in told
    assert "rose" not in told


def test_a_ritual_tells_in_its_own_words_and_names_are_names(tx: Transaction) -> None:
    coffee(tx).add("plant", ANA, {"name": "x"}, NOW)
    told = letter(tx, with_teller(("you planted it with ", Person(BEN), " and ", Person("UNEW"))))
    assert "On 2 March you planted it with @UBEN and @UNEW." in told


@pytest.mark.parametrize("fault", [ValueError("oops"), (1, 2), (None,), None])
def test_a_ritual_that_fails_at_it_costs_nobody_their_letter(tx: Transaction, fault: object) -> None:
    circle = coffee(tx)
    circle.join(ANA, NOW)
    circle.add("plant", ANA, {"name": "rose"}, NOW)
    told = letter(tx, with_teller(fault))
    assert "You've taken part in coffee" in told
    assert "you added something (plant): name “rose”" in told


def test_a_year_that_is_not_this_one_is_said(tx: Transaction) -> None:
    coffee(tx).add("plant", ANA, {}, NOW - timedelta(days=100))
    assert "On 22 November 2025 you added something (plant)." in letter(tx)
