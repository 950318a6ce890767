"""What the receiver of a kind word can do with it: thank, keep, share, or decline. Nobody else can."""

from collections.abc import Iterator

from rituals.cards import Card
from rituals.effects import Effect, Post, Reply, Tell, Update
from rituals.errors import NotYours
from rituals.events import Act, ButtonClicked, CommandUsed
from rituals.words import cards, own_cards, safeguards
from rituals.words.declared import WordsCircle, words
from rituals.words.word import Carried, Word, carried_by, is_declined, let_go, received, word_by_id


@words.command("thank", anywhere=True)
def thank(event: CommandUsed, circle: WordsCircle) -> Iterator[Effect]:
    """Say thank you, privately, for the latest kind word you were given."""
    yield from _thank(circle, received(circle, event.person))


@words.clicked("thank")
def thank_button(event: ButtonClicked, circle: WordsCircle) -> Iterator[Effect]:
    """Say thank you, privately, by a button."""
    yield from _thank(circle, received(circle, event.person, event.about))


@words.command("keep", anywhere=True, usage="and perhaps the words")
def keep(event: CommandUsed, circle: WordsCircle) -> Iterator[Effect]:
    """Keep the latest kind word you were given; later, with its words."""
    word = received(circle, event.person)
    said = safeguards.tidy(event.text) or word.held
    yield Reply(_keep(event, circle, carried_by(word, said)) if said else own_cards.no_longer_here("keep"))


@words.clicked("keep")
def keep_button(event: ButtonClicked, circle: WordsCircle) -> Iterator[Effect]:
    """Keep a kind word, by a button; also one that is so old that it is remembered no more."""
    yield Reply(_keep(event, circle, Carried.unpacked(event.about)))


@words.command("share", anywhere=True, usage="now")
def share(event: CommandUsed, circle: WordsCircle) -> Iterator[Effect]:
    """Share the latest kind word you were given in the channel."""
    word = received(circle, event.person)
    if not word.held:
        yield Reply(own_cards.no_longer_here("share"))
    elif event.text.lower() == "now":
        yield from _share(circle, word, word.held)
    else:
        yield Reply(own_cards.share_preview(_shared_card(word, word.held)))


@words.clicked("share")
def share_button(event: ButtonClicked, circle: WordsCircle) -> Iterator[Effect]:
    """Share a kind word in the channel, by a button."""
    carried = Carried.unpacked(event.about)
    yield from _share(circle, received(circle, event.person, carried.id), carried.words)


@words.command("decline", anywhere=True)
def decline(event: CommandUsed, circle: WordsCircle) -> Iterator[Effect]:
    """Say that you are not comfortable with the latest kind word you were given."""
    yield from _decline(event, circle, received(circle, event.person))
    yield Reply(own_cards.set_aside())


@words.clicked("decline")
def decline_button(event: ButtonClicked, circle: WordsCircle) -> Iterator[Effect]:
    """Say that you are not comfortable with it, by a button."""
    word = received(circle, event.person, event.about)
    if is_declined(circle, word):
        yield Reply(own_cards.set_aside_already())
    else:
        yield from _decline(event, circle, word)


def _thank(circle: WordsCircle, word: Word) -> Iterator[Effect]:
    if not _first_time(circle, word, "thanked"):
        yield Reply(own_cards.thanked_already())
        return
    card = cards.thanked(word.receiver, circle.channel)
    yield Tell(word.sender, card, key=f"thank:{word.id}", open=True)
    yield Reply(own_cards.thanks_sent(anonymous=word.is_anonymous))


def _keep(event: Act, circle: WordsCircle, carried: Carried) -> Card:
    kept = [entry for entry in circle.entries("kept") if entry.person == event.person]
    if any(entry.data["word"] == carried.id for entry in kept):
        return own_cards.kept_already()
    _settle(circle, event.person, carried.id)
    data = {"word": carried.id, "words": carried.words, "sender": carried.sender}
    circle.add("kept", event.person, data, event.now)
    return own_cards.kept_it()


def _settle(circle: WordsCircle, person: str, id: str) -> None:
    """What somebody does with their word shows that it has arrived."""
    word = word_by_id(circle, id)
    if word and word.receiver != person:
        raise NotYours
    if word:
        let_go(circle, word)


def _share(circle: WordsCircle, word: Word, said: str) -> Iterator[Effect]:
    if not _first_time(circle, word, "shared"):
        yield Reply(own_cards.shared_already())
        return
    yield Post(_shared_card(word, said), key=f"shared:{word.id}")
    yield Reply(own_cards.shared_it(circle.channel))


def _shared_card(word: Word, said: str) -> Card:
    return cards.shared(word.receiver, word.public_signature, said)


def _decline(event: Act, circle: WordsCircle, word: Word) -> Iterator[Effect]:
    _first_time(circle, word, "declined")
    safeguards.block(circle, word, event.now)
    yield Update(word.key, own_cards.set_aside())
    for champion in _to_be_told(circle, word):
        yield Tell(champion, own_cards.declined(circle.channel), key=f"declined:{word.id}:{champion}", asked_for=True)


def _to_be_told(circle: WordsCircle, word: Word) -> list[str]:
    """The champions, less the two of them; but its sender rather than nobody, for the report names nobody."""
    others = [champion for champion in circle.champions if champion != word.receiver]
    return [champion for champion in others if champion != word.sender] or others


def _first_time(circle: WordsCircle, word: Word, done: str) -> bool:
    """Remember that the receiver did this; the words have arrived, so they are held no longer."""
    if circle.response(word.entry, word.receiver, done) is not None:
        return False
    circle.respond(word.entry, word.receiver, done, "yes")
    let_go(circle, word)
    return True
