"""What a dish is and what is in it: the 14 allergens of UK and EU food law, and four labels. Never about a person."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

CONTAINS, FREE, UNSURE = "contains", "free", "unsure"
ANSWERS: Mapping[str, str] = MappingProxyType({CONTAINS: "contains", FREE: "free of", UNSURE: "not sure"})

# Regulation (EU) No 1169/2011, Annex II, as retained in UK law.
ALLERGENS: Mapping[str, str] = MappingProxyType(
    {
        "celery": "celery",
        "gluten": "cereals with gluten",
        "crustaceans": "crustaceans",
        "egg": "egg",
        "fish": "fish",
        "lupin": "lupin",
        "milk": "milk",
        "molluscs": "molluscs",
        "mustard": "mustard",
        "nuts": "nuts",
        "peanuts": "peanuts",
        "sesame": "sesame",
        "soya": "soya",
        "sulphites": "sulphur dioxide and sulphites",
    }
)
HINTS: Mapping[str, str] = MappingProxyType(
    {
        "celery": "Also in stock cubes and many soups.",
        "gluten": "Wheat, rye, barley, oats, spelt.",
        "crustaceans": "Prawns, crab, lobster.",
        "egg": "Also in mayonnaise and fresh pasta.",
        "fish": "Also in Worcestershire sauce.",
        "lupin": "In some flours and pasta.",
        "milk": "Butter, cheese, cream, yoghurt.",
        "molluscs": "Mussels, oysters, squid.",
        "mustard": "Also in dressings and curry powder.",
        "nuts": "Almonds, hazelnuts, walnuts, cashews, pistachios.",
        "peanuts": "Also groundnut oil.",
        "sesame": "Tahini, hummus, some breads.",
        "soya": "Tofu, soy sauce, miso.",
        "sulphites": "Dried fruit, wine, some vinegars.",
    }
)
LABELS = ("vegan", "vegetarian", "halal", "kosher")
_NOT_VEGETARIAN = ("fish", "crustaceans", "molluscs")
_AGAINST = {"vegan": ("milk", "egg", *_NOT_VEGETARIAN), "vegetarian": _NOT_VEGETARIAN}


def contradiction(labels: Sequence[str], answers: Mapping[str, str]) -> tuple[str, str] | None:
    """A label and an allergen of the dish that cannot both be true, if there are any."""
    for label in labels:
        for name in _AGAINST.get(label, ()):
            if answers.get(name) == CONTAINS:
                return label, ALLERGENS[name]
    return None


def named(answers: Mapping[str, str], answer: str) -> list[str]:
    """The allergens with this answer, in the order of the law; what nobody answered is not sure."""
    return [words for name, words in ALLERGENS.items() if answers.get(name, UNSURE) == answer]
