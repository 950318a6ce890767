"""Letting an app into a workspace: the page that asks, codes, and what the app gets for them."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette

from bot.playground import App, Playground, SlackError, Workspace, make_company
from bot.playground.model.app import Addresses
from bot.playground.model.consent import check_redirect
from bot.playground.model.grid import Grid
from bot.playground.pages.install import PATH, InstallPage
from tests.conformance.installing import BASIC, CALLBACK, Visitor, an_app, companies, sent_on
from tests.wire.conftest import FRIDAY, PATIENCE, Seconds

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
    running.add(both[1])
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
async def visitor(playground: Playground) -> AsyncIterator[Visitor]:
    async with aiohttp.ClientSession() as session:
        yield Visitor(session, playground.grid.base)


@pytest.fixture
def client(playground: Playground) -> AsyncWebClient:
    return AsyncWebClient(base_url=playground.api_url, retry_handlers=[])


async def exchange(client: AsyncWebClient, app: App, code: str, **values: str):
    given = {"client_id": app.client_id, "client_secret": app.client_secret, "redirect_uri": CALLBACK}
    return await client.oauth_v2_access(code=code, **(given | values))


async def refused(call) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response["error"]


@keeps("oauth", "the page says which workspace, and one sentence for each scope")
async def test_the_page_says_what_the_app_could_do(visitor: Visitor, slack_app: App):
    page = await visitor.asked(slack_app, team="T0HARBOUR")

    assert page.status == 200
    assert "Kindling would like to come into Harbour & Sons" in page.words
    assert "Send messages as itself chat:write" in page.words
    assert "<script" not in page.text


@keeps("oauth", "the workspace is chosen where there are several and none is named")
async def test_somebody_chooses_the_workspace(visitor: Visitor, slack_app: App):
    choice = await visitor.asked(slack_app)
    chosen = await visitor.look(f"{visitor.base.rstrip('/')}{choice.form.links[1]}")

    assert "Harbour & Sons" in chosen.words
    assert sent_on(await visitor.press(chosen, "allow"))["state"] == "s1"


@keeps("oauth", "Cancel sends access_denied and the state to the app")
async def test_somebody_says_no(visitor: Visitor, slack_app: App, both: tuple[Workspace, Workspace]):
    answer = await visitor.press(await visitor.asked(slack_app, team="harbour"), "cancel")

    assert answer.headers["location"].startswith(f"{CALLBACK}?")
    assert sent_on(answer) == {"error": "access_denied", "state": "s1"}
    assert not both[1].installed


@pytest.mark.parametrize(
    ("wrong", "code", "sentence"),
    [
        pytest.param({"client_id": "1.2"}, "bad_client_id", "No app here", marks=keeps("oauth", "bad_client_id")),
        pytest.param({"scope": "kind:ness"}, "invalid_scope", "kind:ness", marks=keeps("oauth", "invalid_scope")),
        pytest.param(
            {"scope": ""}, "invalid_scope", "what it wants", marks=keeps("oauth", "a scope must be asked for")
        ),
        pytest.param(
            {"redirect_uri": "https://elsewhere.example/back"},
            "bad_redirect_uri",
            "did not register",
            marks=keeps("oauth", "bad_redirect_uri for an address that is not registered"),
        ),
        pytest.param({"redirect_uri": "javascript:alert(1)"}, "bad_redirect_uri", "register", id="javascript"),
        pytest.param({"redirect_uri": "http://[half"}, "bad_redirect_uri", "register", id="no address"),
        pytest.param({"redirect_uri": "http://127.0.0.1:port/"}, "bad_redirect_uri", "register", id="no port"),
        pytest.param({"redirect_uri": "http://127.0.0.1@elsewhere.example/"}, "bad_redirect_uri", "register", id="at"),
        pytest.param({"redirect_uri": "http://€;@127.0.0.1/"}, "bad_redirect_uri", "register", id="a name in front"),
        pytest.param({"redirect_uri": ""}, "bad_redirect_uri", "register", id="none at all"),
        pytest.param({"team": "T0NOWHERE"}, "team_not_found", "no workspace", id="no such workspace"),
        pytest.param({"user_scope": "search:read"}, "invalid_user_scope", "bots only", id="user scopes"),
    ],
)
async def test_a_wrong_link_is_explained(visitor: Visitor, slack_app: App, wrong: dict, code: str, sentence: str):
    page = await visitor.asked(slack_app, **wrong)

    assert page.status == 400
    assert sentence in page.words
    assert code in page.words


async def test_nothing_from_the_address_becomes_markup(visitor: Visitor, slack_app: App):
    page = await visitor.asked(slack_app, team="harbour", state='"><script>x</script>')
    wrong = await visitor.asked(slack_app, scope="<script>x</script>")

    assert page.form.fields["state"] == '"><script>x</script>'
    assert "<script" not in page.text + wrong.text


async def test_another_site_cannot_answer_for_anybody(visitor: Visitor, slack_app: App):
    page = await visitor.asked(slack_app, team="harbour")

    assert (await visitor.press(page, "allow", origin="http://elsewhere.example")).status == 403
    assert (await visitor.press(page, "allow", origin="null")).status == 403


async def test_a_guest_cannot_add_an_app(visitor: Visitor, slack_app: App):
    page = await visitor.asked(slack_app, team="T0WEXCOMBE")

    assert "U01MAREK" not in page.form.people
    assert page.form.people[0] == "U01PRIYA", "admins come first"
    assert (await visitor.press(page, "allow", person="U01MAREK")).status == 400


@keeps("oauth.v2.access", "a code becomes a bot token, with Slack's fields")
async def test_a_code_becomes_a_token(visitor: Visitor, client: AsyncWebClient, slack_app: App, both):
    code = await visitor.code(slack_app, team="T0WEXCOMBE")
    told = (await exchange(client, slack_app, code)).data

    token = told.pop("access_token")
    assert token.startswith("xoxb-T0WEXCOMBE-")
    assert told == {
        "ok": True,
        "app_id": "A0KINDLING",
        "authed_user": {"id": "U01PRIYA"},
        "scope": "chat:write,commands",
        "token_type": "bot",
        "bot_user_id": "U0KINDLING",
        "team": {"id": "T0WEXCOMBE", "name": "St Brigid's & Wexcombe"},
        "enterprise": None,
        "is_enterprise_install": False,
    }
    assert (await client.auth_test(token=token))["team_id"] == "T0WEXCOMBE"
    assert both[0].installed
    assert not both[1].installed


@keeps("oauth.v2.access", "the client's id and secret in the form or as HTTP Basic")
@pytest.mark.parametrize("how", ["form", "basic"])
async def test_the_client_may_name_itself_in_two_ways(visitor: Visitor, playground: Playground, slack_app: App, how):
    code = await visitor.code(slack_app, team="harbour")
    pair = f"{slack_app.client_id}:{slack_app.client_secret}"
    headers = {"authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"} if how == "basic" else {}
    named = {"client_id": slack_app.client_id, "client_secret": slack_app.client_secret} if how == "form" else {}

    async with visitor.session.post(
        f"{playground.api_url}oauth.v2.access", data={"code": code, "redirect_uri": CALLBACK, **named}, headers=headers
    ) as answer:
        assert (await answer.json())["team"]["id"] == "T0HARBOUR"


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        pytest.param({"client_id": "1.2"}, "invalid_client_id", marks=keeps("oauth.v2.access", "invalid_client_id")),
        pytest.param({"client_secret": "x"}, "bad_client_secret", marks=keeps("oauth.v2.access", "bad_client_secret")),
        pytest.param({"client_secret": "ü"}, "bad_client_secret", id="a secret in other letters"),
        pytest.param({"code": "1.2.x"}, "invalid_code", marks=keeps("oauth.v2.access", "invalid_code")),
        pytest.param(
            {"redirect_uri": f"{CALLBACK}/other"},
            "bad_redirect_uri",
            marks=keeps("oauth.v2.access", "bad_redirect_uri for another address than the one that was asked with"),
        ),
        pytest.param({"redirect_uri": ""}, "bad_redirect_uri", id="no address though one was asked with"),
        pytest.param(
            {"grant_type": "luck"}, "invalid_grant_type", marks=keeps("oauth.v2.access", "invalid_grant_type")
        ),
    ],
)
async def test_a_wrong_exchange_is_refused_and_costs_nothing(visitor: Visitor, client, slack_app: App, wrong, error):
    code = await visitor.code(slack_app, team="harbour")

    assert await refused(exchange(client, slack_app, **({"code": code} | wrong))) == error
    assert (await exchange(client, slack_app, code))["ok"], "the right one still works"


@keeps("oauth.v2.access", "code_already_used for a code that was exchanged")
async def test_a_code_is_good_once(visitor: Visitor, client: AsyncWebClient, slack_app: App):
    code = await visitor.code(slack_app, team="harbour")
    await exchange(client, slack_app, code)

    assert await refused(exchange(client, slack_app, code)) == "code_already_used"


@keeps("oauth.v2.access", "a code dies after ten minutes")
async def test_a_code_dies(visitor: Visitor, client: AsyncWebClient, slack_app: App, seconds: Seconds):
    late, just = [await visitor.code(slack_app, team="harbour") for _ in range(2)]

    seconds.now += timedelta(minutes=10).total_seconds()
    assert (await exchange(client, slack_app, just))["ok"]
    seconds.now += 1
    assert await refused(exchange(client, slack_app, late)) == "invalid_code"


@keeps("oauth", "granted scopes add up over installs, and only granted ones count")
async def test_scopes_add_up(visitor: Visitor, client: AsyncWebClient, slack_app: App):
    first = await exchange(client, slack_app, await visitor.code(slack_app, team="harbour"))
    with pytest.raises(SlackApiError) as caught:
        await client.users_list(token=first["access_token"])
    more = await visitor.code(slack_app, team="harbour", scope="users:read")
    second = await exchange(client, slack_app, more)

    assert caught.value.response.data["provided"] == "chat:write,commands"
    assert second["scope"] == "chat:write,commands,users:read"
    assert second["access_token"] == first["access_token"], "without rotation the token stays the same"
    assert (await client.users_list(token=first["access_token"]))["ok"]


async def test_the_page_says_what_is_new(visitor: Visitor, client: AsyncWebClient, slack_app: App):
    await exchange(client, slack_app, await visitor.code(slack_app, team="harbour"))
    page = await visitor.asked(slack_app, team="harbour", scope="chat:write,users:read")

    fresh, _, before = page.words.partition("As before, it can")
    assert "users:read" in fresh
    assert "chat:write" in before


async def test_only_registered_addresses_elsewhere_are_gone_to(seconds: Seconds):
    app = an_app(seconds, addresses=Addresses(redirects=("https://bot.example/back",)))

    assert check_redirect(app, "") == "https://bot.example/back"
    assert check_redirect(app, "https://bot.example/back/two?x=1") == "https://bot.example/back/two?x=1"
    for wrong in ("https://bot.example/backwards", "https://bot.example.evil/back", "http://bot.example/back"):
        with pytest.raises(SlackError):
            check_redirect(app, wrong)


ASKING = make_company(app=App(), people=3, installed=False)
SERVER = httpx.ASGITransport(Starlette(routes=InstallPage(Grid([ASKING])).routes()))
ANYTHING = st.text(max_size=20) | st.sampled_from(
    ["http://127.0.0.1/", "http://localhost:80/é?x", "chat:write", "allow"]
)
FIELDS = ("scope", "redirect_uri", "state", "team", "person", "answer", "user_scope")


@given(st.dictionaries(st.sampled_from(FIELDS), ANYTHING | st.none() | st.integers() | st.lists(ANYTHING, max_size=2)))
def test_nothing_in_the_address_or_the_form_breaks_the_page(values: dict):
    """Whatever is asked, the answer is a page, a sentence or a way back to an address on this machine."""
    asked = {"client_id": ASKING.app.client_id, "scope": "commands", "redirect_uri": "http://localhost/back"} | values
    words = {name: held for name, held in asked.items() if isinstance(held, str) and held.isprintable()}

    for answer in asyncio.run(three_ways(asked, words)):
        assert answer.status_code in (200, 302, 400)
        if answer.status_code == 302:
            assert answer.headers["location"].startswith(("http://localhost", "http://127.0.0.1"))


async def three_ways(asked: dict, words: dict) -> list[httpx.Response]:
    async with httpx.AsyncClient(transport=SERVER, base_url="http://127.0.0.1") as browser:
        body = json.dumps(asked)
        return [
            await browser.get(PATH, params=words),
            await browser.post(PATH, content=body, headers={"content-type": "application/json"}),
            await browser.post(PATH, data=words),
        ]
