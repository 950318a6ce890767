"""The made-up company of the local workspace: a hospital trust and a council that share their kindness."""

import random
import re
import time
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import timedelta

from bot.clock import Clock
from bot.playground.model.company_names import (
    CHANNELS,
    CHATTER,
    COLLEAGUES,
    FAMILY_NAMES,
    GIVEN_NAMES,
    JOBS,
    Colleague,
    Room,
)
from bot.playground.model.conversations import Conversation
from bot.playground.model.messages import Message, micros
from bot.playground.model.people import Person
from bot.playground.model.scopes import DEFAULT_EVENTS, DEFAULT_SCOPES
from bot.playground.model.tickets import Monotonic
from bot.playground.model.workspace import Command, Workspace

ADMIN, GUEST, GONE, OTHER_BOT = "priya", "marek", "pauline", "rotabot"
STOCKHOLM_SHARE = 0.15


def make_company(
    *,
    people: int = len(COLLEAGUES),
    seed: int = 7,
    clock: Clock | None = None,
    monotonic: Monotonic = time.monotonic,
    scopes: Iterable[str] = DEFAULT_SCOPES,
    events: Iterable[str] = DEFAULT_EVENTS,
    commands: Sequence[Command] = (),
    chatter: bool = False,
) -> Workspace:
    """A workspace with that many colleagues; the same numbers always make the same company."""
    ws = Workspace(clock=clock, monotonic=monotonic, scopes=scopes, events=events, commands=commands)
    _settle_bots(ws)
    for colleague in _colleagues(max(people, 1), seed):
        ws.people.add(_person(colleague))
    for room in CHANNELS:
        _add_channel(ws, room, seed)
    if chatter:
        _add_chatter(ws)
    return ws


def _settle_bots(ws: Workspace) -> None:
    slackbot = Person("USLACKBOT", "slackbot", "Slackbot", tz="America/Los_Angeles", hue=210)
    ws.people.add(slackbot)
    rota = Person("U0ROTABOT", OTHER_BOT, "Rota Bot", "Posts the rotas", hue=190, is_bot=True)
    rota.bot_id, rota.app_id = "B0ROTABOT", "A0ROTABOT"
    ws.people.add(rota)


def _colleagues(count: int, seed: int) -> list[Colleague]:
    chosen = list(COLLEAGUES[:count])
    draw = random.Random(seed)
    taken = {colleague.handle for colleague in COLLEAGUES}
    while len(chosen) < count:
        colleague = _invented(draw, taken)
        taken.add(colleague.handle)
        chosen.append(colleague)
    return chosen


def _invented(draw: random.Random, taken: set[str]) -> Colleague:
    given, family = draw.choice(GIVEN_NAMES), draw.choice(FAMILY_NAMES)
    job, department, site = draw.choice(JOBS)
    zone = "Europe/Stockholm" if draw.random() < STOCKHOLM_SHARE else "Europe/London"
    return Colleague(_handle(given, family, taken), f"{given} {family}", job, department, site, zone)


def _handle(given: str, family: str, taken: set[str]) -> str:
    first, last = plain_letters(given), plain_letters(family)
    for handle in (first, f"{first}.{last}"):
        if handle not in taken:
            return handle
    number = 2
    while f"{first}.{last}{number}" in taken:
        number += 1
    return f"{first}.{last}{number}"


def plain_letters(name: str) -> str:
    """A name in the letters a handle can have."""
    spelled = name.lower().translate(str.maketrans("łøıðæ", "loida"))
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", spelled))


def _person(colleague: Colleague) -> Person:
    return Person(
        id="U01" + re.sub(r"[^A-Z0-9]", "0", colleague.handle.upper()),
        name=colleague.handle,
        real_name=colleague.name,
        title=f"{colleague.job}, {colleague.site}",
        site=colleague.site,
        department=colleague.department,
        tz=colleague.zone,
        hue=sum(map(ord, colleague.handle)) * 47 % 360,
        locale="sv-SE" if colleague.zone == "Europe/Stockholm" else "en-GB",
        deleted=colleague.handle == GONE,
        is_guest=colleague.handle == GUEST,
        is_admin=colleague.handle == ADMIN,
    )


def _add_channel(ws: Workspace, room: Room, seed: int) -> None:
    active = [person for person in ws.people if person.is_human and not person.deleted]
    members = [person for person in active if not person.is_guest or room.guests]
    if room.share < 1:
        draw = random.Random(f"{seed}:{room.name}")
        members = [person for person in members if person.name in room.always or draw.random() < room.share]
    if room.only:
        members = [person for person in active if person.name in room.only]
    ids = [person.id for person in members] + ([ws.bot.id] if room.bot else [])
    place = Conversation(
        id=ws.new_id("C"),
        kind="private" if room.private else "channel",
        name=room.name,
        created=ws.now,
        creator=ids[0],
        topic=room.topic,
        purpose=room.topic,
        members=dict.fromkeys(ids),
        archived=room.archived,
        is_general=room.name == "general",
    )
    ws.conversations.add(place)


def _add_chatter(ws: Workspace) -> None:
    """What was said before today's visitor came; everybody has read it."""
    for line in CHATTER:
        place, person = ws.conversation(line.channel), ws.people.get(f"U01{line.handle.upper()}")
        if person is None or (person.id not in place.members and not place.archived):
            continue
        moment = micros(ws.clock.now() - timedelta(hours=line.hours_ago))
        ts = f"{moment // 1_000_000}.{moment % 1_000_000:06d}"
        ws.messages.add(Message(ts=ts, conversation=place.id, user=person.id, text=line.text))
        place.read = dict.fromkeys(place.members, ts)
