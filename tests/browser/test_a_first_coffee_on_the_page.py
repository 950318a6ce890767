"""A newcomer's first minutes, with a mouse and a keyboard."""

from pathlib import Path

from playwright.sync_api import Page, expect

from bot.testing import Stage
from tests.browser.steps import become, go_to, type_in


def test_a_coffee_from_sign_up_to_we_met(page: Page, artefacts: Path) -> None:
    go_to(page, "coffee")
    type_in(page, "#coffee", "/kind start coffee")
    form = page.get_by_role("dialog", name="Start a coffee circle")
    expect(form).to_be_visible()
    page.screenshot(path=artefacts / "1-the-form.png")
    form.get_by_role("button", name="Start").click()
    messages = page.get_by_role("log", name="Messages")
    expect(messages.get_by_text("Meet a colleague for a coffee")).to_be_visible()
    messages.get_by_role("button", name="Join").click()
    expect(messages.get_by_text("You're in.")).to_be_visible()
    page.screenshot(path=artefacts / "2-joined.png")

    become(page, "Carys Bevan")
    go_to(page, "coffee")
    type_in(page, "#coffee", "/coffee join")
    expect(messages.get_by_text("You're in.")).to_be_visible()

    page.get_by_role("button", name="To Monday 10:00").click()
    go_to(page, "Amara Okafor")
    expect(messages.get_by_text("Time for a coffee?")).to_be_visible()
    page.screenshot(path=artefacts / "3-introduced.png")
    messages.get_by_role("button", name="Another opener").click()
    expect(messages.get_by_text("There's another opener above.")).to_be_visible()

    page.get_by_role("button", name="To Friday 10:00").click()
    unread = page.get_by_role("navigation").get_by_role("link", name="Kindling 1 unread")
    unread.click()
    expect(page.get_by_role("tab", name="Messages")).to_have_attribute("aria-selected", "true")
    expect(messages.get_by_text("Did you meet?")).to_be_visible()
    messages.get_by_role("button", name="Yes").click()
    expect(messages.get_by_text("How lovely.")).to_be_visible()
    page.screenshot(path=artefacts / "4-we-met.png")


def test_the_home_tab_shows_my_next_coffee(page: Page, artefacts: Path) -> None:
    go_to(page, "coffee")
    type_in(page, "#coffee", "/kind start coffee")
    page.get_by_role("dialog").get_by_role("button", name="Start").click()
    page.get_by_role("log", name="Messages").get_by_role("button", name="Join").click()
    expect(page.get_by_text("You're in.")).to_be_visible()
    go_to(page, "Kindling")
    page.get_by_role("tab", name="Home").click()
    expect(page.get_by_text("Your next coffee: Monday 23 November at 10:00.", exact=True)).to_be_visible()
    page.get_by_role("button", name="Skip the next one").click()
    expect(page.get_by_role("button", name="I'm back")).to_be_visible()
    expect(page.locator("#home :focus")).to_have_count(1)
    expect(page.locator("#home-said")).to_contain_text("I'm back")
    page.screenshot(path=artefacts / "5-home.png")


def test_a_form_says_what_is_wrong_and_keeps_what_was_typed(page: Page, artefacts: Path) -> None:
    go_to(page, "coffee")
    type_in(page, "#coffee", "/kind start coffee")
    form = page.get_by_role("dialog")
    form.get_by_label("Time zone").fill("Londn")
    form.get_by_label("Permission line").fill("This is work time. Ana, director")
    form.get_by_role("button", name="Start").click()
    expect(form.get_by_text("Did you mean Europe/London?")).to_be_visible()
    expect(form.get_by_label("Time zone")).to_have_attribute("aria-invalid", "true")
    expect(form.get_by_label("Permission line")).not_to_have_attribute("aria-invalid", "true")
    expect(form.get_by_label("Permission line")).to_have_value("This is work time. Ana, director")
    page.screenshot(path=artefacts / "6-a-mistake.png")


def test_the_page_reads_well_on_a_phone_and_in_the_dark(page: Page, artefacts: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.reload()
    expect(page.get_by_role("textbox", name="Message #kindness")).to_be_visible()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    page.screenshot(path=artefacts / "7-phone-dark.png")


def test_where_slack_takes_no_messages_there_is_no_field_but_its_sentence(page: Page) -> None:
    go_to(page, "Kindling")
    page.get_by_role("tab", name="Messages").click()
    expect(page.get_by_text("Sending messages to this app has been turned off.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Message Kindling")).to_be_hidden()
    go_to(page, "coffee")
    expect(page.get_by_role("textbox", name="Message #coffee")).to_be_visible()


def test_after_any_press_at_home_the_keyboard_is_still_there(page: Page, stage: Stage, artefacts: Path) -> None:
    stage.person("amara").types("/kind start coffee", "#coffee")
    stage.person("amara").submits()
    stage.person("amara").types("/kind coffee join", "#coffee")
    go_to(page, "Kindling")
    page.get_by_role("tab", name="Home").click()
    home, said = page.locator("#home"), page.locator("#home-said")
    for press, then in (("Skip the next one", "I'm back"), ("I'm back", "Skip the next one"), ("Leave", "")):
        home.get_by_role("button", name=press).focus()
        page.keyboard.press("Enter")
        expect(home.get_by_role("button", name=press, exact=True)).to_have_count(0)
        expect(home.locator(":focus")).to_have_count(1)
        expect(said).to_contain_text(then or "left")
    page.screenshot(path=artefacts / "8-home-by-keyboard.png")


def test_after_a_form_that_home_opened_the_keyboard_is_back_there(page: Page, stage: Stage) -> None:
    stage.person("amara").types("/kind start coffee", "#coffee")
    stage.person("amara").submits()
    stage.person("amara").types("/kind coffee join", "#coffee")
    go_to(page, "Kindling")
    page.get_by_role("tab", name="Home").click()
    button = page.locator("#home").get_by_role("button", name="Settings…")
    for leave in ("Escape", "Enter"):
        button.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog")).to_be_visible()
        if leave == "Escape":
            page.keyboard.press(leave)
        else:
            page.get_by_role("dialog").get_by_role("button", name="Save").press(leave)
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(button).to_be_focused()
        stage.clock_to("+1 minute")  # two presses at one moment are one


def test_nothing_in_the_head_of_the_page_stands_on_anything_else(page: Page) -> None:
    for width in (1280, 1366, 1440, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        brand, clock = page.locator(".brand").bounding_box(), page.locator("#clock").bounding_box()
        assert brand
        assert clock
        assert brand["x"] + brand["width"] <= clock["x"] + 1
        assert clock["x"] + clock["width"] <= (page.locator("#me").bounding_box() or clock)["x"]


def test_the_chooser_says_who_is_an_admin(page: Page, artefacts: Path) -> None:
    page.get_by_role("button", name="You are").click()
    expect(page.get_by_role("option", name="Priya")).to_contain_text("admin")
    expect(page.get_by_role("option").filter(has_text="admin")).to_have_count(1)
    page.screenshot(path=artefacts / "9-chooser.png")
