"""Pages to print: every word is text, and the tiles fill A4 in their order."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.printed_pages import page
from rituals.cards import Printed, Tile

words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40)
tiles = st.lists(st.builds(Tile, words, st.lists(words, max_size=4).map(tuple)), max_size=20).map(tuple)


class Reader(HTMLParser):
    """What a browser would find."""

    def __init__(self, document: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.feed(document.decode())

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        if self.tags[-1] in ("h2", "p"):
            self.texts.append(data)


@given(tiles, st.integers(1, 3), st.integers(1, 5))
def test_every_word_is_printed_as_it_was_written(tiles: tuple[Tile, ...], columns: int, rows: int) -> None:
    read = Reader(page(Printed("list", "The list", tiles, columns, rows)))
    assert "".join(read.texts) == "".join(tile.heading + "".join(tile.lines) for tile in tiles)
    assert read.tags.count("article") == len(tiles)
    assert read.tags.count("section") == -(-len(tiles) // (columns * rows))


def test_a_dish_called_like_markup_is_only_words() -> None:
    document = page(Printed("cards", "<Cards>", (Tile("<script>alert(1)</script>", ("a & b",)),)))
    assert b"<script" not in document
    assert b"a &amp; b" in document


def test_eight_cards_fit_on_a_page_of_two_by_four() -> None:
    document = page(Printed("cards", "Table cards", tuple(Tile(f"Dish {n}") for n in range(9))))
    assert b"repeat(4, 1fr) / repeat(2, 1fr)" in document
    assert document.count(b"<section>") == 2
