"""Why just these people: noted when they are matched, for later it might not be true any more."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from rituals.coffee.about import AboutMe, alike
from rituals.coffee.matchmaking import OVERLAP_TARGET, Occasion, minutes, offset
from rituals.records import Group

Why = dict[str, Any]

TEAMS, SITE, HOURS = "teams", "site", "hours"
FOR_COMPANY = "someone had to be introduced again for everyone to have company"
"""Why anybody is; whether somebody new was free is not said, for it tells who is away."""
DAY = 24 * 60


class Memory:
    """Who was introduced to whom before this round; whether they met is theirs to know."""

    def __init__(self, this: Occasion) -> None:
        self._this = this
        self._last: dict[frozenset[str], int] = {}
        for pair in this.introduced:
            both = frozenset((pair.a, pair.b))
            self._last[both] = max(pair.round, self._last.get(both, 0))
        self._offset = {one.id: offset(one.zone, this.on) for one in this.people}

    def why(self, group: Sequence[str]) -> Why:
        """What is true of this group as it is made (JSON values)."""
        return {
            "again": list(self._again(group)),
            "lately": list(self._lately(group)),
            "in common": [name for name, is_so in self._facts(group) if is_so],
            "new": sum(self._this.about[id].is_new for id in group) if self._this.settings.newcomers else 0,
        }

    def _facts(self, group: Sequence[str]) -> Iterator[tuple[str, bool]]:
        """Only what they said themselves, and what the champion asked to be weighed."""
        them, settings = [self._this.about[id] for id in group], self._this.settings
        teams, sites = {alike(me.team) for me in them}, {alike(me.site) for me in them}
        yield TEAMS, settings.other_teams and "" not in teams and len(teams) == len(them)
        yield SITE, settings.same_site and "" not in sites and len(sites) == 1
        yield HOURS, settings.overlapping_hours and self._share_hours(group)

    def _share_hours(self, group: Sequence[str]) -> bool:
        hours = [_working(self._this.about[id], self._offset[id]) for id in group]
        return len(set.intersection(*hours)) >= OVERLAP_TARGET

    def _again(self, group: Sequence[str]) -> Iterator[list[Any]]:
        """Those who are introduced again, and how many rounds ago it was."""
        for a, b in combinations(group, 2):
            last = self._last.get(frozenset((a, b)))
            if last is not None:
                yield [a, b, self._this.number - last]

    def _lately(self, group: Sequence[str]) -> Iterator[list[Any]]:
        """Those who were introduced here less than a week ago, met or not, and how many days it was."""
        for a, b in combinations(group, 2):
            if days := self._this.days.get(frozenset((a, b))):
                yield [a, b, days]


def why_of(group: Group) -> Why:
    """What was noted when it was made; nothing of a group from before there were such notes."""
    why = group.notes.get("why")
    return why if isinstance(why, dict) else {}


def of_the_rest(why: Why, remain: Sequence[str]) -> Why:
    """What is still true of those who remain of a group; who of them was new was not kept by name."""
    return why and {
        **why,
        "again": [each for each in why["again"] if each[0] in remain and each[1] in remain],
        "lately": [each for each in why.get("lately", ()) if each[0] in remain and each[1] in remain],
        "new": 0,
    }


def sentence(why: Why, me: str, people: Sequence[str]) -> str:
    """Why this group, in one true sentence for one of them."""
    if not why:
        return "I introduced you before I kept in mind why, so I can't say."
    if rounds := [rounds for a, b, rounds in why["again"] if me in (a, b)]:
        return f"{_since(min(rounds), days_ago(why, me), len(people))}, and {FOR_COMPANY}."
    common = list(_common(why, people))
    if not common:
        return "You were picked by chance among those you have not met here yet."
    nobody = "You have not met here yet" if len(people) == 2 else "You have met none of them here yet"
    return f"{', '.join([nobody, *common[:-1]])}, and {common[-1]}."


def days_ago(why: Why, me: str = "") -> int | None:
    """How many days ago two of them (or one of them and me) were introduced here, if it was less than a week ago."""
    return min((days for a, b, days in why.get("lately", ()) if not me or me in (a, b)), default=None)


def ago(days: int) -> str:
    return "yesterday" if days == 1 else f"{days} days ago"


def _since(rounds: int, days: int | None, size: int) -> str:
    whom = "you here" if size == 2 else "you to one of them here"
    if days:
        return f"I introduced {whom} {ago(days)}"
    if rounds == 1:
        return f"I introduced {whom} in the last round"
    return (
        f"It has been {rounds} rounds since I last introduced {'you here' if size == 2 else 'you to any of them here'}"
    )


def _common(why: Why, people: Sequence[str]) -> Iterator[str]:
    all_of_you, you = ("you all", "you are all") if len(people) > 2 else ("you", "you are")
    words = {
        TEAMS: f"{you} in different teams",
        SITE: f"{all_of_you} work on the same site",
        HOURS: "your working hours overlap",
    }
    yield from (words[name] for name in words if name in why["in common"])
    if 0 < why["new"] < len(people):
        yield "one of you is new here" if why["new"] == 1 else "some of you are new here"


def _working(me: AboutMe, offset: int) -> set[int]:
    """The minutes of a day in UTC in which they work, if they have said so."""
    if me.start is None or me.end is None:
        return set()
    start, end = minutes(me.start), minutes(me.end)
    length = (end - start) % DAY
    return {(start - offset + minute) % DAY for minute in range(length)}
