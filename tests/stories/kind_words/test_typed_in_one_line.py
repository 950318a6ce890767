"""A kind word typed in one line is in the form, or in the answer: no word of it is lost."""

from dataclasses import replace

import pytest

from bot.testing import Actor, Stage
from tests.stories.casting import filled_in
from tests.stories.kind_words.casting import BOT, PLACE, brought_to, start_words

SAID = "thank you for the tea"


@pytest.mark.parametrize(
    "line",
    [
        *("@bjorn thank you for the tea", "thank you for the tea @bjorn", "write @bjorn thank you for the tea"),
        *(
            "WRITE to @bjorn: thank you for the tea",
            "@bjorn, thank you for the tea",
            "write thank you for the tea @bjorn",
        ),
    ],
)
@pytest.mark.parametrize("command", ["/kindword", "/kind words"])
def test_whoever_types_it_all_finds_the_form_filled_in(
    circle: None, amara: Actor, bjorn: Actor, command: str, line: str
) -> None:
    amara.types(f"{command} {line}", PLACE)
    assert filled_in(amara) | {"to": (bjorn.id,), "words": SAID} == filled_in(amara)
    assert amara.submits() == {}
    assert SAID in brought_to(bjorn)[0]


@pytest.mark.parametrize(
    "line",
    [
        *("keep up the good work @bjorn", "leave it to @bjorn to stay calm", "how lovely of you, @bjorn"),
        *("I was sure that @bjorn would help", "join me in thanking @bjorn", "stop and look at what @bjorn did"),
        *("@bjorn is a star", "thank you, it was kind of you to wait", "a < b & c > d, said @bjorn"),
    ],
)
def test_words_that_begin_like_a_verb_are_still_words(circle: None, amara: Actor, line: str) -> None:
    amara.types(f"/kindword {line}", PLACE)
    if not amara.has_form:
        amara.clicks(f"/kind words write {line}", PLACE)
    assert filled_in(amara)["words"] in (line, line.removesuffix(" @bjorn").removesuffix(","))


@pytest.mark.parametrize("name", ["@bjorn", "@Bjorn", "@BjornNilsen"])
def test_an_app_that_is_sent_plain_names_looks_them_up(
    stage: Stage, circle: None, amara: Actor, bjorn: Actor, name: str
) -> None:
    plain = replace(stage.workspace.commands["/kindword"], should_escape=False)
    stage.workspace.app.commands["/kindword"] = plain
    name = {"@BjornNilsen": "@" + stage.workspace.person("bjorn").real_name.replace(" ", "")}.get(name, name)
    amara.types(f"/kindword {name} {SAID}", PLACE)
    assert filled_in(amara)["to"] == (bjorn.id,)
    assert filled_in(amara)["words"] == SAID


def test_a_name_that_nobody_has_stays_in_the_words(stage: Stage, circle: None, amara: Actor) -> None:
    amara.types(f"/kindword @nobody {SAID}", PLACE)
    assert filled_in(amara)["to"] == ()
    assert filled_in(amara)["words"] == f"@nobody {SAID}"


def test_a_directory_that_does_not_answer_loses_nothing(stage: Stage, circle: None, amara: Actor) -> None:
    stage.workspace.faults.next("users.list", status=500, times=20)
    amara.types(f"/kindword @nobody {SAID}", PLACE)
    assert filled_in(amara)["words"] == f"@nobody {SAID}"


def test_several_colleagues_are_all_its_receivers(circle: None, amara: Actor, bjorn: Actor, carys: Actor) -> None:
    amara.types(f"/kindword @bjorn and @carys {SAID}", PLACE)
    assert filled_in(amara)["to"] == (bjorn.id, carys.id)
    assert filled_in(amara)["words"] == SAID


def test_words_that_do_not_fit_are_given_back_whole(circle: None, amara: Actor) -> None:
    long = "thank you " * 120
    answer = amara.types(f"/kindword @bjorn {long}", PLACE)
    assert long.strip() in answer
    assert not amara.has_form


def test_words_typed_where_there_are_no_kind_words_are_given_back(amara: Actor) -> None:
    assert SAID in amara.types(f"/kindword @bjorn {SAID}", PLACE)
    assert not amara.has_form


def test_words_for_a_form_that_does_not_open_are_given_back(stage: Stage, circle: None, amara: Actor) -> None:
    stage.workspace.faults.next("views.open", error="expired_trigger_id")
    assert SAID in amara.types(f"/kindword @bjorn {SAID}", PLACE)


def test_words_typed_after_the_wrong_command_are_one_press_away(circle: None, amara: Actor, bjorn: Actor) -> None:
    amara.types(f"/kind @bjorn {SAID}", PLACE)
    amara.clicks(f"/kind words write @bjorn {SAID}", PLACE)
    assert filled_in(amara)["to"] == (bjorn.id,)
    assert filled_in(amara)["words"] == SAID


def test_it_works_in_a_direct_message(stage: Stage, amara: Actor, bjorn: Actor) -> None:
    start_words(amara)
    amara.types(f"/kindword @bjorn {SAID}", BOT)
    assert filled_in(amara)["words"] == SAID


def test_sad_words_for_a_colleague_are_not_lost(circle: None, amara: Actor) -> None:
    assert "116 123" in amara.types("/kindword so sad that you are leaving, Carys", PLACE)
    amara.clicks("/kind words write so sad that you are leaving, Carys", PLACE)
    assert filled_in(amara)["words"] == "so sad that you are leaving, Carys"
    amara.types("/kindword sorry that you were sad @bjorn", "#coffee")
    assert filled_in(amara)["words"] == "sorry that you were sad"
