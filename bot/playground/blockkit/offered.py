"""What an app offers in an external select while somebody types."""

from typing import Any

from bot.playground.blockkit.checks import Check, items
from bot.playground.blockkit.limits import most
from bot.playground.blockkit.objects import option_group, plain_option

Json = dict[str, Any]

OFFERS: dict[str, Check] = {
    "options": items(plain_option, most("select options"), 0),
    "option_groups": items(option_group, most("option groups"), 0),
}


def check_offer(answer: Json) -> Json | None:
    """The options or the groups of options of that answer; None if they are not as Slack takes them."""
    named = [name for name in OFFERS if answer.get(name) is not None]
    if len(named) != 1:
        return None
    problems: list[str] = []
    OFFERS[named[0]](answer[named[0]], f"/{named[0]}", lambda problem, path: problems.append(f"{problem} [{path}]"))
    return None if problems else {named[0]: answer[named[0]]}
