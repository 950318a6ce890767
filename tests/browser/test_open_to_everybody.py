"""axe-core finds nothing wrong: in the light and in the dark, on a phone and on a wide screen."""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from bot.testing import Stage
from tests.browser.axe import axe_source, violations

PHONE, WIDE = ViewportSize(width=390, height=844), ViewportSize(width=1440, height=900)
COLOURS: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LOOKS = {f"{colours}, {size['width']}": (colours, size) for colours in COLOURS for size in (WIDE, PHONE)}


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    return axe_source(tmp_path_factory.mktemp("axe"))


@pytest.fixture(params=LOOKS)
def look(request: pytest.FixtureRequest, chromium: Browser, stage: Stage) -> Iterator[Page]:
    colours, size = LOOKS[request.param]
    context = chromium.new_context(viewport=size, color_scheme=colours, reduced_motion="reduce")
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto(f"{stage.playground.url}#as=U01AMARA&in={stage.workspace.conversation('coffee').id}")
    page.locator("body.ready").wait_for()
    yield page
    context.close()


def test_nothing_in_a_conversation_stands_in_anybodys_way(look: Page, stage: Stage, axe: str) -> None:
    stage.person("carys").types("Yes please. `tea` > *coffee* <b>", "#coffee")
    stage.person("amara").types("/kind", "#coffee")
    expect(look.get_by_text("Yes please.").last).to_be_visible()
    expect(look.get_by_text("Only you can see this").last).to_be_visible()
    assert violations(look, axe) == []
    said = look.get_by_role("log", name="Messages").get_by_role("article").filter(has_text="Yes please.")
    said.focus()
    said.get_by_role("button", name="Reply in thread").click()
    expect(look.get_by_role("complementary", name="Thread")).to_be_visible()
    assert violations(look, axe) == []


def test_nothing_in_a_form_stands_in_anybodys_way(look: Page, stage: Stage, axe: str) -> None:
    stage.person("amara").types("/kind start coffee", "#coffee")
    form = look.get_by_role("dialog")
    expect(form).to_be_visible()
    assert violations(look, axe) == []
    stage.person("amara").submits()
    expect(form).to_be_hidden()
    expect(look.get_by_role("button", name="Join").first).to_be_visible()
    assert violations(look, axe) == []


def test_nothing_at_home_stands_in_anybodys_way(look: Page, stage: Stage, axe: str) -> None:
    stage.person("amara").types("/kind start coffee", "#coffee")
    stage.person("amara").submits()
    stage.person("amara").types("/kind coffee join", "#coffee")
    look.goto(f"{stage.playground.url}#as=U01AMARA&in=home")
    home = look.locator("#home")
    expect(home.get_by_role("button").first).to_be_visible()
    assert violations(look, axe) == []


def test_nothing_in_the_developer_panel_stands_in_anybodys_way(look: Page, stage: Stage, axe: str) -> None:
    stage.person("amara").types("/kind", "#coffee")
    look.keyboard.press("Escape")
    look.evaluate("document.querySelector('[aria-controls=developer]').click()")
    panel = look.get_by_role("complementary", name="Developer panel")
    expect(panel).to_be_visible()
    for tab in panel.get_by_role("tab").all():
        tab.click()
        assert violations(look, axe) == [], tab.inner_text()


def test_nothing_side_by_side_stands_in_anybodys_way(look: Page, axe: str) -> None:
    size = look.viewport_size or WIDE
    look.set_viewport_size(WIDE)
    look.get_by_role("button", name="Side by side").press("Enter")
    look.get_by_role("combobox", name="Find a person").fill("Carys Bevan")
    look.keyboard.press("Enter")
    for frame in look.locator("iframe").all():
        frame.content_frame.get_by_role("log", name="Messages").wait_for(state="attached")
    expect(look.locator("iframe")).to_have_count(2)
    look.set_viewport_size(size)
    assert violations(look, axe) == []
