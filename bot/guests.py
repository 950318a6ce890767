"""What somebody who is no colleague may not do: look after a circle, or make it speak where they are not."""

from collections.abc import Iterable

from rituals.effects import Effect, Post, Reply, Update
from rituals.errors import KindlingError
from storage import Books, SqlCircle


class SetUpByColleagues(KindlingError):
    """Circles are set up by people with a full account here. Ask one of them, and they can do it for you."""


class OnlyInItsChannel(KindlingError):
    """As a guest here, you can do that only in its own channel. Nothing was changed."""


class ForColleagues(KindlingError):
    """That's for the people of this workspace, so nothing was changed. One of them can do it for you."""


def check_may_start(books: Books, workspace: str, person: str) -> None:
    """A circle speaks in the employer's name. Raises SetUpByColleagues, also for whoever the directory doesn't know."""
    profile = books.people.get(workspace, person)
    if profile is None or not profile.is_colleague:
        raise SetUpByColleagues


def check_may_speak(books: Books, circle: SqlCircle, person: str, place: str, said: Iterable[Effect]) -> None:
    """Whether this person's act may make the circle say this to everybody: a guest's if they did it in the circle's own
    channel, a stranger's nowhere. Raises OnlyInItsChannel and ForColleagues."""
    profile = circle.profile(person)
    is_guest = circle.known(person) and profile.is_guest and not (profile.is_stranger or profile.is_gone)
    if (circle.known(person) and profile.is_colleague) or (is_guest and place == circle.channel):
        return
    if any(_is_public(books, circle, effect) for effect in said):
        raise OnlyInItsChannel if is_guest else ForColleagues


def _is_public(books: Books, circle: SqlCircle, effect: Effect) -> bool:
    match effect:
        case Post():
            return True
        case Reply(aloud=aloud):
            return aloud
        case Update(key):
            return books.outbox.is_posted(circle.workspace, circle.id, key)
    return False
