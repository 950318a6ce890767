"""Calendar files beneath an introduction, by Slack's upload in three steps."""

import uuid
from datetime import datetime

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.calendars import ics, ics_name
from bot.platforms import NotSent, Reference, Uncertain
from bot.platforms.slack.api import TIMEOUT, call
from rituals.cards import Card, Invite


async def attach_invites(client: AsyncWebClient, reference: Reference, card: Card, now: datetime) -> None:
    """Put an .ics file for each of the card's invites into the message's thread."""
    invites = [element for element in card.body if isinstance(element, Invite)]
    if not invites:
        return
    files = [await _upload(client, invite, now) for invite in invites]
    await call(
        client.files_completeUploadExternal(files=files, channel_id=reference.conversation, thread_ts=reference.message)
    )


async def _upload(client: AsyncWebClient, invite: Invite, now: datetime) -> dict[str, str | None]:
    content = ics(uuid.uuid4().hex, invite.title, invite.start, invite.minutes, invite.details, now)
    name = ics_name(invite.start)
    place = await call(client.files_getUploadURLExternal(filename=name, length=len(content)))
    await _send(str(place["upload_url"]), content)
    return {"id": str(place["file_id"]), "title": name}


async def _send(url: str, content: bytes) -> None:
    try:
        limit = aiohttp.ClientTimeout(total=TIMEOUT)
        async with aiohttp.ClientSession(timeout=limit) as session, session.post(url, data=content) as response:
            if response.status != 200:
                raise NotSent(f"upload answered {response.status}")
    except (aiohttp.ClientError, TimeoutError) as error:
        raise Uncertain(type(error).__name__) from error
