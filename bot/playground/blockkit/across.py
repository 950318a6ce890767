"""Rules between blocks, once each of them is well formed."""

from collections.abc import Iterator
from typing import Any

from bot.playground.blockkit.limits import most

Json = dict[str, Any]
Found = tuple[str, str]
INNER = {"container": "child_blocks", "carousel": "elements", "plan": "tasks"}
ROWS = {"actions": "elements", "context_actions": "elements", "card": "actions"}


def all_blocks(blocks: list[Json], path: str = "") -> Iterator[tuple[Json, str]]:
    """Every block with its place, those inside other blocks too."""
    for place, block in enumerate(blocks):
        yield block, f"{path}/{place}"
        inner = INNER.get(block["type"], "")
        yield from all_blocks(block.get(inner) or [], f"{path}/{place}/{inner}")


def elements_in(block: Json, path: str = "") -> Iterator[tuple[Json, str]]:
    """Every element of a block that people can use, with its place."""
    for name in ("accessory", "element"):
        if block.get(name):
            yield block[name], f"{path}/{name}"
    row = ROWS.get(block["type"], "")
    for place, element in enumerate(block.get(row) or []):
        yield element, f"{path}/{row}/{place}"


def repeated(blocks: list[Json], path: str) -> Iterator[Found]:
    """A block_id used twice, or an action_id used twice in one block."""
    placed = list(all_blocks(blocks, path))
    yield from _twice([(block, where) for block, where in placed], "block_id")
    for block, where in placed:
        yield from _twice(list(elements_in(block, where)), "action_id")


def _twice(placed: list[tuple[Json, str]], name: str) -> Iterator[Found]:
    seen: set[str] = set()
    for held, where in placed:
        given = held.get(name)
        if given in seen:
            yield f'`{name}` "{given}" already exists', f"{where}/{name}"
        seen |= {given} if given else set()


def uneven(blocks: list[Json], path: str) -> Iterator[Found]:
    """Data tables whose rows differ in length, or whose header is rich text."""
    for block, where in all_blocks(blocks, path):
        if block["type"] == "data_table":
            rows = block["rows"]
            for place, row in enumerate(rows):
                if len(row) != len(rows[0]):
                    yield "must have the same number of cells in every row", f"{where}/rows/{place}"
            for place, cell in enumerate(rows[0]):
                if cell["type"] == "rich_text":
                    yield "unsupported type: rich_text", f"{where}/rows/0/{place}/type"


def half_headed(blocks: list[Json], path: str) -> Iterator[Found]:
    """Containers that fold away cannot have a line under their header, and only they begin folded."""
    for block, where in all_blocks(blocks, path):
        if block.get("is_collapsible") and block.get("has_header_divider"):
            yield "cannot be used with is_collapsible", f"{where}/has_header_divider"
        if block.get("default_collapsed") and not block.get("is_collapsible"):
            yield "requires is_collapsible", f"{where}/default_collapsed"


def crowded_tables(blocks: list[Json], path: str) -> Iterator[Found]:
    """More text in tables than a message holds."""
    for kind in ("table", "data_table"):
        limit, total = most(f"{kind} characters".replace("_", " ")), 0
        for block, where in all_blocks(blocks, path):
            if block["type"] == kind:
                before, total = total, total + sum(_letters(cell) for row in block["rows"] for cell in row)
                if before <= limit < total:
                    yield f"must be less than {limit + 1} characters in all cells", f"{where}/rows"


def _letters(part: Any) -> int:
    if isinstance(part, list):
        return sum(map(_letters, part))
    if not isinstance(part, dict):
        return 0
    own = len(part["text"]) if isinstance(part.get("text"), str) else 0
    return own + _letters(part.get("elements"))


def extra_tables(blocks: list[Json], path: str) -> Iterator[Found]:
    """More than one table in a message."""
    tables = [where for block, where in all_blocks(blocks, path) if block["type"] == "table"]
    return (("only_one_table_allowed", where) for where in tables[most("tables") :])


def too_much_markdown(blocks: list[Json], path: str) -> Iterator[Found]:
    """More text in markdown blocks than a message holds."""
    texts = [block["text"] for block, _ in all_blocks(blocks) if block["type"] == "markdown"]
    if sum(map(len, texts)) > most("markdown total"):
        yield f"must be less than {most('markdown total') + 1} characters in all markdown blocks", path


def several_focused(blocks: list[Json], path: str) -> Iterator[Found]:
    """More than one field that wants the focus at first."""
    placed = [found for block, where in all_blocks(blocks, path) for found in elements_in(block, where)]
    focused = [where for element, where in placed if element.get("focus_on_load")]
    for where in focused[1:]:
        yield "only one element can have focus_on_load", f"{where}/focus_on_load"


def has_input(blocks: list[Json]) -> bool:
    """Whether there is something to fill in."""
    return any(block["type"] == "input" for block, _ in all_blocks(blocks))
