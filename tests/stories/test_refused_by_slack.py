"""What Slack surely refuses is told as that, with its cause, to whoever asked for it; and it can be tried again."""

import pytest

from bot.testing import Actor, Stage
from tests.stories.company import BOT, CHAMPION, coffee_with, introductions, invitations, start_coffee
from tests.stories.kind_words.casting import start_words, tries_to_write
from tests.stories.potluck.casting import bring, propose, start_potluck

POST, EDIT = "chat.postMessage", "chat.update"
PERHAPS = "may not have arrived"
AGAIN = "Try again"
WELCOME = "Meet a colleague for a coffee"
NOT_ALLOWED = "Slack only lets some people post in #coffee."
CAUSES = {
    "restricted_action": NOT_ALLOWED,
    "restricted_action_read_only_channel": NOT_ALLOWED,
    "restricted_action_thread_only_channel": "Slack only takes replies to threads in #coffee.",
    "restricted_action_of_a_kind_yet_unknown": NOT_ALLOWED,
    "ekm_access_denied": "An admin has suspended posting there for now.",
    "not_in_channel": "I'm not in #coffee any more.",
    "channel_not_found": "I'm not in #coffee any more.",
    "is_archived": "#coffee is archived.",
    "msg_too_long": "It's more than fits into one message.",
    "missing_scope": "I lack a permission in this workspace.",
    "an_error_of_next_year": "Slack refused it, and I don't know why.",
}


def refuses(stage: Stage, method: str = POST, error: str = "restricted_action", times: int = 1) -> None:
    stage.workspace.faults.next(method, error=error, times=times)


def told(actor: Actor) -> list[str]:
    return actor.reads(BOT)


def said_in(actor: Actor, where: str = "#coffee") -> list[str]:
    """What everybody reads there."""
    return [actor.stage.words(message) for message in actor.messages(where) if message.only_for is None]


def delete_cards(stage: Stage, where: str = "#coffee") -> None:
    """Somebody who may delete messages does so."""
    place = stage.workspace.conversation(where)
    for message in stage.workspace.messages.visible(place.id, stage.person("amara").id):
        if message.only_for is None:
            stage.workspace.messages.remove(message)


@pytest.mark.parametrize(("error", "cause"), CAUSES.items())
def test_who_starts_a_circle_hears_what_was_refused_and_why(stage: Stage, amara: Actor, error: str, cause: str) -> None:
    refuses(stage, error=error)
    una = start_coffee(stage)
    assert said_in(amara) == []
    [note] = told(una)
    assert "I couldn't post “Coffee roulette is here. Join if you'd like to.” in #coffee." in note
    assert cause in note
    assert PERHAPS not in note


def test_try_again_really_does(stage: Stage, amara: Actor) -> None:
    refuses(stage)
    una = start_coffee(stage)
    assert una.clicks(AGAIN, BOT) == "I'm trying again now. If it doesn't work, I'll tell you."
    [welcome] = said_in(amara)
    assert WELCOME in welcome
    assert "You're in." in amara.clicks("Join")


def test_trying_again_once_more_posts_nothing_more(stage: Stage, amara: Actor) -> None:
    refuses(stage)
    una = start_coffee(stage)
    una.clicks(AGAIN, BOT)
    assert "There's nothing left to try" in una.clicks(AGAIN, BOT)
    assert len(said_in(amara)) == 1


def test_what_is_refused_again_is_told_again(stage: Stage, amara: Actor) -> None:
    refuses(stage, times=1)
    una = start_coffee(stage)
    refuses(stage, error="is_archived")
    una.clicks(AGAIN, BOT)
    assert "#coffee is archived." in told(una)[-1]
    una.types("/kind coffee resend")
    assert len(said_in(amara)) == 1


def test_nobody_else_can_try_it_again(stage: Stage, amara: Actor, bjorn: Actor) -> None:
    refuses(stage)
    start_coffee(stage)
    assert "There's nothing left to try" in bjorn.types("/kind coffee resend")
    assert said_in(amara) == []


def test_after_a_week_it_is_too_late_to_try_again(stage: Stage, amara: Actor) -> None:
    refuses(stage)
    una = start_coffee(stage)
    stage.clock_to("+8 days")
    stage.does(stage.bot.only.upkeep.tend())
    assert "There's nothing left to try" in una.clicks(AGAIN, BOT)
    assert said_in(amara) == []


