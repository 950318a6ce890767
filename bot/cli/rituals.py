"""What `kindling rituals` says about a ritual."""

from collections.abc import Iterator

from rituals.catalog import Catalog
from rituals.ritual import Ritual


def about_ritual(catalog: Catalog, ritual: Ritual) -> Iterator[str]:
    """Its summary, where it comes from, whether it is on from the start, what it stores and sends as it declares."""
    built_in = catalog.is_built_in(ritual.name)
    switch = "on unless an admin of the workspace switches it off"
    yield f"{ritual.name:12} {ritual.summary}"
    yield _row("from", "built in" if built_in else catalog.origin[ritual.name])
    yield _row("switched", switch if built_in else f"off until an admin types /kind rituals on {ritual.name}")
    yield _row("stores", ritual.stores or "it does not say")
    yield _row("sends", ritual.sends or "it does not say")


def _row(name: str, words: str) -> str:
    return f"{'':12} {name + ':':10}{words}"
