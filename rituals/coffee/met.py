"""“Did you meet?”, asked of each person privately; an answer changes nothing that anybody else can see."""

from collections.abc import Iterator

from rituals import kept
from rituals.coffee import met_cards
from rituals.coffee.declared import CoffeeCircle, coffee
from rituals.coffee.introductions import is_on, latest_group, still_here
from rituals.coffee.matchmaking import NOT_MADE
from rituals.effects import Effect, Reply, Tell, Update
from rituals.events import Act, ButtonClicked, CommandUsed, LaterDue
from rituals.records import Group
from rituals.typed import bare

ANSWERS = {
    **dict.fromkeys(("yes", "yep", "yeah", "we did", "we met", "yes we did", "yes we met", "did", "met"), "yes"),
    **dict.fromkeys(
        ("no", "nope", "not", "not this time", "we didnt", "no we didnt", "didnt", "no not this time"), "no"
    ),
    **dict.fromkeys(("will", "we will", "not yet", "no not yet", "yet", "we havent yet", "later", "soon"), "will"),
}
"""What is typed or pressed, and what it counts as; any more words than these are asked back."""


@coffee.later("ask_if_met")
def ask_if_met(event: LaterDue, circle: CoffeeCircle) -> Iterator[Effect]:
    """Ask each person of each group, unless the group called it off, or has put it back for another week."""
    for group in circle.groups(event.about):
        if not group.notes.get("asked_later"):
            yield from _ask(circle, group)


@coffee.later("ask_group_if_met")
def ask_group_if_met(event: LaterDue, circle: CoffeeCircle) -> Iterator[Effect]:
    """Ask a group that put its coffee back, once that can have been."""
    yield from _ask(circle, circle.group(event.about))


@coffee.command("met", usage="yes, no or not yet", own=True)
def met(event: CommandUsed, circle: CoffeeCircle) -> Iterator[Effect]:
    """Say, privately, whether you met."""
    answer = ANSWERS.get(bare(event.text.replace(",", " ").replace("'", "").replace("’", "")))
    if answer is None:
        yield Reply(met_cards.which_answer(event.text))
    else:
        yield from _answer(event, circle, latest_group(circle, event.person), answer)


@coffee.clicked("met", own=True)
def met_button(event: ButtonClicked, circle: CoffeeCircle) -> Iterator[Effect]:
    """Say, privately, whether you met, by a button."""
    about, _, answer = event.about.partition(" ")
    group = circle.group_of(event.person, about)
    yield from _answer(event, circle, group, ANSWERS.get(answer, "will"))


def judge(circle: CoffeeCircle, group: Group) -> None:
    """It counts as a meeting if somebody says that they met; and else unless it is off or somebody says no. Where
    nobody was introduced for sure, what one of them says decides nothing for the other."""
    if any(map(group.notes.get, NOT_MADE)):
        return
    answers = [circle.answer_of(group, person, "met") for person in group.people]
    circle.happened(group, "yes" in answers or not ("no" in answers or group.notes.get("off")))


def _ask(circle: CoffeeCircle, group: Group) -> Iterator[Effect]:
    """Each who has not said it already of themselves, once, if there is still somebody whom they could have met."""
    people = still_here(group) if is_on(group) else ()
    for person in people if len(people) > 1 else ():
        if circle.answer_of(group, person, "met") not in ("yes", "no"):
            yield Tell(person, met_cards.did_you_meet(_others(group, person), group.id), key=_key(group, person))


def _answer(event: Act, circle: CoffeeCircle, group: Group, answer: str) -> Iterator[Effect]:
    """Kept, unless it is so late that what the others answered is not kept any more."""
    if event.now - group.round.due > kept.ANSWERS:
        yield Reply(met_cards.long_ago())
        return
    person = event.person
    circle.answer(group, person, "met", answer)
    judge(circle, group)
    yield Update(_key(group, person), met_cards.question_answered(_others(group, person), group.id, answer))
    yield Reply(met_cards.answered(answer))


def _key(group: Group, person: str) -> str:
    return f"met:{group.id}:{person}"


def _others(group: Group, person: str) -> list[str]:
    return [other for other in group.people if other != person]
