"""What the receiver of a kind word can do with it: thank, keep, share, and take it back. Nobody else can."""

from collections.abc import Iterator

from rituals.cards import Card
from rituals.effects import Effect, Post, Reply, Tell, Update
from rituals.errors import NotYours
from rituals.events import Act, ButtonClicked, CommandUsed
from rituals.kind_words import cards, own_cards, safeguards
from rituals.kind_words.declared import WordsCircle, words
from rituals.kind_words.word import (
    BROUGHT,
    Carried,
    Word,
    carried_by,
    is_declined,
    is_shared,
    received,
    told_under,
    word_by_id,
)


@words.command("thank", anywhere=True, own=True, latest=BROUGHT)
def thank(event: CommandUsed, circle: WordsCircle) -> Iterator[Effect]:
    """Say thank you, privately, for the latest kind word you were given."""
    yield from _thank(event, circle, received(circle, event.person))


@words.clicked("thank", own=True)
def thank_button(event: ButtonClicked, circle: WordsCircle) -> Iterator[Effect]:
    """Say thank you, privately, by a button."""
    yield from _thank(event, circle, received(circle, event.person, event.about))


@words.command("keep", anywhere=True, own=True, latest=BROUGHT, usage="and perhaps the words")
def keep(event: CommandUsed, circle: WordsCircle) -> Iterator[Effect]:
    """Keep the latest kind word you were given; later, with its words."""
    word = received(circle, event.person)
    said = safeguards.tidy(event.text) or word.held
    yield Reply(keep_it(event, circle, carried_by(circle, word, said)) if said else own_cards.no_longer_here("keep"))


@words.clicked("keep", own=True)
def keep_button(event: ButtonClicked, circle: WordsCircle) -> Iterator[Effect]:
    """Keep a kind word, by a button; also one that is so old that it is remembered no more."""
    carried = Carried.unpacked(event.about)
    yield Reply(keep_it(event, circle, carried))
    word = word_by_id(circle, carried.id)
    if word and is_declined(circle, word):
        yield Update(word.key, own_cards.set_aside(carried_by(circle, word, ""), has_copy=True))


@words.command("share", anywhere=True, inside=True, latest=BROUGHT, usage="now")
def share(event: CommandUsed, circle: WordsCircle) -> Iterator[Effect]:
    """Share the latest kind word you were given in the channel."""
    word = received(circle, event.person)
    if not word.held:
        yield Reply(own_cards.no_longer_here("share"))
    elif event.text.lower() == "now":
        yield from _share(circle, word, word.held)
    else:
        yield Reply(own_cards.share_preview(_shared_card(word, word.held)))


@words.clicked("share", inside=True)
def share_button(event: ButtonClicked, circle: WordsCircle) -> Iterator[Effect]:
    """Share a kind word in the channel, by a button."""
    carried = Carried.unpacked(event.about)
    yield from _share(circle, received(circle, event.person, carried.id), carried.words)


@words.command("unshare", anywhere=True, latest=BROUGHT, ends=True)
def unshare(event: CommandUsed, circle: WordsCircle) -> Iterator[Effect]:
    """Take a kind word that you shared back out of the channel."""
    word = received(circle, event.person)
    yield from _unshare(circle, word, word.held)


@words.clicked("unshare", ends=True)
def unshare_button(event: ButtonClicked, circle: WordsCircle) -> Iterator[Effect]:
    """Take a shared kind word back, by a button."""
    carried = Carried.unpacked(event.about)
    yield from _unshare(circle, received(circle, event.person, carried.id), carried.words)


def _thank(event: Act, circle: WordsCircle, word: Word) -> Iterator[Effect]:
    if not first_time(circle, word, "thanked"):
        yield Reply(own_cards.thanked_already())
        return
    card = cards.thanked(word.receiver, circle.channel)
    yield Tell(word.sender, card, key=f"thank:{told_under(circle, word, event.now)}", open=True)
    yield Reply(own_cards.thanks_sent(anonymous=word.is_anonymous))


def keep_it(event: Act, circle: WordsCircle, carried: Carried) -> Card:
    """Keep its words for its receiver alone, once. Raises NotYours."""
    word = word_by_id(circle, carried.id)
    if word and word.receiver != event.person:
        raise NotYours
    kept = [entry for entry in circle.entries("kept") if entry.person == event.person]
    if any(entry.data["word"] == carried.id for entry in kept):
        return own_cards.kept_already()
    data = {"word": carried.id, "words": carried.words, "sender": carried.sender}
    circle.add("kept", event.person, data, event.now)
    return own_cards.kept_it()


def _share(circle: WordsCircle, word: Word, said: str) -> Iterator[Effect]:
    key, card = word.shared_key, _shared_card(word, said)
    if is_shared(circle, word):
        yield Reply(own_cards.shared_already())
        return
    yield Post(card, key=key) if first_time(circle, word, "shared") else Update(key, card)
    circle.respond(word.entry, word.receiver, "shared", "yes")
    yield Update(word.key, own_cards.kind_word(carried_by(circle, word, said), circle.channel, is_shared=True))
    yield Reply(own_cards.shared_it(circle.channel))


def _unshare(circle: WordsCircle, word: Word, said: str) -> Iterator[Effect]:
    if not is_shared(circle, word):
        yield Reply(own_cards.not_shared())
        return
    circle.respond(word.entry, word.receiver, "shared", "no")
    yield Update(word.shared_key, cards.taken_back())
    if said:
        yield Update(word.key, own_cards.kind_word(carried_by(circle, word, said), circle.channel))
    yield Reply(own_cards.no_longer_shared())


def _shared_card(word: Word, said: str) -> Card:
    return cards.shared(word.receiver, word.public_signature, said)


def first_time(circle: WordsCircle, word: Word, done: str) -> bool:
    """Remember that the receiver did this."""
    if circle.response(word.entry, word.receiver, done) is not None:
        return False
    circle.respond(word.entry, word.receiver, done, "yes")
    return True
