"""The bot of a stage, also reached over HTTP."""

from starlette.types import ASGIApp

from bot.platforms.slack.adapter import SlackPlatform
from bot.platforms.slack.http import SlackRequests
from bot.process.assembly import Bot
from bot.process.health import Health
from bot.process.web import routes


def front_of(bot: Bot, *secrets: str) -> ASGIApp:
    """Its pages, and Slack's address; what comes there has to be signed with one of the secrets."""
    health, platform = Health(bot), bot.only.platform
    assert isinstance(platform, SlackPlatform)
    slack = SlackRequests(platform.app, secrets)
    return routes({"/healthz": health.alive, "/readyz": health.ready}, {"/slack/events": slack})
