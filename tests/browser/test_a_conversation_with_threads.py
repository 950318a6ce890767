"""Talking as in any chat tool: threads, what is new, and a channel that has been busy for years."""

from pathlib import Path

from playwright.sync_api import Locator, Page, Route, expect

from bot.playground.changes.talk import Said, post
from bot.testing import Stage
from tests.browser.steps import become, go_to, type_in


def message(page: Page, text: str) -> Locator:
    return page.get_by_role("log", name="Messages").get_by_role("article").filter(has_text=text)


def chatter(stage: Stage, count: int) -> None:
    """That many messages in #kindness, all at once."""

    async def say() -> None:
        place = stage.workspace.conversation("kindness")
        for number in range(count):
            post(stage.workspace, place, "U01CARYS", Said(f"Line {number} of the day"))

    stage.does(say())


def test_a_colleague_answers_in_a_thread(page: Page, artefacts: Path) -> None:
    go_to(page, "kindness")
    type_in(page, "#kindness", "Who has the cake tin?")
    page.get_by_role("textbox", name="Message #kindness").blur()

    become(page, "Carys Bevan")
    question = message(page, "Who has the cake tin?")
    question.hover()
    question.get_by_role("button", name="Reply in thread").click()
    thread = page.get_by_role("complementary", name="Thread")
    field = thread.get_by_role("textbox", name="Reply in the thread")
    expect(field).to_be_focused()
    field.fill("It is in the staff room.")
    field.press("Enter")
    expect(thread.get_by_text("It is in the staff room.")).to_be_visible()
    page.screenshot(path=artefacts / "thread-1.png")
    expect(question.get_by_role("button", name="1 reply")).to_be_visible()
    expect(message(page, "It is in the staff room.")).to_have_count(0)

    field.press("Escape")
    expect(thread).to_be_hidden()
    expect(question).to_be_focused()


def test_a_command_is_refused_in_a_thread_and_the_words_stay(page: Page) -> None:
    go_to(page, "kindness")
    type_in(page, "#kindness", "Good morning")
    message(page, "Good morning").focus()
    message(page, "Good morning").get_by_role("button", name="Reply in thread").click()
    field = page.get_by_role("textbox", name="Reply in the thread")
    field.fill("/kind help")
    field.press("Enter")
    expect(page.get_by_text("/kind doesn't work in a thread.")).to_be_visible()
    expect(field).to_have_value("/kind help")


def test_the_first_unread_message_stands_under_a_line(page: Page, stage: Stage) -> None:
    go_to(page, "coffee")
    chatter(stage, 3)
    link = page.get_by_role("navigation").get_by_role("link", name="kindness")
    expect(link).to_contain_text("3 unread")
    link.click()
    expect(page.get_by_role("separator", name="New")).to_be_visible()
    expect(link).not_to_contain_text("unread")


def test_what_only_i_could_see_is_gone_when_the_page_is_opened_again(page: Page) -> None:
    go_to(page, "kindness")
    type_in(page, "#kindness", "/kind help")
    only_me = page.get_by_role("article").filter(has_text="Only you can see this")
    expect(only_me).to_have_count(1)
    page.reload()
    expect(page.get_by_role("textbox", name="Message #kindness")).to_be_visible()
    expect(only_me).to_have_count(0)


def test_older_messages_come_as_one_scrolls_up_and_nothing_jumps(page: Page, stage: Stage) -> None:
    go_to(page, "coffee")
    chatter(stage, 2000)
    go_to(page, "kindness")
    page.get_by_role("separator", name="New").wait_for()
    articles = page.get_by_role("log", name="Messages").locator("article")
    assert articles.count() <= 200
    for line in (1900, 1800, 1700, 1600):
        first = message(page, f"Line {line} of the day")
        first.evaluate("node => node.scrollIntoView({block: 'start'})")
        expect(message(page, f"Line {line - 50} of the day")).to_have_count(1)
        for _ in range(100):  # a busy machine draws late
            if abs(distance_from_the_top(page, first)) < 60:
                break
            page.wait_for_timeout(50)
        assert abs(distance_from_the_top(page, first)) < 60


def distance_from_the_top(page: Page, node: Locator) -> float:
    top = page.get_by_role("region", name="Conversation").bounding_box()
    where = node.bounding_box()
    assert top
    assert where
    return where["y"] - top["y"]


def test_the_keyboard_stays_on_a_line_that_is_on_its_way_when_it_has_arrived(page: Page) -> None:
    go_to(page, "kindness")
    held: list[Route] = []
    page.route("**/play/type", lambda route: held.append(route))
    type_in(page, "#kindness", "Good morning")
    line = page.get_by_role("article").filter(has_text="sending…")
    line.focus()
    expect(line).to_be_focused()
    held[0].continue_()
    expect(page.get_by_text("sending…")).to_have_count(0)
    expect(message(page, "Good morning")).to_be_focused()


def test_the_keyboard_walks_from_message_to_message(page: Page) -> None:
    go_to(page, "kindness")
    for words in ("One", "Two", "Three"):
        type_in(page, "#kindness", words)
        expect(message(page, words)).to_have_count(1)
        expect(page.get_by_text("sending…")).to_have_count(0)
    message(page, "Three").focus()
    page.keyboard.press("ArrowUp")
    expect(message(page, "Two")).to_be_focused()
    page.keyboard.press("Tab")
    expect(message(page, "Two").get_by_role("button", name="React")).to_be_focused()
