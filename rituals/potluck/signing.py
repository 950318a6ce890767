"""What somebody did about a lunch, known again by a digest: being forgotten begins none of the fair limits anew.

Of each lunch it is another digest, so that nobody can tell from them what else the same person did.
"""

from rituals.potluck.declared import PotluckCircle
from rituals.records import Entry

PROPOSED, RECIPE = "proposed", "recipe"


def sign(circle: PotluckCircle, lunch: Entry, what: str, person: str) -> None:
    """They did it, once more."""
    circle.revise(lunch, signed=[*_signed(lunch), _mark(circle, lunch, what, person)])


def times(circle: PotluckCircle, lunch: Entry, what: str, person: str) -> int:
    """How often they did it."""
    return _signed(lunch).count(_mark(circle, lunch, what, person))


def _signed(lunch: Entry) -> list[object]:
    signed = lunch.data.get("signed")
    return list(signed) if isinstance(signed, list) else []


def _mark(circle: PotluckCircle, lunch: Entry, what: str, person: str) -> str:
    return circle.digest(what, lunch.id, person)
