"""The app goes: by its own call, by an admin, or because its token ends."""

import asyncio

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Actions, App, PageError, Playground, Workspace, make_company
from tests.conformance.installing import an_app
from tests.wire.conftest import Listener, Seconds

pytestmark = pytest.mark.anyio
keeps = pytest.mark.keeps


@pytest.fixture
def slack_app(seconds: Seconds) -> App:
    return an_app(seconds)


@pytest.fixture
def workspace(slack_app: App, seconds: Seconds) -> Workspace:
    return make_company(app=slack_app, monotonic=seconds)


async def refused(call) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response["error"]


def mine(app: App) -> dict[str, str]:
    return {"client_id": app.client_id, "client_secret": app.client_secret}


@keeps("apps.uninstall", "its tokens end: account_inactive from then on")
@keeps("event app_uninstalled", "told once, before the app hears nothing more")
@keeps("event tokens_revoked", "names the bot whose token ended")
async def test_an_app_uninstalls_itself(client: AsyncWebClient, app: Listener, slack_app: App, actions: Actions):
    assert (await client.apps_uninstall(**mine(slack_app))).data == {"ok": True}
    await app.playground.link.settle()

    assert len(app.events("app_uninstalled")) == 1
    assert app.events("tokens_revoked")[0]["tokens"] == {"oauth": [], "bot": ["U0KINDLING"]}
    assert await refused(client.auth_test()) == "account_inactive"
    assert await refused(client.chat_postMessage(channel="#coffee", text="Still here?")) == "account_inactive"
    heard = len(app.received)
    await actions.type("amara", "#coffee", "Where did it go?")
    assert len(app.received) == heard


@keeps("apps.uninstall", "the bot leaves its channels and is deactivated")
async def test_the_bot_leaves_its_channels(client: AsyncWebClient, workspace: Workspace, slack_app: App):
    await client.apps_uninstall(**mine(slack_app))

    assert [place.name for place in workspace.conversations.of(workspace.bot.id) if place.is_named] == []
    assert workspace.bot.deleted
    assert workspace.commands == {}


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        pytest.param({"client_id": "1.2"}, "invalid_client_id", marks=keeps("apps.uninstall", "invalid_client_id")),
        pytest.param({"client_secret": "no"}, "bad_client_secret", marks=keeps("apps.uninstall", "bad_client_secret")),
    ],
)
async def test_only_the_app_itself_can_do_that(client: AsyncWebClient, workspace: Workspace, slack_app, wrong, error):
    assert await refused(client.apps_uninstall(**(mine(slack_app) | wrong))) == error
    assert workspace.installed


@pytest.mark.parametrize(
    ("method", "token", "error"),
    [
        pytest.param("apps.uninstall", "", "not_authed", marks=keeps("apps.uninstall", "not_authed")),
        pytest.param("apps.uninstall", "xoxb-no", "invalid_auth", marks=keeps("apps.uninstall", "invalid_auth")),
        pytest.param("auth.revoke", "", "not_authed", marks=keeps("auth.revoke", "not_authed")),
        pytest.param("auth.revoke", "xoxb-no", "invalid_auth", marks=keeps("auth.revoke", "invalid_auth")),
        pytest.param("auth.revoke", "app", "not_allowed_token_type", marks=keeps("auth.revoke", "bot tokens only")),
    ],
)
async def test_a_wrong_token_ends_nothing(
    playground: Playground, workspace: Workspace, slack_app, method, token, error
):
    given = playground.app_token if token == "app" else token
    client = AsyncWebClient(token=given or None, base_url=playground.api_url)

    assert await refused(client.api_call(method, params=mine(slack_app))) == error
    assert workspace.installed
    assert not workspace.bot.deleted


@keeps("auth.revoke", "revoked: true, and the token is account_inactive from then on")
@keeps("auth.revoke", "the bot is deactivated and leaves its channels; the app stays installed")
async def test_a_token_is_revoked(client: AsyncWebClient, app: Listener, workspace: Workspace):
    assert (await client.auth_revoke()).data == {"ok": True, "revoked": True}
    await app.playground.link.settle()

    assert len(app.events("tokens_revoked")) == 1
    assert app.events("app_uninstalled") == []
    assert await refused(client.auth_revoke()) == "account_inactive"
    assert workspace.bot.deleted
    assert workspace.installed


@keeps("auth.revoke", "test=true revokes nothing")
async def test_a_rehearsal_changes_nothing(playground: Playground, workspace: Workspace):
    client = WebClient(token=playground.bot_token, base_url=playground.api_url)

    assert (await asyncio.to_thread(client.auth_revoke, test=True)).data == {"ok": True, "revoked": False}
    assert (await asyncio.to_thread(client.auth_test))["ok"]


async def test_an_admin_takes_it_out(actions: Actions, app: Listener, client: AsyncWebClient, workspace: Workspace):
    with pytest.raises(PageError, match="Only an admin"):
        await actions.uninstall("amara")
    await actions.uninstall("priya")

    assert len(app.events("app_uninstalled")) == 1
    assert await refused(client.auth_test()) == "account_inactive"
    with pytest.raises(PageError, match="isn't in this workspace"):
        await actions.uninstall("priya")
    with pytest.raises(PageError, match="There is no /kind here"):
        await actions.type("amara", "#general", "/kind")


async def test_its_old_buttons_do_nothing(actions: Actions, app: Listener, client: AsyncWebClient):
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    blocks = [{"type": "actions", "block_id": "b", "elements": [button]}]
    said = await client.chat_postMessage(channel="#coffee", text="Shall we?", blocks=blocks)
    await actions.uninstall("priya")

    with pytest.raises(PageError, match="isn't in this workspace any more"):
        await actions.click("amara", "#coffee", said["ts"], "b", "go")
