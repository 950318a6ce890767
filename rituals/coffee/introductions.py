"""A round: who meets whom, and what may happen to an introduction afterwards."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta

from rituals.cards import FORGOTTEN, Card, Command, say
from rituals.coffee import instead, invitation
from rituals.coffee.about import AboutMe, common_days, read_about, spoken
from rituals.coffee.declared import CoffeeCircle, coffee
from rituals.coffee.invitation import Invitation
from rituals.coffee.matchmaking import matched, occasion, wishes_own_site
from rituals.coffee.no_coffee import tell_passed_over
from rituals.coffee.openers import pick_opener
from rituals.coffee.times import suggest_times
from rituals.coffee.why import Memory, Why, ago, days_ago, of_the_rest, sentence, why_of
from rituals.effects import Effect, Introduce, Later, Reply, Tell, Update
from rituals.errors import KindlingError, NotYours, TooLate
from rituals.events import Act, ButtonClicked, LaterDue, PeopleGone, RoundDue
from rituals.kept import CARDS
from rituals.records import Group, Round
from rituals.schedule import ends_before

A_WEEK = timedelta(days=7)


@coffee.every("when")
def introduce(event: RoundDue, circle: CoffeeCircle) -> Iterator[Effect]:
    """Introduce this round's groups."""
    round = circle.round(event.round)
    people = circle.participants(round.on)
    this = occasion(circle, people, round.on, round.number)
    made, memory = matched(this, event.seed), Memory(this)
    groups = circle.gather_all(round.id, [tuple(ids) for ids in made.groups])
    before = circle.repeats(round.id)
    for group in groups:
        yield introduction(circle, group, memory.why(group.people), event.now, before.get(group.people, ()))
    for person in made.left_out:
        circle.favour(person)
        yield _left_over(circle, person, round.id)
    yield from tell_passed_over(circle, round.id, circle.passed_over(round.on))
    yield from _reminders(circle, round)


def _left_over(circle: CoffeeCircle, person: str, about: str) -> Tell:
    """`about` is the round, or the group, in which there is nobody for them: which of the two is not to be seen."""
    own_site = wishes_own_site(_about(circle, person), circle.settings)
    return Tell(person, instead.left_over(circle.channel, own_site=own_site), key=f"alone:{about}:{person}")


@coffee.gone
def people_gone(event: PeopleGone, circle: CoffeeCircle) -> Iterator[Effect]:
    """Introduce those who remain, or tell the one who does."""
    group = circle.group(event.about)
    remain = tuple(person for person in group.people if person not in event.gone)
    circle.disband(group)
    if len(remain) > 1:
        why = of_the_rest(why_of(group), remain)
        yield introduction(circle, circle.gather(group.round.id, remain), why, event.now, circle.earlier(remain))
    for person in remain if len(remain) == 1 else ():
        circle.favour(person)
        yield _left_over(circle, person, group.id)
    yield from tell_passed_over(circle, group.id, circle.passed_over(group.round.on, event.gone))


@coffee.command("opener", own=True)
@coffee.clicked("opener", own=True)
def another_opener(event: Act, circle: CoffeeCircle) -> Iterator[Effect]:
    """Get another opener for your group."""
    group = arrived(circle, current(circle, event), event)
    opener = _fresh_opener(group, circle.earlier(group.people))
    group = circle.note(group, opener=opener, openers=[*_openers(group), opener])
    yield Update(f"group:{group.id}", card_of(circle, group))
    yield Reply(invitation.your_opener(opener) if group.notes.get("unsure") else invitation.new_opener())


@coffee.command("why", own=True)
@coffee.clicked("why", own=True)
def why_us(event: Act, circle: CoffeeCircle) -> Iterator[Effect]:
    """Ask why you were introduced to just these people."""
    group = its_group(circle, event)
    yield Reply(say(sentence(why_of(group), event.person, group.people)))


@coffee.later("nudge")
def nudge(event: LaterDue, circle: CoffeeCircle) -> Iterator[Effect]:
    """Remind each person of each group once, if the champion chose that: alone, for a reminder to all of them that does
    not come would tell that one is away."""
    for group in circle.groups(event.about) if circle.settings.nudge else ():
        for person in group.people if is_on(group) else ():
            others = [other for other in group.people if other != person]
            yield Tell(person, invitation.nudge(others), key=f"nudge:{group.id}:{person}")


def latest_group(circle: CoffeeCircle, person: str) -> Group:
    """Whom they were introduced to last, for somebody who types instead of pressing a button."""
    try:
        return circle.group_of(person)
    except NotYours as error:
        raise KindlingError("You haven't been introduced to anybody here yet.") from error


def is_on(group: Group) -> bool:
    """Whether they were surely introduced, and have not called it off."""
    return not (group.notes.get("off") or group.notes.get("unsure"))


