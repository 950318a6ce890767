"""One ritual as it lives in one channel: the only thing a handler can read or change."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from rituals.events import Act, Event
from rituals.records import Entry, Group, Hindrance, Introduction, Meeting, Participation, Profile, Refusal, Round
from rituals.zones import zone_or_utc

S = TypeVar("S", covariant=True)


class Circle(Protocol[S]):
    """A circle, open for the length of one transaction. Every method stays inside this circle."""

    @property
    def id(self) -> str: ...

    @property
    def ritual(self) -> str: ...

    @property
    def channel(self) -> str: ...

    @property
    def settings(self) -> S: ...

    @property
    def zone(self) -> ZoneInfo:
        """The circle's own time zone."""
        ...

    @property
    def started(self) -> datetime:
        """When it was set up (again), in UTC."""
        ...

    @property
    def champions(self) -> tuple[str, ...]: ...

    @property
    def admins(self) -> tuple[str, ...]:
        """The workspace's admins, as far as the directory knows them."""
        ...

    def is_switched_on(self, switch: str) -> bool:
        """Whether the workspace's admins have switched this on (`Ritual.switch`)."""
        ...

    @property
    def next_due(self) -> datetime | None:
        """When the next round is, in UTC; None when it has no schedule or is stopped."""
        ...

    # taking part

    def join(self, person: str, now: datetime) -> bool:
        """Take part; False if they already do. Only ever called with the person who acts."""
        ...

    def leave(self, person: str) -> bool:
        """Take part no more; False if they did not."""
        ...

    def skip(self, person: str) -> bool:
        """Sit out the next round; False if they already do. Raises NotTakingPart."""
        ...

    def pause(self, person: str, until: date) -> None:
        """Sit out until this local date, on which they are back. Raises NotTakingPart."""
        ...

    def resume(self, person: str) -> bool:
        """Neither skip nor pause any more; False if they did neither. Raises NotTakingPart."""
        ...

    def favour(self, person: str) -> None:
        """Give them first place in the next round, for they were left over in this one."""
        ...

    def describe(self, person: str, about: Mapping[str, object]) -> None:
        """Keep what they say about themselves (JSON values) instead of what they said before, until they leave.
        Only ever called with the person who acts. Raises NotTakingPart."""
        ...

    def participation(self, person: str) -> Participation | None:
        """How they take part, or None: asked to tell them so."""
        ...

    def places(self) -> Mapping[str, Participation]:
        """How everybody takes part, by person."""
        ...

    def headcount(self, besides: str = "") -> int:
        """How many people take part (`besides` this one), rounded down to fives, and 0 for fewer than five: the only
        number to tell anybody. Whoever is away counts, and so does whoever is kept out by a hindrance."""
        ...

    def participants(self, on: date) -> tuple[Profile, ...]:
        """Those to be introduced on this local date, by id: they have joined, are not away and have no hindrance.
        Guests have one, unless the circle's settings have `guests` and it is true."""
        ...

    def passed_over(self, on: date, among: Collection[str] | None = None) -> Mapping[str, Hindrance]:
        """Who (among these people) is kept out of the round of this local date though they would come, and by what;
        those who can be told."""
        ...

    def newly_told(self, people: Iterable[str]) -> tuple[str, ...]:
        """Those of these people who were not told yet why no coffee comes; from now on they were, until they are
        introduced, or are told of a coffee again."""
        ...

    def profile(self, person: str) -> Profile:
        """Somebody as the directory knows them (an empty profile if it does not)."""
        ...

    # what people add

    def add(self, kind: str, person: str, data: Mapping[str, object], now: datetime, about: str = "") -> Entry:
        """Keep something a person adds; `data` are JSON values, `about` another entry's or group's id."""
        ...

    def entry(self, id: str) -> Entry:
        """An entry of this circle. Raises NotYours."""
        ...

    def entries(self, kind: str, about: str | None = None) -> tuple[Entry, ...]:
        """The circle's entries of this kind (about this), oldest first."""
        ...

    def revise(self, entry: Entry, **data: object) -> Entry:
        """Keep these values beside those the entry has."""
        ...

    def remove(self, entry: Entry) -> None:
        """Forget the entry and the answers to it."""
        ...

    def respond(self, entry: Entry, person: str, question: str, value: str) -> None:
        """Keep one person's answer to an entry; a later one replaces it."""
        ...

    def response(self, entry: Entry, person: str, question: str) -> str | None:
        """What this person answered."""
        ...

    def responses(self, entry: Entry, question: str) -> Mapping[str, str]:
        """Everybody's answers by person, in the order in which they were first given."""
        ...

    def withdraw(self, entry: Entry, person: str, question: str) -> bool:
        """Take an answer back; False if there was none."""
        ...

    def unsay(self, key: str) -> bool | None:
        """Never say what waits under this key. None if nothing does; else whether none of it can have arrived."""
        ...

    # what people refuse, in every circle that the workspace has or will have; it outlives their being forgotten

    def refuse(
        self, person: str, what: str = "", whom: str = "", until: date | None = None, *, unnamed: bool = False
    ) -> None:
        """They want nothing of this ritual any more: of a kind that the ritual calls `what`, or of all; from `whom`, or
        from anybody; until this local date, or for good. `unnamed` where they are not to learn whom it is about.
        Only ever called with the person who acts."""
        ...

    def sealed(self, person: str, whom: str, key: str) -> str:
        """What stands for somebody in a button of the message of this `key`, so that its receiver can refuse them by it
        for ever. It tells nobody whom; not even whether it is the same as in another message."""
        ...

    def refuse_sealed(self, person: str, seal: str, key: str, what: str = "") -> None:
        """They want nothing (of this kind) any more from whom this stands for. Only ever called with the person who
        acts. Raises NotYours for what is no seal."""
        ...

    def accept(self, person: str, what: str = "", whom: str = "") -> bool:
        """They refuse this no more; False if they did not. For whoever is FORGOTTEN or unnamed, all those are meant."""
        ...

    def refuses(self, person: str, on: date, what: str = "", whom: str = "") -> bool:
        """Whether on this local date they want nothing of this kind from this person."""
        ...

    def refusals(self, person: str, on: date) -> tuple[Refusal, ...]:
        """All that they refuse on this local date, to be told to them; whom they cannot name is FORGOTTEN."""
        ...

    def once_more(self, what: str, *who: str, on: date) -> int:
        """How often these did it on this date in all circles of the ritual, with this time; it counts unless the act
        comes to nothing. Kept as a digest: being forgotten begins nothing anew."""
        ...

    def known(self, person: str) -> bool:
        """Whether the directory knows them; if not, `profile` is empty."""
        ...

    def digest(self, *words: str) -> str:
        """What these words are known by in this ritual's circles of the workspace: for what has to be known again and
        must not be kept. Nobody who has the database alone can tell of whom it is."""
        ...

    # rounds and groups

    @property
    def last_date(self) -> date | None:
        """The local date of the latest round."""
        ...

    def bring_forward(self, now: datetime) -> None:
        """Hold the next round now. Raises AlreadyToday if there was one on this local date."""
        ...

    def round(self, id: str) -> Round:
        """A round of this circle. Raises NotYours."""
        ...

    def gather(self, round: str, people: tuple[str, ...]) -> Group:
        """Make a group in this round; a person can be in one group a round."""
        ...

    def gather_all(self, round: str, groups: Sequence[tuple[str, ...]]) -> tuple[Group, ...]:
        """Make all these groups in this round, in their order: quicker than one by one where there are many."""
        ...

    def disband(self, group: Group) -> None:
        """Forget a group that was never introduced."""
        ...

    def groups(self, round: str) -> tuple[Group, ...]:
        """The round's groups."""
        ...

    def group(self, id: str) -> Group:
        """A group of this circle. Raises NotYours."""
        ...

    def group_of(self, person: str, about: str = "") -> Group:
        """The group `about` names, or the person's latest. Raises NotYours unless they are in it."""
        ...

    def earlier(self, people: tuple[str, ...]) -> tuple[Group, ...]:
        """Groups of just these people, oldest first."""
        ...

    def repeats(self, round: str) -> Mapping[tuple[str, ...], tuple[Group, ...]]:
        """By their people, the earlier groups, oldest first, of each group of this round that there was before."""
        ...

    def meetings(self) -> tuple[Meeting, ...]:
        """Every pair that was introduced, oldest first, less those of groups that did not happen."""
        ...

    def unmet(self, besides: Collection[str] = ()) -> tuple[Meeting, ...]:
        """Every pair of a group that did not happen, oldest first, less those of groups with any of these notes.
        Whether a group happened may rest on one person's private answer: say nothing that depends on it."""
        ...

    def introductions(self, since: datetime, *, elsewhere: bool = False) -> tuple[Introduction, ...]:
        """Every two who take part here and were introduced to each other since then, whether or not they met; or
        `elsewhere`, by this ritual's other circles in the workspace: where it was is not told."""
        ...

    def happened(self, group: Group, yes: bool) -> None:
        """Whether the group met as far as we know (it did, until somebody says otherwise)."""
        ...

    def note(self, group: Group, **notes: object) -> Group:
        """Keep the ritual's own notes on a group (JSON values), beside those it has."""
        ...

    def answer(self, group: Group, person: str, question: str, value: str) -> None:
        """Keep one person's private answer; a later one replaces it."""
        ...

    def answer_of(self, group: Group, person: str, question: str) -> str | None:
        """What this person answered."""
        ...


def clock_of(event: Act, circle: Circle[object]) -> ZoneInfo:
    """The zone of whoever acts."""
    return zone_of(circle.profile(event.person), circle)


def zone_of(who: Profile, circle: Circle[object]) -> ZoneInfo:
    """Somebody's zone, for times are told as their own clock shows them; the circle's if it is not known."""
    return zone_or_utc(who.zone) if who.zone else circle.zone


def today(event: Event, circle: Circle[object]) -> date:
    """The local date where the circle lives."""
    return event.now.astimezone(circle.zone).date()
