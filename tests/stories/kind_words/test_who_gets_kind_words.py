"""Who can be reached is theirs to decide, and nobody notices; what cannot be brought to anybody is given back."""

from bot.testing import Actor, Stage
from tests.stories.casting import newest, told_privately
from tests.stories.kind_words.casting import BOT, PLACE, THANKS, brought_to, change, fills_in, tries_to_write, writes

LEAVE = "/kind words leave"


def test_whoever_leaves_gets_none_until_they_are_back(stage: Stage, circle: None, amara: Actor, bjorn: Actor) -> None:
    assert "No kind words reach you any more, in any channel, and nobody is told." in bjorn.types(LEAVE, BOT)
    writes(amara, bjorn)
    assert told_privately(stage).get("bjorn", "").count(THANKS) == 0
    assert "No kind words reach you, in any channel." in bjorn.opens_home()
    assert "Kind words can reach you again." in bjorn.clicks_at_home("Take kind words again")
    writes(amara, bjorn, words="Another.")
    assert len(brought_to(bjorn)) == 1


def test_a_pause_is_told_to_nobody_and_ends_on_its_day(stage: Stage, circle: None, amara: Actor, bjorn: Actor) -> None:
    assert "until *Tuesday 1 December*" in bjorn.types("/kind words pause until 1 Dec", PLACE)
    writes(amara, bjorn)
    assert brought_to(bjorn) == []
    stage.clock_to("1 December 09:00")
    writes(amara, bjorn)
    assert len(brought_to(bjorn)) == 1


def test_somebody_can_have_signed_words_only(
    stage: Stage, open_circle: None, amara: Actor, bjorn: Actor, carys: Actor
) -> None:
    assert bjorn.types("/kind words signed", PLACE).startswith("From now on you get signed words only.")
    writes(amara, bjorn, carys, words="For both.", anonymous=True)
    writes(amara, bjorn, words="Signed.")
    stage.clock_to("saturday 09:00")
    bjorn.types("/kind words anyone", PLACE)
    writes(amara, bjorn, words="Anonymous.", anonymous=True)
    assert ["Signed." in brought_to(bjorn)[0], "Anonymous." in brought_to(bjorn)[1]] == [True, True]
    assert len(brought_to(carys)) == 1


def test_it_is_nobody_elses_to_decide(open_circle: None, amara: Actor, bjorn: Actor) -> None:
    for verb in ("leave", "signed", "join", "anyone", "pause"):
        said = amara.types(f"/kind words {verb} @bjorn", PLACE)
        assert said.startswith("That is for @bjorn to decide, so nothing was changed.")
    writes(amara, bjorn, anonymous=True)
    assert len(brought_to(bjorn)) == 1


def test_one_can_ask_how_words_reach_one(circle: None, bjorn: Actor) -> None:
    assert "Kind words can reach you here." in bjorn.types("/kind words status", PLACE)
    assert bjorn.types("/kind words join", PLACE).startswith("Kind words can reach you here already.")
    bjorn.types("/kind words signed", PLACE)
    assert bjorn.types("/kind words status", PLACE).startswith("You get signed words only.")


# what is found out later


def test_whoever_leaves_while_it_is_on_its_way_gets_nothing_and_its_sender_does_not_notice(
    stage: Stage, circle: None, amara: Actor, bjorn: Actor
) -> None:
    stage.workspace.faults.next("chat.postMessage", retry_after=30)
    writes(amara, bjorn)
    bjorn.types("/kind words leave", PLACE)
    stage.clock_to("+1 minute")
    assert brought_to(bjorn) == []
    assert amara.reads_all() == ""


def test_words_that_were_on_their_way_too_long_are_no_longer_held(
    stage: Stage, circle: None, amara: Actor, bjorn: Actor
) -> None:
    stage.workspace.faults.next("chat.postMessage", retry_after=590, times=2)
    writes(amara, bjorn)
    stage.clock_to("+10 minutes")
    stage.does(stage.actions.leave("bjorn", PLACE))
    stage.clock_to("+15 minutes")
    assert "I don't keep words, so I no longer have it." in newest(amara, BOT)


def test_what_slack_refuses_is_given_back(stage: Stage, circle: None, amara: Actor, bjorn: Actor) -> None:
    stage.workspace.faults.next("chat.postMessage", error="restricted_action")
    writes(amara, bjorn)
    assert brought_to(bjorn) == []
    assert f"Here it is, to keep:\n> {THANKS}" in newest(amara, BOT)


def test_when_slacks_answer_is_lost_the_sender_is_told_that_it_is_not_sure(
    stage: Stage, circle: None, amara: Actor, bjorn: Actor
) -> None:
    stage.workspace.faults.next("chat.postMessage", status=500, after_effect=True)
    writes(amara, bjorn)
    assert "I can't tell whether your kind word has reached @bjorn" in newest(amara, BOT)
    assert len(brought_to(bjorn)) == 1
    assert bjorn.clicks("Say thank you", BOT) == "Your thanks are on their way."


def test_whoever_was_deactivated_meanwhile_gets_nothing(stage: Stage, circle: None, amara: Actor, bjorn: Actor) -> None:
    stage.workspace.faults.next("chat.postMessage", retry_after=30)
    writes(amara, bjorn)
    stage.does(stage.actions.deactivate("bjorn"))
    stage.clock_to("+1 minute")
    assert "They aren't in the channel of that circle" in newest(amara, BOT)
    assert f"> {THANKS}" in newest(amara, BOT)


# anonymous words


def test_anonymous_words_are_few_and_the_next_day_there_is_room_again(
    stage: Stage, open_circle: None, amara: Actor, bjorn: Actor, carys: Actor
) -> None:
    writes(amara, bjorn, carys, anonymous=True)
    problems = tries_to_write(amara, stage.person("dev"), words="Third.", anonymous=True)
    assert problems == {"how": "Everybody can send 2 anonymous words a day. Sign this one, or come back tomorrow."}
    stage.clock_to("saturday 00:01")
    assert amara.submits() == {}


def test_an_anonymous_word_has_no_links_and_a_signed_one_may(open_circle: None, amara: Actor, bjorn: Actor) -> None:
    words = "You are great, see evil.example/x"
    assert "“evil.example/x” looks like one" in tries_to_write(amara, bjorn, words=words, anonymous=True)["words"]
    assert amara.submits(how="signed") == {}
    assert words in brought_to(bjorn)[0]


def test_anonymity_that_ends_while_the_form_is_open_is_said_beside_it(
    open_circle: None, una: Actor, amara: Actor, bjorn: Actor
) -> None:
    amara.types("/kind words write", PLACE)
    change(una, anonymous="no")
    assert fills_in(amara, [bjorn], THANKS, anonymous=True) == {
        "how": "Words are signed in this circle. Sign it, or copy your words to keep them."
    }
    assert brought_to(bjorn) == []
