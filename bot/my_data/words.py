"""The sentences of the letter with which somebody's own data is told to them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from rituals.cards import (
    FORGOTTEN,
    Buttons,
    Card,
    Channel,
    Command,
    Element,
    Note,
    Paragraph,
    Person,
    Span,
    Text,
    as_text,
    count_words,
    say,
    to_type,
)
from rituals.dates import join_words
from rituals.records import Profile, Refusal
from storage import Held, Place, Told, Waiting

TITLE = "What I keep about you"
ALL = "my data all"


def nothing() -> Card:
    words = "I know nothing about you."
    return Card(words, (Paragraph((f"{words} You take part in nothing, and I've kept nothing.",)),))


def ending(is_cut: bool) -> Iterator[Element]:
    if is_cut:
        yield Note(("That's the newest of it. For all of it, type ", Command(ALL), "."))
    yield from _below()


def page_ending(page: int, last: int) -> Iterator[Element]:
    if page < last:
        yield Note((f"Page {page} of {last}. To read on, type ", Command(f"{ALL} {page + 1}"), "."))
    elif last > 1:
        yield Note((f"Page {page} of {last}, the last one.",))
    yield from _below()


def _below() -> Iterator[Element]:
    yield Buttons((to_type("Send me a copy as files", "my data copy"),))
    yield Note(("Only you can see this. To be forgotten, type ", Command("forget me"), "."))


def copy_coming() -> Card:
    return say(
        "Your copy is on its way, in a direct message from me: a letter to read, and a file for other programs (JSON). "
        "It goes to nobody else."
    )


def copy_here() -> Card:
    return say(
        "Here's what I keep about you: a letter to read, and the same for other programs (JSON). Only you see this."
    )


def copy_top(made: datetime) -> str:
    return f"Written for you alone, on {made.day} {made:%B %Y at %H:%M} UTC."


def copy_bottom() -> str:
    return "Names are as Slack gives them today. Where it gave me none, you see Slack's own id instead."


def and_more(count: int) -> Text:
    return (f"And {count} more. To see them all, type ", Command(ALL), ".")


def profile(held: Held, read: str) -> Text:
    """What the workspace's directory says of them."""
    assert held.profile
    words = [f"you're called {held.profile.name}" if held.profile.name else "you've given no name"]
    words += [f"your job title is {held.profile.title}"] if held.profile.title else []
    words += [f"your clock shows {_place_of(held.profile.zone)} time", _hours(held.profile), *_flags(held.profile)]
    return (f"From your Slack profile I know that {join_words(words)}. I last read it on {read}.",)


def place(one: Place, called: str, joined: str, back: str, seen: str, unread: str) -> Text:
    """How they take part somewhere, and whether they look after it."""
    here: Text = (f"{called} in ", Channel(one.circle.channel))
    words: list[Span] = ["You've taken part in ", *here, f" since {joined}."] if one.part else []
    words += [" You look after it, too."] if one.is_champion and one.part else []
    words += ["You look after ", *here, "."] if one.is_champion and not one.part else []
    return (*words, *_how(one, back), *_read(one, seen, unread))


def about(words: Text) -> Text:
    return (" What you said about yourself: ", *words, ".")


def refused(called: str, refusal: Refusal, until: str) -> Text:
    """What they want nothing of: of which kind, from whom, and until when."""
    kind = f" that are {refusal.what}" if refusal.what else ""
    nameless: Span = "someone whose name isn't kept with it"
    whom: Text = (" from ", nameless if refusal.whom == FORGOTTEN else Person(refusal.whom)) if refusal.whom else ()
    return (f"You've asked to hear nothing more of {called}{kind}", *whom, f" until {until}." if until else ".")


def met(on: str, channel: str, words: Text) -> Text:
    """An introduction. Whether it counts as a meeting is not said: it would tell what the others answered."""
    return (f"On {on} ", *words, " That was in ", Channel(channel), ".")


