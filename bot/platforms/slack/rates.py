"""How often Slack may be called, so that it has no need to say so.

Tiers as in https://docs.slack.dev/apis/web-api/rate-limits. Slack allows bursts and does not say how large; a burst
here is a little less than what a minute allows, and what is too much for Slack comes back with Retry-After, which is
obeyed. What is read before a round leaves some for whoever types, who has to be known first.
"""

from dataclasses import replace

from bot.platforms import Reads
from storage import Rate, Rates

TIER_2, TIER_3, TIER_4 = Rate(20, burst=19), Rate(50, burst=48), Rate(100, burst=96)
POSTING = Rate(240, burst=60)
"""chat.postMessage: one a second to a channel, and “several hundred messages per minute” in a workspace."""

RATES = Rates(
    of={
        "chat.postMessage": POSTING,
        "chat.update": TIER_3,
        "conversations.open": TIER_3,
        "files.getUploadURLExternal": TIER_4,
    },
    calls={
        "tell": ("chat.postMessage",),
        # an invitation comes with a calendar file for each of its two times
        "introduce": ("chat.postMessage", "conversations.open", *["files.getUploadURLExternal"] * 2),
        "nudge": ("chat.postMessage",),
        "post": ("chat.postMessage",),
        "update": ("chat.update",),
    },
)

READS = Reads(
    presence="conversations.info", members="conversations.members", everybody="users.list", person="users.info"
)

READING = Rates(
    of={
        "conversations.info": replace(TIER_3, kept=10),
        "conversations.members": replace(TIER_4, kept=10),
        "users.list": TIER_2,
        "users.info": replace(TIER_4, kept=20),
    }
)
