"""What one person may do, and how much one circle takes: enough for everybody, and nobody is buried in it.

In one place, so that a look at it answers who can spoil what. Kind words have limits of their own.
"""

from rituals.errors import KindlingError

HEARD = 100
"""Acts of one person on one day that others hear of: a post, a message to somebody, words said aloud."""
HEARD_HERE = 300
"""The same in one circle, by whomever."""
STARTED = 5
"""Circles that one person sets up on one day."""
CHANGED = 20
"""Times that one person saves a circle's settings on one day: all who take part may hear that their coffee moves."""
COPIES = 5
"""Copies of their own data, as files, that one person is sent on one day."""
LOOKED_AFTER = 20
"""Circles that one person looks after."""
LUNCHES = 6
"""Lunches to come that one person proposed, in one circle."""
LUNCHES_HERE = 30
"""Lunches to come in one circle."""
RECIPES = 5
"""Recipes of one person after one lunch."""


class HeardEnough(KindlingError):
    """Others have heard a lot from you through me today, so I've left this one out. Tomorrow it works again."""


class CircleHeardEnough(KindlingError):
    """There has been a lot in this circle today, so I've left this one out. Tomorrow it works again."""


class StartedEnough(KindlingError):
    """You've set up a few circles today, and that's plenty for one day. Come back tomorrow, or ask a colleague to."""


class ChangedEnough(KindlingError):
    """You've changed settings many times today, and people may hear of each. Tomorrow you can change them again."""


class LooksAfterEnough(KindlingError):
    """You look after plenty of circles already. A colleague can set this one up, or you can stop one of yours."""


class CopiesEnough(KindlingError):
    """I've sent you a few copies of your data today, and that's plenty for one day. Tomorrow you can have another."""


class LunchesEnough(KindlingError):
    """You've proposed a few lunches that are still to come. Once one of them has been, you can propose the next."""


class LunchesEnoughHere(KindlingError):
    """There are plenty of lunches to come here already. Why not join one of them?"""


class RecipesEnough(KindlingError):
    """That's plenty of recipes from one lunch, thank you. Keep this one for the next."""
