"""What kind words say to those who receive them, and to champions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rituals.cards import (
    Button,
    Buttons,
    Card,
    Channel,
    Command,
    Confirm,
    Element,
    Heading,
    Note,
    Paragraph,
    Person,
    Quote,
    Span,
    Strong,
    Text,
    say,
)
from rituals.dates import show_date
from rituals.kind_words.reach_cards import no_more_of
from rituals.kind_words.word import Carried
from rituals.zones import shortened


@dataclass(frozen=True, slots=True)
class Keepsake:
    """A kind word that somebody kept: its entry's id, what it says, who signed it, and the local date it was kept."""

    id: str
    words: str
    sender: str
    on: date


# a kind word


def kind_word(carried: Carried, channel: str, *, is_shared: bool = False) -> Card:
    """The message that brings it; the words are nowhere else. If its receiver shares it, it says so."""
    about = carried.packed()
    return Card(
        "A kind word for you.",
        (
            Paragraph((Strong("A kind word for you"), ", from ", *_from(carried.sender), ":")),
            Quote((carried.words,)),
            Buttons(
                (
                    Button("Say thank you", "thank", carried.id, style="primary"),
                    Button("Keep it", "keep", about),
                    Button("Share in the channel", "share", about, confirm=_really_share()),
                    Button("Not comfortable", "decline", about, confirm=_really_decline()),
                )
            ),
            *(_shared(about, channel) if is_shared else ()),
            Note(("Only you can see this. It came by way of ", Channel(channel), ". I don't keep the words; you can.")),
            *no_more_of(carried.writer),
        ),
    )


def thanks_sent(*, anonymous: bool) -> Card:
    if anonymous:
        return say("Your thanks are on their way. I know where to, and I keep it to myself.")
    return say("Your thanks are on their way.")


def thanked_already() -> Card:
    return say("You have said thank you for this one already.")


def kept_it() -> Card:
    return say("Kept, for your eyes only. You'll find it on my Home tab, or with ", Command("words kept"), ".")


def kept_already() -> Card:
    return say("You have kept this one already. You'll find it with ", Command("words kept"), ".")


def no_longer_here(verb: str) -> Card:
    """A typed verb can't act on words that nobody holds."""
    label = {"keep": "Keep it", "share": "Share in the channel", "decline": "Not comfortable"}[verb]
    instead: dict[str, Text] = {
        "keep": (" To keep it from here, type ", Command("words keep"), " and then the words."),
        "decline": (
            " You can keep a copy then. To have it taken away without one, type ",
            Command("words decline now"),
            ".",
        ),
    }
    return say(
        "I don't keep kind words, so this works from its own message: press ",
        Strong(label),
        " there.",
        *instead.get(verb, ()),
    )


def share_preview(card: Card) -> Card:
    """What would be read by everybody, for the receiver alone."""
    return Card(
        "Share this in the channel?",
        (
            Paragraph((Strong("Everybody in the channel would read this:"),)),
            *card.body,
            Note(("To share it, type ", Command("words share now"), ".")),
        ),
    )


def shared_it(channel: str) -> Card:
    return say("Shared in ", Channel(channel), ".")


def shared_already() -> Card:
    return say("You have shared this one already.")


def not_shared() -> Card:
    return say("You're not sharing this one, so there was nothing to take back.")


def no_longer_shared() -> Card:
    return say("Taken back. It's out of the channel again.")


def set_aside(carried: Carried, *, has_copy: bool = False) -> Card:
    """Instead of the message that somebody was not comfortable with; with what it said in reach, if it is `carried`."""
    head = f"This one has been set aside. Thank you for saying so. {_TOLD} {_NO_MORE_UNSIGNED}"
    copy = (Note(("You kept a copy. It's with the words you kept, and only you can see it.",)),) if has_copy else ()
    offer = _copy_offered(carried) if carried.words else ()
    return Card("This one has been set aside.", (Paragraph((head,)), *copy, *offer, *no_more_of(carried.writer)))


_TOLD = "Those who look after things here hear that somebody was not comfortable: no name, and never its writer."
_NO_MORE_UNSIGNED = "Anonymous words from this colleague won't reach you any more, from any channel."


def too_old_to_take_away(carried: Carried) -> Card:
    words = f"I no longer remember that kind word, so I can't take it away. {_NO_MORE_UNSIGNED}"
    return Card(words, (Paragraph((words,)), *no_more_of(carried.writer)))


def taken_away() -> Card:
    return say("It's gone for good.")


def set_aside_already() -> Card:
    return say("This one has been set aside already.")


