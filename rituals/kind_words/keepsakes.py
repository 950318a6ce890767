"""Keepsakes: the kind words somebody chose to keep, on a page that only they can see."""

from collections.abc import Iterator

from rituals.cards import Button, Card, Element
from rituals.effects import Effect, Reply, Tell
from rituals.errors import KindlingError, NotYours
from rituals.events import ButtonClicked, CommandUsed, HomeOpened
from rituals.kind_words import own_cards
from rituals.kind_words.declared import WordsCircle, words
from rituals.kind_words.own_cards import Keepsake
from rituals.records import Entry

PAGE = 8
"""Keepsakes in one message, which Slack refuses when it is long."""
AT_HOME = 3


@words.command("kept", anywhere=True, own=True, usage="2")
def kept(event: CommandUsed, circle: WordsCircle) -> Iterator[Effect]:
    """Read the kind words you kept, newest first."""
    page = event.text or "1"
    if not _is_number(page):
        raise KindlingError(own_cards.which_page())
    yield Reply(_page(circle, event.person, int(page)))


@words.clicked("kept", own=True)
def kept_button(event: ButtonClicked, circle: WordsCircle) -> Iterator[Effect]:
    """Read the kind words you kept, by a button."""
    yield Reply(_page(circle, event.person, 1))


@words.command("remove", anywhere=True, usage="1", ends=True)
def remove(event: CommandUsed, circle: WordsCircle) -> Iterator[Effect]:
    """Remove one of the kind words you kept."""
    mine = _entries(circle, event.person)
    number = int(event.text) if _is_number(event.text) else 0
    if not 1 <= number <= len(mine):
        raise KindlingError(own_cards.which_one())
    circle.remove(mine[number - 1])
    yield Reply(own_cards.removed())


@words.clicked("remove", ends=True)
def remove_button(event: ButtonClicked, circle: WordsCircle) -> Iterator[Effect]:
    """Remove one of the kind words you kept, by its button."""
    circle.remove(_my_entry(circle, event.person, event.about))
    yield Reply(own_cards.removed())


@words.at_home
def home(event: HomeOpened, circle: WordsCircle) -> Iterator[Element]:
    """The latest keepsakes, and a champion's settings. How words reach somebody is said once, for all circles."""
    mine, is_champion = _keepsakes(circle, event.person), event.person in circle.champions
    if mine or is_champion:
        yield from own_cards.home(circle.channel, mine[:AT_HOME], _buttons(bool(mine), is_champion))


def take_along(circle: WordsCircle) -> Iterator[Effect]:
    """Give everybody what they kept, for their page ends with the circle."""
    for person in sorted({entry.person for entry in circle.entries("kept")}):
        mine = _keepsakes(circle, person)
        for start in range(0, len(mine), PAGE):
            card = own_cards.to_take_along(mine[start : start + PAGE], circle.channel)
            key = f"along:{circle.started.isoformat()}:{person}:{start}"
            yield Tell(person, card, key=key, asked_for=True)


def _page(circle: WordsCircle, person: str, page: int) -> Card:
    mine = _keepsakes(circle, person)
    start = (max(page, 1) - 1) * PAGE
    older = page + 1 if len(mine) > start + PAGE else 0
    return own_cards.keepsakes(mine[start : start + PAGE], start + 1, older)


def _entries(circle: WordsCircle, person: str) -> list[Entry]:
    """Theirs alone, newest first."""
    return [entry for entry in reversed(circle.entries("kept")) if entry.person == person]


def _keepsakes(circle: WordsCircle, person: str) -> list[Keepsake]:
    return [_keepsake(circle, entry) for entry in _entries(circle, person)]


def _keepsake(circle: WordsCircle, entry: Entry) -> Keepsake:
    on = entry.created.astimezone(circle.zone).date()
    return Keepsake(entry.id, str(entry.data["words"]), str(entry.data["sender"]), on)


def _my_entry(circle: WordsCircle, person: str, id: str) -> Entry:
    """Somebody's own keepsake. Raises NotYours, or a sentence if it is gone."""
    try:
        entry = circle.entry(id)
    except NotYours:
        raise KindlingError(own_cards.removed_already()) from None
    if entry.kind != "kept" or entry.person != person:
        raise NotYours
    return entry


def _buttons(has_kept: bool, is_champion: bool) -> tuple[Button, ...]:
    write = (Button("Write a kind word", "write"),)
    all_kept = (Button("All you kept", "kept"),) if has_kept else ()
    settings = (Button("Settings…", "settings"),) if is_champion else ()
    return (*write, *all_kept, *settings)


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) <= 6
