"""Kind words: a private kind word to a colleague, and theirs alone to keep, to share or to decline."""

from rituals.words import writing  # first, for its verb comes first in the help

# isort: split
from rituals.words import receiving

# isort: split
from rituals.words import declining, refusing

# isort: split
from rituals.words import bringing, channel, choosing, forgetting, keeping, naming, telling
from rituals.words.declared import words
from rituals.words.settings import WordsSettings

__all__ = [
    "WordsSettings",
    "bringing",
    "channel",
    "choosing",
    "declining",
    "forgetting",
    "keeping",
    "naming",
    "receiving",
    "refusing",
    "telling",
    "words",
    "writing",
]
