"""What a hand does on the page."""

from playwright.sync_api import Page, expect


def become(page: Page, name: str) -> None:
    page.get_by_role("button", name="You are").click()
    page.get_by_role("option", name=name).first.click()
    expect(page.get_by_role("button", name=f"You are {name}")).to_be_visible()


def go_to(page: Page, name: str) -> None:
    page.get_by_role("navigation").get_by_role("link", name=name).first.click()


def type_in(page: Page, place: str, text: str) -> None:
    box = page.get_by_role("textbox", name=f"Message {place}")
    box.fill(text)
    box.press("Escape")
    box.press("Enter")
