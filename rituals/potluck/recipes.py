"""What is left after a lunch: recipes that people share, and leftovers."""

from collections.abc import Iterator

from rituals import fair
from rituals.cards import Command
from rituals.effects import Effect, OpenForm, Reply, Update
from rituals.errors import FormProblems, KindlingError
from rituals.events import Act, ButtonClicked, CommandUsed, FormSubmitted
from rituals.potluck import forms, replies
from rituals.potluck.answers import Reader, dish_name, one_line
from rituals.potluck.days import thanks_card, thanks_key
from rituals.potluck.declared import PotluckCircle, potluck
from rituals.potluck.lunches import CANCELLED, Lunch, lunch, lunches
from rituals.potluck.signing import RECIPE, sign, times
from rituals.zones import shortened


class NothingYet(KindlingError):
    """There has been no lunch here yet. Afterwards there's a place for recipes and leftovers."""


@potluck.command("recipe", anywhere=True, reads=True)
def recipe(event: CommandUsed, circle: PotluckCircle) -> Iterator[Effect]:
    """Share the recipe of what you brought, if you like."""
    title, colon, text = event.text.partition(":")
    if len(title) > forms.LONGEST_DISH or not (colon or title):
        title, text = "", event.text
    yield _recipe_form(event, circle, one_line(title), text.strip())


@potluck.clicked("recipe", form=True)
def ask_for_a_recipe(event: ButtonClicked, circle: PotluckCircle) -> Iterator[Effect]:
    """Share the recipe of what you brought, by a button."""
    yield _recipe_form(event, circle)


@potluck.submitted("recipe")
def recipe_shared(event: FormSubmitted, circle: PotluckCircle) -> Iterator[Effect]:
    """Keep the recipe for everybody in the channel; a title used again replaces one's own."""
    found = _latest(event, circle)
    reader = Reader(event.values)
    title = reader.read("title", lambda: dish_name(reader.line("title")), "")
    text = str(event.values.get("text", "")).strip()[: forms.LONGEST_RECIPE]
    reader.done()
    if not text:
        raise FormProblems({"text": "How is it made? A line or two will do."})
    mine = [one for one in circle.entries("recipe", found.id) if one.person == event.person]
    same = next((one for one in mine if one.data["title"] == title), None)
    if same:
        kept = circle.revise(same, text=text)
    elif max(len(mine), times(circle, found.entry, RECIPE, event.person)) >= fair.RECIPES:
        raise fair.RecipesEnough
    else:
        sign(circle, found.entry, RECIPE, event.person)
        kept = circle.add("recipe", event.person, {"title": title, "text": text}, event.now, about=found.id)
    yield Update(thanks_key(found), thanks_card(circle, lunch(circle, found.id)))
    yield Reply(replies.recipe_kept(kept))


@potluck.command("recipes", usage="lentil soup", anywhere=True)
def recipes(event: CommandUsed, circle: PotluckCircle) -> Iterator[Effect]:
    """Read the recipes that people have shared."""
    wanted, shared = one_line(event.text).casefold(), circle.entries("recipe")
    if not wanted:
        yield Reply(replies.recipes(shared))
        return
    found = [one for one in shared if wanted in str(one.data["title"]).casefold()]
    if not found:
        raise KindlingError(
            (f"There's no recipe called “{shortened(event.text)}”. To see them all: ", Command("potluck recipes"), ".")
        )
    yield Reply(replies.one_recipe(found[-1]))


@potluck.command("leftovers", usage="rice, in the kitchen fridge", anywhere=True)
def leftovers(event: CommandUsed, circle: PotluckCircle) -> Iterator[Effect]:
    """Say what is left and where it is."""
    found = _latest(event, circle)
    if not one_line(event.text):
        yield OpenForm(forms.leftovers(found))
        return
    yield from _left(event, circle, found, event.text)


@potluck.clicked("leftovers", form=True)
def ask_what_is_left(event: ButtonClicked, circle: PotluckCircle) -> Iterator[Effect]:
    """Ask what is left in a form."""
    yield OpenForm(forms.leftovers(_latest(event, circle)))


@potluck.submitted("leftovers")
def leftovers_told(event: FormSubmitted, circle: PotluckCircle) -> Iterator[Effect]:
    """Put it on the card in the channel."""
    yield from _left(event, circle, _latest(event, circle), str(event.values.get("words", "")))


def _recipe_form(event: Act, circle: PotluckCircle, title: str = "", text: str = "") -> Effect:
    found = _latest(event, circle)
    mine = found.of(event.person)
    if len(text) > forms.LONGEST_RECIPE:
        raise KindlingError(f"That is a little long. Keep it under {forms.LONGEST_RECIPE} characters.")
    return OpenForm(forms.recipe(found, title or (mine.dish.name if mine and mine.dish else ""), text))


def _left(event: Act, circle: PotluckCircle, found: Lunch, text: str) -> Iterator[Effect]:
    """One line a person; a later one replaces it."""
    words = one_line(text)
    if len(words) > forms.LONGEST_NOTE:
        raise KindlingError(f"That is a little long. Keep it under {forms.LONGEST_NOTE} characters.")
    if not words:
        raise FormProblems({"words": "What is left, and where? For example: rice, in the kitchen fridge."})
    mine = next((one for one in circle.entries("leftovers", found.id) if one.person == event.person), None)
    if mine:
        circle.revise(mine, words=words)
    else:
        circle.add("leftovers", event.person, {"words": words}, event.now, about=found.id)
    yield Update(thanks_key(found), thanks_card(circle, found))
    yield Reply(replies.leftovers_kept())


def _latest(event: Act, circle: PotluckCircle) -> Lunch:
    """The lunch that a button or form names, else the latest that has begun. Raises NothingYet."""
    if isinstance(event, ButtonClicked | FormSubmitted) and event.about:
        found = lunch(circle, event.about)
        if found.starts <= event.now and found.state != CANCELLED:
            return found
        raise NothingYet
    begun = [one for one in lunches(circle) if one.starts <= event.now and one.state != CANCELLED]
    if not begun:
        raise NothingYet
    return begun[-1]
