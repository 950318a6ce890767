"""The courier that everybody writes first: when a lease ends, the message is sent again."""

from bot.app import Bot


def make_naive(bot: Bot) -> Bot:
    """Today's courier is one."""
    return bot
