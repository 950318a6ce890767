"""What an introduction says, and what may happen to it afterwards."""

import re
from urllib.parse import parse_qs, urlsplit

from icalendar import Calendar, Event

from bot.playground import Message
from bot.playground.blockkit.blocktext import buttons_of
from bot.testing import Actor, Stage
from tests.stories.company import (
    CHAMPION,
    coffee_with,
    everything_seen,
    forges_a_click,
    introductions,
    invitations,
    opener_in,
)

CANT = "We can't this time"
PERMISSION = "This is work time. Ana, director"


def _introduced(stage: Stage, *handles: str, **answers: str) -> list[Actor]:
    people = coffee_with(stage, *handles, **answers)
    stage.clock_to("monday 10:00")
    return people


def test_it_says_who_you_are_and_that_you_may(stage: Stage) -> None:
    amara, bjorn = _introduced(stage, "amara", "bjorn", permission=PERMISSION)
    words = amara.reads(amara.groups()[-1])[0]
    assert "You both joined the coffee roulette in #coffee. Meet:" in words
    assert "@amara, Ward sister, St Brigid's\n@bjorn, Data analyst, Wexcombe" in words
    assert f"*{PERMISSION}*" in words
    assert "A “no” is fine too, and nobody is asked why." in words
    assert bjorn.reads(bjorn.groups()[-1])[0] == words


def test_nothing_is_said_in_the_employers_name_that_nobody_there_has_said(stage: Stage) -> None:
    """The form as it is proposed makes no promise about work time."""
    amara, _ = _introduced(stage, "amara", "bjorn")
    assert "work time" not in "\n".join([*amara.reads("#coffee"), amara.reads_all()])


def test_it_has_one_opener(stage: Stage) -> None:
    amara, _ = _introduced(stage, "amara", "bjorn")
    words = amara.reads_all()
    assert "*Something to start with*" in words
    assert len(re.findall(r"^> .", words, re.MULTILINE)) == 1
    assert len(opener_in(words)) > 10


def test_it_has_three_buttons(stage: Stage) -> None:
    amara, _ = _introduced(stage, "amara", "bjorn")
    labels = [label for _, _, label in buttons_of(invitations(amara)[0].blocks or [])]
    assert labels == ["Another opener", CANT, "Why us?"]


def test_two_times_stand_in_each_ones_own_time(stage: Stage) -> None:
    """Björn's Stockholm is an hour ahead of Amara's London."""
    amara, _ = _introduced(stage, "amara", "bjorn")
    found = re.findall(r", (\d\d):(\d\d) for @amara · .+, (\d\d):(\d\d) for @bjorn", amara.reads_all())
    assert len(found) == 2
    for hour, minute, hour_there, minute_there in found:
        assert (int(hour) + 1, minute) == (int(hour_there), minute_there)
        assert int(hour) >= 9
        assert int(hour_there) < 17


def test_people_of_one_zone_read_each_time_once(stage: Stage) -> None:
    amara, _ = _introduced(stage, "amara", "carys")
    times = re.findall(r"^\w+day \d+ \w+, \d\d:\d\d.*$", amara.reads_all(), re.MULTILINE)
    assert len(times) == 2
    assert not any("for @" in time for time in times)


def test_the_calendar_links_hold_the_same_two_times(stage: Stage) -> None:
    amara, _ = _introduced(stage, "amara", "carys", minutes="45")
    links = re.findall(r"<(https://[^|>]+)\|", _raw(invitations(amara)[0]))
    google = [_query(link)["dates"] for link in links if "calendar.google.com" in link]
    outlook = [_query(link)["startdt"] for link in links if "outlook.office.com" in link]
    files = [event.start.strftime("%Y%m%dT%H%M%SZ") for event in _events(amara)]
    assert len(google) == len(outlook) == 2
    assert [dates.partition("/")[0] for dates in google] == files
    assert [re.sub("[-:]", "", start) for start in outlook] == files


def test_a_calendar_file_for_each_time_opens_anywhere(stage: Stage) -> None:
    amara, _ = _introduced(stage, "amara", "bjorn", permission=PERMISSION, minutes="20")
    events = _events(amara)
    assert len(events) == 2
    for event in events:
        assert event["SUMMARY"] == "Coffee: Amara Okafor and Björn Lindqvist"
        assert event["DESCRIPTION"] == f"{PERMISSION} Something to start with: {opener_in(amara.reads_all())}"
        assert (event.end - event.start).total_seconds() == 20 * 60
    assert len({event["UID"] for event in events}) == 2