def test_who_proposes_a_lunch_hears_that_its_card_was_refused_and_the_champion_does_not(
    stage: Stage, amara: Actor
) -> None:
    una = stage.person(CHAMPION)
    start_potluck(una)
    refuses(stage, error="restricted_action")
    propose(amara)
    assert "Slack only lets some people post in #kindness." in told(amara)[-1]
    assert told(una) == []
    amara.clicks(AGAIN, BOT)
    assert "Garden room" in said_in(una, "#kindness")[-1]


def test_a_lunch_that_is_posted_late_shows_what_was_brought_meanwhile(stage: Stage, amara: Actor) -> None:
    start_potluck(stage.person(CHAMPION))
    refuses(stage)
    propose(amara)
    amara.types("/kind potluck bring", "#kindness")
    assert amara.submits(dish="Lentil soup", category="main") == {}
    amara.clicks(AGAIN, BOT)
    assert "Lentil soup" in said_in(amara, "#kindness")[-1]


def test_who_brings_a_dish_hears_that_the_card_could_not_be_changed(stage: Stage, amara: Actor, bjorn: Actor) -> None:
    start_potluck(stage.person(CHAMPION))
    propose(amara)
    refuses(stage, EDIT, "msg_too_long")
    bring(bjorn, "Lentil soup")
    assert "I couldn't change my message in #kindness. It's more than fits into one message." in told(bjorn)[-1]
    bjorn.clicks(AGAIN, BOT)
    assert "Lentil soup" in said_in(amara, "#kindness")[-1]


def test_an_older_change_never_takes_the_place_of_a_newer_one(stage: Stage, amara: Actor, bjorn: Actor) -> None:
    start_potluck(stage.person(CHAMPION))
    propose(amara)
    refuses(stage, EDIT, "msg_too_long")
    bring(bjorn, "Lentil soup")
    bring(amara, "Apple pie", "sweet")
    assert "There's nothing left to try" in bjorn.clicks(AGAIN, BOT)
    assert "Apple pie" in said_in(amara, "#kindness")[-1]


@pytest.mark.parametrize("ritual", ["words", "talk"])
def test_of_what_comes_by_itself_the_champions_hear(stage: Stage, ritual: str) -> None:
    una = stage.person(CHAMPION)
    una.types(f"/kind start {ritual}", "#kindness")
    assert una.submits() == {}
    refuses(stage)
    stage.clock_to("25 November 12:00")
    assert "Slack only lets some people post in #kindness." in told(una)[0]
    assert PERHAPS not in una.reads_all()
    posted = len(said_in(una, "#kindness"))
    una.clicks(AGAIN, BOT)
    assert len(said_in(una, "#kindness")) == posted + 1


@pytest.mark.parametrize("method", ["conversations.open", POST])
@pytest.mark.parametrize("error", ["restricted_action", "missing_scope", "msg_too_long", "an_error_of_next_year"])
def test_who_could_not_be_introduced_hears_why_and_can_try_again(stage: Stage, method: str, error: str) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    refuses(stage, method, error)
    stage.clock_to("monday 10:00")
    for person in us:
        [note] = told(person)
        assert "I meant to introduce you to someone today, and it didn't work." in note
        assert "You have first place in the next round." in note
        assert PERHAPS not in note
    assert "I couldn't introduce some people from #coffee to each other." in told(stage.person(CHAMPION))[-1]
    us[0].clicks(AGAIN, BOT)
    assert [len(invitations(person)) for person in us] == [1, 1]
    assert "There's nothing left to try here." in us[1].clicks(AGAIN, BOT)
    assert [len(invitations(person)) for person in us] == [1, 1]
    stage.clock_to("29 November 12:00")
    assert "Did you meet?" in us[1].reads_all()


