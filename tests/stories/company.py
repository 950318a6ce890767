"""Coffee circles with people in them, and what those people can see of it."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.playground import Message
from bot.playground.blockkit.blocktext import buttons_of
from bot.playground.blockkit.states import action_of, find_element
from bot.playground.delivery.payloads import message_click
from bot.testing import Actor, Stage

CHAMPION = "una"
EVERYBODY = ("amara", "bjorn", "carys", "dev", "fergus", "grace", "hana", "joan", "kwame", "niamh", "rosa")
"""Some who are in #coffee; the champion looks after the circle and takes no part."""
BOT = "@kindling"
INVITATION = "Time for a coffee?"


def start_coffee(stage: Stage, where: str = "#coffee", champion: str = CHAMPION, **answers: Any) -> Actor:
    """The champion starts a circle with these answers; the others are as proposed."""
    person = stage.person(champion)
    person.types("/kind start coffee", where)
    assert person.submits(**answers) == {}
    return person


def coffee_with(stage: Stage, *handles: str, where: str = "#coffee", **answers: Any) -> list[Actor]:
    """A circle in which these people take part, in the order given."""
    start_coffee(stage, where, **answers)
    people = [stage.person(handle) for handle in handles]
    for person in people:
        assert "You're in." in person.types("/kind coffee join", where)
    return people


def taking_part(stage: Stage, where: str = "#coffee") -> set[str]:
    """Who takes part in the circle there, as the database has it: nobody is told."""
    workspace, channel = stage.workspace, stage.workspace.conversation(where).id
    with stage.bot.store.begin() as tx:
        circle = tx.circles.find(workspace.team_id, "coffee", channel)
        return {workspace.person(id).name for id in circle.places()} if circle else set()


def introductions(actor: Actor) -> list[frozenset[str]]:
    """Whom they were introduced to, the oldest first: the others' handles."""
    return [_others(actor, message) for message in invitations(actor)]


def invitations(actor: Actor) -> list[Message]:
    """The invitations that they see, oldest first (one that was called off is none)."""
    said = [message for place in actor.private_places() for message in actor.messages(place)]
    found = [message for message in said if actor.stage.words(message).startswith(INVITATION)]
    return sorted(found, key=lambda message: float(message.ts))


def introduced_at(actor: Actor, zone: str = "Europe/London") -> list[str]:
    """When they were introduced, by the clocks of that zone: “Mon 23 Nov 10:00”."""
    moments = [datetime.fromtimestamp(float(each.ts), ZoneInfo(zone)) for each in invitations(actor)]
    return [f"{moment:%a %d %b %H:%M}" for moment in moments]


def private_words(actor: Actor) -> list[str]:
    """What the bot said to them alone."""
    return actor.reads(BOT)


def told(actor: Actor) -> int:
    """How many messages of the bot they have had, in all private places."""
    return sum(len(actor.messages(place)) for place in actor.private_places())


def everything_seen(actor: Actor) -> list[str]:
    """All they can see anywhere: every conversation, word for word, and their Home tab."""
    places = [place.id for place in actor.stage.workspace.conversations.of(actor.id)]
    return [words for place in places for words in actor.reads(place)] + [actor.opens_home()]


def opener_in(words: str) -> str:
    """The opener of an invitation."""
    found = re.search(r"^> (.+)$", words, re.MULTILINE)
    assert found, words
    return found[1]


def forges_a_click(actor: Actor, message: Message, label: str, times: int = 1) -> list[str]:
    """The click on somebody's message arrives in this person's name; what only they are told."""
    ws = actor.stage.workspace
    block_id, action_id = _button(message, label)
    block, element = find_element(message.blocks or [], block_id, action_id)
    action = action_of(block, element, None, ws.stamps.next())
    payload = message_click(ws, ws.person(actor.handle), message, [action])
    for _ in range(times):
        actor.stage.does(actor.stage.playground.link.deliver("interactive", payload, takes_payload=True))
    seen = ws.messages.visible(message.conversation, actor.id)
    return [actor.stage.words(each) for each in seen if each.only_for == actor.id]


def _button(message: Message, label: str) -> tuple[str, str]:
    buttons = buttons_of(message.blocks or [])
    return next((block, action) for block, action, name in buttons if name == label)


def _others(actor: Actor, message: Message) -> frozenset[str]:
    ws = actor.stage.workspace
    members = ws.conversation(message.conversation).members
    people = [ws.person(member) for member in members if member != actor.id]
    return frozenset(person.name for person in people if person.is_human)
