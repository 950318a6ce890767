"""Tokens that live for twelve hours of the workspace's clock, and the pairs that follow."""

from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import MovableClock
from bot.playground import Actions, App, Playground, SlackError, Workspace, make_company
from bot.playground.model.installation import TOKEN_SECONDS, Given, Installation
from tests.conformance.installing import BASIC, CALLBACK, Visitor, an_app
from tests.wire.conftest import FRIDAY, Seconds

pytestmark = [pytest.mark.anyio, pytest.mark.filterwarnings(BASIC)]
keeps = pytest.mark.keeps
HALF_A_DAY = timedelta(hours=12)


@pytest.fixture
def slack_app(seconds: Seconds) -> App:
    return an_app(seconds, token_rotation=True)


@pytest.fixture
def workspace(slack_app: App, seconds: Seconds) -> Workspace:
    return make_company(app=slack_app, clock=MovableClock(FRIDAY, frozen=True), monotonic=seconds)


@pytest.fixture
async def visitor(playground: Playground) -> AsyncIterator[Visitor]:
    async with aiohttp.ClientSession() as session:
        yield Visitor(session, playground.grid.base)


@pytest.fixture
def caller(playground: Playground) -> AsyncWebClient:
    return AsyncWebClient(base_url=playground.api_url, retry_handlers=[])


async def refused(call) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response["error"]


def mine(app: App) -> dict[str, str]:
    return {"client_id": app.client_id, "client_secret": app.client_secret}


async def installed(visitor: Visitor, caller: AsyncWebClient, app: App):
    return await caller.oauth_v2_access(code=await visitor.code(app), redirect_uri=CALLBACK, **mine(app))


@keeps("oauth.v2.access", "with rotation a token that expires in 12 hours, and a refresh token")
@keeps("oauth", "token_expired after twelve hours of the workspace's clock")
async def test_a_token_dies_after_half_a_day(visitor, caller, slack_app: App, actions: Actions):
    told = await installed(visitor, caller, slack_app)

    assert told["expires_in"] == 43200
    assert told["access_token"].startswith("xoxe.xoxb-")
    assert told["refresh_token"].startswith("xoxe-")
    await actions.move_clock(FRIDAY + HALF_A_DAY - timedelta(seconds=1))
    assert (await caller.auth_test(token=told["access_token"]))["ok"]
    await actions.move_clock(FRIDAY + HALF_A_DAY)
    assert await refused(caller.auth_test(token=told["access_token"])) == "token_expired"


@keeps("oauth.v2.access", "grant_type=refresh_token gives a new pair, once; the old access token lives on")
async def test_a_pair_is_followed_by_another(visitor, caller, slack_app: App, actions: Actions):
    first = await installed(visitor, caller, slack_app)
    refreshing = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"], **mine(slack_app)}
    await actions.move_clock(FRIDAY + timedelta(hours=11))

    second = await caller.oauth_v2_access(**refreshing)

    assert await refused(caller.oauth_v2_access(**refreshing)) == "invalid_refresh_token"
    for pair in (first, second):
        assert (await caller.auth_test(token=pair["access_token"]))["ok"]
    await actions.move_clock(FRIDAY + HALF_A_DAY)
    assert await refused(caller.auth_test(token=first["access_token"])) == "token_expired"
    assert (await caller.auth_test(token=second["access_token"]))["ok"]


@keeps("oauth", "slack_sdk's own token rotator gets a working pair")
async def test_slacks_own_rotator_works(visitor, caller, playground: Playground, slack_app: App):
    told = await installed(visitor, caller, slack_app)
    bot = Bot(
        team_id="T0WEXCOMBE",
        bot_token=told["access_token"],
        bot_id="B0KINDLING",
        bot_user_id=told["bot_user_id"],
        bot_refresh_token=told["refresh_token"],
        bot_token_expires_in=told["expires_in"],
        installed_at=1.0,
    )
    rotator = AsyncTokenRotator(**mine(slack_app), client=AsyncWebClient(base_url=playground.api_url))

    rotated = await rotator.perform_bot_token_rotation(bot=bot, minutes_before_expiration=60 * 13)

    assert rotated is not None
    assert rotated.bot_token != bot.bot_token
    assert rotated.bot_refresh_token != bot.bot_refresh_token
    assert (await caller.auth_test(token=rotated.bot_token))["ok"]


