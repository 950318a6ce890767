"""How kind words reach somebody, in every channel alike: theirs to decide, and nobody else's to know."""

from collections.abc import Iterator

from rituals.cards import Card, Element
from rituals.circle import today
from rituals.dates import read_date
from rituals.effects import Effect, Reply
from rituals.events import Act, ButtonClicked, CommandUsed, HomeOpened
from rituals.kind_words import reach_cards
from rituals.kind_words.declared import WordsCircle, words
from rituals.kind_words.safeguards import UNSIGNED
from rituals.stretches import Plainly, Stretch, is_a_time, read_when
from rituals.typed import plain

NOUNS = ("kind words", "words", "kind word")


@words.command("signed", everywhere=True, ends=True)
def signed(event: CommandUsed, circle: WordsCircle) -> Iterator[Effect]:
    """Get signed words only, from any channel."""
    if circle.refuses(event.person, today(event, circle), UNSIGNED):
        yield Reply(reach_cards.signed_already())
        return
    circle.refuse(event.person, UNSIGNED)
    yield Reply(reach_cards.signed_from_now())


@words.command("anyone", everywhere=True)
@words.clicked("anyone", everywhere=True)
def anyone(event: Act, circle: WordsCircle) -> Iterator[Effect]:
    """Get anonymous words too, where a circle has them."""
    circle.accept(event.person, UNSIGNED)
    yield Reply(reach_cards.from_anyone())


@words.command("pause", everywhere=True, usage="until 1 Dec", ends=True)
def pause(event: CommandUsed, circle: WordsCircle) -> Iterator[Effect]:
    """Get no kind words until a day you choose, from any channel."""
    on = today(event, circle)
    match read_when(event.text, on, *NOUNS):
        case Plainly.FOR_GOOD | Stretch(end=None):
            yield Reply(reach_cards.how_long(event.text))
        case when if when is Plainly.NOTHING or plain(event.text) == "until":
            yield Reply(reach_cards.until_when())
        case _ if _refuses_for_good(event, circle):
            yield Reply(reach_cards.left_already())
        case _:
            until = read_date(event.text, on)
            circle.refuse(event.person, until=until)
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
    """Let kind words reach you again, after you left or paused."""
    refused = circle.refuses(event.person, today(event, circle))
    circle.accept(event.person)
    yield Reply(reach_cards.back() if refused else reach_cards.here_already())


@words.command("status", everywhere=True)
def status(event: CommandUsed, circle: WordsCircle) -> Iterator[Effect]:
    """See how kind words reach you, and change it."""
    on = today(event, circle)
    yield Reply(reach_cards.status(circle.refusals(event.person, on), on))


@words.unasked
def may_reach(event: HomeOpened, circle: WordsCircle) -> Iterator[Element]:
    """That kind words may reach somebody who never joined, what they chose of it, and the tap that changes each."""
    if not circle.profile(event.person).is_stranger:
        on = today(event, circle)
        yield from reach_cards.may_reach(circle.refusals(event.person, on), on)


def _left(event: Act, circle: WordsCircle) -> Card:
    if _refuses_for_good(event, circle):
        return reach_cards.left_already()
    circle.refuse(event.person)
    return reach_cards.left()


def _refuses_for_good(event: Act, circle: WordsCircle) -> bool:
    mine = circle.refusals(event.person, today(event, circle))
    return any(not (one.what or one.whom or one.until) for one in mine)
