"""What stories about lunches have in common."""

from typing import Any

from bot.testing import Actor

PLACE = "#kindness"
BOT = "@kindling"
DAY = "2026-11-27"


def start_potluck(champion: Actor, where: str = PLACE, **answers: Any) -> None:
    """The champion starts a circle there with these answers; the others are as proposed."""
    champion.types("/kind start potluck", where)
    assert champion.submits(**answers) == {}


def propose(actor: Actor, **answers: Any) -> None:
    """They propose a lunch; one main, two sweet and a drink are wanted, unless the answers say otherwise."""
    actor.types("/kind potluck propose", PLACE)
    usual = {"date": DAY, "place": "Garden room", "wanted": "main 1, sweet 2, drink 1"}
    assert actor.submits(**(usual | answers)) == {}


def bring(actor: Actor, dish: str, category: str = "main", **answers: Any) -> dict[str, str]:
    """They bring a dish by the button of the card; a sentence for each refused field."""
    actor.clicks("I'll bring something", PLACE)
    return actor.submits(dish=dish, category=category, **answers)


def says(actor: Actor, text: str) -> str:
    """They type `/kind potluck <text>`; what they are told in answer."""
    return actor.types(f"/kind potluck {text}", PLACE).replace("*", "")


def card(actor: Actor) -> str:
    """The newest lunch card in the channel."""
    seen = [words.replace("*", "") for words in actor.reads(PLACE)]
    return next(words for words in reversed(seen) if words.startswith(("Pot-luck lunch, ", "Lunch cancelled")))


def posted(actor: Actor) -> str:
    """The newest message in the channel that everybody sees."""
    said = [message for message in actor.messages(PLACE) if message.only_for is None]
    return actor.stage.words(said[-1]).replace("*", "")


def whispered(actor: Actor) -> str:
    """The newest thing in the channel that only they see."""
    seen = [message for message in actor.messages(PLACE) if message.only_for == actor.id]
    return actor.stage.words(seen[-1])


def told(actor: Actor) -> list[str]:
    """What the bot told them privately."""
    return [words.replace("*", "") for words in actor.reads(BOT)]


def pages(actor: Actor) -> dict[str, str]:
    """The pages to print that the bot sent them, by file name."""
    workspace = actor.stage.workspace
    ids = [id for message in actor.messages(BOT) for id in message.files]
    files = [workspace.files.get(id) for id in ids]
    return {file.name: (file.data or b"").decode() for file in files}
