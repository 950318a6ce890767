"""“Not comfortable”: the word is taken away at once, a champion hears that it happened, and a copy is offered."""

from collections.abc import Iterator

from rituals.effects import Effect, Reply, Tell, Update
from rituals.events import Act, ButtonClicked, CommandUsed
from rituals.typed import plain
from rituals.words import own_cards, safeguards
from rituals.words.declared import WordsCircle, words
from rituals.words.receiving import first_time, keep_it
from rituals.words.word import Carried, Word, carried_by, is_declined, received

NOW, COPY = "now", "copy"


@words.command("decline", anywhere=True, usage="or decline copy", ends=True)
def decline(event: CommandUsed, circle: WordsCircle) -> Iterator[Effect]:
    """Say that you are not comfortable with the latest kind word you were given; with “copy”, keep it for yourself."""
    word, how = received(circle, event.person), plain(event.text)
    if not (word.held or how == NOW):
        yield Reply(own_cards.no_longer_here("decline"))
        return
    copy = how == COPY
    if copy:
        keep_it(event, circle, carried_by(word, word.held))
    said = "" if copy or how == NOW else word.held
    yield from _decline(event, circle, word, said, has_copy=copy)
    yield Reply(own_cards.set_aside(None, has_copy=copy, is_told=bool(_to_be_told(circle, word))))


@words.clicked("decline", ends=True)
def decline_button(event: ButtonClicked, circle: WordsCircle) -> Iterator[Effect]:
    """Say that you are not comfortable with it, by a button; or let go of what you could still copy."""
    id, _, rest = event.about.partition(" ")
    word = received(circle, event.person, id)
    if not is_declined(circle, word):
        said = word.held if rest in ("", NOW) else Carried.unpacked(event.about).words
        yield from _decline(event, circle, word, said)
    elif rest == NOW:
        yield Update(word.key, own_cards.set_aside(None, is_told=bool(_to_be_told(circle, word))))
        yield Reply(own_cards.taken_away())
    else:
        yield Reply(own_cards.set_aside_already())


def _decline(event: Act, circle: WordsCircle, word: Word, said: str, *, has_copy: bool = False) -> Iterator[Effect]:
    """What it says stays within its receiver's reach, in the buttons of the message, until they choose."""
    champions = _to_be_told(circle, word)
    carried = carried_by(word, said) if said else None
    first_time(circle, word, "declined")
    safeguards.block(circle, word, event.now)
    yield Update(word.key, own_cards.set_aside(carried, has_copy=has_copy, is_told=bool(champions)))
    for champion in champions:
        yield Tell(champion, own_cards.declined(circle.channel), key=f"declined:{word.id}:{champion}", asked_for=True)


def _to_be_told(circle: WordsCircle, word: Word) -> list[str]:
    """The champions, less the two of them; but its sender rather than nobody, for the report names nobody."""
    others = [champion for champion in circle.champions if champion != word.receiver]
    return [champion for champion in others if champion != word.sender] or others
