"""Small talk: now and then something easy to say, in a channel that likes it."""

from rituals.talk import channel  # first, for its verbs come first in the help

# isort: split
from rituals.talk import forgetting, own, retiring, saying, telling
from rituals.talk.declared import talk
from rituals.talk.settings import TalkSettings

__all__ = ["TalkSettings", "channel", "forgetting", "own", "retiring", "saying", "talk", "telling"]
