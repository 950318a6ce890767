"""What becomes of kind words when somebody is forgotten."""

from collections.abc import Iterator

from rituals.effects import Effect, Update
from rituals.events import PersonForgotten
from rituals.kind_words import cards
from rituals.kind_words.declared import WordsCircle, words
from rituals.kind_words.word import all_words, forget, is_shared


@words.forgotten
def forgotten(event: PersonForgotten, circle: WordsCircle) -> Iterator[Effect]:
    """Of what they wrote, and of what was written to them, nothing stays in the channel, and nothing is remembered."""
    for word in all_words(circle):
        if event.person in (word.sender, word.receiver):
            if is_shared(circle, word):
                yield Update(word.shared_key, cards.taken_back())
            forget(circle, word)
