"""The made-up company of the local workspace: a hospital trust and a council that share their kindness."""

import random
import re
import time
import unicodedata
from dataclasses import replace
from datetime import timedelta

from bot.clock import Clock
from bot.playground.model.app import App
from bot.playground.model.company_names import (
    BUILDERS,
    CHANNELS,
    CHATTER,
    COLLEAGUES,
    FAMILY_NAMES,
    GIVEN_NAMES,
    JOBS,
    SHARED,
    VISITORS,
    Colleague,
    Room,
)
from bot.playground.model.conversations import Conversation
from bot.playground.model.messages import Message, micros
from bot.playground.model.people import Elsewhere, Person
from bot.playground.model.tickets import Monotonic
from bot.playground.model.workspace import FIRST_TEAM, Workspace

ADMIN, GUEST, GONE, OTHER_BOT = "priya", "marek", "pauline", "rotabot"
STOCKHOLM_SHARE = 0.15


def make_company(
    *,
    people: int = len(COLLEAGUES),
    seed: int = 7,
    clock: Clock | None = None,
    monotonic: Monotonic = time.monotonic,
    app: App | None = None,
    chatter: bool = False,
    rate_limits: bool = False,
    name: str = "St Brigid's & Wexcombe",
    domain: str = "stbrigids-wexcombe",
    team_id: str = FIRST_TEAM,
    installed: bool = True,
    enterprise_id: str = "",
) -> Workspace:
    """A workspace with that many colleagues; the same numbers always make the same company.

    A second one has its own `name`, `domain` and `team_id`; the app may be not yet `installed` in it. In a channel
    that they share there are people of another company, besides.
    """
    ws = Workspace(
        app=app,
        name=name,
        domain=domain,
        team_id=team_id,
        clock=clock,
        monotonic=monotonic,
        rate_limits=rate_limits,
        installed=installed,
        enterprise_id=enterprise_id,
    )
    _settle_bots(ws)
    for colleague in _colleagues(max(people, 1), seed):
        ws.people.add(_person(ws, colleague))
    for room in CHANNELS:
        _add_channel(ws, room, seed)
    _share_a_channel(ws, seed)
    if chatter:
        _add_chatter(ws)
    return ws


def _settle_bots(ws: Workspace) -> None:
    slackbot = Person("USLACKBOT", "slackbot", "Slackbot", tz="America/Los_Angeles", hue=210)
    ws.people.add(slackbot)
    rota = Person(f"U0ROTABOT{ws.mark}", OTHER_BOT, "Rota Bot", "Posts the rotas", hue=190, is_bot=True)
    rota.bot_id, rota.app_id = f"B0ROTABOT{ws.mark}", "A0ROTABOT"
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


def _user_id(ws: Workspace, handle: str) -> str:
    return f"U01{ws.mark}{re.sub(r'[^A-Z0-9]', '0', handle.upper())}"


def _person(ws: Workspace, colleague: Colleague) -> Person:
    return Person(
        id=_user_id(ws, colleague.handle),
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


def _share_a_channel(ws: Workspace, seed: int) -> None:
    """One more channel, and the builders who are in it and nowhere else."""
    place = _add_channel(ws, SHARED, seed)
    builders = Elsewhere("T0HARTWELL", BUILDERS, "hartwell-daughters")
    place.shared_with = (builders.team_id,)
    for colleague in VISITORS:
        person = replace(_person(ws, colleague), elsewhere=builders, title=colleague.job, site=BUILDERS)
        place.members[ws.people.add(person).id] = None


def _add_channel(ws: Workspace, room: Room, seed: int) -> Conversation:
    active = [person for person in ws.people if person.is_human and not person.deleted]
    members = [person for person in active if not person.is_guest or room.guests]
    if room.share < 1:
        draw = random.Random(f"{seed}:{room.name}")
        members = [person for person in members if person.name in room.always or draw.random() < room.share]
    if room.only:
        members = [person for person in active if person.name in room.only]
    ids = [person.id for person in members] + ([ws.bot.id] if room.bot and ws.installed else [])
    place = Conversation(
        id=ws.new_id("C"),
        kind="private" if room.private else "channel",
        name=room.name,
        created=ws.now,
        creator=(*ids, "USLACKBOT")[0],
        topic=room.topic,
        purpose=room.topic,
        members=dict.fromkeys(ids),
        archived=room.archived,
        is_general=room.name == "general",
    )
    return ws.conversations.add(place)


def _add_chatter(ws: Workspace) -> None:
    """What was said before today's visitor came; everybody has read it."""
    for line in CHATTER:
        place, person = ws.conversation(line.channel), ws.people.get(_user_id(ws, line.handle))
        if person is None or (person.id not in place.members and not place.archived):
            continue
        moment = micros(ws.clock.now() - timedelta(hours=line.hours_ago))
        ts = f"{moment // 1_000_000}.{moment % 1_000_000:06d}"
        ws.messages.add(Message(ts=ts, conversation=place.id, user=person.id, text=line.text))
        place.read = dict.fromkeys(place.members, ts)
