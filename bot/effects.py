"""What a handler says, sorted: some goes back to the one who acted, the rest is saved to be delivered."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bot.platforms import Message
from bot.requests import FormToOpen, Outcome
from rituals.cards import Card
from rituals.effects import Effect, Introduce, Later, Nudge, OpenForm, Post, Reply, Tell, Update
from rituals.forms import Form
from storage import Books, SqlCircle


@dataclass(slots=True)
class Spoken:
    """What goes back to the one who acted."""

    replies: list[Card] = field(default_factory=list)
    form: Form | None = None

    def outcome(self, circle: SqlCircle) -> Outcome:
        """The same, with the circle whose it is."""
        return Outcome(
            replies=tuple(Message(card, circle.ritual, circle.id) for card in self.replies),
            form=FormToOpen(self.form, circle.ritual, circle.id) if self.form else None,
        )


def carry_out(books: Books, circle: SqlCircle, effects: Iterable[Effect], now: datetime) -> Spoken:
    """Save every effect that is to be delivered, in this transaction; return the rest."""
    spoken = Spoken()
    for effect in effects:
        match effect:
            case Reply(card):
                spoken.replies.append(card)
            case OpenForm(form):
                spoken.form = form
            case Later(at, name, about):
                books.alarms.put(circle.id, name, about, at)
            case Tell() | Introduce() | Nudge() | Post() | Update():
                books.outbox.put(circle.workspace, circle.id, effect, now)
            case _:
                raise TypeError(f"A handler of {circle.ritual} gave {type(effect).__name__}, which is no effect.")
    return spoken
