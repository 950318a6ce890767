"""What somebody probably meant by a line that is no command. It is offered as a button, and never simply done."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from bot.platforms.mentions import spell_mentions
from bot.platforms.requests import CommandTyped
from bot.requests.typed import meanings, worried
from rituals.cards import Button, Buttons, Command, to_type
from rituals.catalog import CHAMPION_VERBS, Catalog
from rituals.ritual import Ritual
from rituals.zones import shortened

MOST = 3
LONGEST_LINE = 1200
"""What a button can surely carry."""
LONGEST_LABEL = 64
A_SENTENCE = 3
"""So many words may be meant for somebody else."""
_OF_KINDLING = {
    **{word: (word,) for word in ("start", "help", "privacy", "rituals", worried.COMMAND)},
    "data": ("my data",),
    "forget": ("forget me",),
}


@dataclass(frozen=True, slots=True)
class Guess:
    """A command, and what was typed after it."""

    known: str
    rest: str = ""


def after_ritual(ritual: Ritual, word: str, rest: str) -> list[Guess]:
    """For a word that is no verb of this ritual."""
    verbs = {verb: (f"{ritual.name} {verb}",) for verb in (*ritual.commands, *CHAMPION_VERBS)}
    near = [] if meanings.says_no(rest) else [Guess(known, rest) for known in _nearest(word, verbs)]
    meant = [*_meant([ritual], word, rest)]
    found = [*meant, *near] if meanings.knows(word) else [*near, *meant]
    written = [Guess(free_text(ritual), f"{word} {rest}".strip())] if ritual.alone and found else []
    return _first([*found[: MOST - 1], *written])


def after_kind(catalog: Catalog, word: str, rest: str) -> list[Guess]:
    """For a line whose first word is no ritual: it may be a verb, mistyped, or words for somebody else."""
    rituals, line = catalog.rituals.values(), f"{word} {rest}".strip()
    known = () if meanings.says_no(rest) else _nearest(word, words_of(catalog))
    near = [Guess(one, "" if one in ("my data", "forget me") else rest) for one in known]
    written = (Guess(to_write, line) for one in rituals if (to_write := free_text(one)))
    return _first([*near, *_meant(rituals, word, rest), *(written if len(line.split()) >= A_SENTENCE else ())])


def words_of(catalog: Catalog) -> Mapping[str, tuple[str, ...]]:
    """Every word that means something at the beginning of a line, perhaps after a ritual, and as which commands."""
    words = dict[str, tuple[str, ...]]()
    for one in catalog.rituals.values():
        for verb in (*one.commands, "settings", "stop"):
            words[verb] = (*words.get(verb, ()), f"{one.name} {verb}")
    return words | {name: (name,) for name in catalog.rituals} | _OF_KINDLING


def free_text(ritual: Ritual) -> str:
    """The command that takes words for somebody else, if the ritual has one."""
    return f"{ritual.name} {ritual.alone}" if ritual.alone else ""


def buttons(guesses: Iterable[Guess], request: CommandTyped) -> tuple[Buttons, ...]:
    """A button for each that a button can carry, as it would be typed."""
    row = tuple(button for one in guesses if (button := _button(one, request)))
    return (Buttons(row),) if row else ()


def _button(guess: Guess, request: CommandTyped) -> Button | None:
    line = spell_mentions(f"{guess.known} {guess.rest}".strip(), request.named)
    label = Command(shortened(f"{guess.known} {guess.rest}", LONGEST_LABEL))
    return to_type(label, line) if len(line) <= LONGEST_LINE else None


def _nearest(word: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return known[near[0]] if near and meanings.is_slip(word, near[0]) else ()


def _meant(rituals: Iterable[Ritual], word: str, rest: str) -> Iterator[Guess]:
    """What follows a word that means something goes on with it: “holiday until 5 Jan”."""
    for meaning in meanings.meant(f"{word} {rest}"):
        for one in rituals:
            verb = one.way_out if meaning == meanings.LEAVE else meaning
            if verb in one.commands:
                yield Guess(f"{one.name} {verb}", rest if meanings.meant(word) == (meaning,) else "")


def _first(guesses: list[Guess]) -> list[Guess]:
    """Each command once."""
    return list({one.known: one for one in reversed(guesses)}.values())[::-1][:MOST]
