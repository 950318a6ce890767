"""Pot-luck lunches: what is still needed comes first, everybody brings what they like, nobody's diet is asked."""

from rituals.potluck import proposing  # first, for its verbs come first in the help

# isort: split
from rituals.potluck import offering

# isort: split
from rituals.potluck import arranging, days, forgetting, recipes, table, telling
from rituals.potluck.declared import potluck
from rituals.potluck.settings import PotluckSettings

__all__ = [
    "PotluckSettings",
    "arranging",
    "days",
    "forgetting",
    "offering",
    "potluck",
    "proposing",
    "recipes",
    "table",
    "telling",
]
