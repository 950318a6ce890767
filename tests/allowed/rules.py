"""The rules: who may do what, where. Everything else here, and docs/who-may-do-what.md, comes from them."""

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What an act is. Each is open to those of the kinds before it, too, in the place where it is."""

    OUT = "a way out: leaving, pausing, refusing, taking back"
    OWN = "what is one's own: what one was given, brought or said"
    REFUSE = "refusing a ritual in all channels"
    EVERYWHERE = "one's own choice about a ritual in all channels"
    IN_CHANNEL = "what belongs in the channel: joining, sharing there"
    TOGETHER = "what those in the channel do and read"
    LOOK_AFTER = "what champions do"
    START = "starting a circle, or taking on one that nobody looks after"


class Role(Enum):
    """Whose act it is."""

    NOBODY = "a colleague who takes no part"
    PARTICIPANT = "somebody who takes part"
    CHAMPION = "a champion of this circle"
    OTHER_CHAMPION = "a champion of another circle"
    ADMIN = "an admin of the workspace"
    GUEST = "a guest"
    GUEST_IN_IT = "a guest who takes part"
    EXTERNAL = "somebody of another company"
    EXTERNAL_IN_IT = "somebody who took part and is of another company now"
    BOT = "a bot"
    GONE = "somebody whose account was closed"
    UNKNOWN = "somebody of whom Slack knows nothing"

    @property
    def is_ours(self) -> bool:
        strangers = (Role.EXTERNAL, Role.EXTERNAL_IN_IT, Role.BOT, Role.GONE, Role.UNKNOWN)
        return self not in strangers

    @property
    def is_guest(self) -> bool:
        return self in (Role.GUEST, Role.GUEST_IN_IT)

    @property
    def takes_part(self) -> bool:
        return self in (Role.PARTICIPANT, Role.GUEST_IN_IT, Role.EXTERNAL_IN_IT)


class Place(Enum):
    """Where they are, and from where they do it."""

    THERE = "in the channel"
    MESSAGE = "in the channel, and doing it from a direct message"
    LOOKING = "looking at a public channel from outside"
    OUTSIDE = "outside the channel"

    @property
    def is_in(self) -> bool:
        return self in (Place.THERE, Place.MESSAGE)


class Answer(Enum):
    """What they get."""

    DONE = "yes"
    FOR_COLLEAGUES = "no, that is for the people of this workspace"
    SET_UP = "no, colleagues with a full account set circles up"
    CHAMPIONS = "no, ask its champion"
    COME_IN = "no, come into the channel first"
    NOTHING = "no, as if there were no such circle"


@dataclass(frozen=True)
class Cell:
    """One act, by one person, from one place. `has_part`: whether there is anything of theirs in the circle; `joined`:
    whether they have a place in it."""

    kind: Kind
    role: Role
    place: Place
    has_part: bool
    joined: bool


def right_answer(cell: Cell) -> Answer:
    """The first rule that applies decides."""
    kind, role, place = cell.kind, cell.role, cell.place
    if kind is Kind.REFUSE:  # nobody is kept from it
        return Answer.DONE
    if kind is Kind.START and (role.is_guest or not role.is_ours):  # a circle speaks in the employer's name
        return Answer.SET_UP
    if kind is Kind.START:
        return Answer.DONE if place.is_in else Answer.COME_IN
    if not role.is_ours and kind is not Kind.OUT:  # whoever is not of this workspace can only leave
        return Answer.FOR_COLLEAGUES
    if kind is Kind.EVERYWHERE:
        return Answer.DONE
    if kind in (Kind.OUT, Kind.OWN) and cell.has_part:  # what is theirs stays theirs
        return Answer.DONE
    if place.is_in or (_belongs(cell) and kind is not Kind.IN_CHANNEL):
        is_for_them = kind is not Kind.LOOK_AFTER or role is Role.CHAMPION
        return Answer.DONE if is_for_them else Answer.CHAMPIONS
    knows_of_it = place is Place.LOOKING or _belongs(cell)
    return Answer.COME_IN if knows_of_it else Answer.NOTHING


def _belongs(cell: Cell) -> bool:
    """Whether it is theirs wherever they are; a guest's place is in the channel."""
    return cell.role is Role.CHAMPION or (cell.joined and not cell.role.is_guest)


OUT, OWN, REFUSE, EVERYWHERE, IN_CHANNEL, TOGETHER, LOOK_AFTER, START = Kind

KINDS: dict[str, dict[Kind, str]] = {
    "coffee": {
        OUT: "leave pause skip cant",
        OWN: "status met can opener why retry show",
        IN_CHANNEL: "join",
        TOGETHER: "about how resume",
        LOOK_AFTER: "preview introduce",
    },
    "potluck": {
        OUT: "withdraw change",
        OWN: "status",
        TOGETHER: "bring role come guest just recipe recipes leftovers propose list allergens print how move cancel",
    },
    "words": {
        REFUSE: "leave pause signed refuse decline",
        OUT: "unshare remove",
        OWN: "thank keep kept name",
        EVERYWHERE: "join anyone status accept",
        IN_CHANNEL: "share",
        TOGETHER: "write how",
        LOOK_AFTER: "preview",
    },
    "talk": {
        TOGETHER: "opener ask nice retire status how",
        LOOK_AFTER: "preview again add list remove restore",
    },
}
"""Of every act of every ritual, by its name, what kind it is. One that is not here has no rule, and fails the tests."""
CHAMPION_VERBS = {"settings": LOOK_AFTER, "stop": LOOK_AFTER, "resend": TOGETHER, "start": START}
"""What every ritual has."""
