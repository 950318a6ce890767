"""The ritual itself, to which the other files of this folder add their handlers."""

from rituals.circle import Circle
from rituals.kept import UNTIL_REMOVED
from rituals.ritual import Ritual
from rituals.small_talk.settings import TalkSettings

talk = Ritual(
    name="talk",
    summary="Something easy to say to a colleague, now and then.",
    settings=TalkSettings,
    called="small talk",
    stores="Champions' own openers and who added them, until they are removed or that person asks to be forgotten. As "
    "long as the circle is known: which openers were said, which were taken out (not by whom), and how many in a row "
    "nobody answered.",
    sends="One welcome in the channel. Each round: one opener in the channel, unless it is a quiet time or nobody "
    "answered the last two. To champions: one note when it rests, and one when no openers are left.",
    keeps=dict.fromkeys(("own", "said", "retired", "mood"), UNTIL_REMOVED),
)
TalkCircle = Circle[TalkSettings]
