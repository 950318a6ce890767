"""The ritual itself, to which the other files of this folder add their handlers."""

from datetime import timedelta

from rituals.circle import Circle
from rituals.kept import UNTIL_REMOVED, Kept
from rituals.kind_words.settings import WordsSettings
from rituals.ritual import Ritual

HELD = timedelta(minutes=10)
REMEMBERED = timedelta(days=30)

words = Ritual(
    name="words",
    summary="Send a colleague a kind word, privately.",
    settings=WordsSettings,
    alias="/kindword",
    called="kind words",
    alone="write",
    stores="Who wrote a kind word to whom, for 30 days, and what it says, for ten minutes at the most. What somebody "
    "chose to keep, until they remove it. Who wants signed words only, none, or none from somebody, until they change "
    "it; should they be forgotten, without any name.",
    sends="One welcome in the channel, and a prompt each time its schedule comes round. A kind word to its receiver, "
    "a thank-you to its sender, a note to the sender if it could not be brought, and one to the champions or the "
    "workspace's admins if somebody was not comfortable.",
    keeps={
        "word": Kept(REMEMBERED, parts={"words": HELD}),
        "told": Kept(REMEMBERED),
        "kept": UNTIL_REMOVED,
        "blocked": UNTIL_REMOVED,
    },
)
words.switch(
    "everyone",
    "Kind words may reach everyone in the workspace, and not only people of its channel, where that is public.",
)
WordsCircle = Circle[WordsSettings]
