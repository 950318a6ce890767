"""What people say for a verb that they don't know. A meaning is only ever offered, never acted on."""

import re
from difflib import SequenceMatcher, get_close_matches

from rituals.typed import bare, plain

LEAVE, PAUSE, SKIP, RESUME, JOIN, STATUS = "leave", "pause", "skip", "resume", "join", "status"
_PHRASES = {
    LEAVE: """
        leave, leaving, stop, stopping, unsubscribe, quit, exit, end, ending, cancel, opt out, optout, opt me
        out, opting out, remove me, remove, delete me, delete, unjoin, disjoin, sign off, sign out, sign me
        off, sign me out, take me off, take me out, get me out, let me out, get out, drop out, drop me,
        withdraw, resign, deregister, unenrol, unenroll, unregister, count me out, leave me alone, go away, no
        more, no longer, not interested, never again, enough, bye, goodbye, done, disable, turn off, turn it
        off, switch off, deactivate, disconnect, out, do not disturb, dont disturb, no thanks, not for me,
        shut up, uninstall
    """,
    PAUSE: """
        pause, pausing, paused, break, a break, holiday, holidays, vacation, away, snooze, mute, on leave,
        annual leave, sick leave, parental leave, maternity leave, paternity leave, leave of absence, busy,
        out of office, ooo, off sick, sick, rest, time off, day off, week off, hold, on hold, suspend,
        postpone
    """,
    SKIP: """
        skip, skipping, skipped, miss, next time, not this week, not this time, not today, not now, pass, sit
        out, cant make it, cannot make it, cant come, later
    """,
    RESUME: """
        resume, back, return, returning, unpause, unskip, unleave, continue, come back, restart, reactivate,
        unmute, carry on, undo, stay, remain, keep me, go on
    """,
    JOIN: """
        join, joining, subscribe, sign up, sign me up, count me in, opt in, optin, opt me in, opting in, add
        me, enrol, enroll, participate, take part, taking part, register, rejoin, im in, let me in, include me
    """,
    STATUS: """
        status, when, am i in, next coffee
    """,
}
_MEANING = {" ".join(phrase.split()): meaning for meaning, phrases in _PHRASES.items() for phrase in phrases.split(",")}
_LONGEST = max(len(phrase.split()) for phrase in _MEANING)
_NOT = frozenset({"dont", "not", "never", "no", "wont", "cannot", "cant", "without", "isnt"})
_WANTS = frozenset(
    {"want", "need", "like", "more", "any", "anymore", "send", "contact", "message", "bother", "introduce"}
)
_ENDS_A_PAUSE = frozenset({"stop", "stopping", "end", "ending", "cancel", "remove", "delete", "no", "done", "enough"})
_SHORTEST_SLIP = 5


def meant(line: str) -> tuple[str, ...]:
    """The verbs that the line may mean, likeliest first: never the one that it says no to."""
    words = re.findall(r"\w+", plain(line).replace("'", ""))
    found, rest = _found([_known(word) for word in words])
    if _NOT & set(rest):
        return _denied(found, rest)
    if RESUME in found:
        return tuple(one for one in found if one not in (LEAVE, PAUSE, SKIP))
    if LEAVE in found and {PAUSE, SKIP} & set(found):
        return (RESUME,) if _ENDS_A_PAUSE & set(words) else (*(one for one in found if one != LEAVE), LEAVE)
    return found


def is_slip(word: str, known: str) -> bool:
    """Whether a word may be `known`, mistyped: not its opposite, and for a way out not something only like it."""
    alike = 0.75 if LEAVE in meant(known) else 0.6
    return _prefix(word) == _prefix(known) and SequenceMatcher(None, known, word).ratio() >= alike


def wants_out(line: str) -> bool:
    """Whether the whole line is a phrase like “remove me”, though its first word may be a verb."""
    words = " ".join(word for word in plain(line.replace("-", " ")).split() if word == "me" or bare(word))
    return " " in words and _MEANING.get(words) == LEAVE


def says_no(line: str) -> bool:
    """Whether there is a “not” in it: then its first word is no guess at what was meant."""
    return bool(_NOT & set(re.findall(r"\w+", plain(line).replace("'", ""))))


def knows(word: str) -> bool:
    """Whether it means something by itself."""
    return word in _MEANING


def _denied(found: tuple[str, ...], rest: list[str]) -> tuple[str, ...]:
    """“Don't leave” means nothing that can be done; “don't pause” and “I don't want this” do."""
    if {LEAVE, RESUME} & set(found):
        return ()
    if {PAUSE, SKIP} & set(found):
        return (RESUME,)
    return (LEAVE,) if JOIN in found or _WANTS & set(rest) else ()


def _found(words: list[str]) -> tuple[tuple[str, ...], list[str]]:
    """What the phrases in these words mean, each once, and the words that are in none of them."""
    found, rest = dict[str, None](), list[str]()
    while words:
        size = next((size for size in range(_LONGEST, 0, -1) if " ".join(words[:size]) in _MEANING), 0)
        if size:
            found[_MEANING[" ".join(words[:size])]] = None
        else:
            rest.append(words[0])
        words = words[size or 1 :]
    return tuple(found), rest


def _known(word: str) -> str:
    """The word, or the one that it is a slip of the finger for."""
    if len(word) < _SHORTEST_SLIP or word in _MEANING:
        return word
    single = [phrase for phrase in _MEANING if " " not in phrase and len(phrase) >= _SHORTEST_SLIP]
    near = get_close_matches(word, single, n=1, cutoff=0.83)
    return near[0] if near and _prefix(word) == _prefix(near[0]) else word


def _prefix(word: str) -> str:
    """What makes a word its own opposite."""
    return next((one for one in ("un", "dis", "de", "re") if word.startswith(one)), "")
