"""What a handler says, sorted: some goes back to the one who acted, the rest is saved to be delivered."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.handlers.fairness import check_may_be_heard
from bot.handlers.sandbox import RitualFailed, run_handler
from bot.platforms import Message
from bot.platforms.requests import FormToOpen, Outcome
from bot.typecheck import is_sound
from rituals.effects import Effect, Introduce, Later, Nudge, OpenForm, Post, Reply, Tell, Update, Withhold
from rituals.events import Act, ButtonClicked, CircleStopped, Event, LaterDue
from rituals.forms import Form
from rituals.ritual import Handler
from storage import SqlCircle, Transaction

SHORTEST_WAIT = timedelta(minutes=1)


@dataclass(slots=True)
class Spoken:
    """What goes back to the one who acted."""

    replies: list[Reply] = field(default_factory=list)
    form: Form | None = None
    lasting: int = 0
    """How much else was said."""
    withheld: bool = False

    def outcome(self, circle: SqlCircle) -> Outcome:
        """The same, with the circle whose it is."""
        return Outcome(
            replies=tuple(Message(one.card, circle.ritual, circle.id, one.aloud) for one in self.replies),
            form=FormToOpen(self.form, circle.ritual, circle.id) if self.form else None,
        )


def carry_out(tx: Transaction, circle: SqlCircle, handler: Handler, event: Event) -> Spoken:
    """Run the handler; save every effect that is to be delivered, in this transaction; return the rest."""
    spoken, lasting = Spoken(), []
    for effect in _checked(run_handler(handler.function, event, circle, circle.ritual), handler, event):
        if not is_sound(effect, Effect):
            raise RitualFailed(f"{type(effect).__name__} is no effect, or not put together as one")
        match effect:
            case Reply():
                spoken.replies.append(effect)
            case OpenForm(form):
                spoken.form = form
            case Withhold():
                spoken.withheld = True
            case Later(at, name, about):
                tx.alarms.put(circle.id, name, about, _not_at_once(at, event))
                tx.left.due |= at <= event.now  # later ones are found by the bell
            case Tell() | Introduce() | Nudge() | Post() | Update():
                lasting.append(effect)
    if isinstance(event, Act) and not (handler.is_always_there or isinstance(event, CircleStopped)):
        check_may_be_heard(tx, circle, event, [*spoken.replies, *lasting])
    asked_by = event.person if isinstance(event, Act) else ""
    tx.outbox.put_all(circle.workspace, circle.id, lasting, event.now, asked_by)
    spoken.lasting = len(lasting)
    return spoken


def _checked(effects: tuple[Effect, ...], handler: Handler, event: Event) -> tuple[Effect, ...]:
    """A platform shows the button of a form differently, so it has to be declared, and the form comes first."""
    late = effects[1:] if handler.form else effects
    if isinstance(event, ButtonClicked) and any(isinstance(effect, OpenForm) for effect in late):
        raise RitualFailed("a button opened a form without form=True, or not before everything else")
    return effects


def _not_at_once(at: datetime, event: Event) -> datetime:
    """What is woken and asks to be woken again has to wait a little, or it would be woken for ever."""
    return max(at, event.now + SHORTEST_WAIT) if isinstance(event, LaterDue) else at
