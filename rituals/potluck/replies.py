"""What the pot-luck says to one person: answers, and the few things they are told."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from rituals.cards import (
    Button,
    Buttons,
    Card,
    Channel,
    Command,
    Confirm,
    Element,
    Heading,
    Note,
    Paragraph,
    Quote,
    Strong,
    Text,
    say,
)
from rituals.dates import join_words
from rituals.potluck.cards import MOST_SHOWN, dishes_and_hands, for_the_proposer, gaps_line, when_words
from rituals.potluck.lunches import Dish, Lunch, Offer
from rituals.potluck.table_cards import MOST_LISTED
from rituals.records import Entry
from rituals.zones import shortened

PLANS: Text = ("Plans change: ", Command("potluck change"), " or withdraw, whenever you need to.")


def proposed(lunch: Lunch, zone: ZoneInfo) -> Card:
    return Card(
        f"Your lunch is in the channel. {when_words(lunch, zone)}, {lunch.place}.",
        (
            Paragraph((Strong("Your lunch is in the channel. "), f"{when_words(lunch, zone)}, {lunch.place}.")),
            for_the_proposer(lunch),
            Note(
                (
                    "Or type ",
                    Command("potluck move"),
                    ", or ",
                    Command("potluck cancel"),
                    ". Everybody who comes is told once.",
                )
            ),
        ),
    )


def proposed_already(lunch: Lunch, zone: ZoneInfo) -> Card:
    return say(f"You've proposed that lunch already: {when_words(lunch, zone)}, {lunch.place}.")


def champions_propose() -> Card:
    return say("Here it is the champions who propose lunches. Ask one of them; they'll be glad that you did.")


def yours(lunch: Lunch, offer: Offer, zone: ZoneInfo) -> Card:
    """After somebody said what they bring."""
    if offer.waiting:
        return waiting(lunch, offer, zone)
    words = f"You're coming to lunch on {when_words(lunch, zone)}{_with(offer)}. Thank you."
    return Card(words, (Paragraph((words,)), _way_out(lunch), Note(PLANS)))


def waiting(lunch: Lunch, offer: Offer, zone: ZoneInfo) -> Card:
    words = (
        f"Every place at the lunch on {when_words(lunch, zone)} is taken, so you're on the waiting list"
        f"{_with(offer)}. If a place frees, it goes to whoever came first, and you'll hear at once."
    )
    return Card(words, (Paragraph((words,)), _way_out(lunch), Note(PLANS)))


def here_already(lunch: Lunch, offer: Offer, zone: ZoneInfo) -> Card:
    how = "on the waiting list for" if offer.waiting else "coming on"
    words = f"You're {how} {when_words(lunch, zone)} already{_with(offer)}."
    return Card(words, (Paragraph((words,)), _way_out(lunch)))


def not_coming(lunch: Lunch, zone: ZoneInfo) -> Card:
    words = f"You haven't said that you come on {when_words(lunch, zone)}, so there was nothing to change."
    return Card(words, (Paragraph((words,)), _way_in("I'm coming", lunch)))


def withdrawn(lunch: Lunch, zone: ZoneInfo) -> Card:
    words = f"That's fine. You're not down for {when_words(lunch, zone)} any more, and others see the gap."
    return Card(words, (Paragraph((words,)), _way_in("I'm coming after all", lunch)))


def change(lunch: Lunch, offer: Offer, zone: ZoneInfo) -> Card:
    """What somebody has said, and every way to change it."""
    sure = Confirm("Withdraw?", "Your place and what you bring are freed for others.", "Withdraw", "Not now")
    buttons = [
        Button("Change my dish" if offer.dish else "Bring a dish", "bring", lunch.id),
        Button("Change my role" if offer.role else "Take a role", "role", lunch.id),
    ]
    if offer.dish or offer.role:
        buttons.append(Button("Just bring myself", "just", lunch.id))
    if lunch.plus_one:
        buttons.append(Button("No guest" if offer.guest else "Bring a guest, too", "guest", _guest(lunch, offer)))
    buttons.append(Button("Withdraw", "withdraw", lunch.id, style="danger", confirm=sure))
    line = status_line(lunch, offer, zone)
    typed: Text = ("Or type ", Command("potluck bring"), ", role, just, guest or withdraw.")
    return Card(line, (Paragraph((line,)), Buttons(tuple(buttons)), Note(typed)))


def no_roles_left() -> Card:
    return say("Every role is taken already. Thank you for offering; just come, if you like.")


def no_guests() -> Card:
    return say("This lunch is for colleagues only, so there is no place for a guest. You're welcome yourself.")


def no_guest_anyway(lunch: Lunch, zone: ZoneInfo) -> Card:
    return say(f"You come without a guest on {when_words(lunch, zone)} already.")


def status(lines: Sequence[str]) -> Card:
    """One person's own lunches."""
    if not lines:
        return say("You haven't said that you come to any lunch yet. The cards in the channel show what is planned.")
    return Card(lines[0], tuple(Paragraph((line,)) for line in lines))


