"""What a champion chooses about a coffee roulette."""

from dataclasses import dataclass
from datetime import time

from rituals.schedule import Schedule, Weekly
from rituals.settings import Settings, setting


@dataclass(frozen=True, kw_only=True)
class CoffeeSettings(Settings):
    """Every Monday at 10:00, in pairs, for half an hour, unless the champion chooses otherwise."""

    when: Schedule = setting(Weekly(every=1, days=(0,), at=time(10)), "When")
    group_size: int = setting(2, "How many meet", unit="people", least=2, most=6)
    minutes: int = setting(30, "For how long", unit="minutes", choices=(15, 20, 30, 45, 60))
    permission: str = setting(
        "",
        "Permission line",
        help="Appears in every invitation. Works best from someone senior, by name.",
        placeholder="This is work time. Ana, director",
        most=200,
    )
    nudge: bool = setting(False, "One gentle reminder, halfway", help="At most one, to each of them privately.")
    other_teams: bool = setting(
        True,
        "Meet other teams",
        help="Where people have said their teams, different teams come first.",
    )
    overlapping_hours: bool = setting(
        False, "Overlapping hours", help="People whose working hours overlap by two hours or more come together first."
    )
    newcomers: bool = setting(
        False, "Newcomers with old hands", help="Somebody who is new here meets somebody who is not, where that can be."
    )
    same_site: bool = setting(
        False,
        "Same site",
        help="Each person may then ask to meet only people of their own site. For those who don't ask, sites make no "
        "difference. Whoever can't be introduced because of it is told, and has first place in the next round.",
    )
    guests: bool = setting(False, "May guests of the workspace take part?")
