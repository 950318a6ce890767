"""The pot-luck's cards and forms as Slack gets them and as people read them; and the longest table Slack can take."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.platforms.slack import blocks, views
from rituals.cards import Card, Printed
from rituals.forms import Form
from rituals.potluck import cards, forms, replies, table_cards
from rituals.potluck.allergens import ALLERGENS, CONTAINS, FREE
from rituals.potluck.lunches import CANCELLED, OPEN, OVER, Dish, Lunch, Offer
from rituals.potluck.settings import PotluckSettings
from rituals.records import Entry
from rituals.schedule import Monthly
from tests.golden.reading import read_aloud
from tests.golden.slack_checker import message_complaints, view_complaints
from tests.golden.test_golden_slack import as_json

Golden = Callable[[str, str], None]
LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
SETTINGS = PotluckSettings(zone="Europe/London", repeats=Monthly(1, 4), place="Garden room")
SOUP = Dish(
    name="Lentil soup",
    category="main",
    serves=6,
    labels=("vegan", "halal"),
    allergens={"celery": CONTAINS, "milk": FREE, "egg": FREE},
    note="Hot! The croutons are beside it.",
)
CAKE = Dish(name="Plum cake & cream", category="sweet", allergens={})


def offer(
    person: str, dish: Dish | None = None, role: str = "", *, guest: bool = False, waiting: bool = False
) -> Offer:
    entry = Entry(id=f"offer-{person}", kind="offer", person=person, about="lunch-1", data={}, created=NOW)
    return Offer(entry=entry, dish=dish, role=role, guest=guest, waiting=waiting)


def lunch(*offers: Offer, state: str = OPEN, places: int = 12, wanted: dict[str, int] | None = None) -> Lunch:
    return Lunch(
        entry=Entry(id="lunch-1", kind="lunch", person="", about="", data={}, created=NOW),
        proposer="U0AMARA",
        starts=datetime(2026, 11, 27, 12, 30, tzinfo=UTC),
        place="Garden room",
        places=places,
        plus_one=True,
        wanted=wanted or {"main": 2, "side": 1, "sweet": 2},
        roles={"plates": 1, "washing up": 2},
        state=state,
        moves=0,
        offers=offers,
    )


BJORN, CARYS = offer("U0BJORN", SOUP, guest=True), offer("U0CARYS", CAKE, "washing up")
DEV, ELIF = offer("U0DEV"), offer("U0ELIF", waiting=True)
TABLE = lunch(BJORN, CARYS, DEV, ELIF, places=4)
RECIPE = Entry(
    id="r1",
    kind="recipe",
    person="U0BJORN",
    about="lunch-1",
    created=NOW,
    data={"title": "Lentil soup", "text": "Stir."},
)
LEFT = Entry(id="l1", kind="leftovers", person="U0DEV", about="lunch-1", created=NOW, data={"words": "Rice"})
NAMES = {"U0BJORN": "Björn Lindqvist", "U0CARYS": "Carys Bevan"}
TODAY = date(2026, 11, 26)

CARDS = {
    "welcome": cards.welcome(SETTINGS),
    "how": cards.how(SETTINGS),
    "lunch-empty": cards.lunch_card(lunch(), LONDON),
    "lunch": cards.lunch_card(TABLE, LONDON),
    "lunch-cancelled": cards.lunch_card(lunch(BJORN, state=CANCELLED), LONDON),
    "lunch-over": cards.lunch_card(lunch(BJORN, state=OVER), LONDON),
    "table-today": cards.table_today(TABLE, LONDON),
    "thanks": cards.thanks(TABLE, (RECIPE,), (LEFT,)),
    "proposed": replies.proposed(TABLE, LONDON),
    "yours": replies.yours(TABLE, BJORN, LONDON),
    "waiting": replies.yours(TABLE, ELIF, LONDON),
    "change": replies.change(TABLE, CARYS, LONDON),
    "list": replies.whole_list(TABLE, LONDON, mine=True),
    "moved": replies.moved(TABLE, "Friday 20 November at 12:30, Roof", LONDON),
    "cancel": replies.really_cancel(TABLE, LONDON),
    "called-off": replies.called_off(TABLE, LONDON),
    "place-freed": replies.place_freed(TABLE, BJORN, LONDON),
    "reminder": replies.reminder(TABLE, CARYS, TODAY, LONDON),
    "recipes": replies.recipes((RECIPE,)),
    "recipe": replies.one_recipe(RECIPE),
    "allergens": table_cards.allergens(TABLE, LONDON),
    "print": table_cards.print_out(TABLE, NAMES, LONDON),
}
FORMS = {
    "propose": forms.propose(SETTINGS, "everyday", None),
    "move": forms.change_lunch(TABLE, "2026-11-27", "12:30"),
    "bring": forms.bring(lunch(), "U0DEV", "Soup"),
    "bring-again": forms.bring(TABLE, "U0BJORN"),
    "role": forms.take_role(TABLE, "U0DEV"),
    "recipe": forms.recipe(TABLE, "Lentil soup"),
    "leftovers": forms.leftovers(TABLE),
}
HALF = tuple(ALLERGENS)[::2]
SCRIPTS = (
    "حساء العدس بالكمون والليمون الطازج جدا",
    "番茄炒蛋配米饭和时令蔬菜的家常菜肴一大锅",
    "🍲🥗🍰🫖" * 10,
    "W" * 40,
)


def message(card: Card) -> dict[str, Any]:
    return blocks.message(card, ritual="potluck", circle="circle-1", strict=True)


def modal(form: Form) -> dict[str, Any]:
    return views.modal(form, ritual="potluck", circle="circle-1", channel="C0TEA", strict=True)


@pytest.mark.parametrize("name", CARDS)
def test_a_card_of_the_pot_luck_reaches_slack_as_it_always_did(name: str, golden: Golden) -> None:
    golden(f"potluck-card-{name}.json", as_json(message(CARDS[name])))
    golden(f"potluck-card-{name}.txt", read_aloud(message(CARDS[name])))
    assert message_complaints(message(CARDS[name])) == []


@pytest.mark.parametrize("name", FORMS)
def test_a_form_of_the_pot_luck_reaches_slack_as_it_always_did(name: str, golden: Golden) -> None:
    golden(f"potluck-form-{name}.json", as_json(modal(FORMS[name])))
    golden(f"potluck-form-{name}.txt", read_aloud(modal(FORMS[name])))
    assert view_complaints(modal(FORMS[name])) == []


def test_what_is_on_paper_is_as_it_always_was(golden: Golden) -> None:
    for printed in printed_in(CARDS["print"]):
        tiles = ("\n".join((f"# {tile.heading}", *tile.lines)) for tile in printed.tiles)
        golden(f"potluck-{printed.name}.txt", "\n\n".join(tiles) + "\n")


# the longest table


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("count", [60, 200])
def test_a_long_table_fits_into_every_message(script: str, count: int) -> None:
    table = long_table(script, count)
    names = {one.person: script for one in table.coming}
    said = [
        cards.lunch_card(table, LONDON),
        cards.table_today(table, LONDON),
        replies.whole_list(table, LONDON, mine=True),
        table_cards.allergens(table, LONDON),
        table_cards.print_out(table, names, LONDON),
    ]
    assert [complaint for card in said for complaint in message_complaints(message(card))] == []
    assert f"and {count - 28} more: type /kind potluck list." in read_aloud(message(said[0]))


def test_sixty_dishes_are_all_in_the_list_and_on_paper() -> None:
    table = long_table("Soup", 60)
    listed = read_aloud(message(replies.whole_list(table, LONDON, mine=False)))
    assert listed.count("Soup") == 60
    table_cards_, table_list = printed_in(table_cards.print_out(table, {}, LONDON))
    assert len(table_cards_.tiles) == 60
    assert (table_cards_.columns, table_cards_.rows) == (2, 4)
    assert sum(len(tile.lines) for tile in table_list.tiles) == 60


@pytest.mark.parametrize("script", SCRIPTS)
def test_on_a_table_card_a_long_note_gives_way_and_no_allergen_does(script: str) -> None:
    dish = Dish(name=script * 2, category="main", allergens=dict.fromkeys(HALF, CONTAINS), note="Hot, and more. " * 10)
    [tile] = table_cards.table_cards(lunch(offer("U0BJORN", dish)), {"U0BJORN": script})
    assert len(tile.heading) <= 40
    assert f"Contains: {', '.join(ALLERGENS[name] for name in HALF)}." in tile.lines
    assert f"Not sure about: {', '.join(ALLERGENS[name] for name in ALLERGENS if name not in HALF)}." in tile.lines
    assert tile.lines[-1].startswith("Hot, and more.")
    assert tile.lines[-1].endswith("…")


def test_a_form_of_a_table_with_many_kinds_fits() -> None:
    table = lunch(wanted={f"{number} {'汤' * 25}": 60 for number in range(12)})
    assert view_complaints(modal(forms.bring(table, "U0DEV", "W" * 80))) == []


def long_table(script: str, count: int) -> Lunch:
    return lunch(*_dishes(script, count), places=200, wanted={"main": 60, "sweet": 60, "side": 60, "drink": 20})


def _dishes(script: str, count: int) -> Iterator[Offer]:
    kinds = [kind for kind, number in (("main", 60), ("sweet", 60), ("side", 60), ("drink", 20)) for _ in range(number)]
    for number, kind in enumerate(kinds[:count]):
        dish = Dish(
            name=script, category=kind, serves=500, labels=SOUP.labels, allergens=SOUP.allergens, note="W" * 150
        )
        yield offer(f"U0PERSON{number:03}", dish)


def printed_in(card: Card) -> list[Printed]:
    return [element for element in card.body if isinstance(element, Printed)]
