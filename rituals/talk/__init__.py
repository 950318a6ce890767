"""Small talk: now and then something easy to say, in a channel that likes it."""

from rituals.talk import channel  # first, for its verbs come first in the help

# isort: split
from rituals.talk import own, retiring, saying, telling
from rituals.talk.declared import talk
from rituals.talk.settings import TalkSettings

__all__ = ["TalkSettings", "channel", "own", "retiring", "saying", "talk", "telling"]
