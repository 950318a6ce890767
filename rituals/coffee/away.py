"""Sitting out, for once, for a while or for good: what somebody typed is done as they meant it, or asked back."""

from collections.abc import Iterator
from datetime import date, datetime

from rituals.cards import Card
from rituals.circle import today
from rituals.coffee import cards
from rituals.coffee.declared import CoffeeCircle, coffee
from rituals.coffee.next_coffee import own
from rituals.dates import read_date
from rituals.effects import Effect, OpenForm, Reply
from rituals.errors import FormProblems, KindlingError
from rituals.events import Act, ButtonClicked, CommandUsed, FormSubmitted
from rituals.forms import DateInput, Form
from rituals.schedule import next_after
from rituals.stretches import Plainly, Stretch, Times, read_when
from rituals.typed import plain

PAUSE = Form("pause", "Pause for a while", (DateInput(name="until", label="I'm back on"),), submit="Pause")
NOUNS = ("coffee", "coffees", "coffee roulette")
MOST_ROUNDS = 800
"""Rounds that are looked ahead over: two years of days."""


@coffee.command("skip", usage="2", ends=True)
def skip(event: CommandUsed, circle: CoffeeCircle) -> Iterator[Effect]:
    """Sit out the next coffee, or more: “2”, “next week”, “until 5 Jan”."""
    match read_when(event.text, today(event, circle), *NOUNS):
        case Plainly.NOTHING | Times(count=1):
            yield Reply(_skipped(event, circle))
        case Times(count=count):
            yield Reply(_paused(event, circle, _after(event, circle, count)))
        case Stretch(until=True, end=date() as end):
            yield Reply(_paused(event, circle, end))
        case Stretch(end=date()) as stretch:
            yield Reply(_sat_out(event, circle, stretch))
        case _:
            yield Reply(cards.unsure(event.text, cards.ways_away()))


@coffee.clicked("skip", ends=True)
def skip_button(event: ButtonClicked, circle: CoffeeCircle) -> Iterator[Effect]:
    """Sit out the next coffee; after that you're back."""
    yield Reply(_skipped(event, circle))


@coffee.command("pause", usage="until 1 Dec", ends=True)
def pause(event: CommandUsed, circle: CoffeeCircle) -> Iterator[Effect]:
    """Sit out until a day you choose: a date, “2 weeks”, “next month”."""
    when = read_when(event.text, today(event, circle), *NOUNS)
    if when is Plainly.NOTHING or plain(event.text) == "until":
        yield Reply(cards.until_when() if circle.participation(event.person) else cards.not_in())
        return
    match when:
        case Plainly.FOR_GOOD | Stretch(end=None):
            yield Reply(cards.unsure(event.text, cards.ways_away()))
        case Times(count=count):
            yield Reply(_paused(event, circle, _after(event, circle, count)))
        case _:
            yield Reply(_paused(event, circle, _back(event, circle, when)))


@coffee.clicked("pause", ends=True, form=True)
def ask_until_when(event: ButtonClicked, circle: CoffeeCircle) -> Iterator[Effect]:
    """Sit out until the day that the button names, or ask for one in a form."""
    if event.about:
        yield Reply(_paused(event, circle, read_date(event.about, today(event, circle))))
    else:
        yield OpenForm(PAUSE)


@coffee.submitted("pause", ends=True)
def pause_from_form(event: FormSubmitted, circle: CoffeeCircle) -> Iterator[Effect]:
    """Sit out until the day in the form."""
    try:
        until = read_date(str(event.values.get("until", "")), today(event, circle))
    except KindlingError as error:
        raise FormProblems({"until": error.sentence}) from error
    yield Reply(_paused(event, circle, until))


@coffee.command("resume", reads=True)
def resume(event: CommandUsed, circle: CoffeeCircle) -> Iterator[Effect]:
    """Come back from a skip or a pause, now or on a day."""
    match read_when(event.text, today(event, circle), *NOUNS):
        case Plainly.NOTHING:
            yield Reply(_resumed(event, circle))
        case Stretch(start=start, until=False) if start > today(event, circle) and _is_paused(event, circle):
            yield Reply(_paused(event, circle, start))
        case _:
            yield Reply(cards.unsure(event.text, cards.ways_back()))


@coffee.clicked("resume")
def resume_button(event: ButtonClicked, circle: CoffeeCircle) -> Iterator[Effect]:
    """Come back from a skip or a pause."""
    yield Reply(_resumed(event, circle))


