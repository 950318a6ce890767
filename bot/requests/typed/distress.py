"""Words of distress, in a line that was typed to the bot and is no command of its: nothing else is ever looked at."""

import re
from difflib import get_close_matches

from rituals.typed import plain


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in text.split(","))


GRAVE = _phrases("""
    suicide, suicidal, kill myself, killing myself, kill himself, kill herself, kill themselves, take my life,
    taking my life, end my life, ending my life, end it all, end his life, end her life, want to die, wanna die,
    wish i was dead, better off dead, no reason to live, dont want to live, dont want to be here, cant go on, self harm,
    selfharm, self harming, harm myself, harming myself, hurt myself, hurting myself, harm themselves, hurt themselves,
    cut myself, cutting myself, overdose, in danger, domestic violence, abuse, abused, assaulted, raped
""")
"""Wherever they stand in the line."""
HEAVY = _phrases("""
    worry, worried, worries, worrying, concerned, sad, sadness, depressed, depression, depressing, unhappy, miserable,
    hopeless, helpless, worthless, desperate, despair, despairing, anxious, anxiety, panic, panicking, lonely,
    loneliness, feel alone, so alone, all alone, isolated, crying, in tears, tearful, grief, grieving, bereaved,
    bereavement, mourning, upset, distressed, distress, scared, afraid, frightened, terrified, struggling, suffering,
    overwhelmed, burnout, burnt out, burned out, cant cope, not coping, breaking down, breakdown, feel broken, feel low,
    feeling low, feel numb, feel empty, feel bad, feeling bad, feel awful, feel terrible, feel down, feeling down,
    crisis, mental health, trauma, traumatised, died, dying, bullied, bullying, harassed, harassment, hurt, samaritans,
    not ok, not okay, not well, not myself, need someone, need somebody
""")
"""Wherever they stand, or only among the first words where the line may be for somebody else."""
_SHORTEST_SLIP = 6
"""A slip of the finger is looked for in words of so many letters."""
_SINGLE = [one for one in (*GRAVE, *HEAVY) if " " not in one and len(one) >= _SHORTEST_SLIP]


def is_heavy(line: str, first: int | None = None) -> bool:
    """Whether the line speaks of danger, or in its first so many words of distress; one's own or another's."""
    words = [_known(word) for word in re.findall(r"\w+", plain(line).replace("'", "").replace("_", " "))]
    return _has(words, GRAVE) or _has(words[:first], HEAVY)


def _known(word: str) -> str:
    """The word, or the one that it is a slip of the finger for."""
    near = get_close_matches(word, _SINGLE, n=1, cutoff=0.88) if len(word) >= _SHORTEST_SLIP else []
    return near[0] if near else word


def _has(words: list[str], phrases: tuple[str, ...]) -> bool:
    said = f" {' '.join(words)} "
    return any(f" {phrase} " in said for phrase in phrases)
