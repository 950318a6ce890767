"""`kindling`, as somebody types it who starts the bot."""

import contextlib
import io
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest
import structlog

from bot.cli.main import main

ROOT = Path(__file__).parents[1]


def kindling(*words: str, folder: Path, **environment: str) -> CompletedProcess[str]:
    """What it says and ends with, without a process of its own: to begin one takes longer than what is tried in it."""
    stdout, stderr = io.StringIO(), io.StringIO()
    with (
        contextlib.chdir(folder),
        contextlib.redirect_stdout(stdout),
        contextlib.redirect_stderr(stderr),
        _as_typed(["kindling", *words], _clean() | environment),
        pytest.raises(SystemExit) as end,
    ):
        main()
    return CompletedProcess(words, int(end.value.code or 0), stdout.getvalue(), stderr.getvalue())


def kindling_alone(*words: str, folder: Path, **environment: str) -> CompletedProcess[str]:
    """The same in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", "from bot.cli.entry import main; main()", *words],
        cwd=folder,
        env={**_clean(), "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def refused(done: CompletedProcess[str]) -> str:
    """The one line that was said, with exit code 2 and no traceback."""
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    lines = [line for line in done.stderr.splitlines() if line]
    assert len(lines) == 1, done.stderr
    return lines[0]


def _clean() -> dict[str, str]:
    """The environment, without anybody's settings."""
    return {
        name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "KINDLING_", "DATABASE"))
    }


@contextlib.contextmanager
def _as_typed(words: list[str], environment: dict[str, str]) -> Iterator[None]:
    """In a shell with this environment; afterwards this process logs as it did."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", words)
        patch.setattr(sys, "stdin", io.StringIO())
        patch.setattr(os, "environ", environment)
        patch.setattr(logging.root, "handlers", [])
        patch.setattr(logging.root, "level", logging.root.level)
        try:
            yield
        finally:
            structlog.reset_defaults()
