"""Pictures of people: their initials on a colour of their own, for a drawn face would fit only some."""

from html import escape
from pathlib import Path

from bot.playground.model.people import Person

FLAME = (Path(__file__).parents[1] / "page" / "favicon.svg").read_text()


def avatar(person: Person) -> str:
    """An SVG; the app has its flame. Somebody who has left is grey."""
    return FLAME if person.id == "U0KINDLING" else _framed(person, _initials(person))


def _initials(person: Person) -> str:
    return (
        f'<text x="36" y="37" fill="hsl({person.hue} 55% 20%)" font-family="system-ui, sans-serif" font-size="27" '
        f'font-weight="600" text-anchor="middle" dominant-baseline="central">{escape(person.initials)}</text>'
    )


def _framed(person: Person, inside: str) -> str:
    corner, strength = (20 if person.is_human else 36), (8 if person.deleted else 55)
    grey = ' style="filter:grayscale(1)"' if person.deleted else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72" role="img" '
        f'aria-label="{escape(person.real_name, quote=True)}"><clipPath id="frame"><rect width="72" height="72" '
        f'rx="{corner}"/></clipPath><g clip-path="url(#frame)"{grey}><rect width="72" height="72" '
        f'fill="hsl({person.hue} {strength}% 88%)"/>{inside}</g></svg>'
    )
