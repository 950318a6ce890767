"""Who is who: the bot, the workspace, its people."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Actions, Workspace
from tests.conformance.calls import AMARA, refusal, refused
from tests.wire.conftest import Listener

pytestmark = pytest.mark.anyio


def address(who: str) -> Any:
    return lambda ws: {"email": f"{who}@{ws.domain}.example"}


@pytest.fixture
def workspace(workspace: Workspace) -> Workspace:
    workspace.scopes |= {"users:read.email"}
    return workspace


@pytest.mark.parametrize(
    ("method", "error", "args"),
    [
        refused("users.info", "user_not_found", "without a user", {}),
        refused("users.info", "user_not_found", "for an unknown id", {"user": "U0NOBODY"}),
        refused("users.info", "user_not_found", "for a handle, which is no id", {"user": "amara"}),
        refused("bots.info", "bot_not_found", "for an unknown id", {"bot": "B0NOBODY"}),
        refused("bots.info", "bot_not_found", "for a user id", lambda ws: {"bot": ws.bot.id}),
        refused("team.info", "team_not_found", "for another workspace", {"team": "T0OTHER"}),
        refused("users.lookupByEmail", "users_not_found", "without an address", {}),
        refused("users.lookupByEmail", "users_not_found", "for an unknown address", address("nobody")),
        refused("users.lookupByEmail", "users_not_found", "for another domain", {"email": "amara@elsewhere.example"}),
        refused("users.lookupByEmail", "users_not_found", "for an account that is switched off", address("pauline")),
        refused("users.lookupByEmail", "users_not_found", "for a bot", address("rotabot")),
        refused("users.list", "invalid_cursor", "for a cursor that is none", {"cursor": "x"}),
        refused("users.list", "invalid_limit", "for a limit that is none", {"limit": "many"}),
        refused("users.list", "invalid_limit", "for more than 1,000 at once", {"limit": 1001}),
    ],
)
async def test_whom_nobody_can_find(client: AsyncWebClient, workspace: Workspace, method: str, error: str, args: Any):
    assert (await refusal(client, workspace, method, args))["error"] == error


@pytest.mark.keeps("users.lookupByEmail", "a person by their address, in letters of any size")
async def test_an_address_finds_its_person(client: AsyncWebClient, workspace: Workspace):
    told = await client.users_lookupByEmail(email=f"AMARA@{workspace.domain}.example")

    assert (told["user"]["id"], told["user"]["profile"]["email"]) == (AMARA, f"amara@{workspace.domain}.example")


@pytest.mark.keeps("users.info", "profile.email only with users:read.email")
@pytest.mark.keeps("users.list", "profile.email only with users:read.email")
async def test_addresses_are_told_only_with_their_scope(client: AsyncWebClient, workspace: Workspace):
    with_scope = await client.users_list()
    workspace.scopes -= {"users:read.email"}
    without, one = await client.users_list(), await client.users_info(user=AMARA)

    told = {member["name"]: member["profile"].get("email") for member in with_scope["members"]}
    assert told["amara"] == f"amara@{workspace.domain}.example"
    assert (told["rotabot"], told["slackbot"]) == (None, None)
    assert not any("email" in member["profile"] for member in [*without["members"], one["user"]])


@pytest.mark.keeps("event user_change", "the address only with users:read.email")
async def test_events_tell_addresses_only_with_their_scope(app: Listener, workspace: Workspace, actions: Actions):
    await actions.change("amara", title="Matron")
    workspace.scopes -= {"users:read.email"}
    await actions.change("amara", title="Ward sister")

    assert ["email" in event["user"]["profile"] for event in app.events("user_change")] == [True, False]


@pytest.mark.keeps("users.info", "guests, single-channel guests, bots and accounts that are switched off")
async def test_people_are_told_apart(client: AsyncWebClient, workspace: Workspace):
    marek = workspace.person("marek")

    async def flags(user: str) -> tuple[bool, ...]:
        shown = (await client.users_info(user=user))["user"]
        return tuple(bool(shown.get(n)) for n in ("is_restricted", "is_ultra_restricted", "is_bot", "deleted"))

    assert await flags(AMARA) == (False, False, False, False)
    assert await flags(marek.id) == (True, False, False, False)
    marek.is_single_channel = True
    assert await flags(marek.id) == (True, True, False, False)
    assert await flags(workspace.bot.id) == (False, False, True, False)
    assert await flags("U01PAULINE") == (False, False, False, True)


@pytest.mark.keeps("users.info", "time zone and, on request, locale")
async def test_people_have_their_own_time(client: AsyncWebClient):
    told = (await client.users_info(user="U01BJORN", include_locale=True))["user"]
    plain = (await client.users_info(user="U01BJORN"))["user"]

    assert (told["tz"], told["tz_offset"], told["locale"]) == ("Europe/Stockholm", 7200, "sv-SE")
    assert "locale" not in plain


@pytest.mark.keeps("users.list", "page by page, everybody at once without a limit")
async def test_everybody_is_listed(client: AsyncWebClient, workspace: Workspace):
    listing = await client.users_list(limit=10)
    pages = [[member["id"] for member in page["members"]] async for page in listing]

    assert [one for page in pages for one in page] == [person.id for person in workspace.people]
    assert {len(page) for page in pages[:-1]} == {10}
    assert len((await client.users_list())["members"]) == len(workspace.people)


@pytest.mark.keeps("auth.test", "who the token belongs to")
async def test_the_token_belongs_to_the_bot(client: AsyncWebClient, workspace: Workspace):
    told = await client.auth_test()

    assert (told["user_id"], told["bot_id"], told["team_id"]) == (
        workspace.bot.id,
        workspace.bot.bot_id,
        workspace.team_id,
    )
