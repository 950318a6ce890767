"""From sign-up to “we met”, as people live it."""

from bot.testing import Actor, Stage


def test_two_colleagues_meet_for_coffee(stage: Stage, amara: Actor, bjorn: Actor) -> None:
    amara.types("/kind start coffee", "#coffee")
    assert amara.submits() == {}
    print(amara.reads("#coffee"))
    print(bjorn.clicks("Join"))
    print(amara.types("/coffee join"))
    stage.clock_to("monday 10:00")
    print(amara.reads_all())
    assert "Time for a coffee?" in amara.reads_all()
    stage.clock_to("friday 10:00")
    print(amara.reads_all())