def status_line(lunch: Lunch, offer: Offer, zone: ZoneInfo) -> str:
    place = "you wait for a place" if offer.waiting else "you're coming"
    return f"{when_words(lunch, zone)}, {lunch.place}: {place}{_with(offer)}."


def _to_change(lunch: Lunch, line: str) -> Button:
    label = "Change or withdraw"
    return Button(label, "change", lunch.id, accessible_label=shortened(f"{label}: {line}", 75))


def home(channel: str, lines: Sequence[tuple[Lunch, str]]) -> tuple[Element, ...]:
    """How one circle looks on somebody's Home page."""
    rows = [
        element for lunch, line in lines[:5] for element in (Paragraph((line,)), Buttons((_to_change(lunch, line),)))
    ]
    return (Paragraph((Strong("Pot-luck"), " in ", Channel(channel))), *rows)


def look_after() -> Buttons:
    """A champion's button."""
    return Buttons((Button("Propose a lunch", "propose"), Button("Settings…", "settings")))


def whole_list(lunch: Lunch, zone: ZoneInfo, mine: bool) -> Card:
    """Everything about a lunch, for whoever asks; the proposer finds their buttons here."""
    return Card(
        f"Lunch on {when_words(lunch, zone)}",
        (
            Heading(f"Lunch, {when_words(lunch, zone)}"),
            Paragraph((gaps_line(lunch),)),
            *dishes_and_hands(lunch, MOST_LISTED),
            *((for_the_proposer(lunch),) if mine else ()),
        ),
    )


def lunches_planned(lunches: Sequence[Lunch], zone: ZoneInfo) -> tuple[Element, ...]:
    """The other lunches to come, a line each."""
    lines = [Paragraph((f"Also planned: {when_words(one, zone)}, {one.place}.",)) for one in lunches[:MOST_SHOWN]]
    return tuple(lines)


# changes


def moved(lunch: Lunch, before: str, zone: ZoneInfo) -> Card:
    """To each who comes, once."""
    words = f"Lunch has changed: it was {before}, and is now {when_words(lunch, zone)}, {lunch.place}."
    return Card(
        words, (Paragraph((words,)), _way_out(lunch), Note(("If that doesn't suit you, withdraw. That's fine.",)))
    )


def changed(lunch: Lunch, told: int, zone: ZoneInfo) -> Card:
    others = " Everybody who comes is told." if told else ""
    return say(f"Done: {when_words(lunch, zone)}, {lunch.place}.{others}")


def unchanged(lunch: Lunch, zone: ZoneInfo) -> Card:
    return say(f"That is how it was: {when_words(lunch, zone)}, {lunch.place}. Nothing was changed.")


def really_cancel(lunch: Lunch, zone: ZoneInfo) -> Card:
    return Card(
        f"Cancel the lunch on {when_words(lunch, zone)}?",
        (
            Paragraph((f"Cancel the lunch on {when_words(lunch, zone)}? Everybody who comes is told.",)),
            for_the_proposer(lunch),
            Note(
                (
                    "Or type ",
                    Command("potluck cancel now"),
                    ". If only you can't come, it's ",
                    Command("potluck withdraw"),
                    ".",
                )
            ),
        ),
    )


