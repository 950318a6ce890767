"""How often each method may be called: bursts, waiting, and what is not affected. Real time is the test's."""

import asyncio
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry import builtin_async_handlers, builtin_handlers
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Playground, Workspace, make_company
from bot.playground.model.rates import POSTING_TO_ONE, TIER_1, TIERS, Bucket, RateLimited, Rates, Tier
from bot.playground.web_api.calls import APP_METHODS, METHODS
from tests.conformance.calls import AMARA, HOME, place
from tests.wire.conftest import Seconds

pytestmark = pytest.mark.anyio


@pytest.fixture
def limited(workspace: Workspace) -> Workspace:
    workspace.rates.enabled = True
    return workspace


async def post(playground: Playground, method: str, args: dict[str, str]) -> tuple[int, str | None, dict[str, Any]]:
    headers = {"Authorization": f"Bearer {playground.bot_token}"}
    async with aiohttp.ClientSession() as http:
        answer = await http.post(f"{playground.api_url}{method}", data=args, headers=headers)
        return answer.status, answer.headers.get("Retry-After"), await answer.json()


async def calls_until_refused(client: AsyncWebClient, method: str, args: dict[str, Any]) -> tuple[int, str]:
    """How many calls were answered, and the Retry-After of the one that was not."""
    for number in range(1000):
        try:
            await client.api_call(method, json=args)
        except SlackApiError as refusal:
            assert refusal.response["error"] == "ratelimited"
            return number, str(refusal.response.headers["Retry-After"])
    raise AssertionError("never refused")


@pytest.mark.keeps("rate limits", "429 with Retry-After and ratelimited")
async def test_one_message_too_many_is_refused_as_slack_does_it(playground: Playground, limited: Workspace):
    words = {"channel": place(limited), "text": "hello"}
    told = [await post(playground, "chat.postMessage", words) for _ in range(POSTING_TO_ONE.burst + 1)]

    assert [status for status, _, _ in told[:-1]] == [200] * POSTING_TO_ONE.burst
    assert told[-1] == (429, "1", {"ok": False, "error": "ratelimited"})
    assert len(limited.messages.visible(place(limited), AMARA)) == POSTING_TO_ONE.burst


@pytest.mark.keeps("chat.postMessage", "one message a second for each channel, after a burst of five")
async def test_a_channel_takes_one_message_a_second(client: AsyncWebClient, limited: Workspace, seconds: Seconds):
    words = {"channel": place(limited), "text": "hello"}
    assert await calls_until_refused(client, "chat.postMessage", words) == (5, "1")

    elsewhere = {"channel": place(limited, "coffee"), "text": "hello"}
    assert (await client.chat_postMessage(**elsewhere))["ok"], "other channels go on"
    assert (await client.chat_postEphemeral(**words, user=AMARA))["ok"], "other methods go on"
    seconds.now += 1
    assert await calls_until_refused(client, "chat.postMessage", words) == (1, "1")
    seconds.now += 60
    assert await calls_until_refused(client, "chat.postMessage", words) == (5, "1")


@pytest.mark.keeps("chat.postMessage", "the same channel by name, by id or by person")
async def test_a_channel_is_one_channel_by_any_name(client: AsyncWebClient, limited: Workspace):
    direct = limited.direct(limited.bot, "amara").id
    for number in range(5):
        await client.chat_postMessage(channel=direct if number % 2 else AMARA, text="hello")

    assert await calls_until_refused(client, "chat.postMessage", {"channel": AMARA, "text": "x"}) == (0, "1")


@pytest.mark.parametrize(
    ("method", "args", "expected"),
    [
        pytest.param(method, args, expected, id=method, marks=pytest.mark.keeps(method, f"its tier: {tier}"))
        for method, tier, args, expected in [
            ("conversations.list", "20 a minute", {}, (20, "3")),
            ("team.info", "50 a minute", {}, (50, "2")),
            ("users.info", "100 a minute", {"user": AMARA}, (100, "1")),
            ("views.publish", "100 a minute", {"user_id": AMARA, "view": HOME}, (100, "1")),
        ]
    ],
)
async def test_every_tier_has_its_rate(
    client: AsyncWebClient,
    limited: Workspace,
    seconds: Seconds,
    method: str,
    args: dict[str, Any],
    expected: tuple[int, str],
):
    assert await calls_until_refused(client, method, args) == expected

    assert (await client.auth_test())["ok"]
    seconds.now += int(expected[1])
    assert (await client.api_call(method, json=args))["ok"]


@pytest.mark.keeps("rate limits", "refused calls are counted too")
@pytest.mark.keeps("rate limits", "nothing is limited where the workspace says so")
async def test_mistakes_count_as_calls(client: AsyncWebClient, limited: Workspace):
    for _ in range(20):
        with pytest.raises(SlackApiError, match="invalid_types"):
            await client.conversations_list(types="village_hall")
    with pytest.raises(SlackApiError, match="ratelimited"):
        await client.conversations_list()

    limited.rates.enabled = False

    assert (await client.conversations_list())["ok"]


