"""A developer watches their bot, looks inside a message, and makes things go wrong: with the keyboard too."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.testing import Stage

from .steps import go_to, type_in


@pytest.fixture
def panel(page: Page, stage: Stage) -> Locator:
    """Amara's page with the panel open, at the protocol."""
    go_to(page, "kindness")
    page.get_by_role("button", name="Developer panel", exact=True).click()
    panel = page.get_by_role("complementary", name="Developer panel")
    expect(panel.get_by_role("tab", name="Protocol")).to_have_attribute("aria-selected", "true")
    return panel


def rows(panel: Locator, name: str) -> Locator:
    return panel.get_by_role("list", name="Exchanges").get_by_role("button", name=name)


def test_what_the_bot_is_told_and_answers_is_seen_as_it_happens(
    page: Page, stage: Stage, panel: Locator, artefacts: Path
) -> None:
    type_in(page, "#kindness", "/kind coffee join")
    row = rows(panel, "/kind command ok")
    row.click()

    request = panel.get_by_role("region", name="Request, text")
    expect(request).to_contain_text('"command": "/kind"')
    expect(request).to_contain_text('"token": "…"')
    expect(panel.get_by_role("heading", name="/kind")).to_be_focused()
    page.screenshot(path=artefacts / "developer-1-protocol.png")
    for token in (stage.playground.bot_token, stage.playground.app_token):
        assert token not in page.content()
    page.keyboard.press("Escape")
    expect(row).to_be_focused()
    expect(row).to_have_attribute("aria-expanded", "false")


def test_the_list_is_filtered_paused_and_cleared(page: Page, panel: Locator) -> None:
    expect(rows(panel, "apps.connections.open").first).to_be_visible()
    panel.get_by_label("Kind", exact=True).select_option("Commands")
    expect(rows(panel, "apps.connections.open").first).to_be_hidden()
    expect(panel.get_by_text("Nothing here matches.")).to_be_visible()

    panel.get_by_role("button", name="Pause").click()
    type_in(page, "#kindness", "/kind help")
    expect(panel.get_by_role("button", name=re.compile(r"Go on \(\d+ new\)"))).to_be_visible()
    expect(rows(panel, "/kind")).to_have_count(0)
    panel.get_by_role("button", name="Go on").click()
    expect(rows(panel, "/kind command ok")).to_be_visible()

    panel.get_by_label("Only errors").check()
    expect(rows(panel, "/kind")).to_have_count(0)
    panel.get_by_role("button", name="Clear").click()
    expect(panel.get_by_text("Nothing yet.")).to_be_visible()
    expect(panel.get_by_text("The list is clear.")).to_be_visible()


def test_tabs_and_rows_are_walked_with_arrows(page: Page, panel: Locator) -> None:
    panel.get_by_role("tab", name="Protocol").focus()
    page.keyboard.press("ArrowLeft")
    expect(panel.get_by_role("tab", name="Clock")).to_be_focused()
    expect(panel.get_by_role("tabpanel", name="Clock")).to_be_visible()
    page.keyboard.press("Home")
    expect(panel.get_by_role("tab", name="Protocol")).to_be_focused()

    listed = panel.get_by_role("list", name="Exchanges").get_by_role("button")
    expect(listed.nth(1)).to_be_visible()
    listed.last.focus()
    page.keyboard.press("Home")
    expect(listed.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(listed.nth(1)).to_be_focused()


def test_looking_inside_a_message_only_one_person_sees(page: Page, panel: Locator, artefacts: Path) -> None:
    type_in(page, "#kindness", "/kind help")
    answer = page.get_by_role("article").filter(has_text="Only you can see this")
    answer.hover()
    answer.get_by_role("button", name="More for this message").click()
    page.get_by_role("menuitem", name="Show its blocks").click()

    expect(panel.get_by_role("tab", name="Message")).to_have_attribute("aria-selected", "true")
    expect(panel.get_by_text("only one person sees it")).to_be_visible()
    expect(panel.get_by_role("region", name="Message as JSON, text")).to_contain_text('"type": "message"')
    page.screenshot(path=artefacts / "developer-2-message.png")


def test_the_dialog_that_is_open_is_seen_as_json(page: Page, panel: Locator) -> None:
    panel.get_by_role("tab", name="Message").click()
    type_in(page, "#kindness", "/kind start coffee")
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(panel.locator("pre").filter(has_text='"type": "modal"')).to_be_visible()


def test_a_fault_is_set_shown_and_taken_back(page: Page, stage: Stage, panel: Locator, artefacts: Path) -> None:
    panel.get_by_role("tab", name="Faults").click()
    panel.get_by_label("What happens").select_option("It says there are too many requests")
    panel.get_by_label("Retry-After, in seconds").fill("0")
    panel.get_by_role("button", name="Let it go wrong").click()
    expect(panel.get_by_role("alert").filter(has_text="whole number from 1 to 600")).to_be_visible()
    panel.get_by_label("Retry-After, in seconds").fill("30")
    panel.get_by_label("How often").fill("2")
    panel.get_by_label("How often").press("Enter")

    waiting = panel.get_by_role("list", name="Still to go wrong")
    expect(waiting).to_contain_text("chat.postMessage too many requests, try again after 30 s, 2 times")
    assert [fault.retry_after for _, fault in stage.workspace.faults.waiting()] == [30, 30]
    page.screenshot(path=artefacts / "developer-3-faults.png")
    waiting.get_by_role("button", name="Take back").click()
    expect(panel.get_by_text("Nothing is set to go wrong.")).to_be_visible()
    assert stage.workspace.faults.waiting() == []


def test_the_connection_is_cut_and_the_bot_comes_back(page: Page, stage: Stage, panel: Locator) -> None:
    expect(rows(panel, "apps.connections.open").first).to_be_visible()
    panel.get_by_role("tab", name="Faults").click()
    panel.get_by_role("button", name="Ask the bot to reconnect").click()
    expect(panel.get_by_text("The bot was asked to connect again.")).to_be_visible()
    panel.get_by_role("tab", name="Protocol").click()
    expect(rows(panel, "apps.connections.open").nth(1)).to_be_visible()


def test_the_clock_is_moved(page: Page, stage: Stage, panel: Locator, artefacts: Path) -> None:
    panel.get_by_role("tab", name="Clock").click()
    panel.get_by_role("button", name="Next Monday 10:00").click()
    expect(panel.get_by_text("It is Mon 23 Nov, 10:00 now.")).to_be_visible()
    panel.get_by_label("Move the clock to").fill("yesterday")
    panel.get_by_role("button", name="Move", exact=True).click()
    expect(panel.get_by_role("alert").filter(has_text=re.compile(r"\w"))).to_be_visible()
    page.screenshot(path=artefacts / "developer-4-clock.png")


def test_on_a_phone_it_fills_the_screen(page: Page, panel: Locator, artefacts: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function(  # the page is narrow, and the wide one's scrollbars are gone
        "({clientWidth, clientHeight}) => clientWidth === 390 && clientHeight === 844",
        arg=page.evaluate_handle("document.documentElement"),
    )
    box = panel.bounding_box()
    assert box
    assert (box["x"], box["width"], box["height"]) == (0, 390, 844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.screenshot(path=artefacts / "developer-5-phone.png")
    panel.get_by_role("button", name="Close the developer panel").click()
    expect(panel).to_be_hidden()
