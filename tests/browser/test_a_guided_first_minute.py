"""The first steps tick themselves off as the things really happen."""

from pathlib import Path

from playwright.sync_api import Page, expect

from bot.testing import Stage
from tests.browser.steps import become, go_to, type_in


def test_each_step_is_ticked_when_it_has_happened(page: Page, artefacts: Path) -> None:
    guide = page.get_by_role("complementary", name="First steps")
    done = guide.get_by_text("Done:")
    messages = page.get_by_role("log", name="Messages")
    guide.get_by_role("button", name="Write it for me").click()
    box = page.get_by_role("textbox", name="Message #coffee")
    expect(box).to_have_value("/kind start coffee")
    expect(done).to_have_count(0)
    box.press("Escape")
    box.press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Start").click()
    expect(done).to_have_count(1)
    messages.get_by_role("button", name="Join").click()
    expect(done).to_have_count(2)

    become(page, "Carys Bevan")
    type_in(page, "#coffee", "/kind coffee join")
    expect(done).to_have_count(3)
    page.get_by_role("button", name="To Monday 10:00").click()
    expect(done).to_have_count(4)
    page.screenshot(path=artefacts / "first-steps.png")
    guide.get_by_role("button", name="Open it").click()
    expect(messages.get_by_text("Time for a coffee?")).to_be_visible()
    expect(guide.get_by_text("That is a coffee roulette. Go on to Friday 10:00")).to_be_visible()
    expect(guide.get_by_text("Amara joined.")).to_be_visible()
    expect(guide.get_by_text("Carys joined as well.")).to_be_visible()


def test_nothing_is_ticked_that_this_person_did_not_do(page: Page, stage: Stage) -> None:
    guide = page.get_by_role("complementary", name="First steps")
    done = guide.get_by_text("Done:")
    messages = page.get_by_role("log", name="Messages")
    go_to(page, "coffee")
    bjorn = stage.person("bjorn")
    bjorn.types("/kind start coffee", "#coffee")
    bjorn.submits()
    bjorn.types("/kind coffee join", "#coffee")
    expect(messages.get_by_role("button", name="Join")).to_be_visible()
    type_in(page, "#coffee", "/kind help")
    type_in(page, "#coffee", "/kind coffee status")
    expect(messages.get_by_text("Only you can see this").nth(1)).to_be_visible()
    page.get_by_role("button", name="To Friday 10:00").click()
    expect(page.get_by_role("button", name="To Friday 10:00")).to_be_enabled()
    expect(done).to_have_count(0)
    messages.get_by_role("button", name="Join").click()
    expect(guide.get_by_text("Amara joined.")).to_be_visible()
    expect(done).to_have_count(2)
    type_in(page, "#coffee", "/kind coffee join")
    become(page, "Carys Bevan")
    type_in(page, "#coffee", "/kind coffee status")
    expect(messages.get_by_text("Only you can see this").last).to_be_visible()
    expect(done).to_have_count(2)


def test_another_workspace_has_seen_nothing_of_it(page: Page, stage: Stage) -> None:
    guide = page.get_by_role("complementary", name="First steps")
    go_to(page, "coffee")
    type_in(page, "#coffee", "/kind start coffee")
    page.get_by_role("dialog").get_by_role("button", name="Start").click()
    expect(guide.get_by_text("Done:")).to_have_count(1)
    page.reload()
    expect(guide.get_by_text("Done:")).to_have_count(1)
    stage.workspace.life = "another"
    page.reload()
    expect(guide.get_by_text("You are Amara.")).to_be_visible()
    expect(guide.get_by_text("Done:")).to_have_count(0)


def test_the_steps_are_dismissed_for_good_and_brought_back_on_request(page: Page) -> None:
    guide = page.get_by_role("complementary", name="First steps")
    guide.get_by_role("button", name="Dismiss the first steps").click()
    expect(guide).to_be_hidden()
    page.reload()
    go_to(page, "coffee")
    expect(guide).to_be_hidden()
    page.get_by_role("button", name="Help").press("Enter")
    page.get_by_role("menuitem", name="First steps").press("Enter")
    expect(guide).to_be_visible()


def test_another_app_has_no_first_steps_with_kindling(page: Page, stage: Stage) -> None:
    del stage.workspace.commands["/kind"]
    page.reload()
    go_to(page, "coffee")
    expect(page.get_by_role("complementary", name="First steps")).to_be_hidden()
    page.get_by_role("button", name="Help").click()
    expect(page.get_by_role("menuitem", name="With the keyboard")).to_be_visible()
    expect(page.get_by_role("menuitem", name="First steps")).to_be_hidden()
