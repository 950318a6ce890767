"""Pictures of people: their initials on a soft colour of their own."""

from html import escape
from pathlib import Path

from bot.playground.model.people import APP_ID, Person

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72" role="img" aria-label="{name}">'
    '<rect width="72" height="72" rx="{corner}" fill="hsl({hue} {strength}% 88%)"/>'
    '<text x="36" y="37" fill="hsl({hue} {strength}% 20%)" font-family="system-ui, sans-serif" '
    'font-size="27" font-weight="600" text-anchor="middle" dominant-baseline="central">{initials}</text>'
    "</svg>"
)


FLAME = (Path(__file__).parents[1] / "page" / "favicon.svg").read_text()


def avatar(person: Person) -> str:
    """An SVG; dark letters on a light ground, far above the contrast AA asks for. The app has its flame."""
    if person.app_id == APP_ID:
        return FLAME
    return SVG.format(
        name=escape(person.real_name, quote=True),
        corner=20 if person.is_human else 36,
        hue=person.hue,
        strength=8 if person.deleted else 55,
        initials=escape(person.initials),
    )