def introduced(others: Text, answers: Mapping[str, str], notes: Mapping[str, object]) -> Text:
    """An introduction by a ritual that has no words for it."""
    told: list[Span] = ["I introduced you to ", *others, "."]
    if answers:
        told.append(f" You answered: {join_words(list(answers.values()))}.")
    return (*told, " Noted with it: ", *values(notes), ".") if notes else tuple(told)


def added(on: str, called: str, channel: str, words: Text) -> Text:
    return (f"On {on} ", *words, f". ({called[:1].upper()}{called[1:]}, ", Channel(channel), ")")


def entry(kind: str, data: Mapping[str, object], answers: Mapping[str, str], *, is_mine: bool) -> Text:
    """An entry of a ritual that has no words for it. What others wrote is theirs, and not told."""
    told: list[Span] = []
    if is_mine:
        told += [f"you added something ({_spaced(kind)})", *((": ", *values(data)) if data else ())]
    if answers:
        said = join_words([f"“{answer}”" for answer in answers.values()])
        told += [f". You answered {said} to it" if is_mine else f"you answered {said} to what someone added"]
    return tuple(told) or ("someone added something that names you",)


def values(data: Mapping[str, object]) -> Text:
    """JSON values as a person would write them; empty parts are left out."""
    parts = [f"{_spaced(name)} {shown}" for name, value in data.items() if (shown := _value(value))]
    return (join_words(parts) or "nothing more",)


def waiting(one: Waiting, put: str) -> Text:
    """A message that is on its way, or was given up."""
    if one.is_mine:
        became = f"couldn't reach you, from {put}" if one.is_lost else f"is on its way to you, since {put}"
        return (f"A message {became}.", *((" It says: “", *as_text(one.summary), "”") if one.summary else ()))
    what = "A message that you asked for" if one.i_asked else "A message that names you"
    return (f"{what}, of {put}, " + ("couldn't be delivered." if one.is_lost else "is on its way."),)


def told(past: Told, since: str) -> str:
    unwanted = f" Another {past.dropped} weren't needed any more." if past.dropped else ""
    sent = f"Since {since} I've sent you {count_words(past.count, 'message')} that only you can see."
    return f"{sent} I don't keep what I said.{unwanted}"


def reminders(days: Sequence[str]) -> str:
    return f"I've set myself a reminder about what you added, for {join_words(list(dict.fromkeys(days)))}."


def named(count: int) -> str:
    return f"You're named in {count_words(count, 'answer')} of other people's."


def _how(one: Place, back: str) -> Iterator[str]:
    if one.part and one.part.skips_next:
        yield " You sit out the next round."
    if back:
        yield f" You're away until {back}."
    if one.part and one.part.goes_first:
        yield " You come first next time, because you were left over."


def _read(one: Place, seen: str, unread: str) -> Iterator[str]:
    if one.part and not one.is_present:
        yield " When I last looked, you weren't in the channel."
    if one.knows_why:
        yield " I've told you why I can't introduce you there just now."
    if seen:
        yield f" I last saw you there on {seen}."
    if unread:
        yield f" On {unread} Slack wouldn't tell me who you are."


def _hours(known: Profile) -> str:
    return f"I take your working day to be {known.work_start:%H:%M} to {known.work_end:%H:%M}"


def _flags(known: Profile) -> Iterator[str]:
    said = {
        "you're an admin": known.is_admin,
        "you're a guest": known.is_guest,
        "you're from another organisation": known.is_stranger,
        "you're an app": known.is_bot,
        "your account is closed": known.is_gone,
    }
    yield from (words for words, is_so in said.items() if is_so)


def _place_of(zone: str) -> str:
    """“Europe/London” is “London”."""
    return zone.rpartition("/")[2].replace("_", " ")


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _value(value: object) -> str:
    match value:
        case None | "" | [] | {} | False:
            return ""
        case True:
            return "yes"
        case list():
            return join_words([shown for each in value if (shown := _value(each))])
        case dict():
            return join_words([f"{_spaced(str(name))} {_value(each)}" for name, each in value.items()])
        case str():
            return f"“{value}”"
        case _:
            return str(value)
