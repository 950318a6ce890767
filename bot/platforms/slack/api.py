"""Slack's Web API, with its answers sorted into what the courier must know: sent, not sent, or uncertain."""

import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.platforms import LIMITED, BrokenOff, Cause, NotSent, Page, Refused, ShutOut, SomebodyGone, Uncertain

UNCLEAR = {"internal_error", "fatal_error", "service_unavailable", "unknown_error"}
PASSING = {
    "request_timeout",  # the request came only in part
    "team_added_to_org",
    "org_login_required",
    "external_channel_migrating",
    "message_limit_exceeded",
    "update_failed",
    "streaming_state_conflict",
    "fetch_members_failed",
}
"""Nothing was done, and it passes by itself."""
SHUT_OUT = {
    "account_inactive",
    "invalid_auth",
    "not_authed",
    "token_expired",
    "token_revoked",
    "team_access_not_granted",
}
BROKEN_OFF = "invalid_cursor"
"""A page's name was only good for a while; read from the beginning, the list is whole."""
CAUSES = {
    "restricted_action": Cause.NOT_ALLOWED,
    "access_denied": Cause.NOT_ALLOWED,
    "no_permission": Cause.NOT_ALLOWED,
    "posting_to_general_channel_denied": Cause.NOT_ALLOWED,
    "restricted_action_thread_only_channel": Cause.ONLY_REPLIES,
    "ekm_access_denied": Cause.SUSPENDED,
    "not_in_channel": Cause.NOT_HERE,
    "channel_not_found": Cause.NOT_HERE,
    "is_archived": Cause.ARCHIVED,
    "is_inactive": Cause.ARCHIVED,
    "msg_too_long": Cause.TOO_MUCH,
    "msg_blocks_too_long": Cause.TOO_MUCH,
    "invalid_blocks": Cause.TOO_MUCH,
    "invalid_blocks_format": Cause.TOO_MUCH,
    "view_too_large": Cause.TOO_MUCH,
    "too_many_attachments": Cause.TOO_MUCH,
    "missing_scope": Cause.NO_PERMISSION,
    "not_allowed_token_type": Cause.NO_PERMISSION,
    "messages_tab_disabled": Cause.CLOSED,
    "cannot_dm_bot": Cause.CLOSED,
    "invalid_user_combination": Cause.CLOSED,
    "message_not_found": Cause.GONE,
    "cant_update_message": Cause.GONE,
    "edit_window_closed": Cause.GONE,
}
"""Errors of chat.postMessage, chat.update and conversations.open as in https://docs.slack.dev/reference/methods"""
FORBIDDEN = "restricted_action"
"""How Slack's names begin for what an admin does not let everybody do."""
SMALL_PAGE, LARGE_PAGE = 200, 999
"""What https://docs.slack.dev/apis/web-api/pagination recommends, and what every method takes: some refuse 1,000."""
GONE = {"user_disabled", "user_not_found", "user_not_visible", "users_not_found"}


class PatientClient(AsyncWebClient):
    """Never repeats a call by itself, for a connection's retry would post twice; and makes none of a method while
    Slack wants a pause of it, which raises NotSent. `steady` are seconds that never go back."""

    def __init__(self, steady: Callable[[], float], **named: Any) -> None:
        super().__init__(retry_handlers=[], **named)
        self._steady = steady
        self._until: dict[str, float] = {}

    async def api_call(self, api_method: str, **named: Any) -> AsyncSlackResponse:
        if (left := self._until.get(api_method, 0.0) - self._steady()) > 0:
            raise NotSent(LIMITED, wait=left, method=api_method)
        try:
            return await super().api_call(api_method, **named)
        except SlackApiError as error:
            told = sorted_error(error)
            if isinstance(told, NotSent) and told.wait:
                self._until[api_method] = self._steady() + told.wait
            raise


def web_client(
    token: str, base_url: str, timeout: float = 20, steady: Callable[[], float] = time.monotonic
) -> PatientClient:
    """A client for one workspace."""
    return PatientClient(steady, token=token, base_url=base_url, timeout=max(1, int(timeout)))


async def call(request: Awaitable[AsyncSlackResponse]) -> dict[str, Any]:
    """The answer to a request, or NotSent, Refused or Uncertain."""
    try:
        response = await request
    except SlackApiError as error:
        raise sorted_error(error) from error
    except aiohttp.ClientConnectorError as error:
        raise NotSent("no connection") from error
    except (TimeoutError, aiohttp.ClientError, SlackClientError, ValueError) as error:
        raise Uncertain(type(error).__name__) from error
    return response.data if isinstance(response.data, dict) else {}


async def ask(request: Awaitable[AsyncSlackResponse]) -> dict[str, Any]:
    """The answer to what can be asked twice without harm: a lost answer is NotSent."""
    try:
        return await call(request)
    except Uncertain as error:
        raise NotSent(error.why) from error


async def page(method: Any, key: str, cursor: str, read: int, **arguments: Any) -> Page[Any]:
    """What a paged method lists under `key` from the `cursor` on, for whoever has read so many; and where to go on.
    Raises BrokenOff if the list cannot be read on."""
    try:
        answer = await ask(method(limit=page_size(read), cursor=cursor, **arguments))
    except Refused as error:
        if error.why == BROKEN_OFF:
            raise BrokenOff(error.why) from error
        raise
    return Page(tuple(answer[key]), answer.get("response_metadata", {}).get("next_cursor") or "")


def page_size(read: int) -> int:
    """Slack recommends small pages. What turns out to be long is gone on with in large ones, which are fewer calls."""
    return SMALL_PAGE if read < 2 * SMALL_PAGE else LARGE_PAGE


def sorted_error(error: SlackApiError) -> NotSent | Refused | Uncertain:
    """What an error answer means for the message that was to be sent."""
    response = error.response
    status = getattr(response, "status_code", 0)
    code = response.get("error", "") if hasattr(response, "get") else ""
    if status == 429 or code in ("ratelimited", "rate_limited"):
        return NotSent(LIMITED, wait=_seconds(response.headers.get("Retry-After")), method=_method(response))
    if status >= 500 or code in UNCLEAR or not code:
        return Uncertain(code or f"status {status}")
    if code in PASSING:
        return NotSent(code)
    if code in SHUT_OUT:
        return ShutOut(code)
    return SomebodyGone(code, Cause.CLOSED) if code in GONE else Refused(code, _cause(code))


def _cause(code: str) -> Cause:
    forbidden = Cause.NOT_ALLOWED if code.startswith(FORBIDDEN) else Cause.UNKNOWN
    return CAUSES.get(code, forbidden)


def _seconds(retry_after: str | None) -> float:
    try:
        return max(0.0, float(retry_after or 1))
    except ValueError:
        return 1.0


def _method(response: Any) -> str:
    return urlsplit(getattr(response, "api_url", "")).path.rpartition("/")[2]


async def name_of_workspace(token: str, api: str) -> str:
    """Where this token is good; it may have no name. Raises NotSent and Refused."""
    return str((await ask(web_client(token, api).auth_test())).get("team") or "")
