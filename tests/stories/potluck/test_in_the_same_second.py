"""Several people take the last of something at once: the bot handles their forms at the same time, in threads."""

import asyncio

import pytest

from bot.testing import Stage
from tests.stories.potluck.casting import card, propose, start_potluck

HANDLES = ("amara", "bjorn", "carys", "dev", "fergus", "grace")


async def all_send(stage: Stage) -> list[dict[str, str]]:
    """Everybody's open form, sent in the same moment; what each is told to look at again."""
    views = {handle: stage.workspace.views.stack(stage.workspace.person(handle).id)[-1] for handle in HANDLES}
    sent = [
        stage.actions.submit(handle, view.id, {"dish": {"answer": f"Pie of {handle}"}, "category": {"answer": "main"}})
        for handle, view in views.items()
    ]
    return await asyncio.gather(*sent)


@pytest.mark.fault("F31", "the last dish goes to one of six in the same second")
def test_of_six_who_bring_the_last_main_in_the_same_second_one_does(stage: Stage) -> None:
    start_potluck(stage.person("una"))
    propose(stage.person("una"), wanted="main 1, sweet 2")
    for handle in HANDLES:
        stage.person(handle).clicks("I'll bring something", "#kindness")
    told = stage.does(all_send(stage))
    assert sorted(bool(problems) for problems in told) == [False] + [True] * 5
    for problems in told:
        if problems:
            assert problems["category"].startswith("Somebody was just before you with the last main.")
    assert card(stage.person("una")).count("Pie of") == 1
