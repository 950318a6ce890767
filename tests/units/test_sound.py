"""What a ritual yields is what its type says, all the way down."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.typecheck import is_sound
from rituals import Button, Buttons, Card, Introduce, Later, Paragraph, Person, Post, Reply, Strong, Tell, say
from rituals.cards import Divider, Heading
from rituals.effects import Effect, OpenForm
from rituals.forms import Choice, Form, Option, TextInput

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
FORM = Form(
    "add", "Add", (TextInput(name="words", label="Words"), Choice(name="a", label="A", options=(Option("1", "I"),)))
)


@pytest.mark.parametrize(
    "effect",
    [
        Reply(say("Hello ", Person("U1"), Strong("!"))),
        Tell("U1", Card("Hello", (Heading("Hello"), Divider(), Buttons((Button("Join", "join"),)))), key="hello"),
        Introduce(("U1", "U2"), say("Meet"), key="group:1"),
        Later(NOON, "again"),
        OpenForm(FORM),
    ],
)
def test_what_is_well_put_together_passes(effect: object) -> None:
    assert is_sound(effect, Effect)


@pytest.mark.parametrize(
    "effect",
    [
        "hello",
        None,
        Reply,
        say("A card is no effect."),
        Reply("hello"),  # type: ignore[arg-type]
        Reply(Card("Hello", [Divider()])),  # type: ignore[arg-type]
        Reply(Card("Hello", ("words",))),  # type: ignore[arg-type]
        Reply(Card("Hello", (Paragraph("words"),))),  # type: ignore[arg-type]
        Reply(Card("Hello", (Buttons((Button("Join", "join", style="loud"),)),))),  # type: ignore[arg-type]
        Introduce(["U1"], say("Meet"), key="group:1"),  # type: ignore[arg-type]
        Post(say("Hello"), key=7),  # type: ignore[arg-type]
        Later(datetime(2026, 11, 23), "again"),  # noqa: DTZ001
        OpenForm(Form("add", "Add", ("words",))),  # type: ignore[arg-type]
    ],
)
def test_what_is_not_is_found(effect: Any) -> None:
    assert not is_sound(effect, Effect)
