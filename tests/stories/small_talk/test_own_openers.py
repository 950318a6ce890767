"""Champions add their own openers, see them, and remove them."""

from html import unescape

from bot.testing import Actor, Stage
from rituals.small_talk.pools import LIGHT
from tests.stories.small_talk.casting import PLACE, chooses, openers, options, start_talk, weeks_pass

MUG = "Which mug is the best one, and why?"


def test_a_champions_own_opener_is_said_in_its_turn(stage: Stage, amara: Actor, bjorn: Actor) -> None:
    start_talk(amara, tone="light")
    assert f"Thank you, that is added:\n> {MUG}" in amara.types(f"/kind talk add {MUG}", PLACE)
    for words in LIGHT[1:]:
        bjorn.types(f"/kind talk retire {words}", PLACE)
    weeks_pass(stage)
    assert set(openers(bjorn)) == {MUG, LIGHT[0]}


def test_it_is_added_in_a_form_as_well(circle: None, amara: Actor) -> None:
    assert amara.types("/kind talk add", PLACE) == ""
    assert amara.submits(words=MUG) == {}
    assert f"> {MUG}" in amara.types("/kind talk list", PLACE)


REFUSED = [
    ("x" * 141, "Keep it under 141 characters."),
    ("???", "An opener needs a few words."),
    ("🍰 ☕", "An opener needs a few words."),
    ("which biscuit would you defend, in a DEBATE", "That one is here already."),
    (f"  “{MUG}”  ", "That one is here already."),
]


def test_what_cannot_be_said_is_refused_with_a_reason(circle: None, amara: Actor) -> None:
    amara.types(f"/kind talk add {MUG}", PLACE)
    for words, why in REFUSED:
        assert why in amara.types(f"/kind talk add {words}", PLACE)


def test_the_form_stays_open_with_the_reason_in_it(circle: None, amara: Actor) -> None:
    amara.types("/kind talk add", PLACE)
    assert amara.submits(words="…") == {"words": "An opener needs a few words."}
    assert amara.submits(words=MUG) == {}


STRANGE = [
    "What does <!channel> or @here mean to *you*?",
    "Is <https://example.com|this> a _link_ & `why`?",
    "ما هو أفضل كوب هنا؟",
    "你最喜欢这里的哪个杯子?",
]


def test_markup_and_every_script_are_shown_as_written(circle: None, amara: Actor) -> None:
    for words in STRANGE:
        amara.types("/kind talk add", PLACE)
        assert amara.submits(words=words) == {}
    amara.types("/kind talk list", PLACE)
    text = str(amara.messages(PLACE)[-1].blocks)
    assert "<!channel>" not in text
    assert "<https:" not in text
    plain = unescape(amara.reads(PLACE)[-1]).translate(str.maketrans({"∗": "*", "ˍ": "_", "ˋ": "`", "\u200b": None}))
    assert [words for words in STRANGE if words not in plain] == []


def test_sixty_of_the_longest_still_fit_on_the_list_and_a_sixty_first_is_too_many(circle: None, amara: Actor) -> None:
    for number in range(60):
        amara.types(f"/kind talk add {number:03} {'<&> ' * 34}", PLACE)
    assert "60 of your own is plenty." in amara.types(f"/kind talk add {MUG}", PLACE)
    words = amara.types("/kind talk list", PLACE)
    assert [number for number in range(60) if f"{number:03} " not in words] == []
    amara.clicks("Remove one…", PLACE)
    assert len(options(amara, "opener")) == 60


def test_an_opener_is_removed_by_its_words_or_in_a_form(circle: None, amara: Actor) -> None:
    assert "There are none of your own to remove." in amara.types("/kind talk remove", PLACE)
    for words in (MUG, "What is on your mind, if anything?"):
        amara.types(f"/kind talk add {words}", PLACE)
    assert f"That one is gone:\n> {MUG}" in amara.types("/kind talk remove mug", PLACE)
    amara.types("/kind talk list", PLACE)
    amara.clicks("Remove one…", PLACE)
    assert chooses(amara, "opener", "What is on your mind, if anything?") == {}
    assert "There are none of your own yet." in amara.types("/kind talk list", PLACE)


def test_two_forms_open_at_once_remove_it_once(stage: Stage, circle: None, amara: Actor) -> None:
    amara.types(f"/kind talk add {MUG}", PLACE)
    amara.types("/kind talk remove", PLACE)
    amara.types("/kind talk remove mug", PLACE)
    assert "That one is gone already." in chooses(amara, "opener", MUG)["opener"]


def test_others_are_told_whom_to_ask(circle: None, bjorn: Actor) -> None:
    for verb in ("add Hello?", "list", "remove mug", "restore mug"):
        assert "This circle is looked after by @amara." in bjorn.types(f"/kind talk {verb}", PLACE)


def test_my_data_has_the_openers_that_i_added_and_forget_me_takes_them_away(circle: None, amara: Actor) -> None:
    amara.types(f"/kind talk add {MUG}", PLACE)
    assert MUG in amara.types("/kind my data", PLACE)
    amara.types("/kind forget me now", PLACE)
    amara.types("/kind start talk", PLACE)
    assert MUG not in amara.types("/kind talk list", PLACE)


def test_whoever_added_openers_has_them_back_when_the_circle_ends(
    stage: Stage, circle: None, amara: Actor, bjorn: Actor
) -> None:
    amara.types(f"/kind talk add {MUG}", PLACE)
    stage.clock_to("+1 hour")
    before = amara.reads_all()
    amara.types("/kind talk stop now", PLACE)
    given = f"Here are the openers you added, to keep:\n> {MUG}"
    assert given not in before
    assert amara.reads_all().count(given) == 1
    assert given not in bjorn.reads_all()
