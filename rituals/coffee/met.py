"""“Did you meet?”, asked of each person privately; an answer changes nothing that anybody else can see."""

from collections.abc import Iterator

from rituals.coffee import invitation
from rituals.coffee.declared import CoffeeCircle, coffee
from rituals.coffee.introductions import is_on, latest_group
from rituals.effects import Effect, Reply, Tell
from rituals.events import ButtonClicked, CommandUsed, LaterDue
from rituals.records import Group

ANSWERS = {"yes": "yes", "no": "no", "not": "no", "will": "will", "we": "will"}


@coffee.later("ask_if_met")
def ask_if_met(event: LaterDue, circle: CoffeeCircle) -> Iterator[Effect]:
    """Ask each person of each group, unless the group called it off."""
    for group in circle.groups(event.about):
        for person in group.people if is_on(group) else ():
            others = [other for other in group.people if other != person]
            card = invitation.did_you_meet(others, group.id)
            yield Tell(person, card, key=f"met:{group.id}:{person}")


@coffee.command("met", usage="yes, no or will")
def met(event: CommandUsed, circle: CoffeeCircle) -> Iterator[Effect]:
    """Say, privately, whether you met."""
    first_word = event.text.lower().split()[:1]
    if not first_word or first_word[0] not in ANSWERS:
        yield Reply(invitation.which_answer())
        return
    yield from _answer(circle, latest_group(circle, event.person), event.person, ANSWERS[first_word[0]])


@coffee.clicked("met")
def met_button(event: ButtonClicked, circle: CoffeeCircle) -> Iterator[Effect]:
    """Say, privately, whether you met, by a button."""
    about, _, answer = event.about.partition(" ")
    group = circle.group_of(event.person, about)
    yield from _answer(circle, group, event.person, ANSWERS.get(answer, "will"))


def _answer(circle: CoffeeCircle, group: Group, person: str, answer: str) -> Iterator[Effect]:
    circle.answer(group, person, "met", answer)
    circle.happened(group, _happened(circle, group))
    yield Reply(invitation.answered(answer))


def _happened(circle: CoffeeCircle, group: Group) -> bool:
    """It counts as a meeting unless somebody said no and nobody said yes."""
    answers = [circle.answer_of(group, person, "met") for person in group.people]
    return "yes" in answers or "no" not in answers
