"""An opener for one's own conversation, and the page for worried colleagues."""

from bot.testing import Actor, Stage
from rituals.small_talk.pools import CURIOUS, POOLS
from rituals.small_talk.settings import UK_LINES
from tests.stories.casting import told_privately
from tests.stories.small_talk.casting import BOT, PLACE, change, weeks_pass

EVERY = {words for pool in POOLS.values() for words in pool}


def offered(words: str) -> str:
    """The opener in an answer."""
    [line] = [line for line in words.splitlines() if line.startswith("> ")]
    return line.removeprefix("> ")


def test_an_opener_is_given_to_the_asker_alone(circle: None, bjorn: Actor, carys: Actor) -> None:
    before = carys.reads(PLACE)
    words = bjorn.clicks("Give me one now", PLACE)
    assert offered(words) in EVERY
    assert "Only you can see this, so it is yours to say." in words
    assert carys.reads(PLACE) == before


def test_a_pair_gets_one_in_their_own_conversation(stage: Stage, circle: None, bjorn: Actor, carys: Actor) -> None:
    place = stage.does(stage.actions.open("bjorn", ["carys", "dev"])).id
    assert offered(bjorn.types("/kind talk opener", place)) in EVERY
    assert carys.reads(place) == []
    assert offered(bjorn.types("/kind talk opener curious", "@carys")) in CURIOUS
    assert carys.reads("@bjorn") == []


def test_another_one_never_comes_twice_until_all_have_come(circle: None, bjorn: Actor) -> None:
    given = [offered(bjorn.types("/kind talk opener curious", PLACE))]
    for _ in CURIOUS[1:]:
        given.append(offered(bjorn.clicks("Another one", PLACE)))
    assert set(given) == set(CURIOUS)
    assert offered(bjorn.clicks("Another one", PLACE)) == given[0]


def test_a_tone_that_there_is_not_is_answered_with_those_that_there_are(circle: None, bjorn: Actor) -> None:
    words = bjorn.types("/kind talk opener spicy", PLACE)
    assert "“spicy”. Choose one of these: light, curious, kindness." in words


def test_where_there_is_no_small_talk_it_says_so(bjorn: Actor) -> None:
    assert "talk" in bjorn.types("/kind talk opener", PLACE)
    assert not [words for words in bjorn.reads(PLACE) if words.startswith("> ")]


# worried about someone?


def test_whoever_asks_sees_the_page_wherever_they_are_and_nobody_else_does(bjorn: Actor, carys: Actor) -> None:
    words = bjorn.types("/kind worried", PLACE)
    assert UK_LINES in words
    assert "116 123" in words
    assert "Only you can see this." in words
    assert carys.reads(PLACE) == []
    assert "116 123" in bjorn.types("/kind worried", BOT)
    assert "116 123" in bjorn.types("/kind worried", "@carys")
    assert carys.reads("@bjorn") == []


def test_it_shows_the_circles_own_contacts_as_they_were_written(circle: None, amara: Actor, bjorn: Actor) -> None:
    assert change(amara, contacts="First aiders: Ana, extension 214\nChaplaincy: <!here> 215") == {}
    words = bjorn.types("/kind worried", PLACE)
    assert "*People near you*\nFirst aiders: Ana, extension 214\nChaplaincy: " in words
    assert "<!here>" not in str(bjorn.messages(PLACE)[-1].blocks)


def test_a_champion_abroad_has_their_own_lines_and_an_empty_field_is_the_uks(
    circle: None, amara: Actor, bjorn: Actor
) -> None:
    assert change(amara, helplines="Lifeline Australia: 13 11 14") == {}
    words = bjorn.types("/kind worried", PLACE)
    assert "Lifeline Australia: 13 11 14" in words
    assert "116 123" not in words
    assert change(amara, helplines="") == {}
    assert UK_LINES in bjorn.types("/kind worried", PLACE)


def test_nothing_but_asking_brings_it(stage: Stage, circle: None, amara: Actor, bjorn: Actor) -> None:
    for words in ("I can't go on", "I am worried about Carys", "worried", "Samaritans"):
        bjorn.types(words, PLACE)
    amara.types("/kind talk add Are you worried about someone?", PLACE)
    weeks_pass(stage, times=2)
    bjorn.clicks("How it works", PLACE)
    for words in (*bjorn.reads(PLACE), *told_privately(stage).values()):
        assert "116 123" not in words


def test_the_help_shows_where_it_is(bjorn: Actor) -> None:
    assert "/kind worried*  Worried about someone? Whom to call, and what one can say." in bjorn.types("/kind", PLACE)
    words = bjorn.types("/kind talk", PLACE)
    assert "Something easy to say to a colleague, now and then." in words
    assert "/kind talk opener light, curious or kindness*  Get an opener to say to somebody" in words
    assert "/kind talk add" not in words


def test_a_pair_asks_an_opener_in_their_own_conversation(
    stage: Stage, circle: None, amara: Actor, bjorn: Actor, carys: Actor
) -> None:
    """Both see it; it is in nobody else's conversation, and the bot need not be in theirs."""
    place = stage.does(stage.actions.open(amara.handle, [bjorn.handle])).id
    amara.types("/kind talk ask kindness", place)
    assert bjorn.reads(place) == amara.reads(place)
    [asked] = bjorn.reads(place)
    assert asked.startswith("@amara asks:")
    assert asked.partition("> ")[2].partition("\n")[0] in POOLS["kindness"]
    assert place not in carys.private_places()


def test_an_unknown_tone_is_told_to_the_one_who_asks_alone(
    stage: Stage, circle: None, amara: Actor, bjorn: Actor
) -> None:
    place = stage.does(stage.actions.open(amara.handle, [bjorn.handle])).id
    assert "gloomy" in amara.types("/kind talk ask gloomy", place)
    assert bjorn.reads(place) == []
