"""What kind words say in the channel, and to those who write."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from rituals.cards import (
    Button,
    Buttons,
    Card,
    Channel,
    Command,
    Element,
    Heading,
    Note,
    Paragraph,
    Person,
    Quote,
    Span,
    Strong,
    Text,
    mentions,
    say,
)
from rituals.dates import show_moment
from rituals.forms import Choice, Form, Option, PeopleInput, TextInput
from rituals.kind_words.reach_cards import UNASKED
from rituals.kind_words.settings import WordsSettings
from rituals.kind_words.word import MOST
from rituals.schedule import describe
from rituals.typed import unread
from rituals.zones import zone_words

REASSURANCE = "People are happier to get one than you'd think. It need not be perfect."
PRIVATE = "A kind word goes to its receiver alone, and only they can keep it. Nobody keeps score."
THEIRS = "Everyone chooses which kind words reach them, and I tell nobody. So no answer means nothing."
WHO_COULD_SEE = (
    "The person who gets it can't see who wrote it, and champions can't. Whoever runs my database could, for 30 days."
)
SIGNED, ANONYMOUS = "signed", "anonymous"
RECEIVERS = 5


# in the channel


def welcome(settings: WordsSettings) -> Card:
    """The one message that a new circle posts in its channel."""
    return Card(
        "Kind words are here.",
        (
            Heading("Send a colleague a kind word"),
            Paragraph((f"Write it, and I'll bring it to them privately. {_rhythm(settings)}",)),
            _ways_in(),
            Note((PRIVATE,)),
            Note((UNASKED, " Rather not get any? Type ", Command("words leave"), ". Nobody is told.")),
        ),
    )


def closed() -> Card:
    return say("The kind words circle here has come to an end. Kind words need no circle.")


def prompt(question: str) -> Card:
    """A gentle question, with room for no answer."""
    return Card(
        question,
        (
            Heading(question),
            Paragraph(("If somebody comes to mind, you could tell them. If nobody does, that's fine.",)),
            _ways_in(),
            Note((PRIVATE,)),
        ),
    )


def shared(receiver: str, sender: str, words: str) -> Card:
    """What everybody reads, because its receiver wanted them to."""
    source: tuple[Span, ...] = (Person(sender),) if sender else ("a colleague",)
    return Card(
        "Somebody shares a kind word they were given.",
        (
            Paragraph((Person(receiver), " was given a kind word, and shares it:")),
            Quote((words,)),
            Note(("From ", *source)),
        ),
    )


def taken_back() -> Card:
    """Instead of a shared word that its receiver wants for themselves again."""
    return say("A kind word stood here. The person who shared it has taken it back.")


# to the one who writes


def form(settings: WordsSettings, to: tuple[str, ...] = (), words: str = "") -> Form:
    """The form, with what was typed; the last help stands right above Send."""
    how = (_how(),) if settings.anonymous else ()
    return Form(
        "write",
        "Write a kind word",
        (
            PeopleInput(
                name="to",
                label="To whom?",
                help="One person, or a few, from this circle's channel. Each gets it in a message of their own.",
                value=to,
                most=RECEIVERS,
            ),
            TextInput(
                name="words",
                label="Your words",
                value=words,
                placeholder="I noticed that you… It helped me because…",
                long=True,
                most=MOST,
            ),
            *how,
            Choice(
                name="name",
                label="If they share it in the channel, may it say your name?",
                help=REASSURANCE,
                options=(Option("no", "No, just “a colleague”"), Option("yes", "Yes, it may")),
                value="no",
            ),
        ),
        submit="Send",
    )


def sent(receivers: Sequence[str], ids: Sequence[str], *, anonymous: bool, name_ok: bool) -> Card:
    how = f"Your name is not on it. {WHO_COULD_SEE}" if anonymous else "Your name is on it."
    way = Paragraph(("It's on its way to ", *mentions(receivers), ". ", how))
    naming = () if anonymous else _naming(ids, name_ok=name_ok)
    return Card("It's on its way.", (way, *naming, Note((PRIVATE,)), Note((THEIRS,))))


def may_be_named(ids: Sequence[str], *, name_ok: bool) -> Card:
    """Their answer, as they have changed it."""
    return Card(_if_shared(name_ok=name_ok), _naming(ids, name_ok=name_ok))


def which_name(text: str) -> Card:
    return say("May it say your name, if it's shared? Type ", Command("words name yes"), f", or name no.{unread(text)}")


def none_written() -> Card:
    return say("You haven't sent a signed kind word lately, so there was nothing to change.")


def shared_meanwhile() -> Card:
    return say("It's been shared already, as you'd said before. Nothing was changed.")


def with_your_words(card: Card, words: str, *, again: bool = False) -> Card:
    """What was typed and went nowhere, to be copied; and the form, where it would do."""
    quote = (Paragraph(("Here are your words, to copy:",)), Quote((words,))) if words else ()
    write = (Buttons((Button("Write a kind word", "write"),)),) if again else ()
    return Card(card.summary, (*card.body, *quote, *write))


def strangers_not_here() -> Card:
    return say("Kind words here are between the colleagues of this workspace, so I can't carry yours. Do tell them!")


def thanked(receiver: str, channel: str) -> Card:
    """What the sender is told."""
    return Card(
        "Your kind word arrived, and somebody says thank you.",
        (
            Paragraph((Person(receiver), " says thank you for your kind word.")),
            Note(("Only you can see this. It came by way of ", Channel(channel), "; there is nothing to do.")),
        ),
    )


def given_back(receiver: str, why: str, words: str) -> Card:
    """It could not be brought, and here it is again, if it is still here."""
    told = Paragraph(("Your kind word could not be brought to ", Person(receiver), ". ", why))
    if not words:
        return Card(
            "A kind word could not be delivered.", (told, Note(("I don't keep words, so I no longer have it.",)))
        )
    return Card("A kind word could not be delivered.", (told, Paragraph(("Here it is, to keep:",)), Quote((words,))))


def perhaps_lost(receiver: str, words: str) -> Card:
    """Slack gave no answer; it is not sent twice."""
    quote = (Paragraph(("Here it is, to keep:",)), Quote((words,))) if words else ()
    unsure = "I can't tell whether your kind word has reached "
    return Card(
        "A kind word may not have arrived.",
        (Paragraph((unsure, Person(receiver), ", and I won't send it twice. You could ask them.")), *quote),
    )


# to anybody


def how(settings: WordsSettings) -> Card:
    return Card(
        "How kind words work",
        (
            Heading("How it works"),
            Paragraph((f"You write a kind word, and I bring it to your colleague privately. {_rhythm(settings)}",)),
            Paragraph(("It is theirs: to answer with a thank-you, to keep, to share in the channel, or to decline.",)),
            Paragraph((_about_anonymous(settings),)),
            Paragraph(
                (
                    "What you write leaves me within ten minutes, unless its receiver keeps it. Who wrote to whom I "
                    "remember for 30 days, for a thank-you to find its way back. Champions and colleagues can't see "
                    "it. Whoever runs my database could, and so could whoever reads a backup made in that time.",
                )
            ),
            Paragraph(_about_choosing()),
        ),
    )


def preview(question: str, next_due: datetime | None, zone: ZoneInfo) -> Card:
    """What would be posted next, with nothing to press."""
    if next_due is None:
        return say("No prompt is planned. Whoever wants to can write a kind word at any time.")
    return Card(
        "A preview, for your eyes only.",
        (
            Paragraph(
                (Strong("A preview, for your eyes only. "), f"On {show_moment(next_due, zone)}, something like this:")
            ),
            Quote((question,)),
            Note(("Nothing has been posted.",)),
        ),
    )


def _naming(ids: Sequence[str], *, name_ok: bool) -> tuple[Element, ...]:
    """What sharing would show, with the other answer as a button."""
    label, answer = ("Don't say my name", "no") if name_ok else ("It may say my name", "yes")
    button = Button(label, "name", " ".join((answer, *ids)))
    return Paragraph((_if_shared(name_ok=name_ok),)), Buttons((button,))


def _if_shared(*, name_ok: bool) -> str:
    says = "says" if name_ok else "doesn't say"
    return f"If they share it in the channel, it {says} your name."


def _how() -> Choice:
    return Choice(
        name="how",
        label="Signed, or anonymous?",
        help=f"{WHO_COULD_SEE} It can't have links in it.",
        options=(Option(SIGNED, "Signed with my name"), Option(ANONYMOUS, "Anonymous")),
        value=SIGNED,
    )


def _ways_in() -> Buttons:
    return Buttons((Button("Write a kind word", "write", style="primary"), Button("How it works", "how")))


def _rhythm(settings: WordsSettings) -> str:
    if settings.when is None:
        return "Whenever somebody comes to mind."
    return f"There is a gentle prompt here {describe(settings.when)} ({zone_words(settings.zone)})."


def _about_choosing() -> Text:
    return (
        "Which words reach you is your own choice, in every channel: ",
        Command("words signed"),
        " for signed ones only, ",
        Command("words not from @amara"),
        ", pause until 1 Dec, or leave for none at all. Nobody is told, and nobody notices.",
    )


def _about_anonymous(settings: WordsSettings) -> str:
    if not settings.anonymous:
        return "Every word here is signed."
    most = "one" if settings.cap == 1 else str(settings.cap)
    return (
        f"A word may be anonymous: at most {most} a day from one person, without links. "
        "If you're not comfortable with one, say so, and no more of that colleague's anonymous words reach you."
    )
