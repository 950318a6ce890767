"""What people type after a command is done as they meant it, or asked back; a way out is a way out in any words."""

import pytest

from bot.playground.blockkit.blocktext import buttons_of
from bot.testing import Actor, Stage
from rituals.helplines import UK_LINES
from tests.stories.casting import coffee_circle
from tests.stories.company import taking_part
from tests.stories.kind_words.casting import start_words

NEXT = "Your next coffee: *Monday 23 November at 10:00*."
NOT_IN = "You're not taking part here"
BOT = "@kindling"
OUT = ("stop", "unsubscribe", "quit", "opt out", "Opt-out!", "remove me", "unjoin", "cancel", "end", "STOP.", "no more")


@pytest.fixture
def dev(stage: Stage) -> Actor:
    """Dev takes part in Amara's circle."""
    return coffee_circle(stage, "amara", "dev")[0]


def labels(actor: Actor, where: str = "#coffee") -> list[str]:
    """The buttons of the newest message that they see there."""
    return [label for _, _, label in buttons_of(actor.messages(where)[-1].blocks or [])]


# the way out


@pytest.mark.parametrize("word", OUT)
@pytest.mark.parametrize("command", ["/kind coffee", "/kind", "/coffee"])
def test_whoever_wants_out_is_shown_the_way_and_one_press_is_enough(dev: Actor, command: str, word: str) -> None:
    assert "/kind coffee leave" in dev.types(f"{command} {word}")
    assert dev.types("/kind coffee status") == NEXT
    assert "You've left the coffee roulette in #coffee" in dev.clicks("Leave")


@pytest.mark.parametrize("command", ["/kind talk", "/kindword", "/potluck", "/kind words"])
def test_the_way_out_is_shown_after_any_command(dev: Actor, command: str) -> None:
    for word in ("unsubscribe", "stop", "remove me please"):
        assert "/kind coffee leave" in dev.types(f"{command} {word}")


def test_the_way_out_is_shown_in_a_direct_message(dev: Actor) -> None:
    assert "/kind coffee leave" in dev.types("/kind stop", BOT)
    assert "You've left" in dev.clicks("Leave", BOT)


def test_each_circle_has_a_button_of_its_own(stage: Stage, dev: Actor) -> None:
    coffee_circle(stage, "amara", "dev", where="#kindness")
    words = dev.types("/kind unsubscribe", "#kindness")
    assert "in #coffee" in words
    assert labels(dev, "#kindness").count("Leave") == 2
    assert "left the coffee roulette in #kindness" in dev.clicks("Leave", "#kindness")
    assert NEXT in dev.types("/kind coffee status", "#coffee")


def test_a_leave_that_may_mean_several_circles_shows_each(stage: Stage, dev: Actor) -> None:
    coffee_circle(stage, "amara", "dev", where="#kindness")
    assert "more than one coffee circle" in dev.types("/kind coffee leave", BOT)
    assert labels(dev, BOT).count("Leave") == 2


@pytest.mark.parametrize("line", ["unsubscribe", "coffee leave"])
def test_whoever_listens_hears_which_leave_is_which(stage: Stage, dev: Actor, line: str) -> None:
    coffee_circle(stage, "amara", "dev", where="#kindness")
    dev.types(f"/kind {line}", BOT)
    blocks = dev.messages(BOT)[-1].blocks or []
    buttons = [button for block in blocks if block["type"] == "actions" for button in block["elements"]]
    heard = [button.get("accessibility_label", "") for button in buttons if button["text"]["text"] == "Leave"]
    assert len(set(heard)) == 2
    assert all(label.startswith("Leave: ") for label in heard)


@pytest.mark.parametrize("where", ["#coffee", BOT])
def test_a_champion_who_takes_part_is_asked_which_they_mean(
    stage: Stage, circle: None, amara: Actor, where: str
) -> None:
    amara.clicks("Join")
    words = amara.types("/kind coffee stop", where)
    assert "Stopping ends the coffee circle in #coffee for everybody." in words
    assert "/kind coffee leave" in words
    assert "/kind coffee stop" in amara.types("/kind coffee quit", where)
    assert "You've left" in amara.clicks("Only leave it myself", where)
    assert taking_part(stage) == set()


def test_kind_words_end_in_any_words_for_somebody_who_joined_nothing(stage: Stage, amara: Actor, bjorn: Actor) -> None:
    start_words(amara)
    assert "/kind words leave" in bjorn.types("/kind unsubscribe", "#kindness")
    assert "No kind words reach you any more" in bjorn.clicks("Leave", "#kindness")


@pytest.mark.parametrize(
    "line", ["don't leave", "do not leave me out", "never stop", "stop pausing", "end my break", "I'm back", "unpause"]
)
def test_no_way_out_is_offered_to_somebody_who_wants_to_stay(dev: Actor, line: str) -> None:
    dev.types(f"/kind coffee {line}")
    assert "Leave" not in " ".join(labels(dev))
    assert "leave" not in " ".join(labels(dev))
    assert dev.types("/kind coffee status") == NEXT


@pytest.mark.parametrize(
    "line", ["leave", "Leave.", "LEAVE!", "“leave”", "leave please", "leave the coffee roulette", "leave for good"]
)
def test_a_plain_leave_is_a_leave(dev: Actor, line: str) -> None:
    assert "You've left" in dev.types(f"/kind coffee {line}")


