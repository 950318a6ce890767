"""The names of fields, to be held against those of Slack's published samples."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parent / "fields" / "events"
OPAQUE = {"blocks", "attachments", "files", "file", "root", "values"}
"""What stands below these differs from one message to the next."""


def names(value: Any, before: str = "") -> Iterator[str]:
    """Every field's name with those around it, dotted."""
    if isinstance(value, dict):
        for name, held in value.items():
            yield before + name
            if name not in OPAQUE:
                yield from names(held, f"{before}{name}.")
    elif isinstance(value, list):
        for held in value:
            yield from names(held, before)


def unknown(sample: str, told: Any) -> set[str]:
    """Fields of that payload which Slack's sample of that name has not."""
    return set(names(told)) - set(json.loads((SAMPLES / f"{sample}.json").read_text()))
