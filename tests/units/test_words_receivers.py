"""Who can be brought a kind word: everybody of the workspace, and nobody from outside of it."""

from pathlib import Path

import pytest

from rituals.effects import Reply
from rituals.events import CommandUsed
from rituals.kind_words import cards, writing
from rituals.kind_words.safeguards import unreachable
from rituals.records import Profile
from tests.storage.kit import NOW, coffee, fresh_store

SENDER = Profile(id="USENDER", name="Amara")


@pytest.mark.parametrize(
    ("profile", "sentence"),
    [
        (Profile(id="UCOLLEAGUE", name="Björn"), ""),
        (Profile(id="UGUEST", name="Marek", is_guest=True), ""),
        (Profile(id="USTRANGER", name="Zoe", is_stranger=True), "I can't find that person in this workspace."),
        (Profile(id="UGONE", name="Pauline", is_gone=True), "Pauline has left this workspace."),
        (Profile(id="UBOT", name="Rota", is_bot=True), "Rota is a bot."),
        (Profile(id="UBOT", name="علي" * 40, is_bot=True), "علي"),
        (SENDER, "That is you."),
    ],
)
def test_a_kind_word_reaches_colleagues_and_guests_and_nobody_else(
    tmp_path: Path, profile: Profile, sentence: str
) -> None:
    with fresh_store(tmp_path) as store, store.begin() as tx:
        circle = coffee(tx)
        tx.people.save("T1", (SENDER, profile), NOW)
        why = unreachable(circle, SENDER.id, profile.id)
        assert why.startswith(sentence)
        assert bool(why) == bool(sentence)
        assert len(why) < 150


def test_somebody_from_outside_is_told_kindly_that_they_cannot_write(tmp_path: Path) -> None:
    with fresh_store(tmp_path) as store, store.begin() as tx:
        circle = coffee(tx)
        tx.people.save("T1", (Profile(id="USTRANGER", is_stranger=True),), NOW)
        event = CommandUsed(now=NOW, person="USTRANGER", verb="write")
        assert list(writing.write(event, circle)) == [Reply(cards.strangers_not_here())]
