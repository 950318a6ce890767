"""What was filled in: each wrong answer gets its own sentence, beside its field."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from rituals.cards import Words
from rituals.errors import FormProblems, KindlingError, Unreadable
from rituals.forms import Values
from rituals.hours import read_time
from rituals.potluck import forms
from rituals.potluck.allergens import ALLERGENS, ANSWERS, LABELS, UNSURE, contradiction
from rituals.potluck.lunches import Dish, Lunch
from rituals.potluck.wanted import ELSE, TEMPLATES, gaps_in_words, read_counts, roles_in_words
from rituals.zones import at_local

T = TypeVar("T")
A_YEAR = timedelta(days=366)
PAST = "That day has passed. Choose one that is still to come."
PAST_TODAY = "That time has passed today. Choose one that is still to come."
FAR = "That is a long way off. Choose a day within a year."
MOST_PLACES = 200
PLACES = f"A lunch has 1 to {MOST_PLACES} places. Write a number, like 12."


class Reader:
    """Reads one answer after the other and gathers the sentences; `done` raises them all."""

    def __init__(self, values: Values) -> None:
        self.values = values
        self.problems: dict[str, Words] = {}

    def line(self, name: str) -> str:
        """The answer on one line."""
        return one_line(str(self.values.get(name, "")))

    def read(self, name: str, how: Callable[[], T], otherwise: T) -> T:
        try:
            return how()
        except KindlingError as error:
            self.problems[name] = error.sentence
            return otherwise

    def done(self) -> None:
        if self.problems:
            raise FormProblems(self.problems)


def read_proposal(values: Values, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """A lunch's data from the form. Raises FormProblems."""
    reader = Reader(values)
    lunch = _when_and_where(reader, now, zone)
    lunch["wanted"] = pairs(reader.read("wanted", lambda: _wanted(reader), {}))
    lunch["roles"] = pairs(reader.read("roles", lambda: read_counts(reader.line("roles"), forms.ROLES_EXAMPLE), {}))
    reader.done()
    return lunch


def read_change(values: Values, now: datetime, zone: ZoneInfo, taken: int) -> dict[str, Any]:
    """When, where and how many, for a lunch with this many places taken. Raises FormProblems."""
    reader = Reader(values)
    changes = _when_and_where(reader, now, zone)
    if changes["places"] < taken and "places" not in reader.problems:
        reader.problems["places"] = f"{taken} places are taken already, so it can't be fewer."
    reader.done()
    return changes


def read_dish(values: Values, lunch: Lunch, person: str) -> Dish:
    """A dish from the form. Raises FormProblems, also when somebody else was quicker."""
    reader = Reader(values)
    name = reader.read("dish", lambda: dish_name(reader.line("dish")), "")
    category = reader.read("category", lambda: _category(reader.line("category"), lunch, person), ELSE)
    serves = reader.read("serves", lambda: _serves(reader.line("serves")), 0)
    note = reader.read("note", lambda: _short(reader.line("note"), forms.LONGEST_NOTE), "")
    labels = tuple(label for label in LABELS if label in values.get("labels", ()))
    answers = {each: _answer(reader.line(f"allergen.{each}")) for each in ALLERGENS}
    if clash := contradiction(labels, answers):
        reader.problems["labels"] = f"It can't be {clash[0]} and contain {clash[1]}. Which is right?"
    reader.done()
    return Dish(name=name, category=category, serves=serves, labels=labels, allergens=answers, note=note)


def role_of(words: str, lunch: Lunch, person: str) -> str:
    """The role of this name, if it is open. Raises a sentence naming those that are."""
    name, left = one_line(words).casefold(), lunch.open_roles(person)
    if name in left:
        return name
    others = f"Still open: {roles_in_words(left)}." if left else "The others are taken, too. Thank you for offering."
    if name in lunch.roles:
        raise KindlingError(f"Somebody has just taken that one. {others}")
    raise KindlingError(f"There's no such role at this lunch. {others}")


def read_start(day: str, at: str, now: datetime, zone: ZoneInfo) -> datetime:
    """When a lunch starts, in UTC. Raises FormProblems."""
    reader = Reader({"date": day, "time": at})
    starts = _starts(reader, now, zone)
    reader.done()
    return starts


def one_line(words: str) -> str:
    return " ".join(words.split())


def dish_name(words: str) -> str:
    """The name, if it has a letter, a figure or a picture in it and is not too long."""
    if not any(letter.isalnum() or ord(letter) > 0x2600 for letter in words):
        raise Unreadable("What is it called? A plain word, like “soup”, will do.")
    return _short(words, forms.LONGEST_DISH)


def as_data(dish: Dish) -> dict[str, Any]:
    """The dish as JSON values."""
    return asdict(dish) | {"labels": list(dish.labels), "allergens": dict(dish.allergens)}


def pairs(counts: dict[str, int]) -> list[list[str | int]]:
    """Counts as JSON that keeps their order in every database."""
    return [[name, count] for name, count in counts.items()]


def _when_and_where(reader: Reader, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "starts": _starts(reader, now, zone).isoformat(),
        "place": reader.read("place", lambda: _place(reader.line("place")), ""),
        "places": reader.read("places", lambda: _places(reader.line("places")), 1),
    }


def _starts(reader: Reader, now: datetime, zone: ZoneInfo) -> datetime:
    today = now.astimezone(zone).date()
    day = reader.read("date", lambda: _day(reader.line("date"), today), today)
    at = reader.read("time", lambda: read_time(reader.line("time")), time(23, 59))
    starts = at_local(day, at, zone)
    if starts <= now and not reader.problems:
        reader.problems["time"] = PAST_TODAY
    return starts


def _day(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Unreadable("Which day? Choose one that is still to come.") from None
    if day < today:
        raise Unreadable(PAST)
    if day > today + A_YEAR:
        raise Unreadable(FAR)
    return day


def _place(words: str) -> str:
    if not words:
        raise Unreadable("Where is it? A room, a kitchen or a lawn.")
    return _short(words, forms.LONGEST_DISH)


def _places(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= MOST_PLACES):
        raise Unreadable(PLACES)
    return int(text)


def _wanted(reader: Reader) -> dict[str, int]:
    """The own list if there is one, else that of the template."""
    own, template = reader.line("wanted"), reader.line("template")
    if not own and template in TEMPLATES:
        return dict(TEMPLATES[template][1])
    wanted = read_counts(str(reader.values.get("wanted", "")), forms.EXAMPLE)
    if not wanted:
        raise Unreadable(f"What would be good to have on the table? Try “{forms.EXAMPLE}”.")
    return wanted


def _category(name: str, lunch: Lunch, person: str) -> str:
    gaps = lunch.gaps(person)
    if name == ELSE or name in gaps:
        return name
    if name not in lunch.wanted:
        raise Unreadable("Choose one of these.")
    others = f"Still needed: {gaps_in_words(gaps)}. Or choose" if gaps else "All that was asked for is there. Choose"
    raise KindlingError(f"Somebody was just before you with the last {name}. {others} “Something else”.")


def _serves(text: str) -> int:
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= 500):
        raise Unreadable("Write a number from 1 to 500, or leave it empty.")
    return int(text)


def _answer(value: str) -> str:
    return value if value in ANSWERS else UNSURE


def _short(words: str, most: int) -> str:
    if len(words) > most:
        raise Unreadable(f"That is a little long. Keep it under {most} characters.")
    return words
