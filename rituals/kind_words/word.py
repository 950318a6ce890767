"""A kind word as it is remembered: who, to whom and how; what it says travels in its own message's buttons.

The words themselves are held beside the entry only until they are certain to have arrived: should the message not
reach its receiver, they are given back to the sender. They are let go ten minutes after they were sent, and not before:
a sender could tell from it what the receiver did with them. The courier has given up, or delivered, long before that.
"""

from dataclasses import dataclass
from datetime import datetime

from rituals.errors import KindlingError, NotYours
from rituals.kind_words.declared import WordsCircle
from rituals.records import Entry

BROUGHT = "word:"
"""How the key of a message begins that brings one."""
SEALED = "-"
"""How in a button begins what stands for a sender."""
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
        return f"{BROUGHT}{self.entry.id}"

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
    """What a button of the message carries: the word's id, its sender if it is signed, what it says, and what stands
    for its sender for ever, also when they are forgotten (`circle.sealed`)."""

    id: str
    sender: str
    words: str
    seal: str = ""

    @property
    def writer(self) -> str:
        """The same without the words."""
        return f"{self.id} {self.sender}{SEALED}{self.seal}"

    def packed(self) -> str:
        """As a button's value."""
        return f"{self.writer} {self.words}"

    @classmethod
    def unpacked(cls, about: str) -> "Carried":
        """What the button carried. Raises NotYours for anything else."""
        words = [*about.split(" ", 2), "", ""][2]
        if not words:
            raise NotYours
        id, sender, seal = unpacked_writer(about)
        return cls(id, sender, words, seal)


def unpacked_writer(about: str) -> tuple[str, str, str]:
    """A word's id, who signed it, and what stands for its sender. Raises NotYours for anything else."""
    id, writer = [*about.split(" "), ""][:2]
    sender, _, seal = writer.partition(SEALED)
    if not writer:
        raise NotYours
    return id, sender, seal


def carried_by(circle: WordsCircle, word: Word, words: str) -> Carried:
    """What this word's buttons carry; nothing in it tells who wrote an anonymous one."""
    return Carried(word.id, word.signature, words, circle.sealed(word.receiver, word.sender, word.id))


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
    if word.receiver != person or is_kept_back(circle, word):
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


def let_go(circle: WordsCircle, word: Word) -> None:
    """Hold its words no longer."""
    circle.revise(word.entry, words="")


def _latest(circle: WordsCircle, person: str) -> Word | None:
    mine = [word for word in all_words(circle) if word.receiver == person and is_theirs(circle, word)]
    return mine[-1] if mine else None


def is_theirs(circle: WordsCircle, word: Word) -> bool:
    """Whether its receiver has it: it was not kept back from them, and they have not had it taken away."""
    return not (is_declined(circle, word) or is_kept_back(circle, word))


def keep_back(circle: WordsCircle, word: Word) -> None:
    """It was not brought, for its receiver wants no such word. Only they can learn so, and not of whom it was."""
    circle.respond(word.entry, word.receiver, "kept back", "yes")


def is_kept_back(circle: WordsCircle, word: Word) -> bool:
    """Whether it was not brought because its receiver wants no such word."""
    return circle.response(word.entry, word.receiver, "kept back") is not None


def is_shared(circle: WordsCircle, word: Word) -> bool:
    """Whether everybody in the channel can read it just now."""
    return circle.response(word.entry, word.receiver, "shared") == "yes"


def is_declined(circle: WordsCircle, word: Word) -> bool:
    """Whether its receiver was not comfortable with it."""
    return circle.response(word.entry, word.receiver, "declined") is not None