@pytest.mark.parametrize(
    "line",
    [
        *("leave?", "leave me in", "leave it", "leave not", "leave from Monday", "leave next week", "leave tomorrow"),
        *(
            "leave until further notice",
            "leave for now",
            "leave because I'm busy",
            "lave",
            "leave @carys",
            "leave never",
            "leave in 2 weeks",
            "leave this coffee",
        ),
    ],
)
def test_a_leave_that_is_not_plain_is_asked_back(dev: Actor, line: str) -> None:
    answer = dev.types(f"/kind coffee {line}")
    assert any(words in answer for words in ("nothing was changed", "Nothing has changed yet", "Did you mean"))
    assert dev.types("/kind coffee status") == NEXT


# for a while


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("leave until January", "Friday 1 January 2027"),
        ("leave for 2 weeks", "Friday 4 December"),
        ("LEAVE TILL MONDAY.", "Monday 23 November"),
        ("leave until\u00a05\u00a0Jan", "Tuesday 5 January 2027"),
        ("leave coffee until 1 Dec please", "Tuesday 1 December"),
        ("skip 2", "Monday 7 December"),
        ("skip the next three coffees", "Monday 14 December"),
        ("skip this week and next", "paused"),
        ("skip until 5 Jan", "Tuesday 5 January 2027"),
        ("skip 2 weeks", "Friday 4 December"),
        ("pause 3 rounds", "Monday 14 December"),
        ("pause next week", "Monday 30 November"),
        ("pause ’til 5 Jan", "Tuesday 5 January 2027"),
    ],
)
def test_a_break_is_a_break(dev: Actor, line: str, day: str) -> None:
    dev.types(f"/kind coffee {line}")
    status = dev.types("/kind coffee status")
    assert (f"You're paused until *{day}*." == status) or (day == "paused" and "sitting out" in status)


@pytest.mark.parametrize(
    "line", ["skip next week", "skip monday", "skip the next one", "skip once please", "skip 23 Nov"]
)
def test_one_that_is_next_is_skipped(dev: Actor, line: str) -> None:
    assert "You'll sit out the next coffee on Monday 23 November at 10:00." in dev.types(f"/kind coffee {line}")


@pytest.mark.parametrize(
    "line",
    [
        *("pause for ever", "pause forever", "pause from Monday", "skip christmas", "skip for ever", "pause @carys"),
        *("skip tomorrow", "skip 30 Nov", "skip december", "resume whenever", "resume monday", "pause until whenever"),
        *("join tomorrow", "join @carys", "status yesterday", "how are you"),
    ],
)
def test_what_cannot_be_done_as_it_stands_changes_nothing(dev: Actor, line: str) -> None:
    assert dev.types(f"/kind coffee {line}")
    assert dev.types("/kind coffee status") == NEXT


def test_what_was_meant_is_one_press_away(dev: Actor) -> None:
    dev.types("/kind coffee skip 30 Nov")
    assert "Paused" in dev.clicks("Pause until Tuesday 1 December")
    dev.types("/kind coffee leave from Monday")
    dev.clicks("Leave")
    assert NOT_IN in dev.types("/kind coffee status")


def test_coming_back_on_a_day_moves_the_end_of_a_pause(dev: Actor) -> None:
    dev.types("/kind coffee pause until 5 Jan")
    dev.types("/kind coffee resume on 14 December")
    assert dev.types("/kind coffee status") == "You're paused until *Monday 14 December*."


# what one probably meant


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("/coffee puase 2 weeks", "/kind coffee pause 2 weeks"),
        ("/kind coffee i'm on holiday until Jan", "/kind coffee pause"),
        ("/kind coffee holiday until Jan", "/kind coffee pause until Jan"),
        ("/kind skip", "/kind coffee skip"),
        ("/kind cofee skip", "/kind coffee skip"),
    ],
)
def test_a_press_does_what_one_probably_meant(dev: Actor, line: str, label: str) -> None:
    dev.types(line)
    assert label in labels(dev)
    assert dev.types("/kind coffee status") == NEXT
    dev.clicks(label)
    assert "Until when?" in dev.reads()[-1] or dev.types("/kind coffee status") != NEXT


def test_what_says_no_is_no_slip_of_the_finger(dev: Actor) -> None:
    dev.types("/kind forget me not")
    assert "/kind forget me" not in labels(dev)
    assert dev.types("/kind coffee status") == NEXT


def test_a_start_by_a_button_is_a_start(carys: Actor) -> None:
    carys.types("/kind strat coffee")
    carys.clicks("/kind start coffee")
    assert carys.has_form


# worried about someone?


@pytest.mark.parametrize(
    "line",
    [
        *(
            "/kind worry",
            "/kind I'm so worried about Carys",
            "/kind suicide",
            "/coffee sad",
            "/kind coffee I feel depressed",
        ),
        *(
            "/kind self-harm",
            "/kind I want to hurt myself",
            "/potluck depresed",
            "/kind talk WORRIED.",
            "/kindword sad",
        ),
        *("/kindword suicide", "/kind help I want to die", "/kind words I can't go on"),
    ],
)
def test_words_of_distress_lead_to_the_page(carys: Actor, line: str) -> None:
    assert UK_LINES in carys.types(line)


def test_the_page_is_there_when_small_talk_is_switched_off(stage: Stage, carys: Actor) -> None:
    assert "off now" in stage.person("priya").types("/kind rituals off talk", BOT)
    assert UK_LINES in carys.types("/kind worried")
    assert UK_LINES in carys.types("/kind talk sad")
    assert UK_LINES in carys.types("/kind worried", BOT)


@pytest.mark.parametrize(
    "line", ["/kind coffee join", "/kind", "/kind leave", "/coffee status", "/kind start coffee monday"]
)
def test_nobody_else_is_shown_it(stage: Stage, circle: None, carys: Actor, line: str) -> None:
    assert UK_LINES not in carys.types(line)
