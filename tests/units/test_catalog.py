"""Which rituals are let in, and the sentence for those that are not."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint
from typing import Any

import pytest

from rituals import Reply, Ritual, Settings, say, setting
from rituals.catalog import BUILT_IN, check, load_catalog
from rituals.errors import InvalidRitual

HERE = __name__
BUILT_INS = [ritual.name for ritual in BUILT_IN]


@dataclass(frozen=True, kw_only=True)
class WalkSettings(Settings):
    """What a champion chooses about a walk."""

    minutes: int = setting(20, "For how long", least=10, most=60)


def a_walk(name: str = "walk", **how: Any) -> Ritual:
    declared = {"settings": WalkSettings, "stores": "Nothing.", "sends": "Nothing by itself."} | how
    ritual = Ritual(name, "Take a short walk together.", **declared)

    @ritual.command("go")
    def go(event: object, circle: object) -> Iterator[Reply]:
        """Go for a walk."""
        yield Reply(say("Off we go."))

    return ritual


walk = a_walk()
another_coffee = a_walk("coffee")
greedy = a_walk(alias="/walk")
nothing = "not a ritual"
secretive = a_walk(stores="")
taciturn = a_walk(sends="")
helpful = a_walk("help")
unsettled = a_walk(settings=dict)


def entry(what: str, name: str = "walk") -> EntryPoint:
    return EntryPoint(name, f"{HERE}:{what}", "kindling.rituals")


@pytest.mark.parametrize("ritual", BUILT_IN, ids=lambda ritual: ritual.name)
def test_the_built_in_rituals_are_well_made(ritual: Ritual) -> None:
    check(ritual)


def test_a_ritual_of_another_package_is_found() -> None:
    catalog = load_catalog([entry("walk")])
    assert list(catalog.rituals) == [*BUILT_INS, "walk"]
    assert catalog.settings_of("walk") is WalkSettings
    assert not catalog.is_built_in("walk")
    assert all(catalog.is_built_in(name) for name in BUILT_INS)
    assert catalog.left_out == {}


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("another_coffee", "There is a ritual called coffee already."),
        ("greedy", "Only built-in rituals can have a slash command of their own."),
        ("nothing", "Its entry point does not name a Ritual."),
        ("missing", "It could not be loaded: AttributeError."),
        ("secretive", "It has to say what it stores and for how long (stores)."),
        ("taciturn", "It has to say what it sends by itself (sends)."),
        ("helpful", "“help” means something else already."),
        ("unsettled", "Its settings have to be a dataclass made from Settings."),
    ],
)
def test_a_broken_ritual_is_left_out_and_the_others_stay(what: str, sentence: str) -> None:
    catalog = load_catalog([entry(what, "broken")])
    assert catalog.left_out == {"broken": sentence}
    assert list(catalog.rituals) == BUILT_INS


def test_a_handler_without_help_is_refused() -> None:
    ritual = a_walk()

    @ritual.command("hurry")
    def hurry(event: object, circle: object) -> Iterator[Reply]:
        yield Reply(say("Quick."))

    with pytest.raises(InvalidRitual, match="The handler of hurry has no docstring"):
        check(ritual)


@pytest.mark.parametrize("verb", ["start", "settings", "stop", "help"])
def test_a_verb_that_every_circle_has_cannot_be_taken(verb: str) -> None:
    ritual = a_walk()
    ritual.command(verb)(ritual.commands["go"].function)
    with pytest.raises(InvalidRitual, match=f"{verb} cannot be a verb of its own"):
        check(ritual)


def test_a_name_is_one_lowercase_word() -> None:
    with pytest.raises(InvalidRitual, match="one lowercase word"):
        check(a_walk("Long walk"))


def test_a_setting_without_a_default_is_refused() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Bare(Settings):
        minutes: int = field(default=10)

    with pytest.raises(InvalidRitual, match="The setting minutes needs a default and a title"):
        check(a_walk(settings=Bare))


def test_a_schedule_has_to_be_among_the_settings() -> None:
    ritual = a_walk()
    ritual.every("when")(ritual.commands["go"].function)
    with pytest.raises(InvalidRitual, match="Its schedule when is not among its settings"):
        check(ritual)
