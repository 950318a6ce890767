"""From a circle to the matcher: who is free, what they say for themselves, and what the champion wants."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from rituals.coffee.about import AboutMe, alike, read_about, spoken
from rituals.coffee.declared import CoffeeCircle
from rituals.coffee.matching import Colleague, Options, Weights, match
from rituals.coffee.settings import CoffeeSettings
from rituals.records import Meeting, Profile
from rituals.zones import at_local, zone_or_utc

NEWCOMER_ROUNDS = 4
"""So many rounds somebody counts as a newcomer who has not said whether they are one."""
OVERLAP_TARGET = 120
"""So many minutes of common working hours are enough."""
A_WEEK = timedelta(days=7)
"""So long nobody is introduced to the same person by another circle."""
REMEMBERED = timedelta(weeks=13)
"""So long an introduction in another circle counts as one here."""
LONG_AGO = 0
"""The round in which those count as having met who did not: nobody new comes after them, and of all repeats they are
the first."""
NO_SITE = " "
"""Where somebody is who has not said it: at nobody's site."""
NOT_MADE = ("refused", "unsure")
"""The notes of a group that was not introduced, or of which nobody knows it."""


Pair = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A round that is to be made: who is free on this local date, their own words, and who has met whom here."""

    people: Sequence[Profile]
    about: Mapping[str, AboutMe]
    favoured: frozenset[str]
    met: Sequence[Meeting]
    """Introductions here that count as meetings."""
    unmet: Sequence[Meeting] = ()
    """Introductions here that do not, because somebody said so: privately, so that nothing is said of it."""
    settings: CoffeeSettings
    on: date
    number: int
    elsewhere: Mapping[Pair, int] = field(default_factory=dict)
    """How many days before the round other circles last introduced two people to each other."""
    days: Mapping[Pair, int] = field(default_factory=dict)
    """How many days before it this circle did, of less than a week."""

    @property
    def introduced(self) -> Sequence[Meeting]:
        """Who was introduced to whom here, whatever became of it: what all of them know."""
        return (*self.met, *self.unmet)

    @property
    def apart(self) -> frozenset[Pair]:
        """Who has just been introduced elsewhere, and is not introduced again so soon."""
        return frozenset(pair for pair, days in self.elsewhere.items() if days < A_WEEK.days)


@dataclass(frozen=True, slots=True)
class Matched:
    """The groups, by id, and whoever is in none."""

    groups: list[list[str]]
    left_out: tuple[str, ...]


def wishes_own_site(me: AboutMe, settings: CoffeeSettings) -> bool:
    """Whether they asked to meet only people of their own site, while the champion offers that."""
    return settings.same_site and me.only_my_site and bool(alike(me.site))


def occasion(circle: CoffeeCircle, people: Sequence[Profile], on: date, number: int) -> Occasion:
    """What there is to know for a round of these people."""
    places = circle.places()
    mine = {one.id: places[one.id] for one in people}
    return Occasion(
        people=people,
        about={id: read_about(place.about) for id, place in mine.items()},
        favoured=frozenset(id for id, place in mine.items() if place.goes_first),
        met=circle.meetings(),
        unmet=circle.unmet(besides=NOT_MADE),
        settings=circle.settings,
        on=on,
        number=number,
        elsewhere=_days(circle, on, REMEMBERED, elsewhere=True),
        days=_days(circle, on, A_WEEK - timedelta(days=1)),
    )


def were_just_introduced_elsewhere(circle: CoffeeCircle, people: Collection[str], on: date) -> bool:
    """Whether some two of them were, less than a week before."""
    days = _days(circle, on, A_WEEK - timedelta(days=1), elsewhere=True)
    return any(pair <= set(people) for pair in days)


def _days(circle: CoffeeCircle, on: date, within: timedelta, *, elsewhere: bool = False) -> dict[Pair, int]:
    """How many days before the round two people were last introduced."""
    since = at_local(on - within, time(), circle.zone)
    found = circle.introductions(since, elsewhere=elsewhere)
    return {frozenset((one.a, one.b)): (on - one.at.astimezone(circle.zone).date()).days for one in found}


def matched(this: Occasion, seed: int) -> Matched:
    """Everybody in one group who can be, by what they and the champion wish."""
    here = [(pair.a, pair.b, pair.round) for pair in this.met]
    here += [(pair.a, pair.b, LONG_AGO) for pair in this.unmet]
    elsewhere = [(min(pair), max(pair), this.number - 1 - days // 7) for pair, days in this.elsewhere.items()]
    groups = match(colleagues(this), here + elsewhere, options(this, seed))
    placed = {id for group in groups for id in group}
    return Matched(groups, tuple(one.id for one in this.people if one.id not in placed))


def options(this: Occasion, seed: int) -> Options:
    """The champion's wishes as numbers."""
    return Options(
        group_size=this.settings.group_size,
        round=this.number,
        seed=seed,
        weights=weights(this.settings),
        newcomer_rounds=NEWCOMER_ROUNDS,
        overlap_target=OVERLAP_TARGET,
        favoured=this.favoured,
        blocks=[(min(pair), max(pair)) for pair in this.apart],
    )


def weights(settings: CoffeeSettings) -> Weights:
    """What a pair costs that is not as the champion wishes; all wishes weigh the same."""
    return Weights(
        cross_department=float(settings.other_teams),
        hours_overlap=float(settings.overlapping_hours),
        newcomer_old_hand=float(settings.newcomers),
    )


def colleagues(this: Occasion) -> list[Colleague]:
    """Everybody as the matcher takes them; wishes about sites rest while the champion does not offer them."""
    first = _first_rounds(this.introduced)
    return [_colleague(one, this.about[one.id], first, this) for one in this.people]


def _colleague(profile: Profile, me: AboutMe, first: Mapping[str, int], this: Occasion) -> Colleague:
    hours = spoken(profile, me)
    return Colleague(
        id=profile.id,
        department=alike(me.team),
        location=alike(me.site) or NO_SITE,
        utc_offset=offset(profile.zone, this.on),
        work_start=minutes(hours.work_start),
        work_end=minutes(hours.work_end),
        joined=_joined(me, first.get(profile.id), first.values(), this.number),
        same_location_only=wishes_own_site(me, this.settings),
    )


def _joined(me: AboutMe, first: int | None, everybody: Iterable[int], number: int) -> int | None:
    """The round in which somebody was new: what they say comes first, and whoever was there from the first round
    is no newcomer."""
    began = min(everybody, default=None)
    if me.is_new:
        return number
    if me.newcomers or (first is not None and first == began):
        return number - NEWCOMER_ROUNDS
    return first if first is not None or began is None else number


def _first_rounds(introduced: Iterable[Meeting]) -> dict[str, int]:
    """The first round in which each person was introduced to somebody."""
    first: dict[str, int] = {}
    for pair in introduced:
        for person in (pair.a, pair.b):
            first[person] = min(pair.round, first.get(person, pair.round))
    return first


def offset(zone: str, on: date) -> int:
    """Minutes ahead of UTC at noon of this date."""
    ahead = datetime.combine(on, time(12), zone_or_utc(zone)).utcoffset()
    return round(ahead.total_seconds() / 60) if ahead else 0


def minutes(at: time) -> int:
    """Minutes after midnight."""
    return at.hour * 60 + at.minute
