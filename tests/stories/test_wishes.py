"""What people say about themselves and what the champion wishes decide who meets whom; nobody is left out silently."""

from bot.testing import Actor, Stage
from tests.stories.company import CHAMPION, coffee_with, introductions, private_words
from tests.stories.test_about_me import says

NOTE = "There was nobody to introduce you to in #coffee this time."
OWN_WISH = "You asked to meet only people of your own site."


def pairs(people: list[Actor], week: int = 0) -> set[frozenset[str]]:
    """Who met whom in that week."""
    return {frozenset({one.handle, *introductions(one)[week]}) for one in people}


def test_people_meet_other_teams_first(stage: Stage) -> None:
    people = coffee_with(stage, "amara", "bjorn", "carys", "dev")
    for person, team in zip(people, ("Ward 7", "ward 7", "Estates", "Estates"), strict=True):
        says(person, team=team)
    stage.clock_to("30 November 12:00")
    own = {frozenset({"amara", "bjorn"}), frozenset({"carys", "dev"})}
    assert not own & (pairs(people, 0) | pairs(people, 1))
    assert people[0].types("/kind coffee why") == "You have not met here yet, and you are in different teams."


def test_whoever_is_new_meets_somebody_who_is_not(stage: Stage) -> None:
    people = coffee_with(stage, "amara", "bjorn", "carys", "dev", newcomers="yes")
    for person, answer in zip(people, ("I'm new here", "I'm new here", "newcomers are welcome", "unsaid"), strict=True):
        says(person, newcomers=answer)
    stage.clock_to("monday 10:00")
    assert frozenset({"amara", "bjorn"}) not in pairs(people)
    assert people[0].types("/kind coffee why") == "You have not met here yet, and one of you is new here."


def test_people_meet_where_their_hours_overlap(stage: Stage) -> None:
    people = coffee_with(stage, "amara", "carys", "dev", "grace", overlapping_hours="yes")
    early, late = {"start": "06:00", "end": "13:00"}, {"start": "14:00", "end": "22:00"}
    for person, hours in zip(people, (early, late, early, late), strict=True):
        says(person, **hours)
    stage.clock_to("monday 10:00")
    assert pairs(people) == {frozenset({"amara", "dev"}), frozenset({"carys", "grace"})}
    assert people[0].types("/kind coffee why") == "You have not met here yet, and your working hours overlap."


def test_whoever_wishes_it_meets_only_people_of_their_site(stage: Stage) -> None:
    people = coffee_with(stage, "amara", "bjorn", "carys", "dev", same_site="yes")
    for person, site in zip(people, ("Wexcombe", "Harbour House", "wexcombe", ""), strict=True):
        says(person, site=site)
    says(people[0], only_my_site="yes")
    stage.clock_to("7 December 12:00")
    assert introductions(people[0]) == [{"carys"}] * 3
    assert introductions(people[1]) == [{"dev"}] * 3


def test_whoever_finds_nobody_on_their_site_gets_a_kind_note_and_first_place(stage: Stage) -> None:
    """In the week after, Dev has said that he is on Amara's site, too."""
    people = coffee_with(stage, "amara", "bjorn", "carys", "dev", same_site="yes")
    amara, *others, dev = people
    says(amara, site="Wexcombe", only_my_site="yes")
    stage.clock_to("monday 10:00")
    (note,) = private_words(amara)
    assert note.startswith(NOTE)
    assert OWN_WISH in note
    assert introductions(amara) == []
    assert sorted(len(one) for one in introductions(dev) + introductions(others[0])) == [2, 2]
    says(dev, site="Wexcombe")
    stage.clock_to("30 November 10:00")
    assert introductions(amara) == [{"dev"}]
    assert len(private_words(amara)) == 1


def test_a_wish_rests_while_the_champion_does_not_offer_it(stage: Stage) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn", same_site="yes")
    says(amara, site="Wexcombe", only_my_site="yes")
    una = stage.person(CHAMPION)
    una.types("/kind coffee settings")
    assert una.submits(same_site="no") == {}
    stage.clock_to("monday 10:00")
    assert introductions(bjorn) == [{"amara"}]


def test_a_champion_is_not_told_whose_wish_it_was(stage: Stage) -> None:
    amara, *_ = coffee_with(stage, "amara", "bjorn", "carys", same_site="yes")
    says(amara, site="Wexcombe", only_my_site="yes")
    words = stage.person(CHAMPION).types("/kind coffee preview")
    assert "Fewer than 5 people take part besides you" in words
    assert "amara" not in words.lower()
    assert "Wexcombe" not in words