def arrived(circle: CoffeeCircle, group: Group, event: Act) -> Group:
    """Whoever presses a button of the introduction has it before them: if nobody knew that it arrived, now it has."""
    if not (group.notes.get("unsure") and isinstance(event, ButtonClicked)):
        return group
    circle.happened(group, True)
    return circle.note(group, unsure=False)


def introduction(circle: CoffeeCircle, group: Group, why: Why, now: datetime, before: Iterable[Group]) -> Introduce:
    """A fresh group's invitation, noted with the group; `before` are earlier groups of just these people."""
    opener = _fresh_opener(group, before)
    soon = min(ends_of(circle, group.round), now + A_WEEK)
    times = [time.isoformat() for time in times_for(circle, group, now, soon)]
    group = circle.note(group, opener=opener, openers=[opener], times=times, why=why)
    return Introduce(group.people, card_of(circle, group), key=f"group:{group.id}")


def times_for(
    circle: CoffeeCircle, group: Group, after: datetime, before: datetime, besides: Collection[datetime] = ()
) -> tuple[datetime, ...]:
    """Two times that suit all of them, which are none of those `besides`."""
    about = [_about(circle, person) for person in group.people]
    profiles = [spoken(circle.profile(person), me) for person, me in zip(group.people, about, strict=True)]
    minutes, days = circle.settings.minutes, common_days(about)
    return suggest_times(profiles, after, before, minutes, _seed(group), days=days, besides=besides)


def _about(circle: CoffeeCircle, person: str) -> AboutMe:
    place = circle.participation(person)
    return read_about(place.about) if place else AboutMe()


def still_here(group: Group, forgotten: str = "") -> tuple[str, ...]:
    """Its people, less those who were forgotten, or are just being so."""
    return tuple(one for one in group.people if one != forgotten and not one.startswith(FORGOTTEN))


def card_of(circle: CoffeeCircle, group: Group, forgotten: str = "") -> Card:
    """The introduction as it stands: on, or off for this week; without those who were forgotten."""
    people = still_here(group, forgotten)
    if len(people) < 2:
        return invitation.left_alone()
    days = days_ago(why_of(group))
    words = invitation.not_this_week if group.notes.get("off") else invitation.invitation
    return words(
        Invitation(
            people=tuple(map(circle.profile, people)),
            channel=circle.channel,
            opener=str(group.notes.get("opener", "")),
            times=tuple(noted_times(group, "times")),
            settings=circle.settings,
            about=group.id,
            again=ago(days) if days else "",
        )
    )


def noted_times(group: Group, name: str) -> list[datetime]:
    """The moments that are noted with the group under this name."""
    times = group.notes.get(name)
    return [datetime.fromisoformat(str(time)) for time in times] if isinstance(times, list) else []


def current(circle: CoffeeCircle, event: Act) -> Group:
    """The actor's group, if its round goes on and it has not been called off."""
    group = its_group(circle, event)
    if not group.round.is_latest or event.now - group.round.due > CARDS:
        raise TooLate
    if group.notes.get("off"):
        raise TooLate(
            ("This coffee is off already, and that's fine. If you can after all, type ", Command("coffee can"), ".")
        )
    return group


def its_group(circle: CoffeeCircle, event: Act) -> Group:
    """The actor's group: the one that a button names, or else their latest."""
    about = getattr(event, "about", "")
    return circle.group_of(event.person, about) if about else latest_group(circle, event.person)


def _fresh_opener(group: Group, before: Iterable[Group]) -> str:
    """One that just these people have not had; `before` are the earlier groups of them."""
    used = {opener for one in (*before, group) for opener in _openers(one)}
    return pick_opener(used, _seed(group))


def _openers(group: Group) -> list[str]:
    openers = group.notes.get("openers", [])
    return [str(opener) for opener in openers] if isinstance(openers, list) else []


def _reminders(circle: CoffeeCircle, round: Round) -> Iterator[Effect]:
    ends = ends_of(circle, round)
    yield Later(ends, "ask_if_met", round.id)
    halfway = _halfway(round.due.astimezone(circle.zone), ends.astimezone(circle.zone))
    if circle.settings.nudge and halfway.date() > round.on:
        yield Later(halfway, "nudge", round.id)


def ends_of(circle: CoffeeCircle, round: Round) -> datetime:
    """When the round's people are asked whether they met."""
    if round.next_due is None:
        return round.due + A_WEEK
    return ends_before(round.next_due, round.due, circle.zone)


def _halfway(began: datetime, ends: datetime) -> datetime:
    """At the local time at which it began, on the working day (Monday to Friday) that is halfway or just before."""
    day = (began + (ends - began) / 2).date()
    working = day - timedelta(days=max(0, day.weekday() - 4))
    return datetime.combine(working, began.time(), began.tzinfo)


def _seed(group: Group) -> int:
    return int(group.id[:8], 16)
