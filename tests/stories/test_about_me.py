"""People say a little about themselves, if they like; it serves them, and it is theirs."""

import re

from bot.testing import Actor, Stage
from tests.stories.casting import coffee_circle, filled_in, newest, sent_form, start_circle
from tests.stories.company import CHAMPION, coffee_with, everything_seen, introductions

ABOUT = "/kind coffee about me"
ALL = {"newcomers": "yes", "same_site": "yes"}
MINE = {"team": "Ward 7", "site": "Wexcombe", "days": ["0", "2"], "start": "07:00", "end": "15:00"}
THANKS = "Thank you, I'll think of it when I introduce you here."


def says(actor: Actor, where: str = "#coffee", **answers: object) -> str:
    """They fill the form in and send it; what they are told."""
    actor.types(ABOUT, where)
    assert actor.submits(**answers) == {}
    return newest(actor, where)


def test_i_can_say_a_little_about_myself_and_change_it(stage: Stage) -> None:
    amara, _ = coffee_with(stage, "amara", "bjorn")
    assert THANKS in says(amara, **MINE)
    amara.types(ABOUT)
    fields = filled_in(amara)
    assert (fields["team"], fields["site"], fields["days"]) == ("Ward 7", "Wexcombe", ("0", "2"))
    assert (fields["start"], fields["end"]) == ("07:00", "15:00")
    assert amara.submits(team="Ward 9") == {}
    amara.types(ABOUT)
    assert (filled_in(amara)["team"], filled_in(amara)["site"]) == ("Ward 9", "Wexcombe")


def test_nothing_is_asked_of_anybody(stage: Stage) -> None:
    """All of it may stay empty, and whoever says nothing is introduced like everybody."""
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    assert "I'll keep nothing about you" in says(amara)
    stage.clock_to("monday 10:00")
    assert introductions(amara) == [{"bjorn"}]
    assert introductions(bjorn) == [{"amara"}]


def test_nothing_is_guessed_from_the_directory(stage: Stage) -> None:
    amara, _ = coffee_with(stage, "amara", "bjorn", **ALL)
    amara.types(ABOUT)
    fields = filled_in(amara)
    assert (fields["team"], fields["site"], fields["days"], fields["start"], fields["end"]) == ("", "", (), "", "")
    assert (fields["newcomers"], fields["only_my_site"]) == ("unsaid", "no")


def test_only_what_is_used_is_asked(stage: Stage) -> None:
    amara, _ = coffee_with(stage, "amara", "bjorn", other_teams="no")
    amara.types(ABOUT)
    assert set(filled_in(amara)) == {"site", "days", "start", "end"}


def test_what_is_not_asked_for_a_while_is_not_lost(stage: Stage) -> None:
    amara, _ = coffee_with(stage, "amara", "bjorn", **ALL)
    says(amara, **MINE, newcomers="I'm new here", only_my_site="yes")
    una = stage.person(CHAMPION)
    una.types("/kind coffee settings")
    assert una.submits(newcomers="no", same_site="no", other_teams="no") == {}
    says(amara, site="Harbour House")
    held = amara.types("/kind my data")
    assert "your team is Ward 7, your site is Harbour House, you're on site on Monday and Wednesday" in held
    assert "you work from 07:00 to 15:00, you're new here and you'd rather meet people of your own site only." in held


def test_the_form_is_a_button_away_after_joining_and_at_home(stage: Stage, circle: None, bjorn: Actor) -> None:
    assert "About me…" in bjorn.clicks("Join")
    bjorn.clicks("About me…")
    assert bjorn.submits(team="Data") == {}
    assert THANKS in newest(bjorn)
    bjorn.opens_home()
    bjorn.clicks_at_home("About me…")
    assert filled_in(bjorn)["team"] == "Data"


def test_answers_that_cannot_be_get_a_sentence_and_nothing_is_kept(stage: Stage) -> None:
    amara, _ = coffee_with(stage, "amara", "bjorn", same_site="yes")
    amara.types(ABOUT)
    assert amara.submits(start="09:00") == {"end": "When do you finish? Give both times, or neither."}
    assert amara.submits(start="", end="15:00") == {"start": "When do you start? Give both times, or neither."}
    assert amara.submits(start="15:00") == {"end": "That is the time at which you start."}
    problems = amara.submits(start="", end="", only_my_site="yes")
    assert problems == {"site": "Which site is yours? Without it I can't know who else is there."}
    assert "What you said" not in amara.types("/kind my data")


