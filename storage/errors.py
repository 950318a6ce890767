"""What can go wrong with the database, in words a person can act on; no sentence holds a password."""

from rituals.errors import KindlingError


class CannotOpen(KindlingError):
    """The database could not be opened. Please check DATABASE_URL."""


class NewerDatabase(KindlingError):
    """This database belongs to a newer version of Kindling. Please update Kindling, then start it again."""


class InUse(KindlingError):
    """Something else is using this database just now. Please stop it, or try again in a minute."""


class CannotCopy(KindlingError):
    """The database could not be copied, so nothing was changed."""


class OlderDatabase(KindlingError):
    """The database's tables are those of an older version of Kindling."""


class Unavailable(KindlingError):
    """Nothing can be kept just now."""


class Busy(Unavailable):
    """I couldn't reach my memory just now, so nothing was changed. Please try again in a minute."""


class Full(Unavailable):
    """There is no room left where I keep things, so nothing was changed. Please tell whoever runs Kindling."""


class ReadOnly(Unavailable):
    """I can read my memory and not write to it, so nothing was changed. Please tell whoever runs Kindling."""


class AlreadyStarted(KindlingError):
    """That is already running in this channel."""


class NotInstalled(KindlingError):
    """That ritual isn't installed here any more, so nothing was changed."""
