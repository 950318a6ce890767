"""The dialogs: to propose and change a lunch, to bring a dish, to take a role."""

from collections.abc import Iterable, Mapping
from datetime import date

from rituals.forms import AnyInput, Choice, Choices, DateInput, Form, Option, TextInput, TimeInput
from rituals.potluck.allergens import ALLERGENS, ANSWERS, HINTS, LABELS, UNSURE
from rituals.potluck.lunches import Dish, Lunch, Offer
from rituals.potluck.settings import TEMPLATE_OPTIONS, PotluckSettings
from rituals.potluck.wanted import ELSE, LONGEST, ROLES, counts_in_words, role_in_words

OWN = "own"
LONGEST_DISH = 80
LONGEST_NOTE = 150
LONGEST_RECIPE = 2500
EXAMPLE = "main 4, side 3, sweet 3"
ROLES_EXAMPLE = "plates, laying, washing up 2"
YES_NO = (Option("no", "No"), Option("yes", "Yes"))


def propose(settings: PotluckSettings, template: str, day: date | None, at: str = "", typed: str = "") -> Form:
    """A new lunch, filled with what is usual in this circle and was typed; what could not be read stands above it."""
    return Form(
        "propose",
        "Propose a lunch",
        (
            DateInput(name="date", label="Day", value=day.isoformat() if day else ""),
            TimeInput(name="time", label="Time", value=at or settings.time),
            _place(settings.place),
            _places(settings.places),
            Choice(
                name="template",
                label="What is wanted",
                options=(*_templates(), Option(OWN, "My own list, below")),
                value=template,
            ),
            TextInput(
                name="wanted",
                label="My own list",
                placeholder=EXAMPLE,
                required=False,
                most=400,
                help="Instead of the above: each kind of dish and how many.",
            ),
            TextInput(
                name="roles",
                label="What else helps",
                value=counts_in_words(ROLES),
                required=False,
                most=400,
                help="Roles that are not food. Leave it empty if none is needed.",
            ),
        ),
        submit="Propose",
        intro=(f"You typed: “{typed}”",) if typed else (),
    )


def change_lunch(lunch: Lunch, day: str, at: str) -> Form:
    """Another day, time, place or number of places."""
    return Form(
        "move",
        "Change the lunch",
        (
            DateInput(name="date", label="Day", value=day),
            TimeInput(name="time", label="Time", value=at),
            _place(lunch.place),
            _places(lunch.places),
        ),
        intro=("Everybody who comes is told once, privately, if the day, time or place changes.",),
        about=lunch.id,
    )


def bring(lunch: Lunch, person: str, name: str = "") -> Form:
    """A dish: theirs to change if they have one, else a new one of this name."""
    mine = lunch.of(person)
    dish = mine.dish if mine else None
    return Form(
        "bring",
        "Change my dish" if dish else "I'll bring something",
        (
            _category(lunch, person, dish),
            TextInput(name="dish", label="Dish", value=name or (dish.name if dish else ""), most=LONGEST_DISH),
            TextInput(
                name="serves",
                label="Serves how many",
                value=str(dish.serves) if dish and dish.serves else "",
                required=False,
                most=10,
            ),
            *_guest(lunch, mine),
            *_labels(dish),
            *_allergens(dish.allergens if dish else {}),
        ),
        submit="Save" if dish else "Bring it",
        intro=("About the dish only; nobody is asked what they eat. “Not sure” is a good answer.",),
        about=lunch.id,
    )


def take_role(lunch: Lunch, person: str) -> Form:
    """One of the roles that are open."""
    mine = lunch.of(person)
    roles = lunch.open_roles(person)
    options = tuple(Option(name, role_in_words(name, count).capitalize()) for name, count in roles.items())
    value = mine.role if mine and mine.role in roles else next(iter(roles), "")
    return Form(
        "role",
        "Take a role",
        (Choice(name="role", label="I can help with", options=options, value=value), *_guest(lunch, mine)),
        submit="Take it",
        about=lunch.id,
    )


def recipe(lunch: Lunch, title: str, text: str = "") -> Form:
    """A recipe to share with everybody in the channel."""
    return Form(
        "recipe",
        "Share a recipe",
        (
            TextInput(name="title", label="What is it?", value=title, most=LONGEST_DISH),
            TextInput(name="text", label="How is it made?", value=text, long=True, most=LONGEST_RECIPE),
        ),
        submit="Share",
        about=lunch.id,
    )


def leftovers(lunch: Lunch) -> Form:
    """What is left, and where."""
    words = TextInput(
        name="words", label="What is left, and where?", placeholder="Rice, in the kitchen", most=LONGEST_NOTE
    )
    return Form("leftovers", "There are leftovers", (words,), submit="Tell the channel", about=lunch.id)


def _templates() -> Iterable[Option]:
    return (Option(value, label) for value, label in TEMPLATE_OPTIONS)


def _place(value: str) -> TextInput:
    return TextInput(name="place", label="Place", value=value, placeholder="The garden room", most=LONGEST_DISH)


def _places(value: int) -> TextInput:
    return TextInput(name="places", label="How many places", value=str(value), most=10, help="From 1 to 200.")


def _category(lunch: Lunch, person: str, dish: Dish | None) -> Choice:
    gaps = {name: count for name, count in lunch.gaps(person).items() if name != ELSE}
    options = (*(Option(name, _how_many(name, count)) for name, count in gaps.items()), Option(ELSE, "Something else"))
    first = next(iter(gaps), ELSE)
    value = dish.category if (dish and dish.category in gaps) or (dish and dish.category == ELSE) else first
    return Choice(name="category", label="What is it?", options=options, value=value)


def _how_many(name: str, count: int) -> str:
    return f"{name[:LONGEST].capitalize()} ({count} still needed)"


def _guest(lunch: Lunch, mine: Offer | None) -> tuple[AnyInput, ...]:
    if not lunch.plus_one:
        return ()
    value = "yes" if mine and mine.guest else "no"
    return (Choice(name="guest", label="Bringing a guest?", options=YES_NO, value=value),)


def _labels(dish: Dish | None) -> tuple[AnyInput, ...]:
    return (
        Choices(
            name="labels",
            label="The dish is",
            options=tuple(Option(label, label) for label in LABELS),
            value=dish.labels if dish else (),
            required=False,
        ),
        TextInput(
            name="note",
            label="For its label",
            value=dish.note if dish else "",
            placeholder="Hot! The nuts are in a bowl beside it.",
            required=False,
            most=LONGEST_NOTE,
        ),
    )


def _allergens(answers: Mapping[str, str]) -> Iterable[AnyInput]:
    options = tuple(Option(value, words.capitalize()) for value, words in ANSWERS.items())
    for name, words in ALLERGENS.items():
        yield Choice(
            name=f"allergen.{name}",
            label=words.capitalize(),
            help=HINTS[name],
            options=options,
            value=answers.get(name, UNSURE),
        )