def test_whoever_takes_no_part_has_nothing_to_say_here(circle: None, bjorn: Actor) -> None:
    assert bjorn.types(ABOUT) == "You're not taking part here. To join, type /kind coffee join."
    assert not bjorn.has_form


def test_a_form_sent_after_leaving_keeps_nothing(stage: Stage) -> None:
    amara, _ = coffee_with(stage, "amara", "bjorn")
    amara.types(ABOUT)
    amara.types("/kind coffee leave")
    assert list(amara.submits(team="Ward 7").values()) == [
        "You're not taking part here, so there was nothing to change."
    ]
    assert "Ward 7" not in amara.types("/kind my data")


def test_nobody_speaks_for_somebody_else(stage: Stage) -> None:
    """Not by naming them, and not with a form that was theirs."""
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    assert "That is for @bjorn to decide" in amara.types("/kind coffee about @bjorn")
    assert not amara.has_form
    bjorn.types(ABOUT)
    bjorn.stage.does(bjorn.stage.actions.interact(sent_form(bjorn) | {"user": {"id": amara.id}}))
    assert "What you said" not in bjorn.types("/kind my data")


def test_what_i_said_is_mine_alone_to_see(stage: Stage) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    says(amara, **MINE)
    stage.clock_to("monday 10:00")
    for other in (bjorn, stage.person(CHAMPION)):
        asked = [other.types(f"/kind {words}") for words in ("my data", "coffee status", "coffee preview")]
        seen = "\n".join([*asked, *everything_seen(other)])
        assert "Ward 7" not in seen
        assert "07:00" not in seen


def test_leaving_takes_it_along(stage: Stage) -> None:
    amara, _ = coffee_with(stage, "amara", "bjorn")
    says(amara, **MINE)
    amara.types("/kind coffee leave")
    assert "Ward 7" not in amara.types("/kind my data")
    amara.types("/kind coffee join")
    amara.types(ABOUT)
    assert filled_in(amara)["team"] == ""


def test_times_are_inside_the_hours_that_people_say(stage: Stage) -> None:
    """Amara works until two, and Carys from one: there is an hour for both."""
    amara, carys = coffee_with(stage, "amara", "carys")
    says(amara, start="06:00", end="14:00")
    says(carys, start="13:00", end="21:00")
    stage.clock_to("monday 10:00")
    times = re.findall(r"^\w+day \d+ \w+, (\d\d:\d\d)$", amara.reads_all(), re.MULTILINE)
    assert len(times) == 2
    assert set(times) <= {"13:00", "13:30"}


def test_times_are_on_a_day_when_both_are_on_site(stage: Stage) -> None:
    amara, carys = coffee_with(stage, "amara", "carys")
    says(amara, site="Wexcombe", days=["1", "2", "3"])
    says(carys, site="wexcombe", days=["3", "4"])
    stage.clock_to("monday 10:00")
    days = re.findall(r"^(\w+day) \d+ \w+, \d\d:\d\d$", amara.reads_all(), re.MULTILINE)
    assert days == ["Thursday", "Thursday"]


def test_being_forgotten_takes_it_along(stage: Stage) -> None:
    amara, _ = coffee_with(stage, "amara", "bjorn")
    says(amara, **MINE)
    assert "What you said about yourself: your team is Ward 7" in amara.types("/kind my data")
    amara.types("/kind forget me now")
    assert "Ward 7" not in amara.types("/kind my data")


def test_each_circle_hears_only_what_is_said_in_it(stage: Stage, amara: Actor) -> None:
    [carys] = coffee_circle(stage, "amara", "carys")
    start_circle(amara, where="#kindness")
    carys.types("/coffee join", "#kindness")
    says(carys, team="Estates")
    carys.types(ABOUT, "#kindness")
    assert filled_in(carys)["team"] == ""


def test_anybody_can_ask_who_sees_it(amara: Actor) -> None:
    assert "I use it to introduce you, and nobody can look it up." in amara.types("/kind privacy")
