"""A copy of everything kept about somebody, as two files: made when it is sent, and kept nowhere."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.my_data import words as say
from bot.my_data.data import mentioned, shown
from bot.platforms import File
from rituals.cards import Text


@dataclass(frozen=True, slots=True)
class Copy:
    """The letter's lines, and the same as data."""

    made: datetime
    lines: tuple[Text, ...]
    data: Mapping[str, object]

    @property
    def people(self) -> list[str]:
        """Everybody whom it mentions, as the letter does."""
        return list(dict.fromkeys(person for line in self.lines for person in mentioned(line)))

    def files(self, names: Mapping[str, str]) -> tuple[File, File]:
        """To read, and for other programs. Who and what has no name here stays an id."""
        stem = f"kindling-my-data-{self.made:%Y-%m-%d}"
        return (
            File(f"{stem}.txt", say.TITLE, self._letter(names).encode()),
            File(f"{stem}.json", f"{say.TITLE} (JSON)", self._json(names).encode()),
        )

    def _letter(self, names: Mapping[str, str]) -> str:
        lines = [shown(line, names) for line in self.lines]
        return "\n\n".join([say.TITLE, say.copy_top(self.made), *lines, say.copy_bottom()]) + "\n"

    def _json(self, names: Mapping[str, str]) -> str:
        told = {*self.people, *(channel for line in self.lines for channel in mentioned(line, channels=True))}
        known = {id: names[id] for id in sorted(told) if names.get(id)}
        return json.dumps({**self.data, "names": known}, ensure_ascii=False, indent=2) + "\n"
