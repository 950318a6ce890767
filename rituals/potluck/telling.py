"""What is kept of somebody here, in words, for whoever asks for their own data."""

from collections.abc import Iterator
from datetime import datetime

from rituals.cards import Span
from rituals.dates import join_words, show_moment
from rituals.errors import NotYours
from rituals.events import EntryAsked
from rituals.potluck.allergens import CONTAINS, FREE, named
from rituals.potluck.declared import PotluckCircle, potluck
from rituals.potluck.lunches import Dish, Lunch, Offer, lunch


@potluck.tells("offer")
def tell_offer(event: EntryAsked, circle: PotluckCircle) -> Iterator[Span]:
    """What they bring to a lunch, with what they said is in it."""
    found = _lunch_of(event, circle)
    mine = found.of(event.person) if found else None
    if not found or not mine:
        yield "you said that you'd come to a lunch"
        return
    yield f"you said that you'd come to the lunch of {_when(found.starts, event, circle)}"
    yield from _part(mine)
    yield from _dish(mine.dish) if mine.dish else ()


@potluck.tells("proposal")
def tell_proposal(event: EntryAsked, circle: PotluckCircle) -> Iterator[Span]:
    """A lunch that they proposed."""
    starts = datetime.fromisoformat(str(event.entry.data["starts"]))
    yield f"you proposed a lunch for {_when(starts, event, circle)}, {event.entry.data['place']}"


@potluck.tells("recipe")
def tell_recipe(event: EntryAsked, circle: PotluckCircle) -> Iterator[Span]:
    """A recipe that they shared."""
    yield f"you shared the recipe of {event.entry.data['title']}: “{event.entry.data['text']}”"


@potluck.tells("leftovers")
def tell_leftovers(event: EntryAsked, circle: PotluckCircle) -> Iterator[Span]:
    """What they said was left."""
    yield f"you said what was left: “{event.entry.data['words']}”"


def _part(mine: Offer) -> Iterator[str]:
    if mine.dish:
        yield f", with {mine.dish.name}"
    if mine.role:
        yield f", and that you'd do the {mine.role}" if mine.dish else f", to do the {mine.role}"
    if mine.guest:
        yield ", and bring a guest"
    if mine.waiting:
        yield "; you're on the waiting list"


def _dish(dish: Dish) -> Iterator[str]:
    """Category, labels and allergens as they answered."""
    yield f". Of {dish.name} you said: {dish.category}"
    yield f", for {dish.serves}" if dish.serves else ""
    yield f", {join_words(dish.labels)}" if dish.labels else ""
    for answer, words in ((CONTAINS, "contains"), (FREE, "free of")):
        if found := named(dish.allergens, answer):
            yield f", {words} {join_words(found)}"
    yield f", “{dish.note}”" if dish.note else ""


def _lunch_of(event: EntryAsked, circle: PotluckCircle) -> Lunch | None:
    try:
        return lunch(circle, event.entry.about)
    except NotYours:
        return None


def _when(starts: datetime, event: EntryAsked, circle: PotluckCircle) -> str:
    return show_moment(starts, circle.zone, event.now.astimezone(circle.zone).date())
