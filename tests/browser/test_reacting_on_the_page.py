"""Reacting to an opener, with a mouse and with the keyboard alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot.testing import Stage, on_stage
from rituals.catalog import Catalog
from rituals.coffee import coffee
from rituals.small_talk import talk
from rituals.small_talk.settings import UK_LINES


@pytest.fixture
def stage() -> Iterator[Stage]:
    """Small talk in #kindness has said its first opener."""
    with on_stage(Catalog({"coffee": coffee, "talk": talk})) as stage:
        amara = stage.person("amara")
        amara.types("/kind start talk", "#kindness")
        assert amara.submits() == {}
        stage.clock_to("tuesday 10:00")
        yield stage


def test_a_person_reacts_and_takes_it_back(page: Page, stage: Stage, artefacts: Path) -> None:
    page.get_by_role("navigation").get_by_role("link", name="kindness").first.click()
    opener = page.get_by_role("article").filter(has=page.get_by_role("button", name="Nice one"))
    opener.hover()
    page.screenshot(path=artefacts / "talk-1-an-opener.png")
    opener.get_by_role("button", name="React", exact=True).click()
    menu = page.get_by_role("menu", name="Choose a reaction")
    expect(menu.get_by_role("menuitem", name="Thumbs up")).to_be_focused()
    page.screenshot(path=artefacts / "talk-2-react.png")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    mine = opener.get_by_role("button", name="Heart, 1 by Amara Okafor")
    expect(mine).to_have_attribute("aria-pressed", "true")
    expect(opener.get_by_role("button", name="React", exact=True)).to_be_focused()
    page.screenshot(path=artefacts / "talk-3-reacted.png")
    mine.click()
    expect(opener.get_by_role("list", name="Reactions")).to_have_count(0)


def test_an_answer_only_i_can_see_has_nothing_to_react_to(page: Page, stage: Stage, artefacts: Path) -> None:
    page.get_by_role("navigation").get_by_role("link", name="kindness").first.click()
    box = page.get_by_role("textbox", name="Message #kindness")
    box.fill("/kind worried")
    box.press("Escape")
    box.press("Enter")
    answer = page.get_by_role("article").filter(has_text="Whom to call")
    expect(answer).to_contain_text("116 123")
    expect(answer.get_by_role("button", name="React", exact=True)).to_have_count(0)
    page.screenshot(path=artefacts / "talk-4-worried.png")


def test_the_champions_form_fits(page: Page, stage: Stage, artefacts: Path) -> None:
    page.get_by_role("navigation").get_by_role("link", name="kindness").first.click()
    box = page.get_by_role("textbox", name="Message #kindness")
    box.fill("/kind talk settings")
    box.press("Escape")
    box.press("Enter")
    form = page.get_by_role("dialog", name="Talk settings")
    expect(form.get_by_label("Worried about someone? Whom to call")).to_have_value(UK_LINES)
    form.get_by_label("Worried about someone? People near you").scroll_into_view_if_needed()
    page.screenshot(path=artefacts / "talk-5-settings.png")