@pytest.mark.keeps("apps.connections.open", "once a minute after a burst of ten")
async def test_sockets_are_opened_rarely(playground: Playground, limited: Workspace):
    client = AsyncWebClient(base_url=playground.api_url, token=playground.app_token, retry_handlers=[])

    assert await calls_until_refused(client, "apps.connections.open", {}) == (TIER_1.burst, "60")


@pytest.mark.keeps("rate limits", "by workspace")
def test_workspaces_do_not_share_their_limits(seconds: Seconds):
    one, other = Workspace(monotonic=seconds), Workspace(monotonic=seconds)
    for _ in range(20):
        one.rates.spend("users.list")

    with pytest.raises(RateLimited):
        one.rates.spend("users.list")
    other.rates.spend("users.list")


def test_a_workspace_for_stories_has_no_limits_unless_asked():
    assert not make_company().rates.enabled
    assert make_company(rate_limits=True).rates.enabled


@pytest.mark.keeps("rate limits", "slack_sdk's own retry handlers recover")
async def test_the_asynchronous_client_waits_and_goes_on(
    playground: Playground, limited: Workspace, seconds: Seconds, monkeypatch: pytest.MonkeyPatch
):
    waits = []

    async def sleep(duration: float) -> None:
        waits.append(duration)
        seconds.now += duration

    monkeypatch.setattr(builtin_async_handlers, "asyncio", SimpleNamespace(sleep=sleep))
    handler = builtin_async_handlers.AsyncRateLimitErrorRetryHandler(max_retry_count=1)
    client = AsyncWebClient(token=playground.bot_token, base_url=playground.api_url, retry_handlers=[handler])

    told = [await client.chat_postMessage(channel="kindness", text="hello") for _ in range(8)]

    assert len({answer["ts"] for answer in told}) == 8
    assert 1 <= len(waits) <= 3
    assert all(1 <= wait < 2 for wait in waits)


@pytest.mark.keeps("rate limits", "slack_sdk's own retry handlers recover")
async def test_the_synchronous_client_waits_and_goes_on(
    playground: Playground, limited: Workspace, seconds: Seconds, monkeypatch: pytest.MonkeyPatch
):
    def sleep(duration: float) -> None:
        seconds.now += duration

    monkeypatch.setattr(builtin_handlers, "time", SimpleNamespace(sleep=sleep))
    handler = builtin_handlers.RateLimitErrorRetryHandler(max_retry_count=1)
    client = WebClient(token=playground.bot_token, base_url=playground.api_url, retry_handlers=[handler])

    def greet() -> list[str]:
        return [client.chat_postMessage(channel="kindness", text="hello")["ts"] for _ in range(8)]

    assert len(set(await asyncio.to_thread(greet))) == 8


def test_every_method_has_a_tier():
    assert set(TIERS) == (set(METHODS) | set(APP_METHODS)) & set(TIERS)
    assert (set(METHODS) | set(APP_METHODS)) - set(TIERS) <= {"oauth.v2.access", "auth.revoke", "apps.uninstall"}
    assert all(tier.source.startswith("https://") for tier in TIERS.values())


MOMENTS = st.lists(st.floats(0, 30, allow_nan=False), min_size=1, max_size=200)
SOME_TIERS = st.builds(Tier, st.just("some"), st.integers(1, 600), st.integers(1, 20))


@given(SOME_TIERS, MOMENTS)
def test_no_stretch_of_time_holds_more_than_a_burst_and_its_rate(tier: Tier, pauses: list[float]):
    now, taken, bucket = 0.0, [], Bucket(tier, 0.0)
    for pause in pauses:
        now += pause
        if bucket.take(now) == 0:
            taken.append(now)

    for first, start in enumerate(taken):
        for last in range(first, len(taken)):
            allowed = tier.burst + (taken[last] - start) * tier.per_minute / 60
            assert last - first + 1 <= allowed + 1e-3


@given(SOME_TIERS, MOMENTS)
def test_whoever_waits_as_told_is_served(tier: Tier, pauses: list[float]):
    now, bucket = 0.0, Bucket(tier, 0.0)
    for pause in pauses:
        now += pause
        wait = bucket.take(now)
        if wait:
            now += wait
            assert bucket.take(now) == 0


@given(st.lists(st.tuples(st.sampled_from(["C1", "C2", "C3"]), st.floats(0, 3)), max_size=80))
def test_each_channel_is_counted_by_itself(calls: list[tuple[str, float]]):
    clock = Seconds()
    together, alone = Rates(clock), {name: Rates(clock) for name in ("C1", "C2", "C3")}

    def refused(rates: Rates, name: str) -> bool:
        try:
            rates.post(name)
        except RateLimited:
            return True
        return False

    for name, pause in calls:
        clock.now += pause
        assert refused(together, name) == refused(alone[name], name)
