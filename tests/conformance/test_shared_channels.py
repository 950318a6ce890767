"""A channel that is shared with another company, and its people in it: Slack Connect."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Actions, Workspace
from bot.playground.blockkit.blocktext import buttons_of
from bot.playground.model.people import Elsewhere, Person
from tests.conformance.test_interactivity import asks, form
from tests.wire.conftest import Listener

pytestmark = pytest.mark.anyio

SHARED, BUILDERS = "new-wing", "T0HARTWELL"


@pytest.fixture
async def shared(actions: Actions, workspace: Workspace) -> str:
    """The channel's id; the bot is in it."""
    await actions.invite("fergus", SHARED, [workspace.bot])
    return workspace.conversation(SHARED).id


@pytest.mark.keeps(
    "users.info", "somebody of another company: their own team_id, no role here, is_stranger while no channel is shared"
)
async def test_of_their_people_it_is_told_whose_they_are(
    client: AsyncWebClient, actions: Actions, workspace: Workspace
):
    delyth = workspace.person("delyth").id
    before = (await client.users_info(user=delyth))["user"]
    await actions.invite("fergus", SHARED, [workspace.bot])
    after = (await client.users_info(user=delyth))["user"]

    assert (before["team_id"], before["profile"]["team"]) == (BUILDERS, BUILDERS)
    assert (before["is_stranger"], after["is_stranger"]) == (True, False)
    assert not {"is_admin", "is_restricted", "enterprise_user"} & set(after)


@pytest.mark.keeps("users.info", "enterprise_user of somebody in another workspace of an organisation")
@pytest.mark.keeps("auth.test", "enterprise_id of a workspace that belongs to an organisation")
async def test_of_an_organisation_it_is_told_which(client: AsyncWebClient, workspace: Workspace):
    workspace.enterprise_id = "E0TRUST"
    sister = Elsewhere("T0SISTER", "The sister hospital", "sister", "E0TRUST")
    nia = workspace.people.add(Person("U01NIA", "nia", "Nia Rees", elsewhere=sister))

    assert (await client.auth_test())["enterprise_id"] == "E0TRUST"
    told = (await client.users_info(user=nia.id))["user"]
    assert (told["team_id"], told["enterprise_user"]["enterprise_id"]) == ("T0SISTER", "E0TRUST")


@pytest.mark.keeps(
    "conversations.info", "a channel that is shared with another company: is_ext_shared, shared_team_ids"
)
async def test_the_channel_says_with_whom_it_is_shared(client: AsyncWebClient, workspace: Workspace, shared: str):
    told = (await client.conversations_info(channel=shared))["channel"]
    assert (told["is_shared"], told["is_ext_shared"]) == (True, True)
    assert told["shared_team_ids"] == [workspace.team_id, BUILDERS]


@pytest.mark.keeps("interactivity", "a form from another company: team is theirs, view.app_installed_team_id the app's")
async def test_what_they_do_says_whose_they_are(
    client: AsyncWebClient, app: Listener, actions: Actions, workspace: Workspace, shared: str
):
    button = {"type": "button", "action_id": "open", "text": {"type": "plain_text", "text": "Open"}}
    blocks = [{"type": "actions", "block_id": "row", "elements": [button]}]
    ts = (await client.chat_postMessage(channel=shared, text="A form", blocks=blocks))["ts"]
    [(block_id, action_id, _)] = buttons_of(blocks)
    await actions.click("delyth", shared, ts, block_id, action_id)
    assert (app.last["user"]["team_id"], app.last["team"]["id"]) == (BUILDERS, workspace.team_id)

    await client.views_open(
        trigger_id=app.last["trigger_id"], view=form(asks({"type": "plain_text_input", "action_id": "it"}))
    )
    [view] = workspace.views.stack(workspace.person("delyth").id)
    await actions.submit("delyth", view.id, {"f": {"it": "Bricks"}})
    assert (app.last["team"]["id"], app.last["view"]["app_installed_team_id"]) == (BUILDERS, workspace.team_id)
