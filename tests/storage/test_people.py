"""What is kept of people's profiles."""

from datetime import UTC, datetime, timedelta

import pytest

from rituals.records import Profile
from storage.transaction import Transaction

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(("told", "kept"), [("", "Europe/Oslo"), ("Asia/Tokyo", "Asia/Tokyo")])
def test_a_zone_that_is_not_told_takes_the_place_of_none(tx: Transaction, told: str, kept: str) -> None:
    tx.people.save(
        "T1", [Profile(id="U1", name="Amara", zone="Europe/Oslo"), Profile(id="U2", zone="Europe/Rome")], NOW
    )
    tx.people.save("T1", [Profile(id="U1", name="Amara Okafor", zone=told)], NOW + timedelta(days=1))
    assert tx.people.get("T1", "U1") == Profile(id="U1", name="Amara Okafor", zone=kept)
    assert tx.people.get("T1", "U2") == Profile(id="U2", zone="Europe/Rome")


def test_somebody_whose_zone_was_never_told_is_in_utc(tx: Transaction) -> None:
    tx.people.save("T1", [Profile(id="U1", zone="")], NOW)
    tx.people.save("T2", [Profile(id="U1", zone="Europe/Oslo")], NOW)
    assert [tx.people.get(workspace, "U1") for workspace in ("T1", "T2")] == [
        Profile(id="U1", zone="UTC"),
        Profile(id="U1", zone="Europe/Oslo"),
    ]
