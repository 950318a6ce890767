"""What is in each dish, in words: on the screen for everybody, and on paper for the table."""

from collections.abc import Iterable, Iterator, Mapping
from math import ceil
from unicodedata import east_asian_width
from zoneinfo import ZoneInfo

from rituals.cards import Card, Command, Heading, Note, Paragraph, Printed, Strong, Text, Tile, count_words, say
from rituals.dates import show_date
from rituals.potluck.allergens import ALLERGENS, CONTAINS, FREE, UNSURE, named
from rituals.potluck.cards import lines_of, when_words
from rituals.potluck.lunches import Dish, Lunch, Offer
from rituals.zones import shortened

Names = Mapping[str, str]
"""People's names by id."""
SOMEBODY = "A colleague"
MOST_LISTED = 100
"""Dishes in one message; all of them are on paper."""
TOO_MANY: Text = ("That is not all of them. For the whole table, type ", Command("potluck print"), ".")
LONGEST_HEADING, LINES, ACROSS = 40, 8, 42
"""What a table card has room for: letters in its heading, and lines of so many letters beneath it."""
ON_A_PAGE = 16
"""Dishes on one page of the table list."""


def allergens(lunch: Lunch, zone: ZoneInfo) -> Card:
    """Dish by dish, for everybody; no person is in it, and none needs to be."""
    if not lunch.dishes:
        return say(f"Nobody has named a dish for {when_words(lunch, zone)} yet.")
    note = "As the cooks know it; kitchens share pans. If it matters to you, ask whoever made it."
    shown = lunch.dishes[:MOST_LISTED]
    rows = [line for _, dish in shown for line in (_title(dish), *_known(dish), ())]
    more = (Note(TOO_MANY),) if len(shown) < len(lunch.dishes) else ()
    return Card(
        f"What's in the dishes on {when_words(lunch, zone)}",
        (
            Heading(f"What's in the dishes, {show_date(lunch.day(zone))}"),
            Paragraph(lines_of(rows)),
            *more,
            Note((note,)),
        ),
    )


def print_out(lunch: Lunch, names: Names, zone: ZoneInfo) -> Card:
    """Table cards, and the list of the whole table, to print."""
    if not lunch.dishes:
        return say(f"There is nothing to print yet: nobody has named a dish for {when_words(lunch, zone)}.")
    day = show_date(lunch.day(zone))
    cards = Printed("table-cards", f"Table cards, {day}", tuple(table_cards(lunch, names)))
    pages = Printed("table-list", f"Table list, {day}", tuple(table_list(lunch, names, zone)), columns=1, rows=1)
    words = "Table cards, two by four on A4, and a list of the whole table. Open them in a browser and print."
    return Card(words, (Paragraph((words,)), cards, pages))


def on_its_way() -> Card:
    return say("The table cards and the list are in your direct messages from me, ready to print.")


def table_cards(lunch: Lunch, names: Names) -> Iterator[Tile]:
    """A card for each dish; allergens in words, not in colours, and never cut for want of room."""
    for offer, dish in lunch.dishes:
        who = " - ".join(filter(None, (shortened(_by(offer, names)), ", ".join(dish.labels))))
        lines = (who, *_in_words(dish))
        yield Tile(shortened(dish.name, LONGEST_HEADING), tuple(filter(None, (*lines, _what_fits(dish.note, lines)))))


def table_list(lunch: Lunch, names: Names, zone: ZoneInfo) -> Iterator[Tile]:
    """The whole table, so many lines to a page."""
    lines = [*_list_lines(lunch, names)]
    title = f"Lunch, {when_words(lunch, zone)}, {lunch.place}"
    for start in range(0, len(lines), ON_A_PAGE):
        yield Tile(title, tuple(lines[start : start + ON_A_PAGE]))


def _what_fits(note: str, above: Iterable[str]) -> str:
    """As much of the note as there is room for beneath the lines above."""
    left = LINES - sum(ceil(_width(line) / ACROSS) for line in above)
    return shortened(note, left * ACROSS * len(note) // _width(note)) if note and left > 0 else ""


def _width(words: str) -> int:
    """About how many letters wide it is: those of some scripts, and pictures, are two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in words)


def _list_lines(lunch: Lunch, names: Names) -> Iterator[str]:
    for offer, dish in lunch.dishes:
        extras = "; ".join(filter(None, (", ".join(dish.labels), *_in_short(dish))))
        yield f"{dish.category.capitalize()}: {dish.name}, {_by(offer, names)}{f' ({extras})' if extras else ''}"
    for offer in lunch.coming:
        if offer.role:
            yield f"{offer.role.capitalize()}: {_by(offer, names)}"


def _by(offer: Offer, names: Names) -> str:
    return names.get(offer.person) or SOMEBODY


def _in_short(dish: Dish) -> Iterator[str]:
    """What it contains, and that there is something to ask about: silence would look like a promise."""
    if contains := named(dish.allergens, CONTAINS):
        yield f"contains {', '.join(contains)}"
    if unsure := named(dish.allergens, UNSURE):
        yield f"not sure about {count_words(len(unsure), 'allergen')}"


def _in_words(dish: Dish) -> Iterator[str]:
    """What it contains, what nobody is sure about, and what it is free of: the weightiest first."""
    contains, free, unsure = (named(dish.allergens, answer) for answer in (CONTAINS, FREE, UNSURE))
    if len(unsure) == len(ALLERGENS):
        yield "Not sure about any of the 14 allergens. Please ask."
        return
    if contains:
        yield f"Contains: {', '.join(contains)}."
    if unsure:
        yield f"Not sure about: {', '.join(unsure)}."
    if len(free) == len(ALLERGENS):
        yield "Free of all 14 allergens, as far as the cook knows."
    elif free:
        yield f"Free of: {', '.join(free)}."


def _title(dish: Dish) -> Text:
    labels = f" ({', '.join(dish.labels)})" if dish.labels else ""
    return (Strong(dish.name), labels)


def _known(dish: Dish) -> list[Text]:
    return [(line,) for line in _in_words(dish)]
