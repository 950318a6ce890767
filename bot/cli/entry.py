"""Where `kindling` begins: it looks whether its own packages are the ones that would be imported."""

import sys
from importlib.util import find_spec
from pathlib import Path

HOME = Path(__file__).parents[2]
PACKAGES = ("rituals", "storage")


def main() -> None:
    """Run the command line, or say in a sentence which other package has taken the place of ours."""
    if strangers := [name for name in PACKAGES if not _is_ours(name)]:
        print(
            f"Another package called {' and '.join(strangers)} is in this environment, in the way of Kindling's own. "
            "Please give Kindling an environment of its own: python3 -m venv .venv",
            file=sys.stderr,
        )
        sys.exit(2)
    from bot.cli.main import main as run

    run()


def _is_ours(name: str) -> bool:
    found = find_spec(name)
    return bool(found and found.origin and Path(found.origin).parents[1] == HOME)
