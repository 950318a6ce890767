"""How many people take part: the one number that anybody is told, too coarse to tell of any one of them."""

FEWEST = 5
STEP = 5


def headcount(count: int) -> int:
    """The number that may be told: rounded down to fives, and 0 for fewer than five."""
    return count - count % STEP if count >= FEWEST else 0


def people_take_part(number: int) -> str:
    """The number in words, to somebody who is not counted."""
    return f"{f'At least {number}' if number else f'Fewer than {FEWEST}'} people take part besides you"
