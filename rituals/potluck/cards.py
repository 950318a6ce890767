"""What the pot-luck says in its channel: its welcome, and each lunch with its gaps first."""

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from rituals.cards import (
    Button,
    Buttons,
    Card,
    Command,
    Confirm,
    Element,
    Heading,
    Note,
    Paragraph,
    Person,
    Span,
    Strong,
    Text,
    count_words,
    say,
)
from rituals.dates import join_words, show_moment
from rituals.potluck.lunches import CANCELLED, OVER, Dish, Lunch, Offer
from rituals.potluck.settings import PotluckSettings
from rituals.potluck.wanted import ELSE, gaps_in_words, roles_in_words
from rituals.records import Entry
from rituals.schedule import describe
from rituals.zones import zone_words

MOST_SHOWN = 28
"""Dishes on the card in the channel; the others are in the list."""
PROMISE = "Come with a dish, a helping hand, or just yourself. Only dishes carry labels; nobody is asked what they eat."


def welcome(settings: PotluckSettings) -> Card:
    """The one message that a new circle posts in its channel."""
    who = "Anybody here" if settings.anyone_may_propose else "A champion of this circle"
    return Card(
        "Pot-luck lunches are here. Everybody is welcome.",
        (
            Heading("Shall we have lunch together?"),
            Paragraph(
                (f"{who} can propose a pot-luck lunch. A card then shows what is still needed. ", *_own(settings))
            ),
            Buttons((Button("Propose a lunch", "propose", style="primary"), Button("How it works", "how"))),
            Note((PROMISE,)),
        ),
    )


def closed() -> Card:
    return say("The pot-luck lunches here have come to an end. Thank you for everything you brought.")


def how(settings: PotluckSettings) -> Card:
    return Card(
        "How pot-luck works",
        (
            Heading("How it works"),
            Paragraph(
                ("Somebody proposes a lunch. Its card in the channel says what is still needed.", *_own(settings, " "))
            ),
            Paragraph(("You bring a dish, take a role like laying the table, or just come. All are equally welcome.",)),
            Paragraph(("For each dish you can say what is in it; “not sure” is a good answer.",)),
            Paragraph(("The day before, you're reminded once. Plans change: withdraw whenever you need to.",)),
            Note((PROMISE,)),
        ),
    )


def lunch_card(lunch: Lunch, zone: ZoneInfo) -> Card:
    """A lunch as it stands: the gaps first."""
    if lunch.state == CANCELLED:
        return cancelled_card(lunch, zone)
    if lunch.state == OVER:
        return over_card(lunch, zone)
    when = show_moment(lunch.starts, zone)
    return Card(
        f"Lunch on {when}. {gaps_line(lunch)}",
        (
            Heading(f"Pot-luck lunch, {when}"),
            Paragraph(_gaps(lunch)),
            Paragraph(_where(lunch)),
            *dishes_and_hands(lunch, MOST_SHOWN),
            Buttons(tuple(ways_in(lunch))),
            Note(_small_print(lunch)),
        ),
    )


def over_card(lunch: Lunch, zone: ZoneInfo) -> Card:
    """What was on the table, when it is over."""
    when = show_moment(lunch.starts, zone)
    brought = dishes_and_hands(lunch, MOST_SHOWN) if lunch.coming else ()
    note = Note(("This lunch is over. Thank you for coming.",))
    return Card(f"The lunch on {when} is over.", (Heading(f"Pot-luck lunch, {when}"), *brought, note))


def cancelled_card(lunch: Lunch, zone: ZoneInfo) -> Card:
    when = show_moment(lunch.starts, zone)
    return Card(
        f"The lunch on {when} is cancelled.",
        (
            Heading("Lunch cancelled"),
            Paragraph((f"The pot-luck lunch on {when} won't take place. ", "Another time.")),
            Note(("To propose another one, type ", Command("potluck propose"), ".")),
        ),
    )


def table_today(lunch: Lunch, zone: ZoneInfo) -> Card:
    """The table list, on the day."""
    at = f"{lunch.starts.astimezone(zone):%H:%M}"
    return Card(
        f"Pot-luck lunch today at {at}, {lunch.place}.",
        (
            Heading(f"Today's lunch, {at}"),
            Paragraph((Strong(lunch.place), ". ", *_gaps(lunch))),
            *dishes_and_hands(lunch, MOST_SHOWN),
            Buttons(
                (Button("What's in the dishes", "allergens", lunch.id), Button("Print table cards", "print", lunch.id))
            ),
        ),
    )


def thanks(lunch: Lunch, recipes: Sequence[Entry], leftovers: Sequence[Entry]) -> Card:
    """Afterwards, in the channel."""
    return Card(
        "Thank you for lunch.",
        (
            Heading("Thank you for lunch"),
            Paragraph(("Thank you to everybody who cooked, carried, laid, washed up or just came.",)),
            Paragraph(("Please take your dish home. ", *_leftovers(leftovers))),
            *_recipes(recipes),
            Buttons(
                (Button("Share a recipe", "recipe", lunch.id), Button("There are leftovers", "leftovers", lunch.id))
            ),
            Note(("To read the recipes, type ", Command("potluck recipes"), ".")),
        ),
    )


def dishes_and_hands(lunch: Lunch, most: int) -> tuple[Element, ...]:
    """Who brings what, at most so many dishes, and who does what."""
    lines = [*_dish_lines(lunch, most), *_role_lines(lunch), *_others(lunch)]
    return (Paragraph(lines_of(lines)),) if lines else (Paragraph(("Nobody has said what they bring yet.",)),)


