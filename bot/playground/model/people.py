"""The people of the local workspace."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.playground.model.errors import SlackError

ZONE_LABELS = {
    "GMT": "Greenwich Mean Time",
    "BST": "British Summer Time",
    "CET": "Central European Time",
    "CEST": "Central European Summer Time",
    "PST": "Pacific Standard Time",
    "PDT": "Pacific Daylight Time",
}


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another workspace, whose people are here in shared channels; perhaps one of the same organisation."""

    team_id: str
    name: str
    domain: str
    enterprise_id: str = ""


@dataclass(slots=True)
class Person:
    """Somebody in the workspace, or of another one in its shared channels; a bot is a person too."""

    id: str
    name: str
    real_name: str
    title: str = ""
    site: str = ""
    department: str = ""
    tz: str = "Europe/London"
    hue: int = 0
    locale: str = "en-GB"
    deleted: bool = False
    is_bot: bool = False
    is_guest: bool = False
    is_single_channel: bool = False
    is_admin: bool = False
    elsewhere: Elsewhere | None = None
    bot_id: str | None = None
    app_id: str | None = None
    updated: int = 0

    @property
    def is_colleague(self) -> bool:
        """Whether they work here: a person with an account, no guest, and of no other company."""
        return self.is_human and not (self.deleted or self.is_guest or self.elsewhere)

    @property
    def is_human(self) -> bool:
        """Whether somebody real sits behind this account."""
        return not self.is_bot and self.id != "USLACKBOT"

    def team(self, here: str) -> str:
        """The workspace that their account is in; for most it is the one `here`."""
        return self.elsewhere.team_id if self.elsewhere else here

    @property
    def initials(self) -> str:
        """One or two letters for the picture."""
        words = [word for word in self.real_name.split() if word[0].isalpha()] or [self.name]
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()

    def email(self, domain: str) -> str:
        """The address of somebody's account; bots have none."""
        return f"{self.name}@{domain}.example" if self.is_human else ""

    def offset(self, now: datetime) -> int:
        """Seconds this person's clock is ahead of UTC at that moment."""
        away = now.astimezone(ZoneInfo(self.tz)).utcoffset()
        return int(away.total_seconds()) if away else 0

    def zone_label(self, now: datetime) -> str:
        """What the zone is called at that moment."""
        name = now.astimezone(ZoneInfo(self.tz)).tzname() or self.tz
        return ZONE_LABELS.get(name, name)


class People:
    """Everybody, by id and by handle."""

    def __init__(self) -> None:
        self._by_id: dict[str, Person] = {}
        self._by_name: dict[str, Person] = {}

    def __iter__(self) -> Iterator[Person]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def add(self, person: Person) -> Person:
        """Ids and handles are unique."""
        if person.id in self._by_id or person.name in self._by_name:
            raise ValueError(f"{person.name} is here already")
        self._by_id[person.id] = person
        self._by_name[person.name] = person
        return person

    def get(self, user_id: str) -> Person | None:
        """By id alone."""
        return self._by_id.get(user_id)

    def find(self, who: "str | Person") -> Person:
        """By id or handle, with or without the at sign."""
        if isinstance(who, Person):
            return who
        found = self._by_id.get(who) or self._by_name.get(who.removeprefix("@").lower())
        if found is None:
            raise SlackError("user_not_found")
        return found

    def by_email(self, address: str, domain: str) -> Person | None:
        """Somebody whose account is in use, by their address in letters of any size."""
        handle, _, at = address.strip().lower().rpartition("@")
        found = self._by_name.get(handle) if at == f"{domain}.example" else None
        return found if found and found.is_human and not found.deleted else None

    def by_bot_id(self, bot_id: str) -> Person | None:
        """The bot user behind a bot id."""
        return next((person for person in self if person.bot_id == bot_id), None)


PICTURES = ("image_24", "image_32", "image_48", "image_72", "image_192", "image_512")


def user_object(
    person: Person,
    team_id: str,
    now: datetime,
    with_locale: bool = False,
    *,
    email: str = "",
    picture: str = "",
    is_met: bool = False,
) -> dict[str, Any]:
    """Slack's user object; a deactivated person has no time zone in it, and an address only whoever may know it. Of
    somebody from another workspace it says whether they are in a channel of the app's, or `is_stranger`."""
    team_id = person.team(team_id)
    user: dict[str, Any] = {
        "id": person.id,
        "team_id": team_id,
        "name": person.name,
        "deleted": person.deleted,
        "profile": _profile(person, team_id) | dict.fromkeys(PICTURES if picture else (), picture),
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": person.updated,
    }
    if not person.deleted:
        user |= _active_fields(person, now)
    if person.elsewhere:
        user |= _from_elsewhere(person, person.elsewhere, is_met)
    if email:
        user["profile"]["email"] = email
    if with_locale:
        user["locale"] = person.locale
    return user


def _active_fields(person: Person, now: datetime) -> dict[str, Any]:
    seen_by_all = {
        "color": f"{(person.hue * 46603) % 0xFFFFFF:06x}",
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": person.zone_label(now),
        "tz_offset": person.offset(now),
    }
    return seen_by_all if person.elsewhere else seen_by_all | _role_here(person)


def _role_here(person: Person) -> dict[str, Any]:
    return {
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_guest,
        "is_ultra_restricted": person.is_guest and person.is_single_channel,
        "is_email_confirmed": person.is_human,
        "who_can_share_contact_card": "EVERYONE",
    }


def _from_elsewhere(person: Person, home: Elsewhere, is_met: bool) -> dict[str, Any]:
    """What is told of somebody in a shared channel: nothing of their role in a workspace that is not this one."""
    if not home.enterprise_id:
        return {"is_stranger": not is_met}
    organisation = {"id": person.id, "enterprise_id": home.enterprise_id, "enterprise_name": home.name}
    return {"is_stranger": not is_met, "enterprise_user": organisation | {"teams": [home.team_id]}}


def _profile(person: Person, team_id: str) -> dict[str, Any]:
    first, _, last = person.real_name.partition(" ")
    profile: dict[str, Any] = {
        "title": person.title,
        "phone": "",
        "skype": "",
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.name,
        "display_name_normalized": person.name,
        "fields": {},
        "status_text": "",
        "status_emoji": "",
        "status_expiration": 0,
        "avatar_hash": f"{person.hue:012x}",
        "first_name": first,
        "last_name": last,
        "team": team_id,
    }
    return profile | ({"bot_id": person.bot_id, "api_app_id": person.app_id} if person.is_bot else {})
