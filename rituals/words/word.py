"""A kind word as it is remembered: who, to whom and how; what it says travels in its own message's buttons.

The words themselves are held beside the entry only until they are certain to have arrived: should the message not
reach its receiver, they are given back to the sender. They are let go when the receiver does anything with them, and
ten minutes after they were sent at the latest. The courier has given up, or delivered, long before that.
"""

from dataclasses import dataclass
from datetime import datetime

from rituals.errors import KindlingError, NotYours
from rituals.records import Entry
from rituals.words.declared import WordsCircle

MOST = 900
"""Characters of one kind word: twice in JSON (every quotation mark is escaped) they still fit into a button."""


class TooOld(KindlingError):
    """I no longer know who wrote that kind word. You can still keep it."""


class NoneYet(KindlingError):
    """I have brought you no kind word lately, so there was nothing to do."""


@dataclass(frozen=True, slots=True)
class Word:
    """The entry of one kind word."""

    entry: Entry

    @property
    def id(self) -> str:
        return self.entry.id

    @property
    def key(self) -> str:
        """The key of the message that brings it."""
        return f"word:{self.entry.id}"

    @property
    def shared_key(self) -> str:
        """The key of the post that shares it."""
        return f"shared:{self.entry.id}"

    @property
    def sender(self) -> str:
        return self.entry.person

    @property
    def receiver(self) -> str:
        return str(self.entry.data["to"])

    @property
    def is_anonymous(self) -> bool:
        return self.entry.data["anonymous"] is True

    @property
    def name_ok(self) -> bool:
        """Whether it may say who wrote it, should it be shared."""
        return self.entry.data["name_ok"] is True

    @property
    def signature(self) -> str:
        """The sender, if the receiver may know."""
        return "" if self.is_anonymous else self.sender

    @property
    def public_signature(self) -> str:
        """The sender, if everybody may know."""
        return self.signature if self.name_ok else ""

    @property
    def held(self) -> str:
        """The words, as long as they are held."""
        return str(self.entry.data["words"])


@dataclass(frozen=True, slots=True)
class Carried:
    """What a button of the message carries: the word's id, its sender if it is signed, and what it says."""

    id: str
    sender: str
    words: str

    def packed(self) -> str:
        """As a button's value."""
        return f"{self.id} {self.sender or '-'} {self.words}"

    @classmethod
    def unpacked(cls, about: str) -> "Carried":
        """What the button carried. Raises NotYours for anything else."""
        id, sender, words = [*about.split(" ", 2), "", ""][:3]
        if not words:
            raise NotYours
        return cls(id, "" if sender == "-" else sender, words)


def carried_by(word: Word, words: str) -> Carried:
    """What this word's buttons carry; nothing in it tells who wrote an anonymous one."""
    return Carried(word.id, word.signature, words)


def all_words(circle: WordsCircle) -> tuple[Word, ...]:
    """Every kind word that is remembered, oldest first."""
    return tuple(map(Word, circle.entries("word")))


def word_by_id(circle: WordsCircle, id: str) -> Word | None:
    """The word of this id, if it is remembered."""
    try:
        entry = circle.entry(id)
    except NotYours:
        return None
    return Word(entry) if entry.kind == "word" else None


def received(circle: WordsCircle, person: str, id: str = "") -> Word:
    """The word of this id, or the latest they received. Raises NotYours, TooOld and NoneYet."""
    word = word_by_id(circle, id) if id else _latest(circle, person)
    if word is None:
        raise TooOld if id else NoneYet
    if word.receiver != person:
        raise NotYours
    return word


def told_under(circle: WordsCircle, word: Word, now: datetime) -> str:
    """A key for what its sender is told: it leads to the word only as long as the word is remembered."""
    return circle.add("told", "", {}, now, about=word.id).id


def forget(circle: WordsCircle, word: Word) -> None:
    """Remember no more that there was this word, nor who wrote it."""
    for entry in circle.entries("told", word.id):
        circle.remove(entry)
    circle.remove(word.entry)


def let_go(circle: WordsCircle, word: Word) -> Word:
    """Hold its words no longer."""
    return Word(circle.revise(word.entry, words=""))


def _latest(circle: WordsCircle, person: str) -> Word | None:
    mine = [word for word in all_words(circle) if word.receiver == person and not is_declined(circle, word)]
    return mine[-1] if mine else None


def is_shared(circle: WordsCircle, word: Word) -> bool:
    """Whether everybody in the channel can read it just now."""
    return circle.response(word.entry, word.receiver, "shared") == "yes"


def is_declined(circle: WordsCircle, word: Word) -> bool:
    """Whether its receiver was not comfortable with it."""
    return circle.response(word.entry, word.receiver, "declined") is not None