def ways_in(lunch: Lunch) -> Iterable[Button]:
    """The buttons of a lunch's card."""
    yield Button("I'll bring something", "bring", lunch.id, style="primary")
    if lunch.open_roles():
        yield Button("Take a role", "role", lunch.id)
    yield Button("Just bring myself", "come", lunch.id)
    if lunch.plus_one:
        yield Button("Bring a guest, too", "guest", lunch.id)
    yield Button("Change or withdraw", "change", lunch.id)
    yield Button("What's in the dishes", "allergens", lunch.id)


def for_the_proposer(lunch: Lunch) -> Buttons:
    """What only the proposer and the champions can do."""
    sure = Confirm("Cancel this lunch?", "Everybody who comes is told.", "Cancel it", "Keep it")
    return Buttons(
        (
            Button("Change the lunch", "move", lunch.id),
            Button("Cancel the lunch", "cancel", lunch.id + " now", style="danger", confirm=sure),
        )
    )


def gaps_line(lunch: Lunch) -> str:
    """“Still needed: 1 main, 2 sweet.”"""
    needed = gaps_in_words(lunch.gaps())
    return f"Still needed: {needed}." if needed else "Everything that was asked for is there."


def lines_of(lines: Sequence[Text]) -> Text:
    """One text, a line each."""
    spans: list[Span] = []
    for line in lines:
        spans += ["\n", *line] if spans else line
    return tuple(spans)


def dish_words(offer: Offer, dish: Dish) -> Text:
    """“Lentil soup - @amara (vegan, serves 6)”."""
    extras = [*dish.labels, *([f"serves {dish.serves}"] if dish.serves else [])]
    return (dish.name, " - ", Person(offer.person), f" ({', '.join(extras)})" if extras else "")


def when_words(lunch: Lunch, zone: ZoneInfo) -> str:
    return show_moment(lunch.starts, zone)


def _own(settings: PotluckSettings, before: str = "") -> Text:
    """How often one comes round by itself."""
    if not settings.repeats:
        return ()
    return (f"{before}One comes round by itself {describe(settings.repeats)} ({zone_words(settings.zone)}).",)


def _gaps(lunch: Lunch) -> Text:
    needed = gaps_in_words(lunch.gaps())
    return (Strong("Still needed: "), needed, ".") if needed else (gaps_line(lunch),)


def _where(lunch: Lunch) -> Text:
    spans: list[Span] = ["Where: ", lunch.place, ". "]
    spans.append(f"{count_words(lunch.free(), 'place')} left. " if lunch.free() > 0 else "Every place is taken. ")
    if lunch.waiting:
        spans.append(f"{count_words(len(lunch.waiting), 'person waits', 'people wait')} for one. ")
    if roles := roles_in_words(lunch.open_roles()):
        spans.append(f"Roles still open: {roles}.")
    return tuple(spans)


def _dish_lines(lunch: Lunch, most: int) -> list[Text]:
    shown = [
        (Strong(f"{dish.category.capitalize()}: "), *dish_words(offer, dish)) for offer, dish in lunch.dishes[:most]
    ]
    hidden = len(lunch.dishes) - len(shown)
    more: list[Text] = (
        [
            (
                f"and {hidden} more: type ",
                Command("potluck list"),
                ".",
            )
        ]
        if hidden
        else []
    )
    return [*shown, *more]


def _role_lines(lunch: Lunch) -> list[Text]:
    """Each role once, with everybody who does it."""
    by_role: dict[str, list[str]] = {}
    for offer in lunch.coming:
        if offer.role:
            by_role.setdefault(offer.role, []).append(offer.person)
    return [(Strong(f"{role.capitalize()}: "), *people_words(people)) for role, people in by_role.items()]


def people_words(people: Sequence[str], most: int = 20) -> Text:
    """Mentions with commas between them; beyond the first few a number."""
    spans: list[Span] = []
    for person in people[:most]:
        spans += [", ", Person(person)] if spans else [Person(person)]
    return (*spans, f" and {len(people) - most} more") if len(people) > most else tuple(spans)


def _others(lunch: Lunch) -> list[Text]:
    """Those who bring themselves, and guests, as numbers."""
    plain = sum(1 for offer in lunch.coming if not offer.dish and not offer.role)
    guests = sum(1 for offer in lunch.coming if offer.guest)
    parts = [count_words(plain, "person", "people")] if plain else []
    parts += [count_words(guests, "guest")] if guests else []
    return [(f"Also coming: {join_words(parts)}.",)] if parts else []


def _small_print(lunch: Lunch) -> Text:
    by: Text = ("Proposed by ", Person(lunch.proposer), ". ") if lunch.proposer else ()
    return (*by, "Type ", Command("potluck"), " for all you can do. ", *((ELSE_NOTE,) if lunch.gaps() else ()))


ELSE_NOTE = f"{ELSE.capitalize()} is always welcome, too."


def _leftovers(leftovers: Sequence[Entry]) -> Text:
    if not leftovers:
        return ("Leftovers are for whoever likes them.",)
    return ("Leftovers: ", "; ".join(str(entry.data["words"]) for entry in leftovers[-5:]), ".")


def _recipes(recipes: Sequence[Entry]) -> tuple[Element, ...]:
    lines: list[Text] = [(str(entry.data["title"]), " - ", Person(entry.person)) for entry in recipes[:20]]
    return (Paragraph(lines_of([(Strong("Recipes"),), *lines])),) if lines else ()
