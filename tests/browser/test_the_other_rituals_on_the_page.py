"""Pot-luck and kind words, as somebody sees them who uses the page."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.steps import become, go_to, type_in


def start(page: Page, place: str, ritual: str) -> None:
    type_in(page, f"#{place}", f"/kind start {ritual}")
    form = page.get_by_role("dialog")
    form.get_by_role("button", name="Start").click()
    expect(form).to_be_hidden()


def choose(page: Page, form: Locator, field: str, name: str) -> None:
    form.get_by_label(field).click()
    page.keyboard.type(name)
    page.get_by_role("option", name=name).first.click()
    page.keyboard.press("Escape")


def test_a_lunch_is_proposed_and_somebody_brings_a_dish(page: Page, artefacts: Path) -> None:
    go_to(page, "kindness")
    start(page, "kindness", "potluck")
    type_in(page, "#kindness", "/potluck propose")
    form = page.get_by_role("dialog")
    expect(form).to_be_visible()
    page.screenshot(path=artefacts / "potluck-1-propose.png")
    form.get_by_label("Day").fill("2026-12-04")
    form.get_by_label("Place", exact=False).first.fill("The staff room")
    form.locator("button[type=submit]").click()
    expect(form).to_be_hidden()
    messages = page.get_by_role("log", name="Messages")
    expect(messages.get_by_text("Still needed:").first).to_be_visible()
    page.screenshot(path=artefacts / "potluck-2-the-lunch.png")

    become(page, "Dev Patel")
    go_to(page, "kindness")
    messages.get_by_role("button", name="I'll bring something").click()
    expect(form).to_be_visible()
    page.screenshot(path=artefacts / "potluck-3-bring.png")
    form.get_by_role("textbox", name="Dish").fill("Lentil dal")
    form.locator("button[type=submit]").click()
    expect(form).to_be_hidden()
    expect(messages.get_by_text("Lentil dal").first).to_be_visible()
    page.screenshot(path=artefacts / "potluck-4-somebody-brings.png")


def test_a_kind_word_is_written_delivered_and_kept(page: Page, artefacts: Path) -> None:
    go_to(page, "kindness")
    start(page, "kindness", "words")
    type_in(page, "#kindness", "/kindword")
    form = page.get_by_role("dialog")
    expect(form).to_be_visible()
    choose(page, form, "To whom?", "Dev Patel")
    form.get_by_label("Your words").fill("You made time for me on a hard day. Thank you.")
    page.screenshot(path=artefacts / "words-1-write.png")
    form.locator("button[type=submit]").click()
    expect(form).to_be_hidden()

    become(page, "Dev Patel")
    go_to(page, "Kindling")
    page.get_by_role("tab", name="Messages").click()
    messages = page.get_by_role("log", name="Messages")
    expect(messages.get_by_text("You made time for me on a hard day.").first).to_be_visible()
    page.screenshot(path=artefacts / "words-2-received.png")
    messages.get_by_role("button", name="Keep").first.click()
    page.get_by_role("tab", name="Home").click()
    home = page.get_by_role("main")
    expect(home.get_by_text("You made time for me on a hard day.").first).to_be_visible()
    page.screenshot(path=artefacts / "words-3-kept.png")
