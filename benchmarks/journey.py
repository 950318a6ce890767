"""How far `/kind coffee join` travels: which of our files it passes, how often, and in which order.

    python -m benchmarks.journey [--stops]

Counted from the Slack adapter on, in every thread, for somebody who is known already; a step is a call from one file
into another. The local workspace and the page are not counted.
"""

import argparse
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from bot.testing import Actor, on_stage
from rituals.catalog import load_catalog

ROOT = Path(__file__).parents[1]
LINE = "/kind coffee join"
OURS = tuple(f"{ROOT / package}/" for package in ("bot", "rituals", "storage"))
BESIDES = (f"{ROOT / 'bot/playground'}/", f"{ROOT / 'bot/testing'}")


class Trace:
    """Records calls between our files while it is on."""

    def __init__(self) -> None:
        self.is_on = False
        self.steps: list[tuple[str, str]] = []

    def __call__(self, frame: FrameType, event: str, _: Any) -> None:
        if self.is_on and event == "call" and _is_ours(frame):
            caller = _nearest(frame.f_back)
            if _belongs(frame) and (caller is None or caller.f_code.co_filename != frame.f_code.co_filename):
                self.steps.append((frame.f_code.co_filename, frame.f_code.co_qualname))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--stops", action="store_true", help="print every step")
    trace = Trace()
    with _traced(trace), on_stage(load_catalog()) as stage:
        amara, bjorn = stage.person("amara"), stage.person("bjorn")
        _circle(amara)
        for _ in range(2):  # once to warm up
            bjorn.types("/kind coffee leave")
            trace.steps.clear()
            trace.is_on = True
            bjorn.types(LINE)
            trace.is_on = False
    if asked.parse_args().stops:
        print("\n".join(f"{_short(file)}: {name}" for file, name in trace.steps))
    files = {file for file, _ in trace.steps}
    rooms = {str(Path(_short(file)).parent) for file in files}
    print(f"{LINE}: {len(files)} files in {len(rooms)} folders, {len(trace.steps)} steps from one file into another")


def _circle(champion: Actor) -> None:
    champion.types("/kind start coffee")
    champion.submits()


def _is_ours(frame: FrameType) -> bool:
    file = frame.f_code.co_filename
    return file.startswith(OURS) and not file.startswith(BESIDES) and not frame.f_code.co_name.startswith("<")


def _nearest(frame: FrameType | None) -> FrameType | None:
    """Whoever of ours called, by way of libraries or not."""
    while frame is not None and not _is_ours(frame):
        frame = frame.f_back
    return frame


def _belongs(frame: FrameType) -> bool:
    """Not to what the worker does meanwhile: the outermost of ours takes the request in, or works for it."""
    outermost = frame
    while caller := _nearest(outermost.f_back):
        outermost = caller
    return (
        outermost.f_code.co_qualname.startswith(("Inbound.", "Dispatcher."))
        or "sandbox" in outermost.f_code.co_filename
    )


def _short(file: str) -> str:
    return str(Path(file).relative_to(ROOT))


@contextmanager
def _traced(trace: Trace) -> Iterator[None]:
    """In every thread that begins inside of the block, and in this one."""
    threading.setprofile(trace)
    sys.setprofile(trace)
    try:
        yield
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


if __name__ == "__main__":
    main()
