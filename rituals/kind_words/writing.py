"""Writing a kind word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rituals.cards import say
from rituals.circle import today
from rituals.effects import Effect, Later, OpenForm, Reply, Tell
from rituals.errors import FormProblems
from rituals.events import ButtonClicked, CommandUsed, FormSubmitted
from rituals.kind_words import cards, own_cards, problems, safeguards
from rituals.kind_words.declared import HELD, REMEMBERED, WordsCircle, words
from rituals.kind_words.typed_words import read_kind_word
from rituals.kind_words.word import MOST, Word, carried_by


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the form."""

    sender: str
    receivers: tuple[str, ...]
    words: str
    how: str
    name_ok: bool

    @property
    def is_anonymous(self) -> bool:
        return self.how == cards.ANONYMOUS


@words.command("write", anywhere=True, usage="@bjorn thank you for the tea")
def write(event: CommandUsed, circle: WordsCircle) -> Iterator[Effect]:
    """Write a kind word; it goes to its receiver alone."""
    text = safeguards.tidy(event.text)
    receivers, said = read_kind_word(text, event.named, cards.RECEIVERS)
    if circle.profile(event.person).is_stranger:
        yield Reply(cards.with_your_words(cards.strangers_not_here(), text))
    elif len(said) > MOST:
        yield Reply(cards.with_your_words(say(problems.too_long(len(said), MOST)), text, again=True))
    else:
        yield OpenForm(cards.form(circle.settings, receivers, said))


@words.clicked("write", form=True)
def write_button(event: ButtonClicked, circle: WordsCircle) -> Iterator[Effect]:
    """Write a kind word, by a button."""
    if circle.profile(event.person).is_stranger:
        yield Reply(cards.strangers_not_here())
    else:
        yield OpenForm(cards.form(circle.settings))


@words.submitted("write", places=True)
def send(event: FormSubmitted, circle: WordsCircle) -> Iterator[Effect]:
    """Bring the words to each receiver, in a message of their own."""
    draft = _draft(event)
    if found := _problems(event, circle, draft) or _limits(event, circle, draft):
        raise FormProblems(found)
    brought = [_keep(event, circle, draft, receiver) for receiver in draft.receivers]
    for word in brought:
        yield from _bring(event, circle, word)
    ids = [word.id for word in brought]
    yield Reply(cards.sent(draft.receivers, ids, anonymous=draft.is_anonymous, name_ok=draft.name_ok))


def _keep(event: FormSubmitted, circle: WordsCircle, draft: Draft, receiver: str) -> Word:
    data = {"to": receiver, "anonymous": draft.is_anonymous, "name_ok": draft.name_ok, "words": draft.words}
    return Word(circle.add("word", draft.sender, data, event.now))


def _bring(event: FormSubmitted, circle: WordsCircle, word: Word) -> Iterator[Effect]:
    card = own_cards.kind_word(carried_by(circle, word, word.held), circle.channel)
    yield Tell(word.receiver, card, key=word.key, open=True)
    yield Later(event.now + HELD, "let_go", word.id)
    yield Later(event.now + REMEMBERED, "forget", word.id)


def _draft(event: FormSubmitted) -> Draft:
    values = event.values
    chosen = values.get("to", ())
    return Draft(
        sender=event.person,
        receivers=tuple(dict.fromkeys(chosen)) if isinstance(chosen, tuple) else (),
        words=safeguards.tidy(str(values.get("words", ""))),
        how=str(values.get("how", cards.SIGNED)),
        name_ok=values.get("name") == "yes",
    )


def _problems(event: FormSubmitted, circle: WordsCircle, draft: Draft) -> dict[str, str]:
    """A sentence for each field that needs another look."""
    found = {
        "to": _about_receivers(event, circle, draft),
        "words": _about_words(circle, draft),
        "how": _about_signing(circle, draft),
    }
    return {field: sentence for field, sentence in found.items() if sentence}


def _limits(event: FormSubmitted, circle: WordsCircle, draft: Draft) -> dict[str, str]:
    """Enough for one day: counted in all circles together, whether or not the words were wanted."""
    on, sender = today(event, circle), draft.sender
    if max(circle.once_more("to", sender, receiver, on=on) for receiver in draft.receivers) > safeguards.TO_ONE:
        return {"to": f"{problems.enough_for_one()} {problems.still_yours()}"}
    cap = circle.settings.cap
    if draft.is_anonymous and max(circle.once_more("unsigned", sender, on=on) for _ in draft.receivers) > cap:
        return {"how": problems.too_often(cap)}
    return {}


def _about_receivers(event: FormSubmitted, circle: WordsCircle, draft: Draft) -> str:
    """What everybody can know of them. What they chose is not asked: one who tries would learn it."""
    if not draft.receivers:
        return problems.nobody()
    if len(draft.receivers) > cards.RECEIVERS:
        return problems.too_many(cards.RECEIVERS)
    outside = [
        one for one in draft.receivers if one in event.outside and not safeguards.is_widened(circle, event.public)
    ]
    reasons = [safeguards.unreachable(circle, draft.sender, receiver) for receiver in draft.receivers]
    if outside and not any(reasons):
        reasons = [problems.outside(_names(circle, outside) if len(draft.receivers) > 1 else ())]
    found = list(dict.fromkeys(filter(None, reasons)))
    return " ".join([*found, problems.still_yours()]) if found else ""


def _about_words(circle: WordsCircle, draft: Draft) -> str:
    if safeguards.is_blank(draft.words):
        return problems.empty()
    if len(draft.words) > MOST:
        return problems.too_long(len(draft.words), MOST)
    if draft.is_anonymous and (link := safeguards.link_in(draft.words)):
        return problems.a_link(link)
    again = safeguards.just_sent(circle, draft.sender, draft.receivers, draft.words)
    return problems.just_sent(_names(circle, again)) if again else ""


def _about_signing(circle: WordsCircle, draft: Draft) -> str:
    if draft.how not in (cards.SIGNED, cards.ANONYMOUS):
        return problems.choose_how()
    return problems.not_anonymous_here() if draft.is_anonymous and not circle.settings.anonymous else ""


def _names(circle: WordsCircle, people: Sequence[str]) -> list[str]:
    return [safeguards.name_of(circle, person) for person in people]
