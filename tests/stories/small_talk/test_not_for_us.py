"""An opener that does not suit: anybody takes it out, champions bring it back, and an empty pool is said kindly."""

from bot.testing import Actor, Stage
from rituals.small_talk.pools import POOLS
from tests.stories.casting import told_privately
from tests.stories.small_talk.casting import PLACE, chooses, openers, options, reacts, start_talk, weeks_pass

LIGHT = POOLS["light"]


def retire_all(person: Actor, but: int = 0) -> None:
    """They take out every light opener but so many."""
    for words in LIGHT[but:]:
        assert "won't come back here" in person.types(f"/kind talk retire {words}", PLACE)


def test_anybody_takes_an_opener_out_and_nobody_is_told_who(
    stage: Stage, circle: None, amara: Actor, bjorn: Actor, carys: Actor
) -> None:
    stage.clock_to("tuesday 10:00")
    [words] = openers(bjorn)
    said = bjorn.clicks("Not for us", PLACE)
    assert f"That one won't come back here, and nobody is told who asked:\n> {words}" in said
    assert carys.reads(PLACE)[-1] == "This opener was not for us, and it won't come back."
    assert "bjorn" not in str([told_privately(stage), carys.reads(PLACE)[-1]])


def test_the_button_asks_first_in_words(stage: Stage, circle: None, bjorn: Actor) -> None:
    stage.clock_to("tuesday 10:00")
    [row] = [block for block in bjorn.messages(PLACE)[-1].blocks or [] if block["type"] == "actions"]
    confirm = row["elements"][1]["confirm"]
    assert confirm["title"]["text"] == "Not for us?"
    assert f"“{openers(bjorn)[0]}” won't be said here again." in confirm["text"]["text"]
    assert (confirm["confirm"]["text"], confirm["deny"]["text"]) == ("Take it out", "Keep it")


def test_what_was_taken_out_never_comes_again_and_the_rest_take_turns(stage: Stage, amara: Actor, bjorn: Actor) -> None:
    start_talk(amara, tone="light")
    retire_all(bjorn, but=3)
    weeks_pass(stage, listening=bjorn, times=3)
    said = openers(bjorn)
    assert set(said) == set(LIGHT[:3])
    assert said == said[:3] * 2


def test_one_circle_taking_it_out_is_nothing_to_another(stage: Stage, amara: Actor, bjorn: Actor) -> None:
    start_talk(amara, tone="light")
    start_talk(amara, where="#coffee", tone="light")
    retire_all(bjorn, but=1)
    weeks_pass(stage)
    assert set(openers(bjorn)) == {LIGHT[0]}
    assert len(set(openers(bjorn, "#coffee"))) == 2


def test_an_opener_is_taken_out_by_a_few_of_its_words(circle: None, bjorn: Actor) -> None:
    said = bjorn.types("/kind talk retire biscuit would YOU defend", PLACE)
    assert "> Which biscuit would you defend in a debate?" in said
    assert "I know no opener here with “biscuit”" in bjorn.types("/kind talk retire biscuit", PLACE)
    assert "openers. A few more of its words, please." in bjorn.types("/kind talk retire day", PLACE)
    assert "I know no opener here with “<!channel>”" in bjorn.types("/kind talk retire <!channel>", PLACE)
    assert "Type /kind talk retire last" in bjorn.types("/kind talk retire", PLACE)


def test_the_last_one_is_taken_out_by_that_name(stage: Stage, circle: None, bjorn: Actor) -> None:
    assert "No opener has been said here yet" in bjorn.types("/kind talk retire last", PLACE)
    stage.clock_to("tuesday 10:00")
    [words] = openers(bjorn)
    assert f"> {words}" in bjorn.types("/kind talk retire last", PLACE)
    assert "somebody was of your mind already" in bjorn.types("/kind talk retire last", PLACE)


def test_a_champion_brings_it_back(stage: Stage, circle: None, amara: Actor, bjorn: Actor) -> None:
    bjorn.types("/kind talk retire biscuit would you", PLACE)
    assert "> Which biscuit would you defend in a debate?" in amara.types("/kind talk list retired", PLACE)
    assert "looked after by @amara" in bjorn.types("/kind talk restore biscuit", PLACE)
    assert "That one is back:\n> Which biscuit" in amara.types("/kind talk restore biscuit", PLACE)
    assert "Nothing has been found to be “not for us” here." in amara.types("/kind talk list retired", PLACE)
    assert "That one won't come back" in bjorn.types("/kind talk retire biscuit would you", PLACE)


def test_a_champion_brings_one_back_in_a_form(circle: None, amara: Actor, bjorn: Actor) -> None:
    assert "There is nothing to bring back" in amara.types("/kind talk restore", PLACE)
    bjorn.types("/kind talk retire puns", PLACE)
    amara.types("/kind talk list retired", PLACE)
    amara.clicks("Bring one back…", PLACE)
    assert options(amara, "opener") == ["Puns: a joy, or a crime?"]
    assert chooses(amara, "opener", "Puns: a joy, or a crime?") == {}
    assert "That one is back:" in amara.reads(PLACE)[-1]


def test_an_emptied_pool_is_said_once_to_the_champions_and_nothing_is_posted(
    stage: Stage, amara: Actor, bjorn: Actor
) -> None:
    start_talk(amara, tone="light")
    retire_all(bjorn)
    assert list(told_privately(stage)) == ["amara"]
    assert "Some of your own might suit people better." in amara.reads_all()
    weeks_pass(stage, times=2)
    assert openers(amara) == []
    assert amara.reads_all().count("There are no openers left.") + amara.reads_all().count("Every opener in") == 1
    assert "There is no opener left here just now." in bjorn.types("/kind talk opener", PLACE)
    assert "There is no opener left here just now." in amara.types("/kind talk preview", PLACE)


def test_an_emptied_pool_is_filled_from_the_note_about_it(stage: Stage, amara: Actor, bjorn: Actor) -> None:
    start_talk(amara, tone="light")
    retire_all(bjorn)
    amara.clicks("Add one…", "@kindling")
    assert amara.submits(words="Which mug is the best one?") == {}
    stage.clock_to("tuesday 10:00")
    assert openers(bjorn) == ["Which mug is the best one?"]
    reacts(bjorn)
    amara.types("/kind talk remove mug", PLACE)
    assert amara.reads_all().count("Every opener in") == 2


def test_a_retired_opener_of_the_champions_is_said_no_more(stage: Stage, amara: Actor, bjorn: Actor) -> None:
    start_talk(amara, tone="light")
    amara.types("/kind talk add Which mug is the best one?", PLACE)
    bjorn.types("/kind talk retire mug is the best", PLACE)
    words = amara.types("/kind talk add which MUG is the best one", PLACE)
    assert "That one was found to be “not for us” here." in words
    amara.types("/kind talk restore mug", PLACE)
    assert "> Which mug is the best one?" in amara.types("/kind talk list", PLACE)
