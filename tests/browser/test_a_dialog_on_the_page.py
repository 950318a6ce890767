"""Dialogs with every kind of field, and one on top of another."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from bot.playground.changes.dialogs import push_for
from bot.playground.model.views import View
from bot.testing import Stage

Json = dict[str, Any]
AMARA = "U01AMARA"


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def field(label: str, kind: str, **element: Any) -> Json:
    held = {"type": kind, "action_id": "answer", **element}
    return {"type": "input", "block_id": label.lower(), "label": plain(label), "element": held}


def form(title: str, *blocks: Json) -> Json:
    return {
        "type": "modal",
        "title": plain(title),
        "submit": plain("Send"),
        "close": plain("Not now"),
        "blocks": blocks,
    }


def shows(stage: Stage, content: Json, on_top: bool = False) -> None:
    """Amara sees this dialog."""

    async def show() -> None:
        if not on_top:
            base = View(id=stage.workspace.new_id("V"), person=AMARA, content={}, root="")
            base.show({"type": "modal", "title": plain("Below"), "blocks": []})
            stage.workspace.views.open(base)
        push_for(stage.workspace, AMARA, {**content, "blocks": list(content["blocks"])})

    stage.does(show())


def test_each_field_has_its_name_and_a_mistake_is_said_beside_it(page: Page, stage: Stage, artefacts: Path) -> None:
    expect(page.get_by_role("textbox", name="Message #kindness")).to_be_visible()
    number = field("Cups", "number_input", is_decimal_allowed=False)
    email = field("Address", "email_text_input", focus_on_load=True)
    note, page_url = field("Note", "rich_text_input"), field("Link", "url_text_input")
    where = field("Where", "conversations_select")
    when = field("When", "datetimepicker")
    shows(stage, form("Every field", number, email, note, page_url, where, when))

    dialog = page.get_by_role("dialog", name="Every field")
    expect(dialog.get_by_role("textbox", name="Address")).to_be_focused()
    dialog.get_by_role("spinbutton", name="Cups").fill("2")
    dialog.get_by_role("textbox", name="Address").fill("not an address")
    dialog.get_by_role("textbox", name="Note").fill("Two words")
    dialog.get_by_role("textbox", name="Link").fill("https://example.org/tea")
    dialog.get_by_label("When").fill("2026-12-01T10:00")
    dialog.get_by_role("button", name="Send").click()

    expect(dialog.get_by_role("textbox", name="Address")).to_have_accessible_description(
        "Please enter an email address."
    )
    expect(dialog.get_by_role("textbox", name="Address")).to_be_focused()
    expect(dialog.get_by_role("combobox", name="Where")).to_have_accessible_description(
        "Please complete this required field."
    )
    expect(dialog.get_by_role("textbox", name="Note")).to_have_value("Two words")
    page.screenshot(path=artefacts / "dialog-mistakes.png")


def test_back_leads_to_the_dialog_below_with_what_was_typed(page: Page, stage: Stage) -> None:
    expect(page.get_by_role("textbox", name="Message #kindness")).to_be_visible()
    shows(stage, form("First", field("Dish", "plain_text_input")))
    page.get_by_role("textbox", name="Dish").fill("Lentil dal")
    shows(stage, form("Second", field("Allergens", "plain_text_input")), on_top=True)
    second = page.get_by_role("dialog", name="Second")
    expect(second).to_be_visible()
    second.get_by_role("button", name="Back").click()
    expect(page.get_by_role("textbox", name="Dish")).to_have_value("Lentil dal")
    page.get_by_role("dialog", name="First").get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    stage.does(stage.workspace.feed.until(lambda: stage.workspace.views.stack(AMARA) == []))
