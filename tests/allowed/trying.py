"""Tries an act in a world: as Slack would deliver it, with the circle's id put in by hand; and says what came of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from bot.people.allowed import ForColleagues, NotSeen, SetUpByColleagues, SetUpFromInside
from bot.people.words import circle_gone
from bot.platforms.requests import Outcome, Request
from bot.playground.delivery.payloads import slash_command
from bot.playground.model.conversations import Conversation
from bot.playground.model.people import Person
from bot.process.worker import Worker
from bot.requests.reception import Reception
from rituals.cards import TYPE, plain
from tests.allowed.acts import Act
from tests.allowed.payloads import press, send
from tests.allowed.rules import Answer, Place, Role
from tests.allowed.worlds import PLACE, World

SHOWN_OUT = "Here's the way out."
SENTENCES = {
    str(ForColleagues.__doc__): Answer.FOR_COLLEAGUES,
    str(SetUpByColleagues.__doc__): Answer.SET_UP,
    str(SetUpFromInside.__doc__): Answer.COME_IN,
    "Come into ": Answer.COME_IN,
    "This circle is looked after by ": Answer.CHAMPIONS,
    circle_gone(): Answer.NOTHING,
}


class Trial:
    """What somebody did, and what the bot's front door answered."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._outcomes: list[Outcome] = []

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Meanwhile every answer is kept, and nobody delivers what waits."""
        receive = Reception.receive

        async def kept(reception: Reception, request: Request) -> Outcome:
            self._outcomes.append(outcome := await receive(reception, request))
            return outcome

        async def nobody_works(*_: object) -> None:
            pass

        idle = patch.multiple(Worker, wake=nobody_works, work=nobody_works)
        with patch.object(Reception, "receive", kept), idle:
            yield

    def does(self, act: Act, role: Role, place: Place, *, by_id: bool = True) -> Outcome:
        """`by_id`: a typed line is typed by a button that names the circle, and not by hand."""
        person, where = self.world.person(role), self._where(place)
        match act.way:
            case "typed" if by_id:
                line = f"{self.world.circles[act.ritual]} {act.ritual} {act.name}"
                return self._press(person, where, act, TYPE, line)
            case "typed":
                ws = self.world.stage.workspace
                return self._sends(
                    "slash_commands", slash_command(ws, person, where, "/kind", f"{act.ritual} {act.name}")
                )
            case "pressed":
                return self._press(person, where, act, act.name, self.world.about[act.ritual])
            case "sent":
                form = self.world.forms[act.ritual, "settings" if act.name == "start" else act.name]
                about = f"{act.ritual}:{act.name}", self.world.circles[act.ritual], self.world.channel
                return self._sends("interactive", send(self.world.stage.workspace, person, form, *about))

    def types(self, line: str, role: Role, place: Place) -> Outcome:
        """A line about nobody's circle."""
        ws = self.world.stage.workspace
        return self._sends(
            "slash_commands", slash_command(ws, self.world.person(role), self._where(place), "/kind", line)
        )

    def _where(self, place: Place) -> Conversation:
        """Of a direct message nothing counts but that it is one."""
        ws = self.world.stage.workspace
        if place in (Place.THERE, Place.LOOKING):
            return ws.conversation(PLACE)
        return ws.direct("niamh", ws.bot)

    def _press(self, person: Person, where: Conversation, act: Act, action: str, about: str) -> Outcome:
        ws, circle = self.world.stage.workspace, self.world.circles[act.ritual]
        return self._sends("interactive", press(ws, person, where, f"{act.ritual}:{action}", circle, about))

    def _sends(self, kind: str, payload: dict[str, Any]) -> Outcome:
        stage = self.world.stage
        self._outcomes.clear()
        stage.does(stage.playground.link.deliver(kind, payload, takes_payload=True))
        [outcome] = self._outcomes
        return outcome


def said(outcome: Outcome) -> str:
    """Its words: what is replied, or what is wrong with the form."""
    return "\n".join([*(repr(reply.card) for reply in outcome.replies), *map(plain, outcome.problems.values())])


def is_shown_out(outcome: Outcome) -> bool:
    """Whether they are shown how to leave, as those are who say stop and cannot stop it for all."""
    return SHOWN_OUT in said(outcome)


def answer_of(outcome: Outcome) -> Answer:
    """Which of the answers it is, by its sentence."""
    first = plain(outcome.replies[0].card.summary if outcome.replies else next(iter(outcome.problems.values()), ""))
    assert not first.startswith(str(NotSeen.__doc__))
    return next((answer for sentence, answer in SENTENCES.items() if first.startswith(sentence)), Answer.DONE)
