"""What kind words do in their channel: say hello, and now and then ask gently."""

from collections.abc import Iterator

from rituals.circle import today
from rituals.effects import Effect, Post, Reply, Update
from rituals.events import Act, CircleChanged, CircleStarted, CircleStopped, CommandUsed, RoundDue
from rituals.kind_words import bringing, cards, keepsakes
from rituals.kind_words.declared import WordsCircle, words
from rituals.kind_words.prompts import PROMPTS, prompt_of
from rituals.kind_words.word import all_words, forget


@words.started
def started(event: CircleStarted, circle: WordsCircle) -> Iterator[Effect]:
    """Tell the channel, once."""
    yield Post(cards.welcome(circle.settings), key=_welcome(circle))


@words.changed
def changed(event: CircleChanged, circle: WordsCircle) -> Iterator[Effect]:
    """Keep the channel's message true."""
    yield Update(_welcome(circle), cards.welcome(circle.settings))


@words.stopped
def stopped(event: CircleStopped, circle: WordsCircle) -> Iterator[Effect]:
    """Give people what they kept and what still waited, forget who wrote to whom, and say goodbye in the channel."""
    yield from keepsakes.take_along(circle)
    for word in all_words(circle):
        yield from bringing.not_brought(event, circle, word)
        forget(circle, word)
    yield Update(_welcome(circle), cards.closed())


@words.every("when")
def ask(event: RoundDue, circle: WordsCircle) -> Iterator[Effect]:
    """Post a gentle prompt."""
    number = circle.round(event.round).number
    yield Post(cards.prompt(prompt_of(number, circle.id)), key=f"prompt:{event.round}")


@words.command("how", anywhere=True)
@words.clicked("how")
def how(event: Act, circle: WordsCircle) -> Iterator[Effect]:
    """Read how it works."""
    yield Reply(cards.how(circle.settings))


@words.command("preview", champions=True)
def preview(event: CommandUsed, circle: WordsCircle) -> Iterator[Effect]:
    """See the kind of prompt that comes next, without posting it."""
    example = prompt_of(today(event, circle).toordinal() % len(PROMPTS) + 1, circle.id)
    yield Reply(cards.preview(example, circle.next_due, circle.zone))


def _welcome(circle: WordsCircle) -> str:
    return f"welcome:{circle.started.isoformat()}"
