"""Writing a kind word, and bringing it: safely to its receiver, or back to the one who wrote it."""

from collections.abc import Iterator
from dataclasses import dataclass

from rituals.cards import say
from rituals.circle import today
from rituals.effects import Effect, Later, OpenForm, Reply, Tell
from rituals.errors import FormProblems
from rituals.events import ButtonClicked, CommandUsed, FormSubmitted, LaterDue, NotTold
from rituals.words import cards, own_cards, problems, safeguards
from rituals.words.declared import HELD, REMEMBERED, WordsCircle, words
from rituals.words.typed_words import read_kind_word
from rituals.words.word import MOST, Word, carried_by, forget, let_go, told_under, word_by_id


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


@words.clicked("write")
def write_button(event: ButtonClicked, circle: WordsCircle) -> Iterator[Effect]:
    """Write a kind word, by a button."""
    if circle.profile(event.person).is_stranger:
        yield Reply(cards.strangers_not_here())
    else:
        yield OpenForm(cards.form(circle.settings))


@words.submitted("write")
def send(event: FormSubmitted, circle: WordsCircle) -> Iterator[Effect]:
    """Bring the words to each receiver, in a message of their own."""
    draft = _draft(event)
    if found := _problems(event, circle, draft):
        raise FormProblems(found)
    brought = [_keep(event, circle, draft, receiver) for receiver in draft.receivers]
    for word in brought:
        yield from _bring(event, circle, word)
    ids = [word.id for word in brought]
    yield Reply(cards.sent(draft.receivers, ids, anonymous=draft.is_anonymous, name_ok=draft.name_ok))


@words.untold
def give_back(event: NotTold, circle: WordsCircle) -> Iterator[Effect]:
    """Tell the sender that it did not arrive, and give the words back."""
    kind, _, id = event.key.partition(":")
    word = word_by_id(circle, id) if kind == "word" else None
    if word is None:
        return
    key = f"untold:{told_under(circle, word, event.now)}"
    if event.certain:
        known = circle.known(word.receiver)
        why = (known and safeguards.unreachable(circle, word.sender, word.receiver, today(event, circle))) or event.why
        card = cards.given_back(word.receiver, why, word.held)
        forget(circle, word)
    else:
        card = cards.perhaps_lost(word.receiver, word.held)
        let_go(circle, word)
    yield Tell(word.sender, card, key=key, asked_for=True)


@words.later("let_go")
def forget_what_it_says(event: LaterDue, circle: WordsCircle) -> Iterator[Effect]:
    """Hold the words no longer; they have arrived by now."""
    if word := word_by_id(circle, event.about):
        let_go(circle, word)
    yield from ()


@words.later("forget")
def forget_who_wrote(event: LaterDue, circle: WordsCircle) -> Iterator[Effect]:
    """Forget that there was a word."""
    if word := word_by_id(circle, event.about):
        forget(circle, word)
    yield from ()


def _keep(event: FormSubmitted, circle: WordsCircle, draft: Draft, receiver: str) -> Word:
    data = {"to": receiver, "anonymous": draft.is_anonymous, "name_ok": draft.name_ok, "words": draft.words}
    return Word(circle.add("word", draft.sender, data, event.now))


def _bring(event: FormSubmitted, circle: WordsCircle, word: Word) -> Iterator[Effect]:
    card = own_cards.kind_word(carried_by(word, word.held), circle.channel)
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
        "how": _about_signing(event, circle, draft),
    }
    return {field: sentence for field, sentence in found.items() if sentence}


def _about_receivers(event: FormSubmitted, circle: WordsCircle, draft: Draft) -> str:
    if not draft.receivers:
        return problems.nobody()
    if len(draft.receivers) > cards.RECEIVERS:
        return problems.too_many(cards.RECEIVERS)
    on = today(event, circle)
    reasons = (safeguards.unreachable(circle, draft.sender, receiver, on) for receiver in draft.receivers)
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


def _about_signing(event: FormSubmitted, circle: WordsCircle, draft: Draft) -> str:
    if draft.how not in (cards.SIGNED, cards.ANONYMOUS):
        return problems.choose_how()
    if not draft.is_anonymous:
        return ""
    if not circle.settings.anonymous:
        return problems.not_anonymous_here()
    unwilling = [one for one in draft.receivers if not safeguards.takes_anonymous(circle, draft.sender, one)]
    if unwilling:
        return problems.signed_words(_names(circle, unwilling))
    left = safeguards.anonymous_left(circle, draft.sender, today(event, circle))
    return problems.too_often(circle.settings.cap) if len(draft.receivers) > left else ""


def _names(circle: WordsCircle, people: tuple[str, ...] | list[str]) -> list[str]:
    return [safeguards.name_of(circle, person) for person in people]
