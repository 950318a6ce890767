"""From sign-up to “we met”, as people live it."""

from bot.testing import Actor, Stage


def test_two_colleagues_meet_for_coffee(stage: Stage, amara: Actor, bjorn: Actor) -> None:
    amara.types("/kind start coffee", "#coffee")
    assert amara.submits() == {}
    assert "You're in." in bjorn.clicks("Join")
    assert "You're in." in amara.types("/coffee join")

    stage.clock_to("monday 10:00")
    [conversation] = amara.groups()
    assert bjorn.groups() == [conversation]
    assert "Time for a coffee?" in amara.reads(conversation)[0]

    stage.clock_to("friday 10:00")
    assert "How lovely." in amara.clicks("Yes", "@kindling")
    assert "Did you meet?" in bjorn.reads("@kindling")[-1]
