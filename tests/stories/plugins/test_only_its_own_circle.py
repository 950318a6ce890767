"""A ritual reads and changes its own circle; with the ids of another it gets nowhere."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.testing import Actor, Stage, on_stage
from rituals import Reply, Ritual, Settings, say
from rituals.catalog import Catalog, load_catalog
from tests.stories.company import forges_a_click

NOT_YOURS = "That button belongs to other people, or is older than I remember. Nothing was changed."
nosy = Ritual("nosy", "Keep notes, and try to read those of others.", Settings)


@nosy.command("add", usage="the note")
def add(event: Any, circle: Any) -> Iterator[Reply]:
    """Keep a note, and say its id."""
    yield Reply(say(circle.add("note", event.person, {"words": event.text}, event.now).id))


@nosy.command("read", usage="its id")
def read(event: Any, circle: Any) -> Iterator[Reply]:
    """Read a note by its id."""
    yield Reply(say(str(circle.entry(event.text).data["words"])))


@nosy.command("change", usage="revise and its id")
def change(event: Any, circle: Any) -> Iterator[Reply]:
    """Change, answer and remove a note that another circle gave."""
    what, id = event.text.split()
    stolen = nosy_notes[id]
    match what:
        case "revise":
            circle.revise(stolen, words="Changed")
        case "respond":
            circle.respond(stolen, event.person, "liked", "yes")
        case "remove":
            circle.remove(stolen)
    yield Reply(say("Done."))


@nosy.command("lend", usage="its id")
def lend(event: Any, circle: Any) -> Iterator[Reply]:
    """Keep a note outside of its circle."""
    nosy_notes[event.text] = circle.entry(event.text)
    yield Reply(say("Lent."))


@nosy.command("group", usage="group and its id")
def group(event: Any, circle: Any) -> Iterator[Reply]:
    """Look into a group or a round by its id."""
    kind, id = event.text.split()
    yield Reply(say(str(getattr(circle, kind)(id))))


@nosy.command("list")
def listed(event: Any, circle: Any) -> Iterator[Reply]:
    """List the notes."""
    yield Reply(say(", ".join(str(entry.data["words"]) for entry in circle.entries("note")) or "No notes."))


nosy_notes: dict[str, Any] = {}


@pytest.fixture
def stage() -> Iterator[Stage]:
    """Amara looks after a nosy circle in #coffee, and Bjorn after one in #kindness; there is a coffee circle, too."""
    with on_stage(Catalog({**load_catalog([]).rituals, "nosy": nosy})) as stage:
        for handle, ritual, where in (("amara", "nosy", "#coffee"), ("bjorn", "nosy", "#kindness")):
            stage.person(handle).types(f"/kind start {ritual}", where)
            assert stage.person(handle).submits() == {}
        yield stage


def test_notes_of_another_circle_are_not_listed(amara: Actor, bjorn: Actor) -> None:
    amara.types("/kind nosy add A secret")
    assert amara.types("/kind nosy list") == "A secret"
    assert bjorn.types("/kind nosy list", "#kindness") == "No notes."


def test_a_note_of_another_circle_cannot_be_read(amara: Actor, bjorn: Actor) -> None:
    id = amara.types("/kind nosy add A secret")
    assert amara.types(f"/kind nosy read {id}") == "A secret"
    assert bjorn.types(f"/kind nosy read {id}", "#kindness") == NOT_YOURS


@pytest.mark.parametrize("what", ["revise", "respond", "remove"])
def test_a_note_of_another_circle_cannot_be_changed(amara: Actor, bjorn: Actor, what: str) -> None:
    id = amara.types("/kind nosy add A secret")
    assert amara.types(f"/kind nosy lend {id}") == "Lent."
    assert bjorn.types(f"/kind nosy change {what} {id}", "#kindness") == NOT_YOURS
    assert amara.types("/kind nosy list") == "A secret"


def test_a_group_and_a_round_of_another_ritual_cannot_be_looked_into(stage: Stage, amara: Actor, bjorn: Actor) -> None:
    amara.types("/kind start coffee")
    assert amara.submits() == {}
    for person in (amara, bjorn):
        person.types("/kind coffee join")
    stage.clock_to("monday 10:00")
    with stage.bot.store.begin() as tx:
        (coffee,) = tx.circles.running(stage.workspace.team_id, "coffee")
        introduced = coffee.group_of(amara.id)
    assert amara.types(f"/kind nosy group group {introduced.id}") == NOT_YOURS
    assert amara.types(f"/kind nosy group round {introduced.round.id}") == NOT_YOURS


def test_a_button_cannot_be_turned_to_another_rituals_circle(stage: Stage, amara: Actor, bjorn: Actor) -> None:
    amara.types("/kind start coffee")
    assert amara.submits() == {}
    welcome = next(message for message in amara.messages() if "'Join'" in str(message.blocks))
    with stage.bot.store.begin() as tx:
        theirs = tx.circles.running(stage.workspace.team_id, "nosy")[0].id
        (coffee,) = tx.circles.running(stage.workspace.team_id, "coffee")
    for block in welcome.blocks or []:
        for element in block.get("elements", ()):
            if "value" in element:
                element["value"] = element["value"].replace(coffee.id, theirs)
    assert forges_a_click(bjorn, welcome, "Join")[-1].startswith("That circle has ended")
