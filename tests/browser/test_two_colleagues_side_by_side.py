"""A pair's conversation, watched from both ends."""

from pathlib import Path

from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.steps import go_to


def side(page: Page, name: str) -> FrameLocator:
    return page.frame_locator(f'iframe[title="{name}"]')


def split(page: Page, other: str) -> None:
    page.get_by_role("button", name="Side by side").press("Enter")
    page.get_by_role("combobox", name="Find a person").fill(other)
    page.keyboard.press("Enter")


def test_what_one_says_the_other_reads(page: Page, artefacts: Path) -> None:
    go_to(page, "kindness")
    split(page, "Carys Bevan")
    expect(side(page, "Carys Bevan").get_by_role("textbox", name="Message #kindness")).to_be_visible()
    field = side(page, "Amara Okafor").get_by_role("textbox", name="Message #kindness")
    field.fill("Lunch at twelve?")
    field.press("Enter")
    expect(side(page, "Amara Okafor").get_by_role("article").get_by_text("Lunch at twelve?")).to_be_visible()
    expect(side(page, "Carys Bevan").get_by_text("Lunch at twelve?")).to_be_visible()
    page.screenshot(path=artefacts / "side-by-side.png")
    page.get_by_role("button", name="Close side by side").press("Enter")
    expect(page.get_by_role("button", name="You are Amara Okafor")).to_be_visible()
    expect(page.locator("iframe")).to_have_count(0)
    expect(page.get_by_text("Lunch at twelve?")).to_be_visible()


def test_on_a_phone_one_side_is_shown_at_a_time(page: Page) -> None:
    split(page, "Carys Bevan")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator('iframe[title="Amara Okafor"]')).to_be_visible()
    expect(page.locator('iframe[title="Carys Bevan"]')).to_be_hidden()
    page.get_by_role("button", name="Carys Bevan").click()
    expect(page.locator('iframe[title="Carys Bevan"]')).to_be_visible()
    expect(page.locator('iframe[title="Amara Okafor"]')).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_side_is_called_after_whom_it_became(page: Page) -> None:
    split(page, "Carys Bevan")
    right = side(page, "Carys Bevan")
    right.get_by_role("button", name="You are Carys Bevan").click()
    right.get_by_role("option", name="Dev Patel").click()
    expect(side(page, "Dev Patel").get_by_role("button", name="You are Dev Patel")).to_be_visible()