@coffee.command("leave", reads=True, ends=True)
def leave(event: CommandUsed, circle: CoffeeCircle) -> Iterator[Effect]:
    """Leave; nothing more is sent to you."""
    match read_when(event.text, today(event, circle), *NOUNS):
        case Plainly.NOTHING | Plainly.FOR_GOOD:
            yield Reply(_left(event, circle))
        case Stretch(until=True, end=date() as end):
            yield Reply(cards.or_for_good(_paused(event, circle, end)))
        case Stretch(end=date() as end) if end > today(event, circle):
            yield Reply(cards.unsure(event.text, cards.ways_away(end, today(event, circle))))
        case _:
            yield Reply(cards.unsure(event.text, cards.ways_away()))


@coffee.clicked("leave", ends=True)
def leave_button(event: ButtonClicked, circle: CoffeeCircle) -> Iterator[Effect]:
    """Leave; nothing more is sent to you."""
    yield Reply(_left(event, circle))


def _left(event: Act, circle: CoffeeCircle) -> Card:
    return cards.left(circle.channel) if circle.leave(event.person) else cards.not_in()


def _resumed(event: Act, circle: CoffeeCircle) -> Card:
    words = cards.resumed if circle.resume(event.person) else cards.not_away
    return words(own(event, circle))


def _skipped(event: Act, circle: CoffeeCircle) -> Card:
    if _is_away_next(event, circle):
        return cards.status(own(event, circle))
    fresh, mine = circle.skip(event.person), own(event, circle)
    if mine.hindrance:
        return cards.status(mine)
    return cards.skipped(mine) if fresh else cards.skipped_already()


def _paused(event: Act, circle: CoffeeCircle, until: date) -> Card:
    on = today(event, circle)
    read_date(until.isoformat(), on)  # no later than a pause can be
    circle.pause(event.person, until)
    return cards.paused(until, on)


def _sat_out(event: CommandUsed, circle: CoffeeCircle, stretch: Stretch) -> Card:
    """A day, a week or a month is sat out if no coffee comes before it, for a pause would take that one too."""
    end = stretch.end or stretch.start
    before, within = _split(_rounds(circle, end), stretch.start)
    if not within:
        return cards.none_then(event.text, own(event, circle))
    if before:
        return cards.one_before(before[0], end, circle.zone, today(event, circle))
    return _skipped(event, circle) if len(within) == 1 else _paused(event, circle, end)


def _back(event: CommandUsed, circle: CoffeeCircle, when: object) -> date:
    """The day named; the end of a day, week or month that is named without “until”, where no coffee comes before it."""
    if isinstance(when, Stretch) and when.end and when.until:
        return when.end
    if isinstance(when, Stretch) and when.end and when.start > today(event, circle):
        before, within = _split(_rounds(circle, when.end), when.start)
        if within and not before:
            return when.end
    return read_date(event.text, today(event, circle))


def _after(event: Act, circle: CoffeeCircle, count: int) -> date:
    """The day of the coffee after so many."""
    due = circle.next_due or event.now
    for _ in range(count):
        due = next_after(circle.settings.when, due, circle.zone).at
    return due.astimezone(circle.zone).date()


def _rounds(circle: CoffeeCircle, end: date) -> list[datetime]:
    """When the coffees before this day are, by the circle's clock."""
    found, due = list[datetime](), circle.next_due and circle.next_due.astimezone(circle.zone)
    while due and due.date() < end and len(found) < MOST_ROUNDS:
        found.append(due)
        due = next_after(circle.settings.when, due, circle.zone).at.astimezone(circle.zone)
    return found


def _split(rounds: list[datetime], start: date) -> tuple[list[datetime], list[datetime]]:
    """Those before the day, and the others."""
    before = [due for due in rounds if due.date() < start]
    return before, rounds[len(before) :]


def _is_away_next(event: Act, circle: CoffeeCircle) -> bool:
    """Whether a pause covers the next coffee, so that there is nothing left to skip."""
    place, due = circle.participation(event.person), circle.next_due
    return bool(place and due and place.is_paused(due.astimezone(circle.zone).date()))


def _is_paused(event: Act, circle: CoffeeCircle) -> bool:
    place = circle.participation(event.person)
    return bool(place and place.is_paused(today(event, circle)))
