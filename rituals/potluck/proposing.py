"""Proposing a lunch: by somebody, or by the circle's own rhythm."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from rituals import fair
from rituals.effects import Effect, Later, OpenForm, Post, Reply, Update
from rituals.events import (
    Act,
    ButtonClicked,
    CircleChanged,
    CircleStarted,
    CircleStopped,
    CommandUsed,
    FormSubmitted,
    LaterDue,
)
from rituals.hours import cut_time
from rituals.potluck import cards, forms, replies
from rituals.potluck.answers import pairs, read_proposal
from rituals.potluck.changing import tell
from rituals.potluck.choosing import day_in
from rituals.potluck.days import moments
from rituals.potluck.declared import PotluckCircle, potluck
from rituals.potluck.lunches import CANCELLED, OPEN, Lunch, coming_up, lunch
from rituals.potluck.signing import PROPOSED, sign, times
from rituals.potluck.wanted import ROLES, TEMPLATES
from rituals.schedule import Schedule, next_after, starting
from rituals.zones import at_local

PROPOSED_AT = time(10)
SHORT_NOTICE = timedelta(days=1)
"""No lunch is proposed anew so shortly before it."""


@potluck.started
def started(event: CircleStarted, circle: PotluckCircle) -> Iterator[Effect]:
    """Tell the channel, once, and plan the first lunch that comes round."""
    yield Post(cards.welcome(circle.settings), key=_welcome(circle))
    yield from plan(circle, event.now, event.now)


@potluck.changed
def changed(event: CircleChanged, circle: PotluckCircle) -> Iterator[Effect]:
    """Keep the channel's message true, and plan anew."""
    yield Update(_welcome(circle), cards.welcome(circle.settings))
    yield from plan(circle, event.now, event.now)


@potluck.stopped
def stopped(event: CircleStopped, circle: PotluckCircle) -> Iterator[Effect]:
    """Call off what was planned, and say goodbye in the channel."""
    for one in coming_up(circle, event.now):
        yield from call_off(circle, one, event.person)
    yield Update(_welcome(circle), cards.closed())


@potluck.command("propose", usage="4 Dec", anywhere=True)
@potluck.clicked("propose", form=True)
def propose(event: CommandUsed | ButtonClicked, circle: PotluckCircle) -> Iterator[Effect]:
    """Propose a lunch: when, where, and what would be good to have."""
    if not _may_propose(event, circle):
        yield Reply(replies.champions_propose())
        return
    words = event.text.strip()
    template = _template_in(words)
    rest, at = ("", None) if template else cut_time(words)
    day = day_in(rest, event.now.astimezone(circle.zone).date()) if rest else None
    typed = words if rest and day is None else ""
    time_of_day = f"{at:%H:%M}" if at else ""
    yield OpenForm(forms.propose(circle.settings, template or circle.settings.template, day, time_of_day, typed))


@potluck.submitted("propose")
def proposed(event: FormSubmitted, circle: PotluckCircle) -> Iterator[Effect]:
    """Put the lunch into the channel; sent twice, it is still one lunch."""
    if not _may_propose(event, circle):
        yield Reply(replies.champions_propose())
        return
    data = read_proposal(event.values, event.now, circle.zone)
    if same := _same(circle, event, data):
        yield Reply(replies.proposed_already(same, circle.zone))
        return
    _check_fair(circle, event)
    new = _keep(circle, event.person, data, event.now)
    yield from _announced(circle, new, event.now)
    yield Reply(replies.proposed(new, circle.zone))


@potluck.later("propose")
def propose_by_itself(event: LaterDue, circle: PotluckCircle) -> Iterator[Effect]:
    """Propose the lunch that comes round then, unless it is too late or not wanted any more; plan the next."""
    starts = datetime.fromisoformat(event.about)
    schedule = _rhythm(circle)
    if schedule is None or next_after(schedule, starts - timedelta(minutes=1), circle.zone).at != starts:
        return
    if starts > event.now and not _has_come_round(circle, event.about):
        yield from _announced(circle, _keep(circle, "", _usual(circle, event.about), event.now), event.now)
    yield from plan(circle, max(starts, event.now), event.now)


