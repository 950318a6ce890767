"""“Not comfortable”: the word is taken away at once, it is told that this happened, and a copy is offered."""

from collections.abc import Iterator

from rituals.effects import Effect, Reply, Tell, Update
from rituals.events import Act, ButtonClicked, CommandUsed
from rituals.kind_words import own_cards
from rituals.kind_words.declared import WordsCircle, words
from rituals.kind_words.receiving import first_time, keep_it
from rituals.kind_words.safeguards import UNSIGNED
from rituals.kind_words.word import BROUGHT, Carried, TooOld, Word, carried_by, is_declined, received, word_by_id
from rituals.typed import plain

NOW, COPY = "now", "copy"


@words.command("decline", everywhere=True, ends=True, latest=BROUGHT, usage="or decline copy")
def decline(event: CommandUsed, circle: WordsCircle) -> Iterator[Effect]:
    """Say that you are not comfortable with the latest kind word you were given; with “copy”, keep it for yourself."""
    word, how = received(circle, event.person), plain(event.text)
    if not (word.held or how == NOW):
        yield Reply(own_cards.no_longer_here("decline"))
        return
    copy = how == COPY
    if copy:
        keep_it(event, circle, carried_by(circle, word, word.held))
    said = "" if copy or how == NOW else word.held
    yield from _decline(event, circle, word, carried_by(circle, word, said), has_copy=copy)
    yield Reply(own_cards.set_aside(carried_by(circle, word, ""), has_copy=copy))


@words.clicked("decline", everywhere=True, ends=True)
def decline_button(event: ButtonClicked, circle: WordsCircle) -> Iterator[Effect]:
    """Say that you are not comfortable with it, by a button; or let go of what you could still copy."""
    id, _, rest = event.about.partition(" ")
    if word_by_id(circle, id) is None:
        yield from _decline_late(event, circle)
        return
    word = received(circle, event.person, id)
    if not is_declined(circle, word):
        said = word.held if rest in ("", NOW) else Carried.unpacked(event.about).words
        yield from _decline(event, circle, word, carried_by(circle, word, said))
    elif rest == NOW:
        yield Update(word.key, own_cards.set_aside(carried_by(circle, word, "")))
        yield Reply(own_cards.taken_away())
    else:
        yield Reply(own_cards.set_aside_already())


def _decline(
    event: Act, circle: WordsCircle, word: Word, carried: Carried, *, has_copy: bool = False
) -> Iterator[Effect]:
    """What it says stays within its receiver's reach, in the buttons of the message, until they choose."""
    first_time(circle, word, "declined")
    circle.refuse(event.person, UNSIGNED, word.sender, unnamed=True)
    yield Update(word.key, own_cards.set_aside(carried, has_copy=has_copy))
    yield from _report(circle, word)


def _decline_late(event: ButtonClicked, circle: WordsCircle) -> Iterator[Effect]:
    """It is remembered no more, so that nobody can tell whose message it is: it stays, and is not told of."""
    carried = Carried.unpacked(event.about)
    if not carried.seal:
        raise TooOld
    circle.refuse_sealed(event.person, carried.seal, carried.id, UNSIGNED)
    yield Reply(own_cards.too_old_to_take_away(carried))


def _report(circle: WordsCircle, word: Word) -> Iterator[Effect]:
    """To its champions; to the workspace's admins if one of the two is a champion, for champions who compare what they
    were told would know which of them it is about. Never to either of the two."""
    two = {word.sender, word.receiver}
    champions, admins = set(circle.champions), set(circle.admins)
    told = admins - two if champions & two or not champions else champions
    for person in sorted(told):
        card = own_cards.declined(circle.channel, is_champion=person in champions)
        yield Tell(person, card, key=f"declined:{word.id}:{person}", asked_for=True)