def test_another_opener_changes_it_for_everybody(stage: Stage) -> None:
    amara, bjorn = _introduced(stage, "amara", "bjorn")
    group = amara.groups()[-1]
    before = opener_in(amara.reads_all())
    assert amara.clicks("Another opener", group) == "There's another opener above."
    assert opener_in(amara.reads_all()) != before
    assert bjorn.reads(group)[0] == amara.reads(group)[0]
    assert "There's another opener above." not in bjorn.reads_all()
    assert len(invitations(bjorn)) == 1


def test_the_times_stay_when_the_opener_changes(stage: Stage) -> None:
    amara, _ = _introduced(stage, "amara", "bjorn")
    before = amara.reads(amara.groups()[-1])[0]
    amara.clicks("Another opener", amara.groups()[-1])
    after = amara.reads(amara.groups()[-1])[0]
    assert after.replace(opener_in(after), opener_in(before)) == before


def test_a_group_never_has_an_opener_again(stage: Stage) -> None:
    """Over four rounds with two more openers in each."""
    amara, _ = _introduced(stage, "amara", "bjorn")
    openers = []
    for _ in range(4):
        openers.append(opener_in(stage.words(invitations(amara)[-1])))
        for _ in range(2):
            amara.clicks("Another opener", amara.groups()[-1])
            openers.append(opener_in(stage.words(invitations(amara)[-1])))
        stage.clock_to("+1 week")
    assert len(openers) == 12
    assert len(set(openers)) == 12


def test_another_opener_can_be_typed(stage: Stage) -> None:
    amara, bjorn = _introduced(stage, "amara", "bjorn")
    before = opener_in(bjorn.reads_all())
    amara.types("/kind coffee opener")
    assert opener_in(bjorn.reads_all()) != before


def test_a_button_of_other_people_changes_nothing(stage: Stage) -> None:
    people = _introduced(stage, "amara", "bjorn", "carys", "dev")
    amara = people[0]
    stranger = next(one for one in people[1:] if one.handle not in introductions(amara)[0])
    theirs = invitations(amara)[0]
    before = stage.words(theirs)
    for label in ("Another opener", CANT):
        said = forges_a_click(stranger, theirs, label)
        assert said[-1] == "That button belongs to other people, or is older than I remember. Nothing was changed."
    assert stage.words(theirs) == before


def test_a_champion_cannot_press_a_groups_buttons_either(stage: Stage) -> None:
    amara, _ = _introduced(stage, "amara", "bjorn")
    theirs = invitations(amara)[0]
    before = stage.words(theirs)
    said = forges_a_click(stage.person(CHAMPION), theirs, CANT)
    assert said == ["That button belongs to other people, or is older than I remember. Nothing was changed."]
    assert stage.words(theirs) == before


def test_a_button_of_a_round_that_is_over_changes_nothing(stage: Stage) -> None:
    people = _introduced(stage, "amara", "bjorn", "carys", "dev")
    amara = people[0]
    old = invitations(amara)[0]
    before = stage.words(old)
    stage.clock_to("+1 week")
    for label in ("Another opener", CANT):
        answer = amara.clicks(label, old.conversation)
        assert answer == ("That round is over, so there is nothing left to change. The next one is a fresh start.")
    assert stage.words(old) == before


def test_others_see_nothing_of_an_introduction(stage: Stage) -> None:
    una = stage.person(CHAMPION)
    coffee_with(stage, "amara", "bjorn")
    before = everything_seen(una)
    stage.clock_to("monday 10:00")
    after = everything_seen(una)
    assert [words for words in after if words not in before and "Your next coffee" not in words] == []


def _notified(actor: Actor, place: str) -> str:
    """What stands in a notification and is read aloud."""
    return " ".join(message.text for message in actor.messages(place))


def _raw(message: Message) -> str:
    return str(message.blocks).replace("&amp;", "&")


def _query(link: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}


def _events(actor: Actor) -> list[Event]:
    """The events of the calendar files beneath their newest invitation."""
    place = invitations(actor)[-1].conversation
    ids = [file for message in actor.messages(place) for file in message.files]
    files = [actor.stage.workspace.files.get(id).data or b"" for id in ids]
    return [event for data in files for event in Calendar.from_ical(data).events]
