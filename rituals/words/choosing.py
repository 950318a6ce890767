"""How kind words reach somebody, which is theirs to decide and nobody else's to know."""

from collections.abc import Iterator

from rituals.cards import Card, Element
from rituals.circle import today
from rituals.dates import read_date
from rituals.effects import Effect, Reply
from rituals.events import Act, ButtonClicked, CommandUsed, HomeOpened
from rituals.stretches import Plainly, Stretch, is_a_time, read_when
from rituals.typed import plain
from rituals.words import reach_cards, safeguards
from rituals.words.declared import WordsCircle, words

NOUNS = ("kind words", "words", "kind word")


@words.command("signed", anywhere=True, ends=True)
def signed(event: CommandUsed, circle: WordsCircle) -> Iterator[Effect]:
    """Get signed words only."""
    if safeguards.signed_only(circle, event.person):
        yield Reply(reach_cards.signed_already())
        return
    circle.add("signed_only", event.person, {}, event.now)
    yield Reply(reach_cards.signed_from_now())


@words.command("anyone", anywhere=True, own=True)
def anyone(event: CommandUsed, circle: WordsCircle) -> Iterator[Effect]:
    """Get anonymous words too, where the circle has them."""
    _take_anonymous(circle, event.person)
    yield Reply(reach_cards.from_anyone(anonymous=circle.settings.anonymous))


@words.command("pause", anywhere=True, usage="until 1 Dec", ends=True)
def pause(event: CommandUsed, circle: WordsCircle) -> Iterator[Effect]:
    """Get no kind words until a day you choose."""
    on = today(event, circle)
    match read_when(event.text, on, *NOUNS):
        case Plainly.FOR_GOOD | Stretch(end=None):
            yield Reply(reach_cards.how_long(event.text))
        case when if when is Plainly.NOTHING or plain(event.text) == "until":
            yield Reply(reach_cards.until_when())
        case _ if circle.refuses(event.person):
            yield Reply(reach_cards.left_already())
        case _:
            until = read_date(event.text, on)
            circle.join(event.person, event.now)  # a pause is kept at somebody's place here, so they take one
            circle.pause(event.person, until)
            yield Reply(reach_cards.paused(until, on))


@words.command("leave", everywhere=True, ends=True, reads=True)
def leave(event: CommandUsed, circle: WordsCircle) -> Iterator[Effect]:
    """Get no more kind words, from any channel; nobody is told."""
    on = today(event, circle)
    if read_when(event.text, on, *NOUNS) in (Plainly.NOTHING, Plainly.FOR_GOOD):
        yield Reply(_left(event, circle))
    else:
        yield Reply(reach_cards.how_long(event.text, is_a_time(event.text, on)))


@words.clicked("leave", everywhere=True, ends=True)
def leave_button(event: ButtonClicked, circle: WordsCircle) -> Iterator[Effect]:
    """Get no more kind words, from any channel, by a button."""
    yield Reply(_left(event, circle))


@words.command("join", everywhere=True)
@words.clicked("join", everywhere=True)
def join(event: Act, circle: WordsCircle) -> Iterator[Effect]:
    """Let kind words reach you again, as they do everybody."""
    if not stance(event, circle):
        yield Reply(reach_cards.here_already())
        return
    circle.accept(event.person)
    circle.leave(event.person)  # the place that a pause took
    _take_anonymous(circle, event.person)
    yield Reply(reach_cards.back())


@words.command("status", anywhere=True, own=True)
def status(event: CommandUsed, circle: WordsCircle) -> Iterator[Effect]:
    """See how kind words reach you."""
    yield Reply(reach_cards.status(stance(event, circle)))


@words.unasked
def may_reach(event: HomeOpened, circle: WordsCircle) -> Iterator[Element]:
    """That kind words may reach somebody who never joined, and the tap that ends it; or begins it again."""
    if not circle.profile(event.person).is_stranger:
        yield from reach_cards.may_reach(refuses=circle.refuses(event.person))


def _left(event: Act, circle: WordsCircle) -> Card:
    if circle.refuses(event.person):
        return reach_cards.left_already()
    circle.leave(event.person)
    circle.refuse(event.person)
    return reach_cards.left()


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
