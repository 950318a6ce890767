"""Whether a shared kind word may say who wrote it: its writer's answer, as they gave it, until it is shared."""

from collections.abc import Iterator, Sequence

from rituals.cards import Card
from rituals.effects import Effect, Reply
from rituals.errors import NotYours
from rituals.events import ButtonClicked, CommandUsed
from rituals.kind_words import cards
from rituals.kind_words.declared import WordsCircle, words
from rituals.kind_words.word import TooOld, Word, all_words, is_shared, word_by_id
from rituals.typed import bare


@words.command("name", anywhere=True, own=True, usage="yes or no")
def name(event: CommandUsed, circle: WordsCircle) -> Iterator[Effect]:
    """Say whether your latest signed kind word may say your name, should it be shared."""
    answer = bare(event.text)
    mine = [word for word in all_words(circle) if word.sender == event.person and not word.is_anonymous]
    if answer not in ("yes", "no"):
        yield Reply(cards.which_name(event.text))
    elif not mine:
        yield Reply(cards.none_written())
    else:
        yield Reply(_named(circle, [mine[-1]], answer == "yes"))


@words.clicked("name", own=True)
def name_button(event: ButtonClicked, circle: WordsCircle) -> Iterator[Effect]:
    """Say whether a kind word may say your name, by a button."""
    answer, *ids = event.about.split(" ")
    found = [word for id in ids if (word := word_by_id(circle, id))]
    if any(word.sender != event.person for word in found):
        raise NotYours
    if not found:
        raise TooOld
    yield Reply(_named(circle, found, answer == "yes"))


def _named(circle: WordsCircle, found: Sequence[Word], name_ok: bool) -> Card:
    """Those that are shared already stay as they are."""
    open = [word for word in found if not is_shared(circle, word)]
    if not open:
        return cards.shared_meanwhile()
    for word in open:
        circle.revise(word.entry, name_ok=name_ok)
    return cards.may_be_named(tuple(word.id for word in open), name_ok=name_ok)
