"""A newcomer's first minutes, with a mouse and a keyboard."""

from pathlib import Path

from playwright.sync_api import Page, expect

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

    page.get_by_role("button", name="+1 day").click()
    for _ in range(3):
        expect(page.get_by_role("button", name="+1 day")).to_be_enabled()
        page.get_by_role("button", name="+1 day").click()
    go_to(page, "Kindling")
    page.get_by_role("tab", name="Messages").click()
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
    page.screenshot(path=artefacts / "5-home.png")


def test_a_form_says_what_is_wrong_and_keeps_what_was_typed(page: Page, artefacts: Path) -> None:
    go_to(page, "coffee")
    type_in(page, "#coffee", "/kind start coffee")
    form = page.get_by_role("dialog")
    form.get_by_label("Time zone").fill("Londn")
    form.get_by_label("Permission line").fill("This is work time. Ana, director")
    form.get_by_role("button", name="Start").click()
    expect(form.get_by_text("Did you mean Europe/London?")).to_be_visible()
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
