"""What follows when a backup was put back: nobody takes part before they say so again, and all are told."""

from datetime import datetime
from functools import partial

from bot.rounds import words
from bot.rounds.calendar import Calendar
from rituals.catalog import Catalog
from storage.upkeep.backups import After
from storage.upkeep.restored import Putting, after_restore


def putting_back(catalog: Catalog, now: datetime) -> After:
    """What is still to be done in the transaction that puts a backup back."""
    rituals = catalog.rituals.values()
    this = Putting(
        now=now,
        note=words.restored(),
        settings_of=catalog.settings_of,
        date_of=Calendar(catalog).date,
        keeps=catalog.keeps,
        asks={one.name: words.still_in(one) for one in rituals if "join" in one.commands and not one.reaches},
        unasked=frozenset(one.name for one in rituals if one.reaches),
    )
    return partial(after_restore, this=this)
