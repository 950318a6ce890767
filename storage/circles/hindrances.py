"""What keeps somebody out of a circle's rounds: asked here by everything that says or does something about a round."""

from rituals.records import Hindrance
from storage.tables.models import ParticipantRow, PersonRow

TOLD = (Hindrance.OUTSIDE, Hindrance.GUEST, Hindrance.STRANGER)
"""What somebody can be told of; the others have nobody to tell."""


def hindrance(place: ParticipantRow, person: PersonRow | None, guests: bool) -> Hindrance | None:
    """What keeps them out, the most lasting first; a person nobody has told us of counts as a colleague."""
    found = (
        (Hindrance.GONE, person is not None and person.is_gone),
        (Hindrance.BOT, person is not None and person.is_bot),
        (Hindrance.STRANGER, person is not None and person.is_stranger),
        (Hindrance.GUEST, person is not None and person.is_guest and not guests),
        (Hindrance.OUTSIDE, not place.is_present),
    )
    return next((one for one, is_so in found if is_so), None)
