"""One app in two workspaces: Bolt's own installation flow, and nothing of one seen in the other."""

import re
from collections.abc import AsyncIterator
from html import unescape
from pathlib import Path

import aiohttp
import pytest
from aiohttp.test_utils import TestServer, unused_port
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.oauth.installation_store import FileInstallationStore
from slack_sdk.oauth.state_store import FileOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Actions, App, PageError, Playground, SlackError, Workspace
from tests.conformance.installing import BASIC, Visitor, an_app, companies
from tests.wire.conftest import FRIDAY, PATIENCE, Listener, Seconds

pytestmark = [pytest.mark.anyio, pytest.mark.filterwarnings(BASIC)]
keeps = pytest.mark.keeps


@pytest.fixture
def slack_app(seconds: Seconds) -> App:
    return an_app(seconds)


@pytest.fixture
def both(slack_app: App, seconds: Seconds) -> tuple[Workspace, Workspace]:
    return companies(slack_app, seconds, False, FRIDAY)


@pytest.fixture
async def playground(both: tuple[Workspace, Workspace]) -> AsyncIterator[Playground]:
    running = Playground(both[0], port=0, ack_seconds=PATIENCE)
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
def there(playground: Playground, both: tuple[Workspace, Workspace]) -> Actions:
    return playground.add(both[1])


class BoltApp:
    """A real Bolt app with its own installation flow, over HTTP for that and Socket Mode for the rest."""

    def __init__(self, playground: Playground, slack_app: App, folder: Path) -> None:
        self.port = unused_port()
        self.store = FileInstallationStore(base_dir=str(folder / "installations"), client_id=slack_app.client_id)
        settings = AsyncOAuthSettings(
            client_id=slack_app.client_id,
            client_secret=slack_app.client_secret,
            scopes=["commands", "chat:write", "app_mentions:read"],
            redirect_uri=f"http://127.0.0.1:{self.port}/slack/oauth_redirect",
            authorization_url=f"{playground.grid.base}oauth/v2/authorize",
            installation_store=self.store,
            state_store=FileOAuthStateStore(expiration_seconds=600, base_dir=str(folder / "states")),
        )
        web = AsyncWebClient(base_url=playground.api_url)
        self.app = AsyncApp(signing_secret=slack_app.signing_secret, client=web, oauth_settings=settings)
        self.app.command("/kind")(self.kind)
        self.app.event("app_mention")(self.mention)
        self.app.enable_token_revocation_listeners()
        self.server = TestServer(self.app.web_app(), host="127.0.0.1", port=self.port)
        self.socket = AsyncSocketModeHandler(self.app, slack_app.token, web_client=web)

    async def kind(self, ack, client, respond) -> None:
        await ack()
        who = await client.auth_test()
        await respond(f"Hello from {who['team']}")

    async def mention(self, say, event) -> None:
        await say(f"You said <@{event['user']}>")

    async def add_to(self, visitor: Visitor, team: str) -> str:
        """From the app's own page to the consent page and back, as a browser would go."""
        start = await visitor.look(f"http://127.0.0.1:{self.port}/slack/install?team={team}")
        cookie = start.headers["set-cookie"].partition(";")[0]
        [link] = re.findall(r'href="(http[^"]+/oauth/v2/authorize[^"]*)"', start.text)
        allowed = await visitor.press(await visitor.look(unescape(link)), "allow")
        return (await visitor.look(allowed.headers["location"], cookie=cookie)).text


@pytest.fixture
async def bolt(playground: Playground, slack_app: App, tmp_path: Path) -> AsyncIterator[BoltApp]:
    running = BoltApp(playground, slack_app, tmp_path)
    await running.server.start_server()
    await running.socket.connect_async()
    await playground.workspace.feed.until(lambda: playground.link.connected)
    yield running
    await running.socket.close_async()
    await running.server.close()


@pytest.fixture
async def visitor(playground: Playground) -> AsyncIterator[Visitor]:
    async with aiohttp.ClientSession() as session:
        yield Visitor(session, playground.grid.base)


