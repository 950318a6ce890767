"""The ritual itself, to which the other files of this folder add their handlers."""

from rituals.circle import Circle
from rituals.coffee.settings import CoffeeSettings
from rituals.ritual import Ritual

coffee = Ritual(
    name="coffee",
    summary="Meet a colleague for a short coffee.",
    settings=CoffeeSettings,
    alias="/coffee",
)
CoffeeCircle = Circle[CoffeeSettings]
