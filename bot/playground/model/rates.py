"""How often an app may call each method: Slack's tiers, kept with one token bucket for each.

Slack publishes what each tier allows in a minute, not how large its bursts are. Here a burst is as much as one minute
allows, and for the smallest limits the few calls that stand in the tables below.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil

from bot.playground.model.errors import SlackError

RATE_LIMITS = "https://docs.slack.dev/apis/web-api/rate-limits"
TIERS_BY_METHOD = "https://github.com/slackapi/java-slack-sdk metadata/web-api/rate_limit_tiers.json"


@dataclass(frozen=True, slots=True)
class Tier:
    """So many calls a minute, and so many at once after a rest."""

    name: str
    per_minute: int
    burst: int
    source: str = RATE_LIMITS


TIER_1 = Tier("Tier 1", 1, 10)
TIER_2 = Tier("Tier 2", 20, 20)
TIER_3 = Tier("Tier 3", 50, 50)
TIER_4 = Tier("Tier 4", 100, 100)
HUNDREDS = Tier("hundreds a minute", 600, 600, "https://docs.slack.dev/reference/methods/auth.test")
POSTING = Tier("several hundred messages a minute", 300, 300)
POSTING_TO_ONE = Tier("one message a second for each channel", 60, 5)

TIERS: Mapping[str, Tier] = {
    "apps.connections.open": TIER_1,
    "auth.test": HUNDREDS,
    "bots.info": TIER_3,
    "chat.delete": TIER_3,
    "chat.deleteScheduledMessage": TIER_3,
    "chat.getPermalink": HUNDREDS,
    "chat.postEphemeral": TIER_4,
    "chat.postMessage": POSTING,
    "chat.scheduleMessage": TIER_3,
    "chat.scheduledMessages.list": TIER_3,
    "chat.update": TIER_3,
    "conversations.archive": TIER_2,
    "conversations.create": TIER_2,
    "conversations.history": TIER_3,
    "conversations.info": TIER_3,
    "conversations.invite": TIER_3,
    "conversations.join": TIER_3,
    "conversations.list": TIER_2,
    "conversations.members": TIER_4,
    "conversations.open": TIER_3,
    "conversations.replies": TIER_3,
    "files.completeUploadExternal": TIER_4,
    "files.getUploadURLExternal": TIER_4,
    "reactions.add": TIER_3,
    "reactions.get": TIER_3,
    "reactions.remove": TIER_2,
    "team.info": TIER_3,
    "users.conversations": TIER_2,
    "users.info": TIER_4,
    "users.list": TIER_2,
    "users.lookupByEmail": TIER_3,
    "views.open": TIER_4,
    "views.publish": TIER_4,
    "views.push": TIER_4,
    "views.update": TIER_4,
}
"""The methods by tier, as TIERS_BY_METHOD lists them; a method that is not here is in Slack's usual tier, the third."""


class RateLimited(SlackError):
    """Too often: the call may be made again after `retry_after` whole seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("ratelimited")
        self.retry_after = retry_after


class Bucket:
    """Holds up to a burst of calls, and fills again with time."""

    def __init__(self, tier: Tier, now: float) -> None:
        self._burst, self._each_second = tier.burst, tier.per_minute / 60
        self._left, self._seen = float(tier.burst), now

    def take(self, now: float) -> int:
        """0 if there was a call left, else the whole seconds until there is one."""
        self._left = min(self._burst, self._left + (now - self._seen) * self._each_second)
        self._seen = now
        # what is missing after exactly Retry-After seconds is only the rounding of the clock
        if self._left >= 1 - 1e-6:
            self._left -= 1
            return 0
        return max(1, ceil((1 - self._left) / self._each_second - 1e-6))


class Rates:
    """What one app has called in one workspace, in real time; nothing is limited unless `enabled`."""

    def __init__(self, monotonic: Callable[[], float], enabled: bool = True) -> None:
        self.enabled = enabled
        self._monotonic = monotonic
        self._buckets: dict[tuple[str, str], Bucket] = {}

    def spend(self, method: str) -> None:
        """One call of a method; RateLimited if it is one too many."""
        self._spend((method, ""), TIERS.get(method, TIER_3))

    def post(self, conversation: str) -> None:
        """One message to a conversation; RateLimited if it is one too many."""
        self._spend(("chat.postMessage", conversation), POSTING_TO_ONE)

    def _spend(self, key: tuple[str, str], tier: Tier) -> None:
        if not self.enabled:
            return
        now = self._monotonic()
        bucket = self._buckets.setdefault(key, Bucket(tier, now))
        wait = bucket.take(now)
        if wait:
            raise RateLimited(wait)
