"""Slack, as the bot's platform."""

import contextlib
import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import structlog
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.types import ASGIApp

from bot.clock import Clock
from bot.metrics import NO_METRICS, Metrics
from bot.platforms import (
    CannotStart,
    Cause,
    File,
    Message,
    NotSent,
    Page,
    Presence,
    Reference,
    Refused,
    Uncertain,
)
from bot.platforms.desk import Desk
from bot.platforms.slack import blocks
from bot.platforms.slack.api import ask, call, page_size, web_client
from bot.platforms.slack.connections import Connections
from bot.platforms.slack.files import attach_files, hand_over
from bot.platforms.slack.http import SlackRequests
from bot.platforms.slack.inbound import Inbound, listen
from bot.platforms.slack.rates import RATES, READING, READS
from rituals.records import Profile
from storage import Rates

log = structlog.get_logger()
MOST_NAMED = 40
"""People whose names are asked for at once: whoever types has to be asked for, too, and Slack allows 100 a minute."""


class SlackPlatform:
    """Slack workspaces that one app serves, over Socket Mode (with an app token) or HTTP (with a signing secret)."""

    name = "slack"

    def __init__(
        self,
        *,
        bot_tokens: Sequence[str],
        app_token: str,
        signing_secrets: Sequence[str] = (),
        api: str,
        clock: Clock,
        rates: Rates = RATES,
        timeout: float = 20,
    ) -> None:
        self._clock = clock
        self._app_token, self._signing_secrets = app_token, signing_secrets
        self._socket: AsyncSocketModeHandler | None = None
        self._is_started = False
        self._connections = Connections(bot_tokens, api, timeout, clock.steady)
        self.rates = rates
        self.reads, self.reading_rates = READS, READING if rates.of else replace(READING, lenient=True)
        self.app = AsyncApp(
            client=web_client("", api, timeout),  # by real seconds: a socket's pause is slept through by the SDK
            authorize=self._connections.authorizing(),  # type: ignore[arg-type]  # None means: not installed there
            logger=_quiet(),
            # What comes over HTTP was verified before, over its raw bytes: bot/platforms/slack/http.py.
            request_verification_enabled=False,
            process_before_response=True,
            raise_error_for_unhandled_request=False,
        )

    @property
    def workspaces(self) -> Mapping[str, str]:
        return self._connections.names

    def serve(self, desk: Desk, metrics: Metrics = NO_METRICS) -> None:
        listen(self.app, Inbound(self._connections, desk, metrics))

    def addresses(self) -> Mapping[str, ASGIApp]:
        return {} if self._app_token else {"/slack/events": SlackRequests(self.app, self._signing_secrets)}

    async def start(self, *, receiving: bool = True) -> None:
        """Check the tokens, and connect if this is Socket Mode and anything is to be received. Raises CannotStart."""
        await self._connections.check()
        self._is_started = True
        if receiving and self._app_token:
            # Bolt would ask again and again with a token that is refused; asking once tells.
            await self._check_app_token()
            self._socket = AsyncSocketModeHandler(self.app, self._app_token)
            await self._socket.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it unannotated

    async def is_connected(self) -> bool:
        """Whether the tokens were good at the start, and the socket, where there is one, is connected now."""
        return self._is_started and (self._socket is None or await self._socket.client.is_connected())

    async def stop(self) -> None:
        """Disconnect."""
        self._is_started = False
        if self._socket:
            await self._socket.close_async()  # type: ignore[no-untyped-call]  # Bolt leaves it unannotated

    # what the bot says

    async def tell(self, workspace: str, person: str, message: Message) -> Reference:
        return await self.say(workspace, person, message)

    async def conversation(self, workspace: str, people: Sequence[str]) -> str:
        answer = await ask(self._client(workspace).conversations_open(users=list(people)))
        return str(answer["channel"]["id"])

    async def say(self, workspace: str, conversation: str, message: Message) -> Reference:
        body, client = _body(message), self._client(workspace)
        answer = await call(
            client.chat_postMessage(channel=conversation, unfurl_links=False, unfurl_media=False, **body)
        )
        return Reference(str(answer["channel"]), str(answer["ts"]))

    async def attach(self, workspace: str, reference: Reference, message: Message) -> None:
        try:
            await attach_files(self._client(workspace), reference, message.card, self._clock.now())
        except (NotSent, Refused, Uncertain) as error:
            log.warning("files_not_attached", why=error.why)
        except Exception:
            log.exception("files_not_made", ritual=message.ritual)

    async def hand_over(self, workspace: str, person: str, message: Message, files: Sequence[File]) -> Reference:
        words, place = _body(message)["text"], await self.conversation(workspace, (person,))
        await hand_over(self._client(workspace), place, files, words)
        return Reference(place, "")

    async def update(self, workspace: str, reference: Reference, message: Message) -> None:
        body, client = _body(message), self._client(workspace)
        await ask(client.chat_update(channel=reference.conversation, ts=reference.message, **body))

    async def show_home(self, workspace: str, person: str, home: Sequence[Message]) -> None:
        view = blocks.home([(one.ritual, one.circle, one.card) for one in home if _can_be_shown(one)])
        await ask(self._client(workspace).views_publish(user_id=person, view=view))

    # what the bot knows

    async def profile(self, workspace: str, person: str) -> Profile | None:
        return await self._connections.people(workspace).profile(person)

    async def named(self, workspace: str, names: Collection[str]) -> Mapping[str, str]:
        return await self._connections.people(workspace).named(names)

    async def everybody(self, workspace: str, cursor: str, read: int) -> Page[Profile]:
        return await self._connections.people(workspace).everybody(cursor, read)

    async def members(self, workspace: str, channel: str, cursor: str, read: int) -> Page[str]:
        return await self._connections.people(workspace).members(channel, cursor, read)

    def page_size(self, read: int) -> int:
        return page_size(read)

    async def channels(self, workspace: str, person: str) -> frozenset[str]:
        return await self._connections.people(workspace).channels(person)

    async def is_public(self, workspace: str, channel: str) -> bool:
        return await self._connections.people(workspace).is_public(channel)

    async def called(self, workspace: str, person: str, others: Sequence[str]) -> Mapping[str, str]:
        names: dict[str, str] = {}
        try:
            known = self._connections.people(workspace)
            names |= await known.channel_names(person)
            for one in others[:MOST_NAMED]:
                profile = await known.profile(one)
                names |= {one: profile.name} if profile else {}
        except (NotSent, Refused) as error:
            log.info("names_not_told", why=error.why)
        return names

    async def presence(self, workspace: str, channel: str) -> Presence:
        return await self._connections.people(workspace).presence(channel)

    async def welcomes(self, workspace: str) -> bool:
        try:
            await ask(self._client(workspace).auth_test())
        except (NotSent, Refused):
            return False
        return True

    # parts

    def _client(self, workspace: str) -> AsyncWebClient:
        return self._connections.client(workspace)

    async def _check_app_token(self) -> None:
        try:
            await ask(self.app.client.apps_connections_open(app_token=self._app_token))
        except Refused as error:
            raise CannotStart(
                f"Slack refused SLACK_APP_TOKEN ({error.why}). Copy it again from your app's page."
            ) from error
        except NotSent as error:
            raise CannotStart("Slack cannot be reached. Check the network and SLACK_API_URL.") from error


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
        raise Refused("the card is not within Slack's limits", Cause.TOO_MUCH) from error


def _can_be_shown(message: Message) -> bool:
    """One ritual's broken card must not take the others' from somebody's Home tab."""
    with contextlib.suppress(Refused):
        return bool(_body(message))
    return False
