"""Pictures of people: a small friendly face for everybody, drawn from nothing but their id."""

import random
from html import escape
from pathlib import Path

from bot.playground.model.people import Person

FLAME = (Path(__file__).parents[1] / "page" / "favicon.svg").read_text()
SKINS = ("#f6d7c3", "#eebf9f", "#dca37c", "#c18a62", "#a86e48", "#865739")
HAIRS = ("#221a16", "#3d2a1e", "#5b3a22", "#8c5a2e", "#c08a45", "#8f8f94", "#d8d4ce", "#7a2f1c")
FRINGES = (
    "M19 33q0-20 17-20t17 20q-4-9-11-10-13 4-23 10z",
    "M18 34q-1-22 18-22t18 22l-3-1q-2-7-5-9-10-3-20 0-3 2-5 9z",
    "M20 30q1-15 16-15t16 15q-8-7-16-7t-16 7z",
    "M17 32q-1-18 10-19 4-4 11-2 16 0 16 21-5-5-6-9-6 2-12 0-10 1-13 6z",
)
BEHIND = (
    "",
    "",
    '<path fill="{hair}" d="M16 52q-2-40 20-40t20 40q0 6-5 6H21q-5 0-5-6z"/>',
    '<path fill="{hair}" d="M17 42q-3-30 19-30t19 30q-1 6-6 6H23q-5 0-6-6z"/>',
    '<circle fill="{hair}" cx="36" cy="11" r="8"/>',
)
SCARF = (
    '<path fill="{cloth}" d="M15 40q-2-29 21-29t21 29q1 16 6 32H9q5-16 6-32z"/>'
    '<ellipse fill="{skin}" cx="36" cy="37" rx="14.5" ry="17"/>'
)
GLASSES = (
    '<g fill="none" stroke="#1a1210" stroke-width="1.6"><circle cx="29.5" cy="36" r="4.6"/>'
    '<circle cx="42.5" cy="36" r="4.6"/><path d="M34 36h4"/></g>'
)
FACE = (
    '<circle cx="29.5" cy="36" r="1.9" fill="#1a1210"/><circle cx="42.5" cy="36" r="1.9" fill="#1a1210"/>'
    '<path d="M30.5 45q5.5 4.6 11 0" fill="none" stroke="#1a1210" stroke-width="1.9" stroke-linecap="round"/>'
)
SHARE_WITH_SCARF, SHARE_WITH_GLASSES = 0.08, 0.25


def avatar(person: Person) -> str:
    """An SVG; the app has its flame, and another bot its initials. Somebody who has left is grey."""
    if person.id == "U0KINDLING":
        return FLAME
    return _framed(person, face(person) if person.is_human else _initials(person))


def face(person: Person) -> str:
    """The same face for the same person, always; what it looks like says nothing about them."""
    draw = random.Random(person.id)
    colours = {
        "skin": draw.choice(SKINS),
        "hair": draw.choice(HAIRS),
        "cloth": f"hsl({(person.hue + 150) % 360} 42% 46%)",
    }
    parts = _covered(colours) if draw.random() < SHARE_WITH_SCARF else _bare(draw, colours)
    glasses = GLASSES if draw.random() < SHARE_WITH_GLASSES else ""
    return "".join(parts) + FACE + glasses


def _covered(colours: dict[str, str]) -> list[str]:
    return [SCARF.format(**colours)]


def _bare(draw: random.Random, colours: dict[str, str]) -> list[str]:
    behind = draw.choice(BEHIND)
    body = (
        '<path fill="{skin}" d="M30 50h12v12H30z"/><path fill="{cloth}" d="M10 74q2-15 19-16 7 6 14 0 17 1 19 16z"/>'
        '<ellipse fill="{skin}" cx="36" cy="37" rx="16.5" ry="19"/>'
    )
    fringe = f'<path fill="{{hair}}" d="{draw.choice(FRINGES)}"/>'
    return [part.format(**colours) for part in (behind, body, fringe)]


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
