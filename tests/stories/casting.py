"""Who is in a story, where it begins, and what a person has just been told."""

from typing import Any

from bot.platforms.slack.views import Answers, values
from bot.playground.blockkit.states import all_states
from bot.playground.delivery.payloads import slash_command, view_submission
from bot.testing import Actor, Stage
from tests.stories.company import coffee_with, start_coffee


def start_circle(champion: Actor, *, where: str = "#coffee", **answers: object) -> None:
    """The champion starts a coffee circle there; every Monday at 10:00 in pairs, unless answers say otherwise."""
    start_coffee(champion.stage, where, champion.handle, **answers)


def coffee_circle(stage: Stage, champion: str, *people: str, where: str = "#coffee", **answers: object) -> list[Actor]:
    """A circle that the champion started and these people joined; the people (the champion is not among them)."""
    return coffee_with(stage, *people, where=where, champion=champion, **answers)


def newest(actor: Actor, where: str = "#coffee") -> str:
    """The newest message that they see there."""
    return actor.reads(where)[-1]


def filled_in(actor: Actor) -> Answers:
    """What stands in the fields of their open form, by input name."""
    return values({"values": all_states(actor.form.blocks, actor.form.chosen)})


def sent_form(actor: Actor) -> dict[str, Any]:
    """Their open form as Slack sends it, to be delivered as often as a story wants."""
    workspace, view = actor.stage.workspace, actor.form
    states = all_states(view.blocks, view.chosen)
    return view_submission(workspace, workspace.person(actor.handle), view, states)


def types_twice(actor: Actor, command: str, text: str, where: str = "#coffee") -> list[str]:
    """One command that is delivered twice; the words of each answer."""
    stage, ws = actor.stage, actor.stage.workspace
    payload = slash_command(ws, ws.person(actor.handle), ws.conversation(where), command, text)
    deliver = stage.playground.link.deliver
    answers = [stage.does(deliver("slash_commands", payload, takes_payload=True)) for _ in range(2)]
    return [answer.get("text", "") for answer in answers]


def told_privately(stage: Stage) -> dict[str, str]:
    """All that the bot has said to anybody in direct and group conversations, by handle."""
    people = [person.name for person in stage.workspace.people if person.is_human and not person.deleted]
    said = {handle: stage.person(handle).reads_all() for handle in people}
    return {handle: words for handle, words in said.items() if words}
