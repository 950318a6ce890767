"""How kind words reach somebody, which is theirs to decide and nobody else's to know."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from rituals.cards import Element
from rituals.circle import today
from rituals.dates import read_date
from rituals.effects import Effect, Reply
from rituals.events import Act, CommandUsed, HomeOpened
from rituals.words import reach_cards, safeguards
from rituals.words.declared import WordsCircle, words

Handler = Callable[[Any, WordsCircle], Iterator[Effect]]


def by_oneself(handler: Handler) -> Handler:
    """Whoever names a colleague after the verb is told kindly that it is that colleague's to decide."""

    @wraps(handler)
    def only_by_oneself(event: Act, circle: WordsCircle) -> Iterator[Effect]:
        if any(word.startswith("@") for word in str(getattr(event, "text", "")).split()):
            yield Reply(reach_cards.theirs_to_decide())
        else:
            yield from handler(event, circle)

    return only_by_oneself


@words.command("signed", anywhere=True)
@by_oneself
def signed(event: CommandUsed, circle: WordsCircle) -> Iterator[Effect]:
    """Get signed words only."""
    if safeguards.signed_only(circle, event.person):
        yield Reply(reach_cards.signed_already())
        return
    circle.add("signed_only", event.person, {}, event.now)
    yield Reply(reach_cards.signed_from_now())


@words.command("anyone", anywhere=True)
@by_oneself
def anyone(event: CommandUsed, circle: WordsCircle) -> Iterator[Effect]:
    """Get anonymous words too, where the circle has them."""
    _take_anonymous(circle, event.person)
    yield Reply(reach_cards.from_anyone(anonymous=circle.settings.anonymous))


@words.command("pause", anywhere=True, usage="until 1 Dec")
@by_oneself
def pause(event: CommandUsed, circle: WordsCircle) -> Iterator[Effect]:
    """Get no kind words until a day you choose."""
    if event.text.lower() in ("", "until"):
        yield Reply(reach_cards.until_when())
        return
    if circle.refuses(event.person):
        yield Reply(reach_cards.left_already())
        return
    on = today(event, circle)
    until = read_date(event.text, on)
    circle.join(event.person, event.now)  # a pause is kept at somebody's place in the circle, so they take one
    circle.pause(event.person, until)
    yield Reply(reach_cards.paused(until, on))


@words.command("leave", everywhere=True)
@words.clicked("leave", everywhere=True)
@by_oneself
def leave(event: Act, circle: WordsCircle) -> Iterator[Effect]:
    """Get no more kind words, from any channel; nobody is told."""
    if circle.refuses(event.person):
        yield Reply(reach_cards.left_already())
        return
    circle.leave(event.person)
    circle.refuse(event.person)
    yield Reply(reach_cards.left())


@words.command("join", everywhere=True)
@words.clicked("join", everywhere=True)
@by_oneself
def join(event: Act, circle: WordsCircle) -> Iterator[Effect]:
    """Let kind words reach you again, as they do everybody."""
    if not stance(event, circle):
        yield Reply(reach_cards.here_already())
        return
    circle.accept(event.person)
    circle.leave(event.person)  # the place that a pause took
    _take_anonymous(circle, event.person)
    yield Reply(reach_cards.back())


@words.command("status", anywhere=True)
def status(event: CommandUsed, circle: WordsCircle) -> Iterator[Effect]:
    """See how kind words reach you."""
    yield Reply(reach_cards.status(stance(event, circle)))


@words.unasked
def may_reach(event: HomeOpened, circle: WordsCircle) -> Iterator[Element]:
    """That kind words may reach somebody who never joined, and the tap that ends it; or begins it again."""
    if not circle.profile(event.person).is_stranger:
        yield from reach_cards.may_reach(refuses=circle.refuses(event.person))


def stance(event: Act, circle: WordsCircle) -> str:
    """Somebody's own choice, in a sentence; nothing if they made none."""
    on = today(event, circle)
    place = circle.participation(event.person)
    until = place.paused_until if place and place.paused_until and place.paused_until > on else None
    return reach_cards.stance_words(
        refuses=circle.refuses(event.person),
        paused_until=until,
        signed_only=safeguards.signed_only(circle, event.person),
        today=on,
    )


def _take_anonymous(circle: WordsCircle, person: str) -> None:
    for entry in circle.entries("signed_only"):
        if entry.person == person:
            circle.remove(entry)
