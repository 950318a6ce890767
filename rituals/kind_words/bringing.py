"""Bringing a kind word: asked again right before, and given back to the one who wrote it if it could not be brought."""

from collections.abc import Iterator

from rituals.circle import today
from rituals.effects import Effect, Tell, Withhold
from rituals.events import CircleStopped, LaterDue, NotTold, TellDue
from rituals.kind_words import cards, problems, safeguards
from rituals.kind_words.declared import WordsCircle, words
from rituals.kind_words.word import BROUGHT, Word, forget, keep_back, let_go, told_under, word_by_id


@words.about_to_tell
def ask_again(event: TellDue, circle: WordsCircle) -> Iterator[Effect]:
    """What everybody can know is said to its sender; of what its receiver chose nobody hears."""
    if not event.key.startswith(BROUGHT):
        return
    word = _word_of(circle, event.key)
    if word is None:
        yield Withhold()
    elif why := _unreachable(event, circle, word):
        yield Withhold()
        yield _given_back(event, circle, word, why)
    elif safeguards.is_unwanted(circle, word, today(event, circle)):
        yield Withhold()
        keep_back(circle, word)


@words.untold
def give_back(event: NotTold, circle: WordsCircle) -> Iterator[Effect]:
    """Tell the sender that it did not arrive, and give the words back."""
    word = _word_of(circle, event.key)
    if word is None:
        return
    if event.certain:
        yield _given_back(event, circle, word, event.why)
        return
    card, key = cards.perhaps_lost(word.receiver, word.held), f"untold:{told_under(circle, word, event.now)}"
    let_go(circle, word)
    yield Tell(word.sender, card, key=key, asked_for=True)


def not_brought(event: CircleStopped, circle: WordsCircle, word: Word) -> Iterator[Effect]:
    """What still waits when its circle ends goes back to its sender, whatever its receiver would have wanted."""
    certain = circle.unsay(word.key)
    if certain is None:
        return
    to, key = word.receiver, f"untold:{told_under(circle, word, event.now)}"
    card = cards.given_back(to, problems.ended(), word.held) if certain else cards.perhaps_lost(to, word.held)
    yield Tell(word.sender, card, key=key, asked_for=True)


@words.later("let_go")
def forget_what_it_says(event: LaterDue, circle: WordsCircle) -> Iterator[Effect]:
    """Hold the words no longer; they have arrived by now."""
    if word := word_by_id(circle, event.about):
        let_go(circle, word)
    yield from ()


@words.later("forget")
def forget_who_wrote(event: LaterDue, circle: WordsCircle) -> Iterator[Effect]:
    """Forget that there was a word."""
    if word := word_by_id(circle, event.about):
        forget(circle, word)
    yield from ()


def _unreachable(event: TellDue, circle: WordsCircle, word: Word) -> str:
    return safeguards.unreachable(circle, word.sender, word.receiver, event.inside, public=event.public)


def _given_back(event: TellDue | NotTold, circle: WordsCircle, word: Word, why: str) -> Tell:
    key, card = f"untold:{told_under(circle, word, event.now)}", cards.given_back(word.receiver, why, word.held)
    forget(circle, word)
    return Tell(word.sender, card, key=key, asked_for=True)


def _word_of(circle: WordsCircle, key: str) -> Word | None:
    return word_by_id(circle, key.removeprefix(BROUGHT)) if key.startswith(BROUGHT) else None
