"""Kind words: a private kind word to a colleague, and theirs alone to keep, to share or to decline."""

from rituals.kind_words import writing  # first, for its verb comes first in the help

# isort: split
from rituals.kind_words import receiving

# isort: split
from rituals.kind_words import declining, refusing

# isort: split
from rituals.kind_words import bringing, channel, choosing, forgetting, keepsakes, naming, telling
from rituals.kind_words.declared import words
from rituals.kind_words.settings import WordsSettings

__all__ = [
    "WordsSettings",
    "bringing",
    "channel",
    "choosing",
    "declining",
    "forgetting",
    "keepsakes",
    "naming",
    "receiving",
    "refusing",
    "telling",
    "words",
    "writing",
]