@keeps("oauth.v2.exchange", "a token that does not expire becomes a pair, once")
async def test_a_lasting_token_becomes_a_pair(caller, workspace: Workspace, slack_app: App):
    lasting = workspace.bot_token
    pair = await caller.oauth_v2_exchange(token=lasting, **mine(slack_app))

    assert (await caller.auth_test(token=pair["access_token"]))["ok"]
    assert await refused(caller.oauth_v2_exchange(token=lasting, **mine(slack_app))) == "token_already_exchanged"
    assert await refused(caller.oauth_v2_exchange(token=pair["access_token"], **mine(slack_app))) == "invalid_token"


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        pytest.param({"token": "xoxb-no"}, "invalid_token", marks=keeps("oauth.v2.exchange", "invalid_token")),
        pytest.param({"client_id": "1"}, "invalid_client_id", marks=keeps("oauth.v2.exchange", "invalid_client_id")),
        pytest.param(
            {"client_secret": "1"}, "bad_client_secret", marks=keeps("oauth.v2.exchange", "bad_client_secret")
        ),
    ],
)
async def test_a_wrong_exchange_is_refused(caller, workspace: Workspace, slack_app: App, wrong: dict, error: str):
    given = {"token": workspace.bot_token, **mine(slack_app)}

    assert await refused(caller.oauth_v2_exchange(**(given | wrong))) == error


@keeps("oauth.v2.exchange", "token_rotation_not_enabled, and authorization_not_found for a token that ended")
async def test_what_cannot_rotate_is_not_exchanged(caller, workspace: Workspace, slack_app: App):
    given = {"token": workspace.bot_token, **mine(slack_app)}
    slack_app.token_rotation = False
    assert await refused(caller.oauth_v2_exchange(**given)) == "token_rotation_not_enabled"

    slack_app.token_rotation = True
    await caller.auth_revoke(token=given["token"])
    assert await refused(caller.oauth_v2_exchange(**given)) == "authorization_not_found"


@keeps("auth.revoke", "with rotation one access token ends, and its refresh token still gives another")
async def test_one_of_a_pair_is_revoked(visitor, caller, workspace: Workspace, slack_app: App):
    pair = await installed(visitor, caller, slack_app)
    await caller.auth_revoke(token=pair["access_token"])

    assert await refused(caller.auth_test(token=pair["access_token"])) == "account_inactive"
    assert not workspace.bot.deleted
    given = {"grant_type": "refresh_token", "refresh_token": pair["refresh_token"], **mine(slack_app)}
    assert (await caller.oauth_v2_access(**given))["ok"]


@keeps("apps.uninstall", "refresh tokens end too")
async def test_nothing_is_refreshed_after_the_end(visitor, caller, slack_app: App):
    pair = await installed(visitor, caller, slack_app)
    await caller.apps_uninstall(token=pair["access_token"], **mine(slack_app))

    given = {"grant_type": "refresh_token", "refresh_token": pair["refresh_token"], **mine(slack_app)}
    assert await refused(caller.oauth_v2_access(**given)) == "invalid_refresh_token"


@given(st.lists(st.tuples(st.integers(0, TOKEN_SECONDS), st.booleans()), max_size=12))
def test_at_every_moment_there_is_one_way_on(steps: list[tuple[int, bool]]):
    """Whatever is refreshed when, only the newest refresh token works, and no access token outlives its day."""
    held, now = Installation("T1", installed=False), 0
    pairs: list[tuple[Given, int]] = [(held.give(rotating=True, now=0), 0)]
    for seconds, again in steps:
        now += seconds
        if again:
            pairs.append((held.refresh(pairs[-1][0].refresh, now), now))

    assert [held.refreshes(pair.refresh) for pair, _ in pairs] == [False] * (len(pairs) - 1) + [True]
    for pair, born in pairs:
        if now < born + TOKEN_SECONDS:
            held.check(pair.token, now)
        else:
            with pytest.raises(SlackError, match="token_expired"):
                held.check(pair.token, now)
