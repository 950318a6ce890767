"""Two worlds that differ in what one person does alone, compared as everybody else sees them.

    plain = seen_in_a_world(lambda stage: story(stage, "skip"), "amara")
    other = seen_in_a_world(lambda stage: story(stage, "pause until 1 Dec"), "amara")
    assert told_apart(plain, other) == []

In both the clock stands at the same moments and what is drawn by lot is drawn alike, so that nothing differs but what
follows from the one difference. Between two acts a second goes by (`stage.a_second_goes_by()`).
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid5

from bot.playground import Message
from bot.testing import Actor, Stage, on_stage
from rituals.catalog import load_catalog

Story = Callable[[Stage], object]
LOTS = UUID(int=0)


@dataclass(frozen=True, order=True)
class Seen:
    """One thing that somebody sees: when it was said and last edited (seconds), where, its words, and all else that
    their client was sent of it."""

    at: int
    place: str
    words: str
    edited: int = 0
    by_bot: bool = True
    rest: str = ""


View = Mapping[str, tuple[Seen, ...]]
"""By handle, all that each one sees."""
Blind = Callable[[Seen], Seen | None]
"""Makes of what is seen what can be told from it where a difference is allowed; None for nothing at all."""


def seen_in_a_world(story: Story, *besides: str) -> View:
    """What everybody `besides` these sees of a story, all of it: messages, answers, Home tabs and open forms."""
    with on_stage(load_catalog()) as stage, same_lots(stage):
        story(stage)
        others = [one.name for one in stage.workspace.people if one.is_human and one.name not in besides]
        return {handle: seen_by(stage.person(handle)) for handle in others}


def told_apart(one: View, other: View, blind: Blind = lambda seen: seen) -> list[str]:
    """Where somebody could tell the two worlds apart, for whoever has to find out why."""
    return [
        f"{handle} sees {words}"
        for handle in sorted({*one, *other})
        for words in _differences(_blurred(one.get(handle, ()), blind), _blurred(other.get(handle, ()), blind))
    ]


@contextmanager
def same_lots(stage: Stage) -> Iterator[None]:
    """Ids, and so all that is drawn by lot, come from the moment alone and not from how much was said before."""
    drawn = Counter[datetime]()

    def drawn_now() -> UUID:
        now = stage.workspace.clock.now()
        drawn[now] += 1
        return uuid5(LOTS, f"{now.isoformat()} {drawn[now]}")

    with patch("storage.tables.models.uuid4", drawn_now), patch("storage.privacy.forgetting.uuid4", drawn_now):
        yield


def seen_by(actor: Actor) -> tuple[Seen, ...]:
    """Every message that they see anywhere, their Home tab, and their open form."""
    places = [place.id for place in actor.stage.workspace.conversations.of(actor.id)]
    said = [_message(actor, place, message) for place in places for message in actor.messages(place)]
    now = int(actor.stage.workspace.clock.now().timestamp())
    views = actor.stage.workspace.views
    shown = [(view, "form") for view in views.stack(actor.id)]
    shown += [(home, "Home") for home in (views.home(actor.id),) if home]
    said += [Seen(now, where, actor.stage.words(view), rest=_plainly(view.blocks)) for view, where in shown]
    return tuple(sorted(said))


def without_what_is_sent_along(seen: Seen) -> Seen:
    """Their words alone, and not what stands behind a button."""
    return replace(seen, rest="")


def _message(actor: Actor, place: str, message: Message) -> Seen:
    kept = {"blocks": _plainly(message.blocks), "text": message.text, "reactions": message.reactions}
    return Seen(
        at=_second(message.ts),
        place=f"{_called(actor, place)}{' (for their eyes only)' if message.only_for else ''}",
        words=actor.stage.words(message),
        edited=_second(message.edited_ts),
        by_bot=message.by_bot,
        rest=json.dumps(kept, sort_keys=True),
    )


def _called(actor: Actor, place: str) -> str:
    """A channel's name; of a private conversation, who is in it."""
    conversation, people = actor.stage.workspace.conversation(place), actor.stage.workspace.people
    if conversation.kind not in ("im", "mpim"):
        return f"#{conversation.name}"
    found = [people.get(member) for member in conversation.members]
    return " ".join(sorted(person.name for person in found if person))


def _plainly(blocks: Any) -> str:
    """The blocks without the names that Slack gives them, which count what was said before."""
    return json.dumps(_nameless(blocks), sort_keys=True)


def _nameless(value: Any) -> Any:
    match value:
        case dict():
            return {name: _nameless(each) for name, each in value.items() if name != "block_id"}
        case list():
            return [_nameless(each) for each in value]
        case _:
            return value


def _second(ts: str | None) -> int:
    return int(float(ts)) if ts else 0


def _blurred(seen: tuple[Seen, ...], blind: Blind) -> Counter[Seen]:
    return Counter(blurred for one in seen if (blurred := blind(one)) is not None)


def _differences(one: Counter[Seen], other: Counter[Seen]) -> Iterator[str]:
    for here, missing in ((one, other), (other, one)):
        which = "only in the first world" if here is one else "only in the second world"
        yield from (f"{which}: {_in_words(seen)}" for seen in sorted((here - missing).elements()))


def _in_words(seen: Seen) -> str:
    at = datetime.fromtimestamp(seen.at, UTC)
    edited = f", edited {datetime.fromtimestamp(seen.edited, UTC):%a %H:%M:%S}" if seen.edited else ""
    return f"{at:%a %d %b %H:%M:%S}{edited} in {seen.place}: {seen.words!r} {seen.rest}"
