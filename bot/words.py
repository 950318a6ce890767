"""The words that the bot itself says; each ritual keeps its own."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from rituals.cards import (
    Button,
    Buttons,
    Card,
    Channel,
    Confirm,
    Heading,
    Note,
    Paragraph,
    Span,
    Strong,
    mentions,
    say,
    to_type,
)
from rituals.dates import show_moment
from rituals.events import Missed
from rituals.ritual import Ritual

BOT = "@Kindling"


def apology(reference: str) -> Card:
    return say(
        f"Sorry, something went wrong on my side, and nothing was changed. If you report it, mention {reference}."
    )


def takes_too_long() -> str:
    return "This takes longer than it should. It may still be done: please look again in a minute before you repeat it."


def restored() -> Card:
    """To the champions, after a backup was put back."""
    return say(
        "I was brought back from a backup, and I don't know what I did after it was made. So I repeat nothing: a round "
        "that was due meanwhile is not held again, and the next one is as planned. Where people take part, they're "
        "asked in the channel to join again, for someone may have left since."
    )


def still_in(ritual: Ritual) -> Card:
    """To the channel, after a backup was put back: nobody is taken for granted."""
    words = (
        f"I was brought back from a backup, and someone may have left {ritual.called} since it was made. "
        "So nobody's in it just now, and that's my doing. If you'd like to be, join again."
    )
    way_in = Buttons((Button("Join", "join", style="primary"),)) if "join" in ritual.buttons else None
    how = Note((f"Or type /kind {ritual.name} join.",))
    return Card(f"Are you still in for {ritual.called}?", (Paragraph((words,)), *([way_in] if way_in else []), how))


def not_here() -> str:
    return f"I'm not in this channel yet. Type /invite {BOT} here, and then try again."


def archived() -> str:
    return "This channel is archived, so nothing can happen here any more. Choose a channel that people still use."


def in_a_channel() -> str:
    return "A circle lives in a channel. Type this in the channel where it should be."


def come_in(channel: str) -> Card:
    """To somebody who sees what is for those in a channel, and is not in it."""
    return say("Come into ", Channel(channel), " first, then try that again.")


def no_circle(ritual: str) -> str:
    return f"There's no {ritual} circle in this channel yet. Anybody can set one up: type /kind start {ritual}."


def no_circle_of_yours(ritual: Ritual) -> str:
    how = " To join one, press the Join button in its channel." if "join" in ritual.commands else ""
    return f"You have no {ritual.name} circle yet.{how}"


def join_in_its_channel(ritual: str) -> str:
    return f"To join a {ritual} circle, press the Join button in its channel, or type /kind {ritual} join there."


def several_circles(ritual: str) -> str:
    return f"You have more than one {ritual} circle. Type this in the channel you mean, or use my Home tab."


def circle_gone() -> str:
    return "That circle has ended, or you aren't in its channel. Nothing was changed."


def champions_only(champions: tuple[str, ...]) -> Card:
    return say(
        "This circle is looked after by ",
        *(mentions(champions) or ("a champion",)),
        ". Ask them, and they can do this for you.",
    )


def nobody_looks_after(ritual: str) -> Card:
    return say(f"Nobody looks after this circle any more. To take it on yourself, type /kind start {ritual}.")


def already_started(ritual: Ritual) -> Card:
    how = f" To take part, type /kind {ritual.name} join." if "join" in ritual.commands else ""
    return say(
        f"There's a {ritual.name} circle in this channel already.{how} "
        f"Its champions can change it with /kind {ritual.name} settings."
    )


def taken_over(ritual: str) -> Card:
    return say(
        f"There's a {ritual} circle in this channel already, and nobody to look after it. Now you do: "
        f"type /kind {ritual} settings to see how it is set up."
    )


def started(ritual: Ritual, next_due: datetime | None, zone: ZoneInfo, said: Sequence[Card]) -> Card:
    """With what the ritual itself has to say about it."""
    look = f"Look ahead with /kind {ritual.name} preview; change" if "preview" in ritual.commands else "Change"
    return Card(
        "Your circle is ready.",
        (
            Paragraph((Strong("Your circle is ready. "), *_first_round(next_due, zone))),
            *(element for card in said for element in card.body),
            Note((f"{look} things with /kind {ritual.name} settings.",)),
        ),
    )


def saved(next_due: datetime | None, zone: ZoneInfo) -> Card:
    return say("Saved. ", *_next_round(next_due, zone))


def more_in_the_form(ritual: str) -> str:
    return f"I couldn't use what stands after the name. Type /kind start {ritual}, and choose the rest in the form."


def really_stop(ritual: Ritual, channel: str, circle: str) -> Card:
    """A champion may mean the circle or themselves."""
    out = to_type("Only leave it myself", f"{ritual.name} {ritual.way_out}", circle)
    mine = f" If you only want out yourself, type /kind {ritual.name} {ritual.way_out}." if ritual.leads_out else ""
    confirm = Confirm("Stop this circle?", "Nothing more will happen here.", "Stop it", "Keep it")
    return Card(
        "Stop this circle?",
        (
            Paragraph(
                (
                    f"Stopping ends the {ritual.name} circle in ",
                    Channel(channel),
                    " for everybody. Should it start again, everybody chooses anew.",
                )
            ),
            Buttons((Button("Stop the circle", "stop", style="danger", confirm=confirm), *((out,) if mine else ()))),
            Note((f"Or type /kind {ritual.name} stop now.{mine}",)),
        ),
    )


def stopped(ritual: str) -> Card:
    return say(f"The circle has stopped, and nothing more is sent. To begin again, type /kind start {ritual}.")


def no_round(why: Missed, due: datetime, next_due: datetime | None, zone: ZoneInfo, channel: str) -> Card:
    """To a champion, when a round was not held."""
    match why:
        case Missed.LATE:
            return missed_round(due, next_due, zone)
        case Missed.BROKEN:
            return broken_round(due, next_due, zone)
        case Missed.UNREAD:
            return unread_round(channel, due, next_due, zone)
        case _:
            return lost_channel(channel)


def missed_round(due: datetime, next_due: datetime | None, zone: ZoneInfo) -> Card:
    return say(
        f"I was away when the round of {show_moment(due, zone)} was due, and it's too late for it now. ",
        *_next_round(next_due, zone),
    )


def unread_round(channel: str, due: datetime, next_due: datetime | None, zone: ZoneInfo) -> Card:
    return say(
        "I couldn't find out in time who's in ",
        Channel(channel),
        f", so the round of {show_moment(due, zone)} didn't happen. It's nothing you did. ",
        *_next_round(next_due, zone),
    )


def broken_round(due: datetime, next_due: datetime | None, zone: ZoneInfo) -> Card:
    return say(
        f"Something went wrong on my side in the round of {show_moment(due, zone)}, and it was not held. "
        "Whoever runs Kindling can look into it: it is in my log. ",
        *_next_round(next_due, zone),
    )


def lost_channel(channel: str) -> Card:
    return say(
        "I can't speak in ",
        Channel(channel),
        f" any more, so nobody was introduced there today. If people still use it, type /invite {BOT} in it.",
    )


def rituals_here(rituals: Mapping[str, tuple[str, bool]], switches: Mapping[str, tuple[str, bool]]) -> Card:
    """Every installed ritual by name: its summary, and whether it is on here; and what else can be switched on."""
    rows = (
        Paragraph((Strong(name), f" ({'on' if is_on else 'off'}): {says}"))
        for name, (says, is_on) in (*rituals.items(), *switches.items())
    )
    how = "An admin of this workspace can switch one: /kind rituals on, or off, and its name."
    return Card("The rituals here", (Heading("The rituals here"), *rows, Note((how,))))


def admins_only() -> Card:
    return say("Only an admin of this workspace can switch rituals on or off. Ask one of them, and they can.")


def not_installed() -> Card:
    return say("I know no ritual of that name. To see what there is, type ", Strong("/kind rituals"), ".")


def switched(says: str, name: str, *, is_on: bool) -> Card:
    words = f"That's {'on' if is_on else 'off'} now: “{says}” To change it, type "
    return say(words, Strong(f"/kind rituals {'off' if is_on else 'on'} {name}"), ".")


def ritual_on(ritual: str) -> Card:
    return say(
        f"{ritual.capitalize()} is on now. To set it up in a channel, type ", Strong(f"/kind start {ritual}"), "."
    )


def ritual_off(ritual: str) -> Card:
    return say(
        f"{ritual.capitalize()} is off now, and it starts nothing by itself. Nothing is lost: to have it back, type ",
        Strong(f"/kind rituals on {ritual}"),
        ".",
    )


def ritual_is_off(ritual: str) -> str:
    return f"{ritual.capitalize()} is switched off in this workspace just now. An admin can switch it on again."


def off_at_home(ritual: str) -> Paragraph:
    return Paragraph((f"{ritual.capitalize()} is switched off just now, so nothing comes of it. You can still leave.",))


def home_top(in_any: bool) -> Card:
    words = "Your circles:" if in_any else "You're not taking part in anything yet, and that's fine."
    how = "To join, look for a Join button in a channel, or type /kind there to see what it has."
    body = (Heading("A kinder day at work"), Paragraph((words,)), *(() if in_any else (Paragraph((how,)),)))
    return Card("Kindling", body)


def home_bottom() -> Card:
    return Card(
        "What Kindling promises",
        (
            Note(
                (
                    "Only you can make you take part. Kindling never reads your messages, keeps no score, "
                    "and tells nobody what you answer to “Did you meet?”. Leaving is one tap, and it holds. "
                    "A colleague's kind word may reach you unasked, and one tap ends that everywhere.",
                )
            ),
        ),
    )


def _first_round(next_due: datetime | None, zone: ZoneInfo) -> tuple[Span, ...]:
    return ("The first round is ", Strong(show_moment(next_due, zone)), ".") if next_due else ()


def _next_round(next_due: datetime | None, zone: ZoneInfo) -> tuple[Span, ...]:
    return ("The next round is ", Strong(show_moment(next_due, zone)), ".") if next_due else ()


def unreachable() -> str:
    return "I can't reach the workspace just now, and nothing was changed. Please try again in a minute."
