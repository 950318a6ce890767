"""What the local workspace knows of Block Kit, as a page of the docs."""

from collections.abc import Iterable, Mapping, Sequence

from bot.playground.blockkit.elements import PLACES
from bot.playground.blockkit.layout import SURFACES
from bot.playground.blockkit.limits import LIMITS
from bot.playground.blockkit.richtext import PARTS, RICH

HEAD = """\
# Block Kit in the local workspace

The local workspace takes what Slack takes and refuses what Slack refuses, and says where: each complaint carries a
JSON pointer. This page is made by `python -m bot.playground.blockkit > docs/block-kit.md`, from the tables that the
checks themselves use; a test holds the two equal.

A message is refused with `invalid_blocks`, a view with `invalid_arguments`, attachments with `invalid_attachments`.
Not known here, and so refused as an unsupported type: `auth_provider`, `call` and `data_visualization`.
"""


def page() -> str:
    """The whole page."""
    parts = [
        HEAD,
        _table("Which block on which surface", ("Block", *SURFACES), _marks(SURFACES)),
        _table("Which element in which block", ("Element", *PLACES), _marks(PLACES)),
        f"## What stands in rich text\n\n{_listed(RICH)}, made of {_listed(PARTS)}.\n",
        _table("Limits", ("What", "At most", "Of", "Source"), _limits()),
    ]
    return "\n".join(parts)


def _marks(columns: Mapping[str, Iterable[str]]) -> Iterable[Sequence[str]]:
    """A row for each thing, and a yes under each column that takes it."""
    for name in sorted({name for held in columns.values() for name in held}):
        yield f"`{name}`", *("yes" if name in held else "no" for held in columns.values())


def _limits() -> Iterable[Sequence[str]]:
    for name, limit in LIMITS.items():
        yield name, f"{limit.most:,}", limit.unit, f"[{limit.source}](https://docs.slack.dev/{limit.source})"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    body = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"## {title}\n\n{body}\n"
