"""What becomes of champions' own openers when the circle ends."""

from collections.abc import Iterator
from itertools import groupby

from rituals.effects import Effect, Tell
from rituals.records import Entry
from rituals.small_talk import own_cards
from rituals.small_talk.declared import TalkCircle
from rituals.small_talk.openers import OWN


def take_along(circle: TalkCircle) -> Iterator[Effect]:
    """Give everybody the openers that they added, for the list ends with the circle."""
    for person, mine in groupby(sorted(circle.entries(OWN), key=_who), _who):
        if person:
            card = own_cards.to_take_along([str(entry.data["words"]) for entry in mine], circle.channel)
            yield Tell(person, card, key=f"along:{circle.started.isoformat()}:{person}", asked_for=True)


def _who(entry: Entry) -> str:
    return entry.person
