"""An introduction that could not be made, or of which nobody knows whether it was."""

from collections.abc import Iterator

from rituals.circle import today
from rituals.coffee import instead, invitation
from rituals.coffee.declared import CoffeeCircle, coffee
from rituals.coffee.introductions import arrived, card_of, current, introduction, latest_group
from rituals.coffee.matchmaking import were_just_introduced_elsewhere
from rituals.coffee.why import why_of
from rituals.effects import IN_CASE, Effect, Nudge, Reply, Tell, Update
from rituals.events import Act, ButtonClicked, NotIntroduced


@coffee.unsent
def not_introduced(event: NotIntroduced, circle: CoffeeCircle) -> Iterator[Effect]:
    """Give them first place next time. If it may have arrived, ask in their conversation; else tell each of them why,
    and how to try again."""
    group = circle.group(event.about)
    circle.happened(group, False)
    circle.note(group, off=event.certain, refused=event.certain, unsure=not event.certain)
    for person in group.people:
        circle.favour(person)
    if not (event.certain or event.quiet):
        yield Nudge(f"group:{group.id}", group.people, invitation.in_case(group.id), key=f"{IN_CASE}{group.id}")
        return
    for person in group.people:
        others = [other for other in group.people if other != person]
        words = instead.not_introduced(event.why) if event.certain else invitation.perhaps_introduced(others)
        yield Tell(person, words, key=f"unsent:{group.id}:{person}")


@coffee.command("retry", own=True)
@coffee.clicked("retry", own=True)
def retry(event: Act, circle: CoffeeCircle) -> Iterator[Effect]:
    """Try again to introduce your group, where Slack refused it."""
    group = latest_group(circle, event.person)
    too_late = were_just_introduced_elsewhere(circle, group.people, today(event, circle))
    if too_late or not (group.notes.get("refused") and group.round.is_latest):
        yield Reply(instead.nothing_to_retry())
        return
    circle.disband(group)
    fresh = circle.gather(group.round.id, group.people)
    yield introduction(circle, fresh, why_of(group), event.now, circle.earlier(group.people))
    yield Reply(instead.retrying())


@coffee.command("show", own=True)
@coffee.clicked("show", own=True)
def show(event: Act, circle: CoffeeCircle) -> Iterator[Effect]:
    """See your group's invitation again."""
    group = arrived(circle, current(circle, event), event)
    if isinstance(event, ButtonClicked):
        yield Update(f"group:{group.id}", card_of(circle, group))
        yield Reply(invitation.shown())
    else:
        yield Reply(card_of(circle, group))
