"""“Not for us”: anybody can take an opener out, and champions can bring it back. Who did it is not kept."""

from collections.abc import Iterator
from datetime import datetime

from rituals.effects import Effect, OpenForm, Reply, Update
from rituals.errors import KindlingError
from rituals.events import ButtonClicked, CommandUsed, FormSubmitted
from rituals.small_talk import cards, own_cards
from rituals.small_talk.channel import key_of
from rituals.small_talk.declared import TalkCircle, talk
from rituals.small_talk.mood import answered, filled, tell_if_empty
from rituals.small_talk.openers import (
    RETIRED,
    Opener,
    find_opener,
    forget,
    openers_here,
    own_openers,
    pool,
    retired_openers,
    said_openers,
)


@talk.command("retire", usage="last, or some of its words")
def retire_typed(event: CommandUsed, circle: TalkCircle) -> Iterator[Effect]:
    """Take an opener out that is not for us."""
    text = event.text.strip()
    if not text:
        yield Reply(cards.which_to_retire())
    elif text.lower() == "last":
        yield from _retire(circle, _last(circle), event.now)
    else:
        yield from _retire(circle, find_opener(text, openers_here(circle)), event.now)


@talk.clicked("retire")
def retire(event: ButtonClicked, circle: TalkCircle) -> Iterator[Effect]:
    """Take the opener out that the button stands under."""
    known = {one.id: one for one in (*pool("all"), *own_openers(circle), *said_openers(circle))}
    if event.about not in known:
        raise KindlingError("That opener is not here any more, so there was nothing to take out.")
    yield from _retire(circle, known[event.about], event.now)


@talk.command("restore", champions=True, usage="some of its words")
def restore_typed(event: CommandUsed, circle: TalkCircle) -> Iterator[Effect]:
    """Bring an opener back that was not for us."""
    if event.text.strip():
        yield from _restore(circle, find_opener(event.text, retired_openers(circle)), event.now)
    else:
        yield _choose(circle)


@talk.clicked("restore", champions=True, form=True)
def choose_to_restore(event: ButtonClicked, circle: TalkCircle) -> Iterator[Effect]:
    """Ask which one in a form."""
    yield _choose(circle)


@talk.submitted("restore", champions=True)
def restore(event: FormSubmitted, circle: TalkCircle) -> Iterator[Effect]:
    """Bring back the one that was chosen."""
    chosen = [one for one in retired_openers(circle) if one.id == event.values.get("opener")]
    for one in chosen:
        yield from _restore(circle, one, event.now)
    if not chosen:
        raise KindlingError("That one is back already.")


def _retire(circle: TalkCircle, opener: Opener, now: datetime) -> Iterator[Effect]:
    answered(circle, now)
    if circle.entries(RETIRED, about=opener.id):
        yield Reply(cards.already_retired())
        return
    circle.add(RETIRED, "", {"words": opener.words}, now, about=opener.id)
    if key := key_of(circle, opener):
        yield Update(key, cards.taken_out())
    yield Reply(cards.retired(opener.words))
    yield from tell_if_empty(circle, now)


def _restore(circle: TalkCircle, opener: Opener, now: datetime) -> Iterator[Effect]:
    forget(circle, RETIRED, opener.id)
    filled(circle, now)
    yield Reply(own_cards.restored(opener.words))


def _choose(circle: TalkCircle) -> Effect:
    openers = retired_openers(circle)
    return OpenForm(own_cards.choose_to_restore(openers)) if openers else Reply(own_cards.none_to_restore())


def _last(circle: TalkCircle) -> Opener:
    said = said_openers(circle)
    if not said:
        raise KindlingError("No opener has been said here yet, so there was nothing to take out.")
    return said[-1]
