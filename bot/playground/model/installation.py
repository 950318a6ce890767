"""The app in one workspace: whether it is installed, and the bot tokens it was given there."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.playground.model.errors import SlackError

Monotonic = Callable[[], float]

TOKEN_SECONDS = 12 * 60 * 60
"""How long an access token lives with token rotation: https://docs.slack.dev/authentication/using-token-rotation."""
CODE_SECONDS = 10 * 60.0
"""How long an OAuth code can be exchanged: https://docs.slack.dev/authentication/installing-with-oauth."""


@dataclass(slots=True)
class Token:
    """A bot token; one that never expires has no moment at which it dies."""

    text: str
    dies: int | None = None
    revoked: bool = False
    exchanged: bool = False

    def is_alive(self, now: int) -> bool:
        """Whether the Web API takes it."""
        return not self.revoked and (self.dies is None or now < self.dies)


@dataclass(frozen=True, slots=True)
class Given:
    """What an installation hands to the app; with token rotation there is something to refresh it with."""

    token: str
    refresh: str = ""


class Installation:
    """Every token the app ever had in a workspace; moments are whole seconds of the workspace's clock."""

    def __init__(self, team_id: str, installed: bool = True) -> None:
        self.team_id, self.active = team_id, installed
        self._tokens: dict[str, Token] = {}
        self._refreshing: dict[str, bool] = {}
        if installed:
            self.give(rotating=False, now=0)

    @property
    def token(self) -> str:
        """The newest token that was not revoked, empty if there is none."""
        return next((token.text for token in reversed(self._tokens.values()) if not token.revoked), "")

    @property
    def can_go_on(self) -> bool:
        """Whether there is any token left to work with, or to get another."""
        return bool(self.token) or any(self._refreshing.values())

    def knows(self, token: str) -> bool:
        """Whether the token was ever given for this workspace."""
        return token in self._tokens

    def refreshes(self, refresh: str) -> bool:
        """Whether a pair can be had for this refresh token."""
        return self._refreshing.get(refresh, False)

    def check(self, token: str, now: int) -> None:
        """The token is good, or the refusal says why not."""
        held = self._tokens[token]
        if held.revoked:
            raise SlackError("account_inactive")
        if not held.is_alive(now):
            raise SlackError("token_expired")

    def give(self, rotating: bool, now: int) -> Given:
        """A token for an app that was just allowed; without rotation it keeps the one it has."""
        self.active = True
        if rotating:
            return self._pair(now)
        lasting = (token.text for token in self._tokens.values() if token.dies is None and not token.revoked)
        return Given(next(lasting, "") or self._add(f"xoxb-{self.team_id}-{secrets.token_hex(12)}"))

    def refresh(self, refresh: str, now: int) -> Given:
        """A new pair; the old refresh token is used up, the old access token lives on until it expires."""
        if not self.refreshes(refresh):
            raise SlackError("invalid_refresh_token")
        self._refreshing[refresh] = False
        return self._pair(now)

    def exchange(self, token: str, now: int) -> Given:
        """A pair for a token that does not expire, once."""
        held = self._tokens[token]
        if held.revoked:
            raise SlackError("authorization_not_found")
        if held.dies is not None:
            raise SlackError("invalid_token")
        if held.exchanged:
            raise SlackError("token_already_exchanged")
        held.exchanged = True
        return self._pair(now)

    def revoke(self, token: str) -> None:
        """One token dies."""
        self._tokens[token].revoked = True

    def end(self) -> None:
        """The app is gone from the workspace, and all its tokens with it."""
        self.active = False
        self._refreshing.clear()
        for token in self._tokens.values():
            token.revoked = True

    def _pair(self, now: int) -> Given:
        token = self._add(f"xoxe.xoxb-1-{self.team_id}-{secrets.token_hex(24)}", now + TOKEN_SECONDS)
        refresh = f"xoxe-1-{secrets.token_hex(32)}"
        self._refreshing[refresh] = True
        return Given(token, refresh)

    def _add(self, text: str, dies: int | None = None) -> str:
        self._tokens[text] = Token(text, dies)
        return text


@dataclass(frozen=True, slots=True)
class Consent:
    """What somebody allowed, and where the answer went."""

    team_id: str
    person: str
    scopes: tuple[str, ...]
    redirect: str
    named: bool
    """Whether the app named the address itself; then it must name it again."""


class Codes:
    """Codes that stand for a consent: good for ten minutes of real time, and once."""

    def __init__(self, monotonic: Monotonic = time.monotonic) -> None:
        self._monotonic = monotonic
        self._issued: dict[str, tuple[Consent, float]] = {}
        self._used: dict[str, Literal[True]] = {}

    def issue(self, consent: Consent) -> str:
        """A new code."""
        code = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(32)}"
        self._issued[code] = consent, self._monotonic() + CODE_SECONDS
        return code

    def use(self, code: str, redirect: str) -> Consent:
        """What it stands for; a wrong address does not use it up."""
        if code in self._used:
            raise SlackError("code_already_used")
        consent, dies = self._issued.get(code, (None, 0.0))
        if consent is None or self._monotonic() > dies:
            raise SlackError("invalid_code")
        if redirect != consent.redirect and (redirect or consent.named):
            raise SlackError("bad_redirect_uri")
        del self._issued[code]
        self._used[code] = True
        return consent
