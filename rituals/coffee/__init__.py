"""Coffee roulette: each round introduces people who seldom meet, and asks them privately whether they did."""

from rituals.coffee import taking_part  # first, for its verbs come first in the help

# isort: split
from rituals.coffee import away

# isort: split
from rituals.coffee import about_form, calling_off, champions, forgetting, introductions, met, telling, unsure
from rituals.coffee.declared import coffee
from rituals.coffee.settings import CoffeeSettings

__all__ = [
    "CoffeeSettings",
    "about_form",
    "away",
    "calling_off",
    "champions",
    "coffee",
    "forgetting",
    "introductions",
    "met",
    "taking_part",
    "telling",
    "unsure",
]
