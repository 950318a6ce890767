"""Who may do what, where: every act is asked here, before its circle is told of. docs/who-may-do-what.md has the rules,
tests/allowed/ tries them."""

import contextlib

from bot.people import words
from bot.platforms.requests import ButtonPressed, CommandTyped, FormSent, Request
from rituals.cards import Card
from rituals.errors import KindlingError
from rituals.ritual import Handler
from storage import SqlCircle, Transaction

MOST_PLACED = 10
"""People of one form about whom the platform is asked: no form of ours takes more."""


class Unseen(Exception):
    """Which channels whoever acts is in, or these people are, has to be asked first, outside of any transaction; of the
    people, for the sake of this channel."""

    def __init__(self, people: frozenset[str] = frozenset(), channel: str = "") -> None:
        super().__init__()
        self.people = people
        self.channel = channel


class NotSeen(KindlingError):
    """I couldn't see in time which channels you're in. Nothing was changed; please try again in a minute."""


class ForColleagues(KindlingError):
    """That's for the people of this workspace, so nothing was changed. One of them can do it for you."""


class SetUpByColleagues(KindlingError):
    """Circles are set up by people with a full account here. Ask one of them, and they can do it for you."""


class SetUpFromInside(KindlingError):
    """A circle is set up from inside its channel. Come in first, and type it there."""


def check_is_ours(tx: Transaction, request: Request, handler: Handler | None = None) -> None:
    """Whether they are of this workspace, as far as the directory knows, or want out, which everybody may.
    Raises ForColleagues, and looks at no circle."""
    profile = tx.people.get(request.workspace, request.person)
    if not (handler and handler.ends) and not (profile and profile.is_ours):
        raise ForColleagues


def check_may_start(tx: Transaction, request: Request) -> None:
    """A circle speaks in the employer's name, in a channel that they are in. Raises SetUpByColleagues,
    SetUpFromInside, Unseen and NotSeen."""
    profile = tx.people.get(request.workspace, request.person)
    if profile is None or not profile.is_colleague:
        raise SetUpByColleagues
    if not is_in(request.channel, request):
        raise SetUpFromInside


def admits(circle: SqlCircle, request: Request, handler: Handler | None = None) -> bool:
    """Whether this person of ours may ask this of the circle, or look after it, from where they are.
    Raises Unseen and NotSeen."""
    if _is_typed_in(circle.channel, request):
        circle.seen_here(request.person)
        return True
    if handler and handler.everywhere:
        return True
    if handler and handler.inside:
        return circle.is_here(request.person) or is_in(circle.channel, request)
    if handler and (handler.own or handler.ends) and _has_part(circle, request.person):
        return True
    if handler and handler.ends:
        return circle.known(request.person) and may_know(circle, request)
    return is_theirs(circle, request.person) or is_in(circle.channel, request)


def is_theirs(circle: SqlCircle, person: str) -> bool:
    """Whether they look after it or take part; a guest only as long as they are in its channel."""
    if circle.profile(person).is_guest:
        return circle.is_here(person)
    return person in circle.champions or circle.place_of(person) is not None


def _has_part(circle: SqlCircle, person: str) -> bool:
    """Whether they have anything to leave, to take back, or to look at, whoever they are by now."""
    return circle.place_of(person) is not None or circle.concerns(person)


def is_in(channel: str, request: Request) -> bool:
    """Whether they are in a channel. Raises Unseen, and NotSeen where the platform would not say and they may be
    anywhere; whoever pressed a button there can see it, at least."""
    if _is_typed_in(channel, request):
        return True
    seen = request.whereabouts
    if seen is None or not seen.settles(channel):
        raise Unseen
    if seen.channels is None and not _is_pressed_in(channel, request):
        raise NotSeen
    return seen.channels is None or channel in seen.channels


def outside(channel: str, request: FormSent) -> frozenset[str]:
    """Those of the people named in the form who are certainly not in the channel. Raises Unseen."""
    if len(request.people) > MOST_PLACED:
        return frozenset()
    seen = {person: request.places.get(person) for person in request.people}
    if unseen := frozenset(person for person, at in seen.items() if at is None or not at.settles(channel)):
        raise Unseen(unseen, channel)
    return frozenset(
        person for person, at in seen.items() if at and at.channels is not None and channel not in at.channels
    )


def may_know(circle: SqlCircle, request: Request) -> bool:
    """Whether they may hear that there is such a circle; not, where the platform would not say. Raises Unseen."""
    with contextlib.suppress(NotSeen):
        return is_theirs(circle, request.person) or is_in(circle.channel, request)
    return False


def check_seen(request: Request) -> None:
    """Whether it is known where they are, so that the answer is the same whatever there is. Raises Unseen, NotSeen."""
    if request.whereabouts is None or request.whereabouts.a_while_ago:
        raise Unseen
    if request.whereabouts.channels is None:
        raise NotSeen


def turned_away(circle: SqlCircle, request: Request) -> Card:
    """What somebody hears who is not let in. Raises what is said of a circle that is not there, unless they see its
    channel from outside or belong to it anyhow."""
    if _is_pressed_in(circle.channel, request) or is_theirs(circle, request.person):
        return words.come_in(circle.channel)
    raise KindlingError(words.circle_gone())


def _is_typed_in(channel: str, request: Request) -> bool:
    """Nobody can type in a channel that they only look at."""
    return isinstance(request, CommandTyped) and not request.pressed and request.channel == channel


def _is_pressed_in(channel: str, request: Request) -> bool:
    """The platform says where a button stands; where a form was opened is written in the form itself."""
    return isinstance(request, ButtonPressed | CommandTyped) and request.channel == channel
