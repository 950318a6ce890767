"""What kind words do in their channel: a gentle prompt, and no more."""

from bot.testing import Actor, Stage
from rituals.kind_words.prompts import PROMPTS
from tests.stories.casting import told_privately
from tests.stories.kind_words.casting import BOT, PLACE, THANKS, change, in_the_channel, start_words, writes


def prompts(actor: Actor) -> list[str]:
    """The prompts that stand in the channel, oldest first."""
    first_lines = [words.partition("\n")[0] for words in actor.reads(PLACE)]
    return [line for line in first_lines if line in PROMPTS]


def test_a_new_circle_says_what_it_is_and_how_to_get_none(circle: None, bjorn: Actor) -> None:
    [welcome] = bjorn.reads(PLACE)
    assert "There is a gentle prompt here every Friday at 14:00 (London time)." in welcome
    assert "Type /kind words leave. Nobody is told." in welcome


def test_a_prompt_comes_every_friday_and_none_comes_back(stage: Stage, circle: None, bjorn: Actor) -> None:
    stage.clock_to("friday 13:59")
    assert prompts(bjorn) == []
    for _ in range(6):
        stage.clock_to("friday 14:00")
    assert len(set(prompts(bjorn))) == len(prompts(bjorn)) == 6
    assert told_privately(stage) == {}
    bjorn.clicks("Write a kind word", PLACE)
    assert bjorn.has_form


def test_a_circle_can_do_without_prompts(stage: Stage, una: Actor, bjorn: Actor) -> None:
    start_words(una, when__often="never")
    stage.clock_to("+8 days")
    assert prompts(bjorn) == []
    assert "Whenever somebody comes to mind." in in_the_channel(stage)
    assert una.types("/kind words preview", PLACE).startswith("No prompt is planned.")


def test_the_welcome_stays_true_when_the_champion_changes_the_rhythm(stage: Stage, circle: None, una: Actor) -> None:
    change(una, when__days=["2"], when__at="09:30")
    assert "every Wednesday at 09:30" in in_the_channel(stage)


def test_how_it_works_says_what_is_remembered(circle: None, una: Actor, bjorn: Actor) -> None:
    assert "Every word here is signed." in bjorn.clicks("How it works", PLACE)
    change(una, anonymous="yes", cap="1")
    said = bjorn.types("/kind words how", PLACE)
    assert "at most one a day from one person, without links" in said
    assert "Who wrote to whom I remember for 30 days" in said


def test_a_champion_sees_the_kind_of_prompt_that_comes_next(
    stage: Stage, circle: None, una: Actor, bjorn: Actor
) -> None:
    preview = una.types("/kind words preview", PLACE)
    assert "On Friday 20 November at 14:00, something like this:" in preview
    assert any(prompt in preview for prompt in PROMPTS)
    assert "looked after by @una" in bjorn.types("/kind words preview", PLACE)
    assert prompts(bjorn) == []


def test_when_the_circle_stops_everybody_takes_along_what_they_kept(
    stage: Stage, circle: None, una: Actor, amara: Actor, bjorn: Actor
) -> None:
    writes(amara, bjorn)
    bjorn.clicks("Keep it", BOT)
    una.types("/kind words stop now", PLACE)
    assert f"has come to an end. Here is what you kept:\n> {THANKS}" in bjorn.reads_all()
    assert "Kind words need no circle." in in_the_channel(stage)


def test_a_form_that_is_sent_after_the_circle_stopped_is_answered_kindly(
    stage: Stage, circle: None, una: Actor, amara: Actor, bjorn: Actor
) -> None:
    amara.types("/kind words write", PLACE)
    una.types("/kind words stop now", PLACE)
    [sentence] = amara.submits(to=[bjorn.id], words=THANKS).values()
    assert sentence.startswith("That circle has ended")
    assert amara.has_form
    assert told_privately(stage) == {}


def test_a_champion_finds_the_settings_at_home_and_others_nothing_to_count(
    circle: None, una: Actor, bjorn: Actor
) -> None:
    assert "Write a kind word Settings…" in una.opens_home()
    assert "Kind words" not in bjorn.opens_home()


def test_the_help_names_every_verb(circle: None, bjorn: Actor) -> None:
    said = bjorn.types("/kindword help", PLACE)
    for verb in ("write", "thank", "keep", "share", "decline", "kept", "remove", "signed", "anyone", "leave", "join"):
        assert f"*/kind words {verb}" in said
