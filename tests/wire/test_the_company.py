"""The made-up company, its clock, and how far a name reaches."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import MovableClock
from bot.playground import Person, Workspace, make_company
from bot.playground.pages.avatars import avatar
from bot.playground.pages.shapes import unread

FRIDAY = datetime(2026, 10, 23, 8, 0, tzinfo=UTC)
DRAWN = ("svg", "clipPath", "g", "rect", "text")
LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Cn"))


def people(ws: Workspace) -> list[Person]:
    return [person for person in ws.people if person.is_human and not person.elsewhere]


def test_the_company_is_the_one_the_guide_describes():
    ws = make_company()

    assert len(people(ws)) == 24
    assert people(ws)[0].real_name == "Amara Okafor"
    assert {person.site for person in people(ws)} == {"St Brigid's", "Wexcombe"}
    assert {person.tz for person in people(ws)} == {"Europe/London", "Europe/Stockholm"}
    assert [person.name for person in people(ws) if person.is_guest] == ["marek"]
    assert [person.name for person in people(ws) if person.deleted] == ["pauline"]
    assert len({person.department for person in people(ws)}) >= 8
    assert {place.name for place in ws.conversations.of(ws.bot.id)} == {"kindness", "coffee"}
    assert [place.name for place in ws.conversations if place.archived] == ["summer-fete-2024"]
    assert [place.name for place in ws.conversations if place.kind == "private"] == ["people-team"]


def test_no_deactivated_person_is_in_a_channel():
    ws = make_company(people=200)

    assert all("U01PAULINE" not in place.members for place in ws.conversations)


@pytest.mark.parametrize("count", [1, 23, 24, 25, 500])
def test_a_company_has_as_many_people_as_asked(count: int):
    assert len(people(make_company(people=count))) == count


def test_a_company_can_have_talked_already():
    quiet, chatty = make_company(), make_company(chatter=True)

    def said(ws: Workspace) -> list[str]:
        return [one.text for place in ws.conversations for one in ws.messages.visible(place.id, "U01AMARA")]

    assert said(quiet) == []
    assert len(said(chatty)) >= 6
    amara = chatty.person("amara")
    assert all(unread(chatty, place, amara) == 0 for place in chatty.conversations), "nothing nags on arrival"


def test_the_same_seed_makes_the_same_company():
    def listed(seed: int) -> list[tuple[str, ...]]:
        ws = make_company(people=300, seed=seed)
        everybody = [(person.id, person.real_name, person.tz) for person in ws.people]
        return [*everybody, *((place.name, *place.members) for place in ws.conversations)]

    assert listed(7) == listed(7) != listed(8)


def test_ids_look_like_slacks_and_never_repeat():
    ws = make_company(people=2000)

    ids = [person.id for person in ws.people]
    assert len(set(ids)) == len(ids)
    assert all(one.isascii() and one.isalnum() and one.upper() == one and one[0] == "U" for one in ids)


def test_secrets_differ_between_workspaces():
    one, other = make_company(), make_company()

    assert one.bot_token != other.bot_token
    assert one.app.token != other.app.token


@given(st.text(LETTERS, min_size=1, max_size=20).filter(str.strip), st.integers(0, 359))
def test_a_name_is_never_markup_in_a_picture(name: str, hue: int):
    drawn = ElementTree.fromstring(avatar(Person("U1", "x", name, hue=hue)))

    assert drawn.get("aria-label") == name
    assert {element.tag for element in drawn.iter()} <= {f"{{http://www.w3.org/2000/svg}}{tag}" for tag in DRAWN}


def test_everybody_has_a_picture_that_stays():
    one, other = make_company(people=60), make_company(people=60)

    pictures = [avatar(person) for person in one.people]

    assert pictures == [avatar(person) for person in other.people]
    assert len(set(pictures)) == len(pictures)


def test_a_frozen_clock_gives_stamps_that_grow():
    ws = make_company(clock=MovableClock(FRIDAY, frozen=True))

    stamps = [ws.stamps.next() for _ in range(1000)]

    assert stamps == sorted(set(stamps))
    assert stamps[0] == "1792742400.000000"
