"""Nobody is buried in one colleague's kind words: enough is said kindly, and being forgotten begins nothing anew."""

from bot.testing import Actor, Stage
from rituals.kind_words.safeguards import TO_ONE
from tests.stories.kind_words.casting import BOT, brought_to, fills_in, start_words, tries_to_write, writes

PLENTY = "You've written to them a lot today, which is kind."
TOO_OFTEN = "Everybody can send 2 anonymous words a day."


def test_one_colleague_gets_so_many_a_day_and_others_and_tomorrow_are_free(
    stage: Stage, circle: None, amara: Actor, bjorn: Actor, carys: Actor
) -> None:
    for number in range(TO_ONE):
        writes(amara, bjorn, words=f"Word {number}")
    assert tries_to_write(amara, bjorn, words="One more.")["to"].startswith(PLENTY)
    amara.types("/kind forget me now", BOT)
    assert tries_to_write(amara, bjorn, carys, words="One more.")["to"].startswith(PLENTY)
    writes(amara, carys, words="For Carys.")
    writes(carys, bjorn, words="From Carys.")
    assert len(brought_to(bjorn)) == TO_ONE + 1
    stage.clock_to("saturday 00:01")
    writes(amara, bjorn, words="One more.")
    assert len(brought_to(bjorn)) == TO_ONE + 2


def test_it_says_nothing_of_what_was_wanted(circle: None, amara: Actor, bjorn: Actor) -> None:
    bjorn.types("/kind words leave", BOT)
    for number in range(TO_ONE):
        writes(amara, bjorn, words=f"Word {number}")
    assert tries_to_write(amara, bjorn, words="One more.")["to"].startswith(PLENTY)


def test_anonymous_words_are_counted_over_all_circles_and_forgetting_resets_nothing(
    open_circle: None, una: Actor, amara: Actor, bjorn: Actor, carys: Actor
) -> None:
    start_words(una, "#coffee", anonymous="yes")
    writes(amara, bjorn, carys, anonymous=True)
    amara.types("/kind forget me now", BOT)
    amara.types("/kind words write", "#coffee")
    assert fills_in(amara, [bjorn], "One more.", anonymous=True)["how"].startswith(TOO_OFTEN)
