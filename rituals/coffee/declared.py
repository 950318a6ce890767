"""The ritual itself, to which the other files of this folder add their handlers."""

from datetime import timedelta

from rituals.circle import Circle
from rituals.coffee.matching import LATE
from rituals.coffee.settings import CoffeeSettings
from rituals.kept import Kept
from rituals.ritual import Ritual

coffee = Ritual(
    name="coffee",
    summary="Meet a colleague for a short coffee.",
    settings=CoffeeSettings,
    alias="/coffee",
    called="coffee roulette",
    stores="Who takes part, and until when they pause; what they say about themselves (team, site, days, hours, "
    "wishes), until they leave; who was introduced to whom, for three years, and each one's private answer to "
    "“Did you meet?”, for three months. Each person's part is deleted when they ask to be forgotten.",
    sends="One welcome in the channel. Each round: a conversation for each group, one private reminder if the champion "
    "wants that, and a private “Did you meet?” to each. A private note to whoever could not be introduced, "
    "or whose next coffee moved.",
    loads=(LATE,),
    keeps={"named": Kept(timedelta(days=30))},
)
CoffeeCircle = Circle[CoffeeSettings]
