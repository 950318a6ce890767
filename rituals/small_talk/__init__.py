"""Small talk: now and then something easy to say, in a channel that likes it."""

from rituals.small_talk import channel  # first, for its verbs come first in the help

# isort: split
from rituals.small_talk import forgetting, own, retiring, saying, telling
from rituals.small_talk.declared import talk
from rituals.small_talk.settings import TalkSettings

__all__ = ["TalkSettings", "channel", "forgetting", "own", "retiring", "saying", "talk", "telling"]
