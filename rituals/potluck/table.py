"""Looking at a lunch: the list, what is in the dishes, what to print, and one's own."""

from collections.abc import Iterator
from dataclasses import replace

from rituals.cards import Element
from rituals.effects import Effect, Reply, Tell
from rituals.events import Act, CommandUsed, HomeOpened
from rituals.potluck import cards, replies, table_cards
from rituals.potluck.changing import may_arrange
from rituals.potluck.choosing import chosen
from rituals.potluck.declared import PotluckCircle, potluck
from rituals.potluck.lunches import CANCELLED, Cancelled, Lunch, coming_up


@potluck.command("list", usage="4 Dec", anywhere=True)
@potluck.clicked("list")
def whole_list(event: Act, circle: PotluckCircle) -> Iterator[Effect]:
    """See everything about the next lunch: what is still needed, and who brings what."""
    found = _there(event, circle)
    card = replies.whole_list(found, circle.zone, may_arrange(found, circle, event.person))
    others = [one for one in coming_up(circle, event.now) if one.id != found.id]
    yield Reply(replace(card, body=(*card.body, *replies.lunches_planned(others, circle.zone))))


@potluck.command("allergens", usage="4 Dec", anywhere=True)
@potluck.clicked("allergens")
def allergens(event: Act, circle: PotluckCircle) -> Iterator[Effect]:
    """See what is in each dish; no person is named."""
    yield Reply(table_cards.allergens(_there(event, circle), circle.zone))


@potluck.command("print", usage="4 Dec", anywhere=True)
@potluck.clicked("print")
def print_out(event: Act, circle: PotluckCircle) -> Iterator[Effect]:
    """Get table cards and the table list to print."""
    found = _there(event, circle)
    names = {offer.person: circle.profile(offer.person).name for offer in found.coming}
    card = table_cards.print_out(found, names, circle.zone)
    if not found.dishes:
        yield Reply(card)
        return
    yield Tell(event.person, card, key=f"print:{found.id}:{event.person}:{event.now.isoformat()}", asked_for=True)
    yield Reply(table_cards.on_its_way())


@potluck.command("status", anywhere=True, own=True)
def status(event: CommandUsed, circle: PotluckCircle) -> Iterator[Effect]:
    """See what you're down for."""
    yield Reply(replies.status([line for _, line in _own(event, circle)]))


@potluck.command("how", anywhere=True)
@potluck.clicked("how")
def how(event: Act, circle: PotluckCircle) -> Iterator[Effect]:
    """Read how it works."""
    yield Reply(cards.how(circle.settings))


@potluck.at_home
def home(event: HomeOpened, circle: PotluckCircle) -> Iterator[Element]:
    """The lunches you come to; a champion sees the settings too."""
    own, is_champion = _own(event, circle), event.person in circle.champions
    if own or is_champion:
        yield from replies.home(circle.channel, own)
    if is_champion:
        yield replies.look_after()


def _own(event: Act, circle: PotluckCircle) -> list[tuple[Lunch, str]]:
    """Each lunch to come that they have a part in, in words."""
    found = ((one, one.of(event.person)) for one in coming_up(circle, event.now))
    return [(one, replies.status_line(one, mine, circle.zone)) for one, mine in found if mine]


def _there(event: Act, circle: PotluckCircle) -> Lunch:
    """The lunch that is meant, also while it is on or when it is over."""
    found = chosen(event, circle)
    if found.state == CANCELLED:
        raise Cancelled
    return found
