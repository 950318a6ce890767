"""“Not from this person”: nothing more from whoever wrote a kind word, signed or not, by way of any circle."""

from collections.abc import Iterator

from rituals.cards import FORGOTTEN, Card
from rituals.circle import today
from rituals.effects import Effect, Reply
from rituals.errors import KindlingError, NotYours
from rituals.events import ButtonClicked, CommandUsed
from rituals.kind_words import reach_cards
from rituals.kind_words.declared import WordsCircle, words
from rituals.kind_words.safeguards import UNSIGNED
from rituals.kind_words.word import BROUGHT, received, unpacked_writer
from rituals.typed import bare


@words.command("refuse", everywhere=True, ends=True, latest=BROUGHT, shown="not from", usage="@amara")
def refuse(event: CommandUsed, circle: WordsCircle) -> Iterator[Effect]:
    """Get no more kind words from one person, signed or not; without a name, from whoever wrote the latest."""
    if named := _named(event):
        for person in named:
            circle.refuse(event.person, whom=person)
        yield Reply(reach_cards.refused(named))
        return
    if bare(event.text, "this person", "them"):
        raise KindlingError(reach_cards.not_from_whom(event.text))
    word = received(circle, event.person)
    circle.refuse(event.person, whom=word.sender, unnamed=word.is_anonymous)
    yield Reply(_refused(word.signature))


@words.clicked("refuse", everywhere=True, ends=True)
def refuse_button(event: ButtonClicked, circle: WordsCircle) -> Iterator[Effect]:
    """Get no more kind words from whoever wrote this one, by its button, however old it is."""
    id, sender, seal = unpacked_writer(event.about)
    named = "" if sender.startswith(FORGOTTEN) else sender
    if named:
        circle.refuse(event.person, whom=named)
    elif seal:
        circle.refuse_sealed(event.person, seal, id)
    else:
        circle.refuse(event.person, whom=received(circle, event.person, id).sender, unnamed=True)
    yield Reply(_refused(named))


@words.command("accept", everywhere=True, shown="again from", usage="@amara, or everyone")
def accept(event: CommandUsed, circle: WordsCircle) -> Iterator[Effect]:
    """Get kind words from somebody again; from everyone, also from those whose names you never read."""
    if bare(event.text) in ("everyone", "everybody", "anyone"):
        mine = circle.refusals(event.person, today(event, circle))
        yield Reply(_accepted(event.person, circle, tuple(one.whom for one in mine if one.whom)))
    elif named := _named(event):
        yield Reply(_accepted(event.person, circle, named))
    else:
        raise KindlingError(reach_cards.again_from_whom(event.text))


@words.clicked("accept", everywhere=True)
def accept_button(event: ButtonClicked, circle: WordsCircle) -> Iterator[Effect]:
    """Get kind words from somebody again, by a button."""
    if not event.about:
        raise NotYours
    yield Reply(_accepted(event.person, circle, (event.about,)))


def _accepted(person: str, circle: WordsCircle, people: tuple[str, ...]) -> Card:
    for whom in people:
        circle.accept(person, whom=whom)
        circle.accept(person, UNSIGNED, whom)
    return reach_cards.accepted(tuple(one for one in dict.fromkeys(people) if one != FORGOTTEN))


def _refused(signature: str) -> Card:
    return reach_cards.refused((signature,) if signature else ())


def _named(event: CommandUsed) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person for person in event.named.values() if person != event.person))