@keeps("oauth", "Bolt's own flow installs an app in two workspaces, each with a token of its own")
async def test_bolt_comes_into_two_workspaces(
    playground: Playground, there: Actions, bolt: BoltApp, visitor: Visitor, both: tuple[Workspace, Workspace]
):
    for team in ("T0WEXCOMBE", "T0HARBOUR"):
        assert f"team={team}&amp;id=A0KINDLING" in await bolt.add_to(visitor, team)

    await playground.actions.type("amara", "#general", "/kind")
    await there.type("amara", "#general", "/kind")

    for ws in both:
        await ws.feed.until(lambda ws=ws: any(said.only_for for said in _said(ws, "amara")))
        assert [said.text for said in _said(ws, "amara") if said.only_for] == [f"Hello from {ws.name}"]
    tokens = [bolt.store.find_bot(enterprise_id=None, team_id=ws.team_id).bot_token for ws in both]
    assert tokens == [ws.bot_token for ws in both]
    assert tokens[0] != tokens[1]


@keeps("event app_mention", "told with the team it happened in, and answered with that team's token")
async def test_an_event_is_answered_where_it_happened(
    there: Actions, bolt: BoltApp, visitor: Visitor, both: tuple[Workspace, Workspace]
):
    await bolt.add_to(visitor, "T0HARBOUR")
    await there.invite("amara", "#general", ["@kindling"])

    await there.type("amara", "#general", "@kindling good morning")

    await both[1].feed.until(lambda: _said(both[1], "amara")[-1].text.startswith("You said"))
    assert _said(both[1], "amara")[-1].text == f"You said <@{both[1].person('amara').id}>"
    assert all("You said" not in said.text for said in _said(both[0], "amara"))


@keeps("event app_uninstalled", "Bolt forgets the installation, and only in that workspace")
async def test_bolt_forgets_a_workspace_that_it_left(
    playground: Playground, there: Actions, bolt: BoltApp, visitor: Visitor, both: tuple[Workspace, Workspace]
):
    for team in ("T0WEXCOMBE", "T0HARBOUR"):
        await bolt.add_to(visitor, team)

    await there.uninstall("priya")

    assert bolt.store.find_bot(enterprise_id=None, team_id="T0HARBOUR") is None
    assert bolt.store.find_bot(enterprise_id=None, team_id="T0WEXCOMBE") is not None
    assert both[0].installed
    assert "id=A0KINDLING" in await bolt.add_to(visitor, "T0HARBOUR"), "and it may come back"
    assert not both[1].bot.deleted


@keeps("oauth", "before it is installed an app has no bot user, no commands and no events there")
async def test_an_app_that_is_not_installed_is_not_there(playground: Playground, there: Actions, app: Listener):
    with pytest.raises(SlackError, match="user_not_found"):
        there.ws.person("@kindling")
    with pytest.raises(PageError, match="There is no /kind here"):
        await there.type("amara", "#general", "/kind")
    await there.react("amara", "#general", (await there.type("amara", "#general", "Hello")).ts, "wave")

    assert app.received == []
    assert all(there.ws.bot.id not in place.members for place in there.ws.conversations)
    assert there.ws.bot_token == ""


@keeps("oauth", "people, ids and clocks of two workspaces are apart")
async def test_two_workspaces_share_nothing(playground: Playground, there: Actions, both: tuple[Workspace, Workspace]):
    one, other = ([*(person.id for person in ws.people), *(place.id for place in ws.conversations)] for ws in both)

    assert set(one) & set(other) == {"USLACKBOT"}
    await there.type("amara", "#general", "Only here")
    assert _said(both[0], "amara") == []
    await there.move_clock(FRIDAY.replace(hour=12))
    assert both[0].clock.now() == FRIDAY


async def test_each_page_knows_the_workspaces(playground: Playground, there: Actions, visitor: Visitor):
    async with visitor.session.get(f"{there.ws.url}play/state") as answer:
        state = await answer.json()

    assert [(one["domain"], one["url"], one["installed"]) for one in state["workspaces"]] == [
        ("stbrigids-wexcombe", playground.url, False),
        ("harbour", f"{playground.url}w/harbour/", False),
    ]
    assert state["installed"] is False
    assert state["commands"] == []
    assert state["workspace"]["name"] == "Harbour & Sons"


def _said(ws: Workspace, who: str):
    return ws.messages.visible(ws.conversation("general").id, ws.person(who).id)