def declined(channel: str, *, is_champion: bool = True) -> Card:
    """What a champion is told, or an admin: that it happened, and nothing else."""
    champions: Text = (Command("words settings"), " can make all words signed")
    admins: Text = (
        "a champion of the circle can make all words signed, and ",
        Command("rituals off words"),
        " ends them here",
    )
    return Card(
        "Somebody was not comfortable with a kind word.",
        (
            Paragraph(("In ", Channel(channel), ", somebody was not comfortable with a kind word.")),
            Paragraph(
                (
                    "I name nobody, and I don't have the words. It has been set aside, and nothing can come from the "
                    "same person anonymously again. If you hear of more, ",
                    *(champions if is_champion else admins),
                    ".",
                )
            ),
        ),
    )


# keepsakes


def keepsakes(kept: Sequence[Keepsake], first: int, older: int) -> Card:
    """One page of what somebody kept, newest first; `first` is the number of the first, `older` the next page."""
    if not kept:
        return no_keepsakes() if first == 1 else say("There are no older ones.")
    rows = [element for number, one in enumerate(kept, first) for element in _numbered(number, one)]
    more = (Note(("Older ones: ", Command(f"words kept {older}"), ".")),) if older else ()
    return Card(
        "Kind words you kept",
        (
            Heading("Kind words you kept"),
            *rows,
            *more,
            Note(
                (
                    "Only you can see this. To delete one, press Remove, or type ",
                    Command("words remove"),
                    " and its number.",
                )
            ),
        ),
    )


def no_keepsakes() -> Card:
    return say("You have kept no kind words yet. When one comes, press Keep it.")


def which_page() -> Text:
    return ("Which page? Type a number, like ", Command("words kept 2"), ".")


def which_one() -> Text:
    return ("Which one? Type its number, as ", Command("words kept"), " shows it: ", Command("words remove 1"), ".")


def removed() -> Card:
    return say("Removed. I no longer have those words.")


def removed_already() -> str:
    return "That one has been removed already."


def to_take_along(kept: Sequence[Keepsake], channel: str) -> Card:
    """What somebody kept, for the circle ends and its page with it."""
    return Card(
        "The kind words you kept, to take along",
        (
            Paragraph(("The kind words circle in ", Channel(channel), " has come to an end. Here is what you kept:")),
            *(element for one in kept for element in (Quote((one.words,)), _source(one))),
        ),
    )


def home(channel: str, kept: Sequence[Keepsake], buttons: tuple[Button, ...]) -> Iterator[Element]:
    """How a circle looks on somebody's Home page: what they kept, and what they can do."""
    yield Paragraph((Strong("Kind words"), " in ", Channel(channel)))
    for one in kept:
        yield Quote((one.words,))
        yield _source(one)
    yield Buttons(buttons)


def _from(sender: str) -> tuple[Span, ...]:
    return (Person(sender),) if sender else ("a colleague who did not sign it",)


def _source(one: Keepsake) -> Note:
    source: Span = Person(one.sender) if one.sender else "a colleague"
    return Note(("From ", source, f", kept on {show_date(one.on)}"))


def _numbered(number: int, one: Keepsake) -> tuple[Element, ...]:
    confirm = Confirm("Remove it?", "The words are deleted at once, and I can't bring them back.", "Remove", "Keep it")
    which = f"Remove {number}: “{shortened(one.words)}”"
    return (
        Quote((f"{number}. {one.words}",)),
        _source(one),
        Buttons((Button("Remove", "remove", one.id, confirm=confirm, accessible_label=which),)),
    )


def _copy_offered(carried: Carried) -> tuple[Element, ...]:
    keep = Button("Keep a copy", "keep", carried.packed())
    let_go = Button("Take it away for good", "decline", f"{carried.id} now")
    why = "A copy is for you alone, to show to someone you trust or to report it. I don't keep the words myself."
    return Buttons((keep, let_go)), Note((why,))


def _shared(about: str, channel: str) -> tuple[Element, ...]:
    shared = Paragraph(("You shared this in ", Channel(channel), "."))
    return shared, Buttons((Button("Take it back", "unshare", about),))


def _really_share() -> Confirm:
    text = "Everybody in the channel will read it. It names its writer only if they agreed to that."
    return Confirm("Share it in the channel?", text, "Share it")


def _really_decline() -> Confirm:
    text = (
        "It will be taken away, and those who look after things here hear that it happened, without any name. Its "
        "writer is not told. "
        "You can keep a copy for yourself afterwards."
    )
    return Confirm("Not comfortable with it?", text, "Take it away")
