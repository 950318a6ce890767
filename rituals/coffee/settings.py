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
        "Time for a coffee together is work time here.",
        "Permission line",
        help="It stands in every invitation. Best said by somebody senior, with their name. "
        "Leave it empty if nobody has agreed to it yet.",
        placeholder="This is work time. Ana, director",
        most=200,
    )
    nudge: bool = setting(False, "One gentle reminder, halfway", help="At most one, to the group itself.")
    guests: bool = setting(False, "May guests of the workspace take part?")
