"""Random blocks: what Slack takes is taken and can be read, what it refuses is refused where it is wrong."""

import asyncio
import math
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import MovableClock
from bot.playground import Playground, make_company
from bot.playground.blockkit.blocks import check_attachments, check_blocks, check_view
from bot.playground.blockkit.blocktext import words_of
from bot.playground.blockkit.ids import with_ids
from bot.playground.blockkit.states import STATES, action_of, all_states, elements_of, first_state
from bot.playground.model.errors import SlackError
from tests.conformance.blockkit.samples import Json
from tests.conformance.blockkit.strategies import valid_message_blocks, valid_view

CALM = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
Post = Callable[[list[Json]], Any]


class Seconds:
    """Time between two messages."""

    now = 1000.0

    def __call__(self) -> float:
        self.now += 5
        return self.now


@pytest.fixture(scope="module")
def post() -> Iterator[Post]:
    """Posts blocks with Slack's own client; what the workspace then shows."""
    clock = MovableClock(datetime(2026, 10, 23, 8, 0, tzinfo=UTC), frozen=True)
    playground = Playground(make_company(clock=clock, monotonic=Seconds()), port=0)
    with asyncio.Runner() as runner:
        runner.run(playground.start())
        client = AsyncWebClient(token=playground.bot_token, base_url=playground.api_url, retry_handlers=[])
        opened = runner.run(client.conversations_open(users=playground.workspace.person("amara").id))
        place = opened["channel"]["id"]

        def posted(blocks: list[Json]) -> Any:
            answer = runner.run(client.chat_postMessage(channel=place, text="Hello", blocks=blocks))
            return playground.workspace.messages.get(place, answer["ts"])

        yield posted
        runner.run(playground.stop())


@CALM
@given(blocks=valid_message_blocks())
def test_valid_blocks_are_posted_and_can_be_read(post: Post, blocks: list[Json]):
    message = post(blocks)

    assert [block["type"] for block in message.blocks] == [block["type"] for block in blocks]
    assert isinstance(words_of(message), str)


@CALM
@given(view=valid_view())
def test_valid_views_are_taken(view: Json):
    assert check_view(view, view["type"]) == view


def new_id() -> Callable[[str], str]:
    given: list[str] = []
    return lambda kind: given.append(kind) or f"{kind}{len(given)}"  # type: ignore[func-returns-value]


@CALM
@given(view=valid_view())
def test_everything_people_can_use_has_ids_a_state_and_an_action(view: Json):
    fresh = new_id()
    blocks = [with_ids(block, fresh) for block in view["blocks"]]
    states = all_states(blocks, {})

    for block, element in elements_of(blocks):
        if element["type"] in STATES:
            assert states[block["block_id"]][element["action_id"]] == first_state(element)
        elif element["type"] in ("button", "icon_button"):
            assert action_of(block, element, None, "1.2")["text"] == element["text"]


def places(value: Any, path: str = "") -> Iterator[str]:
    """The pointer to every object inside."""
    if isinstance(value, dict):
        yield path
        for name, held in value.items():
            yield from places(held, f"{path}/{name}")
    elif isinstance(value, list):
        for place, held in enumerate(value):
            yield from places(held, f"{path}/{place}")


def at(value: Any, pointer: str) -> Any:
    for name in pointer.split("/")[1:]:
        value = value[int(name)] if isinstance(value, list) else value[name]
    return value


TOO_MUCH: dict[str, Callable[[Any], Any]] = {
    "text": lambda held: "x" * 50_000 if isinstance(held, str) else {**held, "text": "x" * 50_000},
    "elements": lambda held: held * 2000,
    "fields": lambda held: held * 100,
    "options": lambda held: held * 200,
    "alt_text": lambda held: "x" * 5000,
    "image_url": lambda held: "https://example.org/" + "x" * 5000,
    "value": lambda held: "x" * 50_000,
}


@CALM
@given(blocks=valid_message_blocks(), data=st.data())
def test_what_goes_beyond_a_limit_is_refused_at_its_place(blocks: list[Json], data: st.DataObject):
    found = [
        f"{pointer}/{name}"
        for pointer in places(blocks)
        for name, held in at(blocks, pointer).items()
        if name in TOO_MUCH and held
    ]
    if not found:
        return
    pointer = data.draw(st.sampled_from(found))
    changed, (parent, _, name) = deepcopy(blocks), pointer.rpartition("/")
    at(changed, parent)[name] = TOO_MUCH[name](at(blocks, pointer))

    with pytest.raises(SlackError) as caught:
        check_blocks(changed)

    assert any(f"[json-pointer:/blocks{pointer}" in told for told in caught.value.messages)


@CALM
@given(blocks=valid_message_blocks(), data=st.data())
def test_an_unknown_field_is_refused_where_it_stands(blocks: list[Json], data: st.DataObject):
    pointer = data.draw(st.sampled_from(list(places(blocks))))
    changed = deepcopy(blocks)
    at(changed, pointer)["mood"] = "calm"

    with pytest.raises(SlackError) as caught:
        check_blocks(changed)

    assert f"[ERROR] invalid additional property: mood [json-pointer:/blocks{pointer}]" in caught.value.messages


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([10**4000, -(10**400), math.nan, math.inf]),
    st.floats(),
    st.text(st.characters(), max_size=4),
)
NAMES = st.sampled_from(["type", "text", "elements", "element", "blocks", "options", "accessory", "rows", "title"])
TYPES = st.sampled_from(
    ["section", "actions", "input", "card", "container", "table", "data_table", "rich_text", "plan", "static_select"]
)
JSON = st.recursive(
    SCALARS | TYPES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES | st.text(max_size=2), inner, max_size=4),
    max_leaves=15,
)


def tried(value: Any) -> None:
    for check in (check_blocks, check_attachments, lambda held: check_view(held, "modal")):
        try:
            check(value)
        except SlackError as refusal:
            assert refusal.code


@settings(max_examples=150, deadline=None)
@given(value=JSON)
def test_no_json_breaks_the_checks(value: Any):
    for held in (value, [value], [{"blocks": value}], {"type": "modal", "title": value, "blocks": [value]}):
        tried(held)


@CALM
@given(blocks=valid_message_blocks(), value=JSON, data=st.data())
def test_blocks_with_nonsense_in_them_break_nothing(blocks: list[Json], value: Any, data: st.DataObject):
    changed = deepcopy(blocks)
    inside = data.draw(st.sampled_from([held for pointer in places(changed) if (held := at(changed, pointer))]))
    inside[data.draw(st.sampled_from(sorted(inside)))] = value

    tried(changed)


def test_endless_nesting_is_refused():
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]

    with pytest.raises(SlackError, match="invalid_blocks"):
        check_blocks([{"type": "section", "text": deep}])
    while deep:
        deep = deep.pop()
