"""What only a champion can do by a form, nobody else can, whoever opened it."""

from typing import Any

import pytest

from bot.testing import Actor
from rituals.catalog import BUILT_IN
from tests.stories.casting import newest, sent_form
from tests.stories.small_talk.casting import PLACE

OWN, RETIRED, NEW = "Which mug is the best one?", "Which biscuit is worth a meeting?", "What do you hum?"
FORMS = {("talk", "add"), ("talk", "remove"), ("talk", "restore")}


@pytest.fixture
def openers(circle: None, amara: Actor) -> None:
    """Amara has an opener of her own, and one that was not for them."""
    for words in (OWN, RETIRED):
        amara.types(f"/kind talk add {words}", PLACE)
    amara.types(f"/kind talk retire {RETIRED}", PLACE)


def filled(champion: Actor) -> dict[str, Any]:
    """Their open form as it is sent: the first choice, or words."""
    sent = sent_form(champion)
    for block in champion.form.blocks:
        options = block["element"].get("options")
        answer = sent["view"]["state"]["values"][block["block_id"]]["answer"]
        answer.update({"selected_option": options[0]} if options else {"value": NEW})
    return sent


def there_are(champion: Actor) -> list[str]:
    return [champion.types(f"/kind talk list {which}".strip(), PLACE) for which in ("", "retired")]


def test_every_form_for_champions_is_tried() -> None:
    declared = {(one.name, form) for one in BUILT_IN for form, handler in one.forms.items() if handler.champions}
    assert declared == FORMS


@pytest.mark.parametrize("form", [form for _, form in sorted(FORMS)])
def test_who_is_no_champion_sends_it_in_vain(openers: None, amara: Actor, bjorn: Actor, form: str) -> None:
    before = there_are(amara)
    amara.types(f"/kind talk {form}", PLACE)
    forged = filled(amara)
    forged["user"]["id"] = bjorn.id
    amara.stage.does(amara.stage.actions.interact(forged))
    assert newest(bjorn, PLACE).startswith("This circle is looked after by @amara.")
    assert there_are(amara) == before
    amara.types(f"/kind talk {form}", PLACE)
    amara.stage.does(amara.stage.actions.interact(filled(amara)))
    assert there_are(amara) != before
