"""Views by the Web API: triggers, stacks, hashes and sizes."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Workspace
from tests.conformance.calls import AMARA, GONE, HOME, MODAL, PLAIN, modal, refusal, refused
from tests.wire.conftest import Seconds

pytestmark = pytest.mark.anyio

HUGE = {"type": "modal", "title": PLAIN, "blocks": [{"type": "section", "text": PLAIN}], "private_metadata": "x" * 3001}


def trigger(ws: Workspace, **about: Any) -> dict[str, Any]:
    return {"trigger_id": ws.triggers.issue(AMARA), "view": MODAL} | about


def used(ws: Workspace) -> dict[str, Any]:
    given = trigger(ws)
    ws.triggers.exchange(given["trigger_id"])
    return given


def named(ws: Workspace) -> dict[str, Any]:
    """Its external_id is in use already, in somebody else's dialog."""
    ws.views.open(_with_name(ws))
    return trigger(ws, view=MODAL | {"external_id": "tea"})


def _with_name(ws: Workspace) -> Any:
    view = modal(ws)
    ws.views.clear(AMARA)
    view.person, view.content = "U01BJORN", view.content | {"external_id": "tea"}
    return view


def pushed(ws: Workspace) -> dict[str, Any]:
    return trigger(ws) | {"trigger_id": ws.triggers.issue(AMARA, modal(ws).id)}


@pytest.mark.parametrize(
    ("method", "error", "args"),
    [
        *[
            refused(method, error, when, args)
            for method in ("views.open", "views.push")
            for error, when, args in (
                ("invalid_arguments", "without a view", lambda ws: {"trigger_id": ws.triggers.issue(AMARA)}),
                ("invalid_arguments", "without a trigger", {"view": MODAL}),
                ("invalid_arguments", "for a view that is no JSON", lambda ws: trigger(ws, view="{")),
                ("invalid_arguments", "for a view that is a list", lambda ws: trigger(ws, view=[])),
                ("invalid_arguments", "for a Home tab", lambda ws: trigger(ws, view=HOME)),
                ("invalid_arguments", "for too much private_metadata", lambda ws: trigger(ws, view=HUGE)),
                ("invalid_trigger_id", "for an unknown trigger", {"trigger_id": "1.2.3", "view": MODAL}),
                ("exchanged_trigger_id", "for a trigger that was used", used),
            )
        ],
        refused("views.open", "duplicate_external_id", "for an external_id in use", named),
        refused("views.push", "not_found", "where no dialog is open", trigger),
        refused("views.update", "not_found", "for an unknown view", {"view_id": "V0NO", "view": MODAL}),
        refused("views.update", "not_found", "for an unknown external_id", {"external_id": "no", "view": MODAL}),
        refused("views.update", "invalid_arguments", "without a view's name", {"view": MODAL}),
        refused(
            "views.update",
            "hash_conflict",
            "for an old hash",
            lambda ws: {"view_id": modal(ws).id, "view": MODAL, "hash": "1.a"},
        ),
        refused("views.publish", "invalid_arguments", "without a person", {"view": HOME}),
        refused("views.publish", "invalid_arguments", "for a dialog", {"user_id": AMARA, "view": MODAL}),
        refused("views.publish", "user_not_found", "for an unknown person", {"user_id": "U0NO", "view": HOME}),
        refused(
            "views.publish", "user_disabled", "for an account that is switched off", {"user_id": GONE, "view": HOME}
        ),
    ],
)
async def test_what_cannot_be_shown(client: AsyncWebClient, workspace: Workspace, method: str, error: str, args: Any):
    assert (await refusal(client, workspace, method, args))["error"] == error


@pytest.mark.keeps("views.open", "expired_trigger_id after three seconds")
@pytest.mark.keeps("views.push", "expired_trigger_id after three seconds")
@pytest.mark.parametrize("method", ["views.open", "views.push"])
async def test_a_trigger_lives_three_seconds(
    client: AsyncWebClient, workspace: Workspace, seconds: Seconds, method: str
):
    in_time, too_late = pushed(workspace), pushed(workspace)
    seconds.now += 3

    assert (await client.api_call(method, json=in_time))["ok"]
    seconds.now += 0.1
    assert (await refusal(client, workspace, method, too_late))["error"] == "expired_trigger_id"


@pytest.mark.keeps("views.push", "push_limit_reached after three")
@pytest.mark.keeps("views.push", "root_view_id and previous_view_id")
async def test_three_dialogs_are_stacked_at_most(client: AsyncWebClient, workspace: Workspace):
    root = modal(workspace)

    def on_top() -> dict[str, Any]:
        return {"trigger_id": workspace.triggers.issue(AMARA, root.id), "view": MODAL}

    second = await client.views_push(**on_top())
    third = await client.views_push(**on_top())

    assert third["view"]["root_view_id"] == root.id
    assert third["view"]["previous_view_id"] == second["view"]["id"]
    assert (await refusal(client, workspace, "views.push", on_top()))["error"] == "push_limit_reached"


@pytest.mark.keeps("views.update", "by external_id, with the hash of the last look")
@pytest.mark.keeps("views.publish", "hash_conflict for an old hash")
async def test_only_the_last_look_can_be_changed(client: AsyncWebClient, workspace: Workspace):
    opened = await client.views_open(**trigger(workspace, view=MODAL | {"external_id": "tea"}))
    changed = await client.views_update(external_id="tea", view=MODAL, hash=opened["view"]["hash"])
    first = await client.views_publish(user_id=AMARA, view=HOME)
    second = await client.views_publish(user_id=AMARA, view=HOME, hash=first["view"]["hash"])
    stale = {"user_id": AMARA, "view": HOME, "hash": first["view"]["hash"]}

    assert changed["view"]["hash"] != opened["view"]["hash"]
    assert second["view"]["id"] == first["view"]["id"]
    assert (await refusal(client, workspace, "views.publish", stale))["error"] == "hash_conflict"
