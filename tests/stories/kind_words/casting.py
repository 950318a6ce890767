"""What stories about kind words have in common."""

from typing import Any

from bot.testing import Actor, Stage
from tests.stories.casting import sent_form

PLACE = "#kindness"
BOT = "@kindling"
THANKS = "You stayed when the ward was short. I noticed."
ON_ITS_WAY = "It's on its way to"


def start_words(champion: Actor, where: str = PLACE, **answers: Any) -> None:
    """The champion starts kind words there with these answers; the others are as proposed."""
    champion.types("/kind start words", where)
    assert champion.submits(**answers) == {}


def change(champion: Actor, **answers: Any) -> None:
    """The champion saves the settings with these changes."""
    champion.types("/kind words settings", PLACE)
    assert champion.submits(**answers) == {}


def fills_in(
    writer: Actor, receivers: list[Actor], words: str, *, anonymous: bool = False, **more: Any
) -> dict[str, str]:
    """Fill their open form in and send it; a sentence for each refused field."""
    how = {"how": "anonymous"} if anonymous else {}
    return writer.submits(to=[receiver.id for receiver in receivers], words=words, **how, **more)


def undoes(person: Actor, way: str, label: str, line: str) -> str:
    """Take a refusal back, by that button under the message or on the Home tab, or by typing; what comes of it."""
    match way:
        case "on the card":
            return person.clicks(label, BOT)
        case "at home":
            person.opens_home()
            return person.clicks_at_home(label)
        case _:
            return person.types(line, BOT)


def tries_to_write(writer: Actor, *receivers: Actor, words: str = THANKS, **more: Any) -> dict[str, str]:
    """Open the form and send it; a sentence for each refused field."""
    writer.types("/kind words write", PLACE)
    return fills_in(writer, list(receivers), words, **more)


def writes(writer: Actor, *receivers: Actor, words: str = THANKS, **more: Any) -> None:
    """Write a kind word that is accepted."""
    assert tries_to_write(writer, *receivers, words=words, **more) == {}


def as_sent(writer: Actor, receivers: list[str], words: str = THANKS) -> dict[str, Any]:
    """Their open form as Slack would send it with these answers, also some that it would not let anybody give."""
    payload = sent_form(writer)
    answers = payload["view"]["state"]["values"]
    answers["to"]["answer"]["selected_users"] = receivers
    answers["words"]["answer"]["value"] = words
    return payload


def sends(stage: Stage, payload: dict[str, Any]) -> dict[str, str]:
    """The form arrives; a sentence for each refused field."""
    return dict(stage.does(stage.actions.interact(payload)).get("errors", {}))


def tampers(writer: Actor, receivers: list[str], words: str = THANKS) -> dict[str, str]:
    """Their open form arrives with answers that it would not let anybody give."""
    return sends(writer.stage, as_sent(writer, receivers, words))


def in_the_channel(stage: Stage, handle: str = "idris") -> str:
    """What everybody reads in the channel."""
    return "\n".join(stage.person(handle).reads(PLACE))


def brought_to(actor: Actor) -> list[str]:
    """The kind words that the bot has brought them, oldest first."""
    said = [words for place in actor.private_places() for words in actor.reads(place)]
    return [words for words in said if words.startswith("*A kind word for you*")]
