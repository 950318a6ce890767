"""The ritual itself, to which the other files of this folder add their handlers."""

from rituals.circle import Circle
from rituals.kept import CARDS, Kept
from rituals.potluck.settings import PotluckSettings
from rituals.ritual import Ritual

potluck = Ritual(
    name="potluck",
    summary="Share a lunch to which everybody brings something.",
    settings=PotluckSettings,
    alias="/potluck",
    called="pot-luck lunches",
    way_out="withdraw",
    stores="Each lunch; what somebody brings to it, with what they said is in the dish; recipes and leftovers. "
    "Each for two years, or until the person withdraws it or asks to be forgotten. What people can eat is neither "
    "asked nor kept.",
    sends="In the channel: one welcome, a card for each lunch, its table list on the day, thanks afterwards. "
    "To those who come: one reminder the day before, and one message if the lunch changes or a place frees.",
    keeps=dict.fromkeys(("lunch", "offer", "proposal", "recipe", "leftovers"), Kept(CARDS)),
)
PotluckCircle = Circle[PotluckSettings]
