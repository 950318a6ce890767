"""What is kept of somebody here, in words, for whoever asks for their own data."""

from collections.abc import Iterator

from rituals.cards import Person, Span
from rituals.dates import join_words
from rituals.events import EntryAsked
from rituals.kind_words.declared import WordsCircle, words
from rituals.kind_words.word import Word

DONE = {
    ("thanked", "yes"): "said thank you",
    ("shared", "yes"): "shared it",
    ("shared", "no"): "took it back out of the channel",
    ("declined", "yes"): "said that you weren't comfortable with it",
}


@words.tells("word")
def tell_word(event: EntryAsked, circle: WordsCircle) -> Iterator[Span]:
    """To whom they wrote, or who wrote to them if that was signed; what it says only while it is held."""
    word = Word(event.entry)
    if word.sender == event.person:
        yield from ("you sent a kind word to ", Person(word.receiver))
        yield ", without your name" if word.is_anonymous else ", with your name"
        yield " also for the channel" if word.public_signature else ""
    elif event.answers.get("kept back"):
        yield "someone wrote a kind word that I didn't bring you, as you chose"
        return
    else:
        yield from (Person(word.signature) if word.signature else "someone", " sent you a kind word")
        yield from () if word.signature else (" and didn't sign it",)
    if word.held:
        yield f": “{word.held}”"
    if done := [DONE.get(answer, f"answered “{': '.join(answer)}”") for answer in event.answers.items()]:
        yield f". You {join_words(done)}"


@words.tells("kept", alone=True)
def tell_kept(event: EntryAsked, circle: WordsCircle) -> Iterator[Span]:
    """A kind word that they kept."""
    sender = str(event.entry.data["sender"])
    yield from ("you kept a kind word from ", Person(sender) if sender else "someone who didn't sign it")
    yield f": “{event.entry.data['words']}”"
