"""Taking part in a lunch: a dish, a role, or just oneself; and changing one's mind."""

from collections.abc import Iterator

from rituals.cards import Command
from rituals.effects import Effect, OpenForm, Reply
from rituals.errors import FormProblems, KindlingError, Unreadable
from rituals.events import Act, FormSubmitted
from rituals.potluck import forms, replies
from rituals.potluck.answers import as_data, dish_name, one_line, read_dish, role_of
from rituals.potluck.changing import NoPlaceForAGuest, NoPlaceForYourGuest, keep_offer, show
from rituals.potluck.choosing import chosen_and_rest, open_lunch, refuse_others
from rituals.potluck.declared import PotluckCircle, potluck
from rituals.potluck.lunches import Lunch
from rituals.typed import bare
from rituals.zones import shortened

A_GUEST = {"+1", "1", "guest", "plus", "one", "with", "a", "and", "my", "yes"}
NO = {"no", "none", "off", "without", "not", "cancel"}


@potluck.command("bring", usage="lentil soup", anywhere=True)
@potluck.clicked("bring", form=True)
def bring(event: Act, circle: PotluckCircle) -> Iterator[Effect]:
    """Bring a dish to the next lunch (or to that of a day, like 4 Dec), or change the one you bring."""
    found, name = chosen_and_rest(event, circle)
    found.check_open(event.now)
    refuse_others(event, found, name)
    yield OpenForm(forms.bring(found, event.person, dish_name(one_line(name)) if name else ""))


@potluck.submitted("bring")
def brought(event: FormSubmitted, circle: PotluckCircle) -> Iterator[Effect]:
    """Put the dish on the table."""
    found = open_lunch(event, circle)
    dish = read_dish(event.values, found, event.person)
    yield from _kept(event, circle, found, dish=as_data(dish), **_guest(event, found))


@potluck.command("role", usage="washing up", anywhere=True)
@potluck.clicked("role", form=True)
def role(event: Act, circle: PotluckCircle) -> Iterator[Effect]:
    """Take a role that is not food."""
    found, name = chosen_and_rest(event, circle)
    found.check_open(event.now)
    if name:
        refuse_others(event, found, name)
        yield from _kept(event, circle, found, role=role_of(name, found, event.person))
    elif found.open_roles(event.person):
        yield OpenForm(forms.take_role(found, event.person))
    else:
        yield Reply(replies.no_roles_left())


@potluck.submitted("role")
def role_taken(event: FormSubmitted, circle: PotluckCircle) -> Iterator[Effect]:
    """Put them down for the role."""
    found = open_lunch(event, circle)
    try:
        name = role_of(str(event.values.get("role", "")), found, event.person)
    except KindlingError as error:
        raise FormProblems({"role": error.sentence}) from error
    yield from _kept(event, circle, found, role=name, **_guest(event, found))


@potluck.command("come", anywhere=True, reads=True)
@potluck.clicked("come")
def come(event: Act, circle: PotluckCircle) -> Iterator[Effect]:
    """Just bring yourself; there is no question to answer."""
    found, rest = chosen_and_rest(event, circle)
    if rest and set(rest.casefold().split()) <= A_GUEST:
        yield from _with_guest(event, circle, found, True)
        return
    found = open_lunch(event, circle)
    if mine := found.of(event.person):
        yield Reply(replies.here_already(found, mine, circle.zone))
    else:
        yield from _kept(event, circle, found)


@potluck.command("guest", usage="no", anywhere=True)
@potluck.clicked("guest")
def guest(event: Act, circle: PotluckCircle) -> Iterator[Effect]:
    """Bring a guest, too, where guests are welcome; with “no”, come without."""
    found, rest = chosen_and_rest(event, circle)
    refuse_others(event, found, rest)
    words = set(bare(rest, "lunch").split())
    if words - A_GUEST - NO:
        raise Unreadable(
            (f"I'm not sure what “{shortened(rest)}” means here. Try ", Command("potluck guest"), ", or guest no.")
        )
    yield from _with_guest(event, circle, found, not words & NO)


@potluck.command("just", anywhere=True, reads=True)
@potluck.clicked("just")
def just(event: Act, circle: PotluckCircle) -> Iterator[Effect]:
    """Keep your place, without a dish or a role."""
    yield from _kept(event, circle, open_lunch(event, circle), dish=None, role="")


@potluck.command("change", anywhere=True, reads=True, ends=True)
@potluck.clicked("change", ends=True)
def change(event: Act, circle: PotluckCircle) -> Iterator[Effect]:
    """See what you're down for, and change it."""
    found = open_lunch(event, circle)
    mine = found.of(event.person)
    yield Reply(replies.change(found, mine, circle.zone) if mine else replies.not_coming(found, circle.zone))


@potluck.command("withdraw", anywhere=True, reads=True, ends=True)
@potluck.clicked("withdraw", ends=True)
def withdraw(event: Act, circle: PotluckCircle) -> Iterator[Effect]:
    """Come no more; others see the gap, and nobody asks why."""
    found = open_lunch(event, circle)
    mine = found.of(event.person)
    if not mine:
        yield Reply(replies.not_coming(found, circle.zone))
        return
    circle.remove(mine.entry)
    yield from show(circle, found.id, event.now)
    yield Reply(replies.withdrawn(found, circle.zone))


def _with_guest(event: Act, circle: PotluckCircle, found: Lunch, yes: bool) -> Iterator[Effect]:
    found.check_open(event.now)
    mine = found.of(event.person)
    if yes and not found.plus_one:
        yield Reply(replies.no_guests())
    elif not yes and not (mine and mine.guest):
        yield Reply(replies.no_guest_anyway(found, circle.zone))
    else:
        yield from _kept(event, circle, found, guest=yes)


def _kept(event: Act, circle: PotluckCircle, found: Lunch, **part: object) -> Iterator[Effect]:
    """Keep their part, show it, and say so to them."""
    try:
        mine = keep_offer(circle, found, event.person, event.now, **part)
    except (NoPlaceForAGuest, NoPlaceForYourGuest) as error:
        raise FormProblems({"guest": error.sentence}) if isinstance(event, FormSubmitted) else error from error
    yield from show(circle, found.id, event.now)
    yield Reply(replies.yours(found, mine, circle.zone))


def _guest(event: FormSubmitted, found: Lunch) -> dict[str, object]:
    """Whether they bring a guest, if the form asked."""
    return {"guest": event.values["guest"] == "yes"} if found.plus_one and "guest" in event.values else {}
