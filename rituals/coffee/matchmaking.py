"""From a circle to the matcher: who is free, what they say for themselves, and what the champion wants."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from rituals.coffee.about import AboutMe, alike, read_about, spoken
from rituals.coffee.declared import CoffeeCircle
from rituals.coffee.matching import Colleague, Options, Weights, match
from rituals.coffee.settings import CoffeeSettings
from rituals.records import Meeting, Profile
from rituals.zones import zone_or_utc

NEWCOMER_ROUNDS = 4
"""So many rounds somebody counts as a newcomer who has not said whether they are one."""
OVERLAP_TARGET = 120
"""So many minutes of common working hours are enough."""
NO_SITE = " "
"""Where somebody is who has not said it: at nobody's site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A round that is to be made: who is free on this local date, their own words, and who has met whom here."""

    people: Sequence[Profile]
    about: Mapping[str, AboutMe]
    favoured: frozenset[str]
    met: Sequence[Meeting]
    settings: CoffeeSettings
    on: date
    number: int

    def wishes_own_site(self, person: str) -> bool:
        """Whether they asked to meet only people of their own site, while the champion offers that."""
        me = self.about[person]
        return self.settings.same_site and me.only_my_site and bool(alike(me.site))


@dataclass(frozen=True, slots=True)
class Matched:
    """The groups, by id, and whoever is in none."""

    groups: list[list[str]]
    left_out: tuple[str, ...]


def occasion(circle: CoffeeCircle, people: Sequence[Profile], on: date, number: int) -> Occasion:
    """What there is to know for a round of these people."""
    places = circle.places()
    mine = {one.id: places[one.id] for one in people}
    return Occasion(
        people=people,
        about={id: read_about(place.about) for id, place in mine.items()},
        favoured=frozenset(id for id, place in mine.items() if place.goes_first),
        met=circle.meetings(),
        settings=circle.settings,
        on=on,
        number=number,
    )


def matched(this: Occasion, seed: int) -> Matched:
    """Everybody in one group who can be, by what they and the champion wish."""
    history = [(pair.a, pair.b, pair.round) for pair in this.met]
    groups = match(colleagues(this), history, options(this, seed))
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
    first = _first_rounds(this.met)
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
        same_location_only=this.wishes_own_site(profile.id),
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


def _first_rounds(met: Iterable[Meeting]) -> dict[str, int]:
    """The first round in which each person met somebody."""
    first: dict[str, int] = {}
    for pair in met:
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
