"""What a champion chooses about kind words."""

from dataclasses import dataclass
from datetime import time

from rituals.schedule import Schedule, Weekly
from rituals.settings import Settings, setting


@dataclass(frozen=True, kw_only=True)
class WordsSettings(Settings):
    """A prompt every Friday at 14:00, and every word signed, unless the champion chooses otherwise."""

    when: Schedule | None = setting(
        Weekly(every=1, days=(4,), at=time(14)),
        "When to post a gentle prompt",
        is_schedule=True,
    )
    anonymous: bool = setting(
        False,
        "May words be anonymous?",
        help="Signed words are the safer beginning. Neither the person who gets an anonymous one nor champions can see "
        "who wrote it. Whoever runs the database could, for 30 days. Anyone can choose to get signed words only.",
    )
    cap: int = setting(2, "Anonymous words a day from one person, at most", least=1, most=5)
