"""What stories about small talk have in common."""

import re
from typing import Any

from bot.testing import Actor, Stage
from tests.stories.casting import filled_in

PLACE = "#kindness"
BOT = "@kindling"


def start_talk(champion: Actor, where: str = PLACE, **answers: Any) -> None:
    """The champion starts small talk there with these answers; the others are as proposed."""
    champion.types("/kind start talk", where)
    assert champion.submits(**answers) == {}


def change(champion: Actor, **answers: Any) -> dict[str, str]:
    """The champion sends the settings with these changes; a sentence for each refused field."""
    champion.types("/kind talk settings", PLACE)
    return champion.submits(**answers)


def openers(actor: Actor, where: str = PLACE) -> list[str]:
    """The openers that stand in the channel, oldest first."""
    found = [re.match(r"^> (.+)\n?.*Nice one", words, re.DOTALL) for words in actor.reads(where)]
    return [match[1].partition("\n")[0] for match in found if match]


def reacts(actor: Actor, name: str = "thumbsup", where: str = PLACE, message: int = -1) -> None:
    """Put an emoji to a message of the bot, the newest unless another is named."""
    said = [each for each in actor.messages(where) if each.by_bot and each.only_for is None]
    actor.stage.does(actor.stage.actions.react(actor.handle, where, said[message].ts, name))


def weeks_pass(stage: Stage, *, listening: Actor | None = None, times: int = 1) -> None:
    """So many weeks, with both openers of each; somebody reacts to every one, or nobody does."""
    for _ in range(times):
        for day in ("tuesday 12:00", "thursday 12:00"):
            stage.clock_to(day)
            if listening:
                reacts(listening)


def options(actor: Actor, name: str) -> list[str]:
    """What can be chosen in that field of their open form."""
    [block] = [block for block in actor.form.blocks if block["block_id"] == name]
    return [option["text"]["text"] for option in block["element"]["options"]]


def chooses(actor: Actor, name: str, label: str) -> dict[str, str]:
    """Send their open form with the option of that label."""
    [block] = [block for block in actor.form.blocks if block["block_id"] == name]
    [value] = [one["value"] for one in block["element"]["options"] if one["text"]["text"] == label]
    return actor.submits(**{name: value})


def fields(actor: Actor) -> Any:
    """What stands in the fields of their open form."""
    return filled_in(actor)