def only_yours(lunch: Lunch, words: Text) -> Card:
    """To somebody who comes and types “cancel”: the lunch is not theirs to cancel, but their place is."""
    out = Paragraph(("If you can't come, press Withdraw, or type ", Command("potluck withdraw"), "."))
    return Card(words, (Paragraph(words), out, Buttons((Button("Withdraw", "withdraw", lunch.id),))))


def cancelled(lunch: Lunch, zone: ZoneInfo) -> Card:
    return say(f"The lunch on {when_words(lunch, zone)} is cancelled, and everybody who was to come is told.")


def called_off(lunch: Lunch, zone: ZoneInfo) -> Card:
    """To each who was to come."""
    return say(f"The pot-luck lunch on {when_words(lunch, zone)} is cancelled. There's nothing you need to do.")


def place_freed(lunch: Lunch, offer: Offer, zone: ZoneInfo) -> Card:
    """To whoever waited longest."""
    words = f"A place is free, and it's yours: lunch on {when_words(lunch, zone)}, {lunch.place}{_with(offer)}."
    note = "If you can't come after all, withdraw, and it goes to the next one."
    return Card(words, (Paragraph((words,)), _way_out(lunch), Note((note,))))


def reminder(lunch: Lunch, offer: Offer, today: date, zone: ZoneInfo) -> Card:
    """The day before, once, with their own dish."""
    local = lunch.starts.astimezone(zone)
    day = "Today" if local.date() == today else "Tomorrow"
    words = f"{day} at {local:%H:%M} there's lunch together, {lunch.place}. You're down{_for(offer)}."
    note: Text = (
        "There's nothing to answer. If you can't come after all, ",
        Command("potluck withdraw"),
        " does it, too.",
    )
    return Card(words, (Paragraph((words,)), _way_out(lunch), Note(note)))


# recipes


def recipe_kept(entry: Entry) -> Card:
    return say(
        f"Thank you. Everybody can read “{shortened(str(entry.data['title']))}” with ", Command("potluck recipes"), "."
    )


def leftovers_kept() -> Card:
    return say("Thank you. Everybody can see it in the channel.")


def recipes(entries: Sequence[Entry]) -> Card:
    if not entries:
        return say("There are no recipes yet. After a lunch, anybody can share one: ", Command("potluck recipe"), ".")
    rows = tuple(Paragraph((str(entry.data["title"]),)) for entry in entries[-30:])
    note = Note(("To read one, type ", Command("potluck recipes"), " and its name."))
    return Card("Recipes", (Heading("Recipes"), *rows, note))


def one_recipe(entry: Entry) -> Card:
    title = str(entry.data["title"])
    return Card(title, (Paragraph((Strong(title),)), Quote((str(entry.data["text"]),))))


def dish_with_category(dish: Dish) -> str:
    return f"“{dish.name}” ({dish.category})"


def _way_out(lunch: Lunch) -> Buttons:
    return Buttons((Button("Change or withdraw", "change", lunch.id),))


def _way_in(label: str, lunch: Lunch) -> Buttons:
    return Buttons((Button(label, "come", lunch.id),))


def _guest(lunch: Lunch, offer: Offer) -> str:
    return f"{lunch.id} no" if offer.guest else lunch.id


def _with(offer: Offer) -> str:
    """“, with “Lentil soup” (main), a guest and the role: plates”."""
    parts = [dish_with_category(offer.dish)] if offer.dish else []
    parts += ["a guest"] if offer.guest else []
    parts += [f"your role: {offer.role}"] if offer.role else []
    return f", with {join_words(parts)}" if parts else ""


def _for(offer: Offer) -> str:
    if not (offer.dish or offer.role):
        return " to bring just yourself"
    parts = [dish_with_category(offer.dish)] if offer.dish else []
    parts += [offer.role] if offer.role else []
    return f" for {join_words(parts)}"
