"""Slack, as the bot's platform."""

import contextlib
import logging
from collections.abc import Awaitable, Collection, Sequence
from typing import Any

import structlog
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.clock import Clock
from bot.metrics import NO_METRICS, Metrics
from bot.platforms import CannotStart, Capabilities, Message, NotSent, Presence, Reference, Refused, Uncertain
from bot.platforms.slack import blocks
from bot.platforms.slack.api import call, web_client
from bot.platforms.slack.files import attach_files
from bot.platforms.slack.inbound import Inbound, listen
from bot.platforms.slack.people import People
from bot.reception import Reception
from rituals.records import Profile

log = structlog.get_logger()


class SlackPlatform:
    """One Slack workspace, over Socket Mode (with an app token) or HTTP (with a signing secret)."""

    name = "slack"
    capabilities = Capabilities(group_conversation=True, ephemeral=True, form_from_text=True, home=True, files=True)

    def __init__(self, *, bot_token: str, app_token: str, api: str, clock: Clock) -> None:
        self._clock = clock
        self._app_token = app_token
        self._client = web_client(bot_token, api)
        self._people = People(self._client)
        self._socket: AsyncSocketModeHandler | None = None
        self._is_started = False
        self.app = AsyncApp(
            client=self._client,
            logger=_quiet(),
            # What comes over HTTP was verified before, over its raw bytes: bot/platforms/slack/http.py.
            request_verification_enabled=False,
            process_before_response=True,
            raise_error_for_unhandled_request=False,
        )

    def serve(self, reception: Reception, metrics: Metrics = NO_METRICS) -> None:
        """Bring what people do to this reception."""
        listen(self.app, Inbound(self._client, reception, metrics))

    async def start(self, *, receiving: bool = True) -> None:
        """Check the token, and connect if this is Socket Mode. Raises CannotStart."""
        await self._check(self._client.auth_test(), "SLACK_BOT_TOKEN")
        self._is_started = True
        if self._app_token and receiving:
            # Bolt would ask again and again with a token that is refused; asking once tells.
            await self._check(self._client.apps_connections_open(app_token=self._app_token), "SLACK_APP_TOKEN")
            self._socket = AsyncSocketModeHandler(self.app, self._app_token)
            await self._socket.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it unannotated

    async def is_connected(self) -> bool:
        """Whether the token was good at the start, and the socket, where there is one, is connected now."""
        return self._is_started and (self._socket is None or await self._socket.client.is_connected())

    async def stop(self) -> None:
        """Disconnect."""
        self._is_started = False
        if self._socket:
            await self._socket.close_async()  # type: ignore[no-untyped-call]  # Bolt leaves it unannotated

    # what the bot says

    async def tell(self, workspace: str, person: str, message: Message) -> Reference:
        return await self._say(await self._open((person,)), message)

    async def introduce(self, workspace: str, people: Sequence[str], message: Message) -> Reference:
        return await self._say(await self._open(people), message)

    async def follow(self, workspace: str, reference: Reference, message: Message) -> Reference:
        return await self._say(reference.conversation, message)

    async def post(self, workspace: str, channel: str, message: Message) -> Reference:
        return await self._say(channel, message)

    async def update(self, workspace: str, reference: Reference, message: Message) -> None:
        body = _body(message)
        await call(self._client.chat_update(channel=reference.conversation, ts=reference.message, **body))

    async def show_home(self, workspace: str, person: str, home: Sequence[Message]) -> None:
        view = blocks.home([(one.ritual, one.circle, one.card) for one in home if _can_be_shown(one)])
        await call(self._client.views_publish(user_id=person, view=view))

    # what the bot knows

    async def profiles(self, workspace: str, people: Collection[str]) -> tuple[Profile, ...]:
        return await self._people.profiles(people)

    async def members(self, workspace: str, channel: str) -> frozenset[str]:
        return await self._people.members(channel)

    async def presence(self, workspace: str, channel: str) -> Presence:
        return await self._people.presence(channel)

    # parts

    async def _check(self, request: Awaitable[AsyncSlackResponse], setting: str) -> None:
        try:
            await call(request)
        except Refused as error:
            raise CannotStart(f"Slack refused {setting} ({error.why}). Copy it again from your app's page.") from error
        except (NotSent, Uncertain) as error:
            raise CannotStart("Slack cannot be reached. Check the network and SLACK_API_URL.") from error

    async def _open(self, people: Sequence[str]) -> str:
        answer = await call(self._client.conversations_open(users=list(people)))
        return str(answer["channel"]["id"])

    async def _say(self, conversation: str, message: Message) -> Reference:
        answer = await call(
            self._client.chat_postMessage(
                channel=conversation, unfurl_links=False, unfurl_media=False, **_body(message)
            )
        )
        reference = Reference(str(answer["channel"]), str(answer["ts"]))
        await self._attach(reference, message)
        return reference

    async def _attach(self, reference: Reference, message: Message) -> None:
        """The card's files; a message without them still stands, so a failure is only logged."""
        try:
            await attach_files(self._client, reference, message.card, self._clock.now())
        except (NotSent, Refused, Uncertain) as error:
            log.warning("files_not_attached", why=error.why)
        except Exception:  # the message is there already, and must not be said again
            log.exception("files_not_made", ritual=message.ritual)


def _quiet() -> logging.Logger:
    """Bolt's warnings print whole requests, with what people wrote in them; only its errors are let through."""
    logger = logging.getLogger("bot.platforms.slack.bolt")
    logger.setLevel(logging.ERROR)
    return logger


def _body(message: Message) -> dict[str, Any]:
    """The message as Slack takes it. Raises Refused for a card that cannot be made to fit."""
    try:
        return blocks.message(message.card, ritual=message.ritual, circle=message.circle)
    except Exception as error:
        log.exception("card_refused", ritual=message.ritual)
        raise Refused("the card is not within Slack's limits") from error


def _can_be_shown(message: Message) -> bool:
    """One ritual's broken card must not take the others' from somebody's Home tab."""
    with contextlib.suppress(Refused):
        return bool(_body(message))
    return False