def plan(circle: PotluckCircle, after: datetime, now: datetime) -> Iterator[Effect]:
    """Propose the next lunch of the circle's rhythm some days ahead, or at once if they have begun."""
    if schedule := _rhythm(circle):
        starts = next_after(schedule, max(after, now + SHORT_NOTICE), circle.zone).at
        day = starts.astimezone(circle.zone).date() - timedelta(circle.settings.lead_days)
        at = at_local(day, PROPOSED_AT, circle.zone)
        yield Later(max(at, now), "propose", starts.isoformat())


def call_off(circle: PotluckCircle, one: Lunch, by: str) -> Iterator[Effect]:
    """Cancel a lunch: its card says so, and everybody who was to come is told (whoever does it knows)."""
    circle.revise(one.entry, state=CANCELLED)
    yield Update(one.key, cards.cancelled_card(one, circle.zone))
    for offer in one.offers:
        if offer.person != by:
            card = replies.called_off(one, circle.zone)
            yield tell(offer.person, card, f"cancelled:{one.id}:{offer.person}")


def _announced(circle: PotluckCircle, new: Lunch, now: datetime) -> Iterator[Effect]:
    yield Post(cards.lunch_card(new, circle.zone), key=new.key)
    yield from moments(new, circle, now)


def _keep(circle: PotluckCircle, person: str, data: Mapping[str, Any], now: datetime) -> Lunch:
    """A lunch is nobody's own, so that it stays for the others if its proposer asks to be forgotten."""
    fresh = {"plus_one": circle.settings.plus_one, "state": OPEN, "moves": 0}
    entry = circle.add("lunch", "", {**data, **fresh}, now)
    if person:
        sign(circle, entry, PROPOSED, person)
        circle.add("proposal", person, {"starts": data["starts"], "place": data["place"]}, now, about=entry.id)
    return lunch(circle, entry.id)


def _usual(circle: PotluckCircle, starts: str) -> dict[str, Any]:
    """What a lunch is like that comes round by itself."""
    settings = circle.settings
    wanted = TEMPLATES[settings.template][1]
    return {
        "starts": starts,
        "place": settings.place or "the usual place",
        "places": settings.places,
        "wanted": pairs(dict(wanted)),
        "roles": pairs(dict(ROLES)),
        "came_round": starts,
    }


def _same(circle: PotluckCircle, event: Act, data: Mapping[str, Any]) -> Lunch | None:
    """The lunch that this person has just proposed for the same moment and place."""
    starts = datetime.fromisoformat(data["starts"])
    mine = (one for one in coming_up(circle, event.now) if one.proposer == event.person)
    return next((one for one in mine if (one.starts, one.place) == (starts, data["place"])), None)


def _check_fair(circle: PotluckCircle, event: Act) -> None:
    """Raises LunchesEnough and LunchesEnoughHere."""
    to_come, me = coming_up(circle, event.now), event.person
    if sum(me == one.proposer or times(circle, one.entry, PROPOSED, me) for one in to_come) >= fair.LUNCHES:
        raise fair.LunchesEnough
    if len(to_come) >= fair.LUNCHES_HERE:
        raise fair.LunchesEnoughHere


def _has_come_round(circle: PotluckCircle, starts: str) -> bool:
    """Whether it was proposed already; a cancelled one is not proposed again."""
    return any(entry.data.get("came_round") == starts for entry in circle.entries("lunch"))


def _rhythm(circle: PotluckCircle) -> Schedule | None:
    """The schedule, its weeks counted from the circle's beginning."""
    repeats = circle.settings.repeats
    return starting(repeats, circle.started.astimezone(circle.zone).date()) if repeats else None


def _may_propose(event: Act, circle: PotluckCircle) -> bool:
    return circle.settings.anyone_may_propose or event.person in circle.champions


def _template_in(words: str) -> str:
    """The template of this name, if it is one."""
    titles = {title.casefold(): key for key, (title, _) in TEMPLATES.items()}
    known = titles | {key: key for key in TEMPLATES}
    return known.get(words.casefold(), "")


def _welcome(circle: PotluckCircle) -> str:
    return f"welcome:{circle.started.isoformat()}"