def test_an_introduction_that_is_refused_again_is_told_again(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    refuses(stage)
    stage.clock_to("monday 10:00")
    refuses(stage)
    us[1].types("/kind coffee retry")
    assert [len(told(person)) for person in us] == [2, 2]
    assert introductions(us[0]) == []


def test_of_private_messages_champions_hear_neither_what_nor_for_whom(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("monday 12:00")
    refuses(stage, error="messages_tab_disabled", times=2)
    stage.clock_to("29 November 12:00")
    [note] = told(stage.person(CHAMPION))
    assert "Some of my private messages for #coffee weren't sent. Slack doesn't let me write there." in note
    assert not [handle for handle in ("amara", "bjorn", "meet") if handle in note]
    stage.person(CHAMPION).clicks(AGAIN, BOT)
    assert ["Did you meet?" in person.reads_all() for person in us] == [True, True]


def test_a_kind_word_that_slack_refuses_comes_back_with_the_cause(stage: Stage, amara: Actor, bjorn: Actor) -> None:
    start_words(stage.person(CHAMPION))
    refuses(stage, error="messages_tab_disabled")
    assert tries_to_write(amara, bjorn) == {}
    assert "Slack doesn't let me write there." in told(amara)[-1]
    assert "Here it is, to keep" in told(amara)[-1]


@pytest.mark.parametrize("error", ["team_added_to_org", "request_timeout", "message_limit_exceeded"])
def test_what_passes_by_itself_is_waited_for(stage: Stage, amara: Actor, error: str) -> None:
    refuses(stage, error=error)
    una = start_coffee(stage)
    stage.clock_to("+1 minute")
    assert len(said_in(amara)) == 1
    assert told(una) == []


# a message that is gone


@pytest.mark.parametrize("error", ["message_not_found", "cant_update_message", "edit_window_closed"])
def test_a_card_that_cannot_be_edited_any_more_is_posted_anew(stage: Stage, amara: Actor, error: str) -> None:
    una = start_coffee(stage)
    refuses(stage, EDIT, error)
    una.types("/kind coffee settings")
    assert una.submits(group_size="3") == {}
    first, second = said_in(amara)
    assert "two people at a time" in first
    assert "3 people at a time" in second
    una.types("/kind coffee settings")
    assert una.submits(group_size="4") == {}
    assert ["4 people at a time" in words for words in said_in(amara)] == [False, True], "the new one is edited now"
    assert told(una) == []


def test_a_deleted_lunch_card_is_posted_anew_once_and_its_buttons_work(
    stage: Stage, amara: Actor, bjorn: Actor
) -> None:
    start_potluck(stage.person(CHAMPION))
    propose(amara)
    delete_cards(stage, "#kindness")
    amara.types("/kind potluck bring", "#kindness")
    assert amara.submits(dish="Lentil soup", category="main") == {}
    [card] = said_in(bjorn, "#kindness")
    assert "Lentil soup" in card
    bring(bjorn, "Apple pie", "sweet")
    [card] = said_in(bjorn, "#kindness")
    assert "Apple pie" in card


def test_deleted_a_second_time_it_is_left_and_whoever_changes_it_is_asked(stage: Stage, amara: Actor) -> None:
    una = start_coffee(stage)
    for size in ("3", "4"):
        delete_cards(stage)
        una.types("/kind coffee settings")
        assert una.submits(group_size=size) == {}
    assert said_in(amara) == []
    assert "Someone has deleted it, or it's too old to be changed." in told(una)[-1]
    una.clicks(AGAIN, BOT)
    [welcome] = said_in(amara)
    assert "4 people at a time" in welcome


def test_a_card_posted_anew_may_have_arrived_and_is_never_posted_twice(stage: Stage, amara: Actor) -> None:
    una = start_coffee(stage)
    delete_cards(stage)
    stage.workspace.faults.next(POST, status=500, after_effect=True)
    una.types("/kind coffee settings")
    assert una.submits(group_size="3") == {}
    stage.clock_to("+1 hour")
    assert len(said_in(amara)) == 1
    assert PERHAPS in told(una)[-1]


def test_an_invitation_that_was_deleted_is_said_anew_in_its_conversation(stage: Stage) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("monday 10:00")
    delete_cards(stage, amara.groups()[-1])
    amara.types("/kind coffee opener")
    assert [len(invitations(person)) for person in (amara, bjorn)] == [1, 1]


def test_nothing_is_said_anew_to_somebody_who_has_left(stage: Stage) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("monday 10:00")
    bjorn.types("/kind coffee leave")
    delete_cards(stage, amara.groups()[-1])
    amara.types("/kind coffee opener")
    assert invitations(bjorn) == []
