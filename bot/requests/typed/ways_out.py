"""The way out of everything that can reach somebody, for whoever wants out and says so in words of their own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.people.allowed import may_know
from bot.platforms.mentions import spell_mentions
from bot.platforms.requests import CommandTyped
from bot.requests import words
from bot.requests.typed.guesses import LONGEST_LINE
from rituals.cards import Button, Buttons, Card, Channel, Command, Element, Note, Paragraph, Strong, Text, to_type
from rituals.errors import KindlingError
from rituals.ritual import Ritual
from rituals.typed import bare, plain
from rituals.zones import shortened
from storage import SqlCircle, Transaction

MOST = 8
EVERYWHERE = "everywhere"
"""What somebody types after a verb that ends something to mean all their circles at once."""
_ALL = frozenset({"both", "both of them", "from both", "both circles", "all", "all of them", "from all", "all circles"})
FOR_GOOD = date.max
"""Whoever pauses may want out all the same; whoever refuses on this day is out."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """What reaches somebody, and the verb that ends it."""

    ritual: Ritual
    circle: SqlCircle
    place: Text = ()
    """Where it is, for whoever may know."""

    @property
    def line(self) -> str:
        return f"{self.ritual.name} {self.ritual.way_out}"

    def button(self, which: str, text: str = "") -> Button:
        """A press is the verb itself, perhaps with words after it (“until January”)."""
        line = f"{self.ritual.way_out} {text}".strip()
        label = line[0].upper() + line[1:60]
        fuller = shortened(f"{label}: {which}", 75)
        return to_type(label, f"{self.line} {text}".strip(), self.circle.id, fuller)


def ways_out(tx: Transaction, request: CommandTyped, rituals: Iterable[Ritual]) -> list[WayOut]:
    """Of these rituals' circles those that reach this person; this channel's first."""
    found = [way for ritual in rituals if ritual.leads_out for way in _of(tx, request, ritual)]
    return sorted(found, key=lambda way: way.circle.channel != request.channel)[:MOST]


def lead_out(ways: list[WayOut], person: str, text: str = "") -> Card:
    """How this person leaves each, by a press or typed, perhaps until a time; and how its champion ends one for all."""
    rows = (element for number, way in enumerate(ways, 1) for element in _row(way, number, text))
    kept = [way.ritual.name for way in ways if person in way.circle.champions]
    more = (
        (Note(("You look after it, too: to end it for everyone, type ", Command(f"{kept[0]} stop"), ".")),)
        if kept
        else ()
    )
    return Card("Here's the way out.", (Paragraph(("Here's the way out. Nothing has changed yet.",)), *rows, *more))


def everywhere(text: str) -> str | None:
    """What is left of words that mean all of somebody's circles at once; None if they don't."""
    first, _, rest = text.strip().partition(" ")
    if plain(first) == EVERYWHERE:
        return rest.strip()
    return "" if bare(text) in _ALL else None


def which_one(circles: list[SqlCircle], request: CommandTyped, ritual: Ritual, verb: str, text: str) -> Card:
    """Which of their circles somebody means, with a button for each and one for all. Raises a sentence instead where a
    button cannot carry what they typed."""
    line = f"{ritual.name} {verb} {EVERYWHERE} {spell_mentions(text, request.named)}".strip()
    if len(line) > LONGEST_LINE:
        raise KindlingError(words.several_circles(ritual.name))
    asked = f"You have more than one {ritual.name} circle. Which one do you mean? Nothing has changed yet."
    rows = (
        element
        for number, one in enumerate(circles[:MOST], 1)
        for element in _choice(one, number, request, ritual, f"{verb} {text}".strip())
    )
    both = "Both" if len(circles) == 2 else "All of them"
    typed = Command(f"{ritual.name} {verb} {EVERYWHERE}")
    note = Note(("To mean all of them, you can also type ", typed, "."))
    return Card(asked, (Paragraph((asked,)), *rows, Buttons((to_type(both, line),)), note))


def _choice(circle: SqlCircle, number: int, request: CommandTyped, ritual: Ritual, said: str) -> Iterator[Element]:
    known = may_know(circle, request)
    yield Paragraph((Strong(ritual.name.capitalize()), *((" in ", Channel(circle.channel)) if known else ())))
    label = said[0].upper() + said[1:60]
    line = f"{ritual.name} {spell_mentions(said, request.named)}"
    yield Buttons((to_type(label, line, circle.id, shortened(f"{label}: {number}", 75)),))


def _of(tx: Transaction, request: CommandTyped, ritual: Ritual) -> list[WayOut]:
    found = [one for one in tx.circles.of_person(request.workspace, request.person) if one.ritual == ritual.name]
    if ritual.is_for_all and not found:
        running = tx.circles.running(request.workspace, ritual.name)
        found = [one for one in running if not one.refuses(request.person, FOR_GOOD)]
    known = [one for one in found if may_know(one, request)]
    ways = [WayOut(ritual, one, (" in ", Channel(one.channel))) for one in known]
    if ritual.commands[ritual.way_out].everywhere:  # any of them will do
        return (ways or [WayOut(ritual, one) for one in found])[:1]
    return ways


def _row(way: WayOut, number: int, text: str) -> Iterator[Element]:
    name = way.ritual.name.capitalize()
    press = way.ritual.way_out.capitalize()
    yield Paragraph((Strong(name), *way.place, f": press {press}, or type ", Command(way.line), "."))
    which = f"{number}, {way.ritual.called}"
    yield Buttons((*((way.button(which, text),) if text else ()), way.button(which)))
