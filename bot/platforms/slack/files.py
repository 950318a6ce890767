"""Files by Slack's upload in three steps: beneath a message what belongs to it, and what is one person's alone."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms import File, NotSent, Reference, Uncertain
from bot.platforms.calendar_files import ics, ics_name
from bot.platforms.printed_pages import page
from bot.platforms.slack.api import call
from rituals.cards import Card, Invite, Printed

UPLOAD_SECONDS = 20


def files_of(card: Card, now: datetime) -> Iterator[File]:
    """The files that belong to a card: an .ics for each invite, a page for each thing to print."""
    for element in card.body:
        match element:
            case Invite(_, title, start, minutes, details):
                name = ics_name(start)
                yield File(name, name, ics(uuid.uuid4().hex, title, start, minutes, details, now))
            case Printed(name=name, title=title):
                yield File(f"{name}.html", title, page(element))


async def attach_files(client: AsyncWebClient, reference: Reference, card: Card, now: datetime) -> None:
    """Put the card's files into the message's thread."""
    if files := [await _upload(client, file) for file in files_of(card, now)]:
        await call(
            client.files_completeUploadExternal(
                files=files, channel_id=reference.conversation, thread_ts=reference.message
            )
        )


async def hand_over(client: AsyncWebClient, conversation: str, files: Sequence[File], words: str) -> None:
    """One message with all of the files. What was uploaded and is in no message is nobody's, and may be tried again."""
    try:
        uploaded = [await _upload(client, file) for file in files]
    except Uncertain as error:
        raise NotSent(error.why) from error
    await call(client.files_completeUploadExternal(files=uploaded, channel_id=conversation, initial_comment=words))


async def _upload(client: AsyncWebClient, file: File) -> dict[str, str | None]:
    place = await call(client.files_getUploadURLExternal(filename=file.name, length=len(file.content)))
    await _send(str(place["upload_url"]), file.content)
    return {"id": str(place["file_id"]), "title": file.title}


async def _send(url: str, content: bytes) -> None:
    try:
        limit = aiohttp.ClientTimeout(total=UPLOAD_SECONDS)
        async with aiohttp.ClientSession(timeout=limit) as session, session.post(url, data=content) as response:
            if response.status != 200:
                raise NotSent(f"upload answered {response.status}")
    except (aiohttp.ClientError, TimeoutError) as error:
        raise Uncertain(type(error).__name__) from error
