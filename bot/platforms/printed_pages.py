"""Pages to print, as HTML: a browser has fonts for every script, and prints A4 as well as anything."""

from collections.abc import Iterator, Sequence
from html import escape

from rituals.cards import Printed, Tile

STYLE = """
@page { size: A4; margin: 10mm }
* { box-sizing: border-box; margin: 0 }
body { font: 12pt/1.35 system-ui, "Noto Sans", sans-serif; color: #000; background: #fff }
section { display: grid; gap: 0; width: 190mm; height: 276mm; margin: 0 auto; break-after: page }
section:last-child { break-after: auto }
article { border: 0.3mm dashed #777; padding: 4mm; overflow: hidden; overflow-wrap: anywhere }
h2 { font-size: 17pt; line-height: 1.15; margin-bottom: 3mm }
p { font-size: 10pt; margin-bottom: 1mm }
"""


def page(printed: Printed) -> bytes:
    """The whole document; every word in it is text and never markup."""
    grid = f"section {{ grid-template: repeat({printed.rows}, 1fr) / repeat({printed.columns}, 1fr) }}"
    sheets = "".join(_sheets(printed.tiles, printed.columns * printed.rows))
    head = f'<meta charset="utf-8"><title>{escape(printed.title)}</title><style>{STYLE}{grid}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{sheets}</body></html>'.encode()


def _sheets(tiles: Sequence[Tile], most: int) -> Iterator[str]:
    for start in range(0, len(tiles), most):
        yield f"<section>{''.join(_tile(tile) for tile in tiles[start : start + most])}</section>"


def _tile(tile: Tile) -> str:
    lines = "".join(f'<p dir="auto">{escape(line)}</p>' for line in tile.lines)
    return f'<article><h2 dir="auto">{escape(tile.heading)}</h2>{lines}</article>'
