"""A channel with 2,000 messages beside one with twenty, in Chromium.

    .venv/bin/python -m benchmarks.long_channel

Prints the milliseconds from opening the channel to its newest message seen, and the longest time for which the page
did not answer while somebody scrolls through it; each with the ratio to the short channel in the same run.
"""

import asyncio
import statistics
import time

from playwright.async_api import Page, async_playwright

from bot.clock import MovableClock
from bot.playground import Playground, Workspace, make_company
from bot.playground.changes.talk import Said, post

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
LONG, SHORT = ("coffee", 2000), ("kindness", 20)
WATCH = """() => { window.longest = 0;
  new PerformanceObserver(list => { for (const task of list.getEntries())
    window.longest = Math.max(window.longest, task.duration); }).observe({type: "longtask"}); }"""


def fill(ws: Workspace, name: str, messages: int) -> None:
    """That many messages from everybody in turn."""
    place = ws.conversation(name)
    people = [member for member in place.members if ws.person(member).is_human]
    for number in range(messages):
        post(ws, place, people[number % len(people)], Said(f"Message {number + 1} of *{messages}* in this channel."))


async def open_channel(page: Page, name: str, messages: int) -> float:
    """Milliseconds until its newest message is seen."""
    last = page.get_by_text(f"Message {messages} of {messages} in this channel.")
    begun = time.perf_counter()
    await page.get_by_role("navigation").get_by_text(name, exact=True).first.click()
    await last.wait_for()
    return (time.perf_counter() - begun) * 1000


async def scroll(page: Page) -> float:
    """The longest task in milliseconds while somebody goes up through the channel."""
    await page.evaluate("window.longest = 0")
    await page.get_by_text("in this channel.").last.hover()
    for _ in range(40):
        await page.mouse.wheel(0, -1500)
        await page.wait_for_timeout(25)
    return float(await page.evaluate("window.longest"))


async def main() -> None:
    ws = make_company(clock=MovableClock())
    fill(ws, *LONG)
    fill(ws, *SHORT)
    playground = Playground(ws, 0)
    await playground.start()
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = await browser.new_page()
        await page.goto(playground.url)
        await page.evaluate(WATCH)
        taken: dict[str, list[float]] = {LONG[0]: [], SHORT[0]: []}
        for _ in range(7):
            for name, messages in (SHORT, LONG):
                taken[name].append(await open_channel(page, name, messages))
        short, long = statistics.median(taken[SHORT[0]]), statistics.median(taken[LONG[0]])
        print(f"20 messages shown in    {short:6.0f} ms")
        print(f"2,000 messages shown in {long:6.0f} ms   {long / short:4.1f} x")
        print(f"scrolling up through 2,000: the longest task was {await scroll(page):.0f} ms")
        await browser.close()
    await playground.stop()


if __name__ == "__main__":
    asyncio.run(main())
