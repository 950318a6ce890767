"""The short form in which people say something about themselves, or nothing, for their own introductions."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import time

from rituals.cards import Words
from rituals.coffee import cards
from rituals.coffee.about import NEW, WELCOMING, AboutMe, kept, read_about
from rituals.coffee.declared import CoffeeCircle, coffee
from rituals.coffee.settings import CoffeeSettings
from rituals.dates import WEEKDAYS
from rituals.effects import Effect, OpenForm, Reply
from rituals.errors import FormProblems, KindlingError, NotTakingPart
from rituals.events import Act, FormSubmitted
from rituals.forms import AnyInput, Choice, Choices, Form, Option, TextInput, TimeInput, Values
from rituals.hours import read_time

LONGEST_NAME = 60
UNSAID = "unsaid"
INTRO = (
    "All of this is up to you, and may stay empty. It is used to introduce you here and for nothing else. "
    "Nobody can look it up; somebody you meet may hear what you have in common, like your site"
)


@coffee.command("about", usage="me", reads=False)
@coffee.clicked("about", form=True)
def about(event: Act, circle: CoffeeCircle) -> Iterator[Effect]:
    """Say a little about yourself, if you like: team, site, hours."""
    place = circle.participation(event.person)
    if place is None:
        yield Reply(cards.not_in())
    else:
        yield OpenForm(form(read_about(place.about), circle.settings))


@coffee.submitted("about")
def about_from_form(event: FormSubmitted, circle: CoffeeCircle) -> Iterator[Effect]:
    """Keep what the form says, until it says something else or they leave."""
    place = circle.participation(event.person)
    if place is None:
        raise NotTakingPart
    said = kept(_read(event.values, read_about(place.about), circle.settings))
    circle.describe(event.person, said)
    yield Reply(cards.heard() if said else cards.nothing_said())


def form(me: AboutMe, settings: CoffeeSettings) -> Form:
    """Only what is used in this circle is asked."""
    intro = f"{INTRO}, or that you're new." if settings.newcomers else f"{INTRO}."
    return Form("about", "A little about you", tuple(_inputs(me, settings)), intro=(intro,))


def _inputs(me: AboutMe, settings: CoffeeSettings) -> Iterator[AnyInput]:
    if settings.other_teams:
        yield _name("team", "Your team", me.team, "So that you meet people of other teams.")
    yield _name("site", "Your site", me.site, "Where you work, as people there call it.")
    yield Choices(
        name="days",
        label="Days on site",
        options=tuple(Option(str(day), name) for day, name in enumerate(WEEKDAYS)),
        value=tuple(str(day) for day in me.days),
        help="Times are suggested on a day when you are all there, if there is one.",
        required=False,
    )
    yield _time("start", "You start work at", me.start)
    yield _time("end", "You finish at", me.end)
    if settings.newcomers:
        yield _choice("newcomers", "Newcomers", _NEWCOMERS, me.newcomers or UNSAID)
    if settings.same_site:
        yield _choice("only_my_site", "Whom would you like to meet?", _SITES, "yes" if me.only_my_site else "no")


def _name(name: str, label: str, value: str, help: str) -> TextInput:
    return TextInput(name=name, label=label, value=value, help=help, required=False, most=LONGEST_NAME)


def _time(name: str, label: str, value: time | None) -> TimeInput:
    return TimeInput(name=name, label=label, value=f"{value:%H:%M}" if value is not None else "", required=False)


def _choice(name: str, label: str, options: tuple[Option, ...], value: str) -> Choice:
    return Choice(name=name, label=label, options=options, value=value, required=False)


_NEWCOMERS = (
    Option(NEW, "I'm new here"),
    Option(WELCOMING, "I've been here a while, and newcomers are welcome"),
    Option(UNSAID, "I'd rather not say"),
)
_SITES = (
    Option("no", "People of any site"),
    Option("yes", "Only people of my site, even if I have to sit out a round"),
)


def _read(values: Values, before: AboutMe, settings: CoffeeSettings) -> AboutMe:
    """What they say now; what was not asked stays as it was. Raises FormProblems."""
    problems: dict[str, Words] = {}
    me = replace(
        before,
        team=_words(values, "team", problems) if settings.other_teams else before.team,
        site=_words(values, "site", problems),
        days=tuple(day for day in range(7) if str(day) in values.get("days", ())),
        start=_moment(values, "start", problems),
        end=_moment(values, "end", problems),
    )
    if settings.newcomers:
        answer = str(values.get("newcomers", ""))
        me = replace(me, newcomers=answer if answer in (NEW, WELCOMING) else "")
    if settings.same_site:
        me = replace(me, only_my_site=values.get("only_my_site") == "yes")
    if problems := problems | _contradictions(me, problems):
        raise FormProblems(problems)
    return me


def _contradictions(me: AboutMe, problems: dict[str, Words]) -> dict[str, Words]:
    found: dict[str, Words] = {}
    if me.only_my_site and not me.site:
        found["site"] = "Which site is yours? Without it I can't know who else is there."
    if problems.keys() & {"start", "end"}:
        return found
    if me.start is not None and me.end is None:
        found["end"] = "When do you finish? Give both times, or neither."
    if me.end is not None and me.start is None:
        found["start"] = "When do you start? Give both times, or neither."
    if me.has_hours and me.start == me.end:
        found["end"] = "That is the time at which you start."
    return found


def _words(values: Values, name: str, problems: dict[str, Words]) -> str:
    words = " ".join(str(values.get(name, "")).split())
    if len(words) > LONGEST_NAME:
        problems[name] = f"That is a little long. Keep it under {LONGEST_NAME} characters."
    return words


def _moment(values: Values, name: str, problems: dict[str, Words]) -> time | None:
    words = str(values.get(name, ""))
    try:
        return read_time(words) if words else None
    except KindlingError as error:
        problems[name] = error.sentence
        return None
