"""Small talk keeps the contract of every ritual."""

from bot.ritual_contract import RitualContract
from rituals.small_talk import talk


class TestSmallTalk(RitualContract):
    ritual = talk
