"""What is kept of somebody here, in words, for whoever asks for their own data."""

from collections.abc import Iterator
from datetime import datetime

from rituals.cards import Span, mentions
from rituals.circle import clock_of
from rituals.coffee.about import AboutMe, read_about
from rituals.coffee.declared import CoffeeCircle, coffee
from rituals.coffee.why import sentence, why_of
from rituals.dates import WEEKDAYS, join_words, show_moment
from rituals.events import AboutAsked, GroupAsked
from rituals.records import Group

ANSWERED = {"yes": "we met", "no": "we didn't meet", "will": "not yet, but we will"}


@coffee.tells_group
def tell_group(event: GroupAsked, circle: CoffeeCircle) -> Iterator[Span]:
    """Whom they were introduced to, what was suggested, and their own answer."""
    group = event.group
    yield from ("I introduced you to ", *mentions([one for one in group.people if one != event.person]), ".")
    yield from _what_became_of_it(group)
    for question, answer in event.answers.items():
        yield _answer(question, answer)
    if opener := group.notes.get("opener"):
        yield f" To start with, I gave you “{opener}”"
    if times := [_moment(event, circle, each) for each in _listed(group, "times")]:
        yield f" I suggested {join_words(times)}."
    if why := why_of(group):
        yield f" Why just you? {sentence(why, event.person, group.people)}"


@coffee.tells_about
def tell_about(event: AboutAsked, circle: CoffeeCircle) -> Iterator[Span]:
    """What they said of themselves, as they would say it."""
    yield join_words(list(_said(read_about(event.about))))


def _what_became_of_it(group: Group) -> Iterator[str]:
    if group.notes.get("off"):
        yield " It was called off." if not group.notes.get("refused") else " Slack did not take my message."
    if group.notes.get("unsure"):
        yield " I don't know whether my message arrived."


def _answer(question: str, answer: str) -> str:
    said = ANSWERED.get(answer, answer)
    return f" You answered: {said}." if question == "met" else f" Asked “{question}”, you answered: {said}."


def _said(me: AboutMe) -> Iterator[str]:
    if me.team:
        yield f"your team is {me.team}"
    if me.site:
        yield f"your site is {me.site}"
    if me.days:
        yield f"you're on site on {join_words([WEEKDAYS[day] for day in me.days])}"
    if me.start and me.end:
        yield f"you work from {me.start:%H:%M} to {me.end:%H:%M}"
    if me.newcomers:
        yield "you're new here" if me.is_new else "you like to meet newcomers"
    if me.only_my_site:
        yield "you'd rather meet people of your own site only"


def _listed(group: Group, name: str) -> list[str]:
    found = group.notes.get(name, [])
    return [str(each) for each in found] if isinstance(found, list) else []


def _moment(event: GroupAsked, circle: CoffeeCircle, at: str) -> str:
    zone = clock_of(event, circle)
    return show_moment(datetime.fromisoformat(at), zone, event.now.astimezone(zone).date())
