"""A champion's own openers: add, look, remove."""

from collections.abc import Iterator
from datetime import datetime

from rituals.effects import Effect, OpenForm, Reply
from rituals.errors import FormProblems, KindlingError
from rituals.events import Act, ButtonClicked, CommandUsed, FormSubmitted
from rituals.small_talk import own_cards
from rituals.small_talk.declared import TalkCircle, talk
from rituals.small_talk.mood import filled, tell_if_empty
from rituals.small_talk.openers import (
    LONGEST,
    MOST_OWN,
    OWN,
    RETIRED,
    Opener,
    find_opener,
    forget,
    opener,
    openers_here,
    own_openers,
    retired_openers,
    spoken,
)
from rituals.typed import bare

QUOTES = "\"'“”‘’«» "


@talk.command("add", champions=True, usage="Which mug is the best one?")
def add_typed(event: CommandUsed, circle: TalkCircle) -> Iterator[Effect]:
    """Add an opener of your own."""
    if event.text.strip():
        yield _add(circle, event.text, event.person, event.now)
    else:
        yield OpenForm(own_cards.ADD)


@talk.clicked("add", champions=True, form=True)
def ask_for_words(event: ButtonClicked, circle: TalkCircle) -> Iterator[Effect]:
    """Ask for the words in a form."""
    yield OpenForm(own_cards.ADD)


@talk.submitted("add", champions=True)
def add(event: FormSubmitted, circle: TalkCircle) -> Iterator[Effect]:
    """Add the opener in the form."""
    try:
        yield _add(circle, str(event.values.get("words", "")), event.person, event.now)
    except KindlingError as error:
        raise FormProblems({"words": error.sentence}) from error


@talk.command("list", champions=True, usage="retired")
def list_typed(event: CommandUsed, circle: TalkCircle) -> Iterator[Effect]:
    """See your own openers, or those that were retired."""
    retired = retired_openers(circle)
    which = bare(event.text)
    if which in ("retired", "not for us", "retired ones"):
        yield Reply(own_cards.retired(retired))
    elif which:
        raise KindlingError(own_cards.which_list())
    else:
        yield Reply(own_cards.own(own_openers(circle), len(retired)))


@talk.clicked("list", champions=True)
def list_own(event: Act, circle: TalkCircle) -> Iterator[Effect]:
    """See your own openers."""
    yield Reply(own_cards.own(own_openers(circle), len(retired_openers(circle))))


@talk.command("remove", champions=True, usage="some of its words")
def remove_typed(event: CommandUsed, circle: TalkCircle) -> Iterator[Effect]:
    """Remove an opener of your own."""
    if event.text.strip():
        yield from _remove(circle, find_opener(event.text, own_openers(circle)), event.now)
    else:
        yield _choose(circle)


@talk.clicked("remove", champions=True, form=True)
def choose_to_remove(event: ButtonClicked, circle: TalkCircle) -> Iterator[Effect]:
    """Ask which one in a form."""
    yield _choose(circle)


@talk.submitted("remove", champions=True)
def remove(event: FormSubmitted, circle: TalkCircle) -> Iterator[Effect]:
    """Remove the one that was chosen."""
    chosen = [one for one in own_openers(circle) if one.id == event.values.get("opener")]
    for one in chosen:
        yield from _remove(circle, one, event.now)
    if not chosen:
        raise KindlingError("That one is gone already.")


def _add(circle: TalkCircle, text: str, person: str, now: datetime) -> Effect:
    fresh = opener(" ".join(text.split()).strip(QUOTES))
    _check(circle, fresh)
    circle.add(OWN, person, {"words": fresh.words}, now, about=fresh.id)
    filled(circle, now)
    return Reply(own_cards.added(fresh.words))


def _check(circle: TalkCircle, fresh: Opener) -> None:
    """Raise KindlingError with what keeps it from being added."""
    own = own_openers(circle)
    if not spoken(fresh.words):
        raise KindlingError(own_cards.no_words())
    if len(fresh.words) > LONGEST:
        raise KindlingError(own_cards.too_long())
    if any(one.id == fresh.id for one in retired_openers(circle)):
        raise KindlingError(own_cards.was_retired())
    if any(one.id == fresh.id for one in (*openers_here(circle), *own)):
        raise KindlingError(own_cards.here_already())
    if len(own) >= MOST_OWN:
        raise KindlingError(own_cards.plenty())


def _remove(circle: TalkCircle, one: Opener, now: datetime) -> Iterator[Effect]:
    for kind in (OWN, RETIRED):
        forget(circle, kind, one.id)
    yield Reply(own_cards.removed(one.words))
    yield from tell_if_empty(circle, now)


def _choose(circle: TalkCircle) -> Effect:
    openers = own_openers(circle)
    return OpenForm(own_cards.choose_to_remove(openers)) if openers else Reply(own_cards.none_to_remove())
