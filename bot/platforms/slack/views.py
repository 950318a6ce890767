"""Forms as Slack's modals, and the answers back again."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, assert_never

from bot.platforms.slack import limits
from bot.platforms.slack.blocks import sections
from bot.platforms.slack.limits import Json, TooLong, compact, cut, exact, finish, plain_text
from bot.platforms.slack.spelling import literal
from rituals.cards import Text
from rituals.errors import Unreadable
from rituals.forms import AnyInput, Choice, Choices, DateInput, Form, Option, PeopleInput, TextInput, TimeInput

ANSWER = "answer"
"""The action_id of every input; its block_id is the input's name."""

Answers = dict[str, str | tuple[str, ...]]

_FEW = 4
_SHORT_LABEL = 40


@dataclass(frozen=True, slots=True)
class FormAnswers:
    """What somebody sent; `circle`, `channel` and `about` are hints and never permissions."""

    ritual: str
    form: str
    circle: str
    channel: str
    about: str
    values: Answers


def modal(form: Form, *, ritual: str, circle: str, channel: str, strict: bool = False) -> Json:
    """The form as a view for views.open; strict raises TooLong where words would have to be cut."""
    inputs = [_block(question, strict) for question in form.inputs]
    metadata = compact({"c": circle, "ch": channel, "a": form.about})
    return {
        "type": "modal",
        "callback_id": exact(f"{ritual}:{form.name}", limits.CALLBACK_ID),
        "private_metadata": exact(metadata, limits.PRIVATE_METADATA),
        "title": plain_text(form.title, limits.MODAL_TITLE, strict=strict),
        "submit": plain_text(form.submit, limits.MODAL_BUTTON, strict=strict),
        "close": plain_text("Cancel", limits.MODAL_BUTTON),
        "blocks": finish([*sections(form.intro), *inputs], limits.VIEW_BLOCKS, strict=strict),
    }


def read_modal(view: Mapping[str, Any]) -> FormAnswers:
    """What a view made here was sent with; any other view raises Unreadable."""
    ritual, colon, form = str(view.get("callback_id", "")).partition(":")
    match _metadata(view):
        case {"c": str(circle), "ch": str(channel), "a": str(about)} if colon:
            return FormAnswers(ritual, form, circle, channel, about, values(view.get("state") or {}))
    raise Unreadable


def values(state: Mapping[str, Any]) -> Answers:
    """The answers in a view's `state`, by input name; an empty one is "" or ()."""
    blocks: Mapping[str, Mapping[str, Json]] = state.get("values") or {}
    return {name: _value(answers[ANSWER]) for name, answers in blocks.items() if ANSWER in answers}


def people(state: Mapping[str, Any]) -> frozenset[str]:
    """Everybody whom the answers name."""
    answers = [answer for block in (state.get("values") or {}).values() for answer in block.values()]
    return frozenset(person for answer in answers for person in answer.get("selected_users") or ())


def errors(problems: Mapping[str, Text], view: Mapping[str, Any]) -> dict[str, str]:
    """Each sentence under its input; one about no input of the view goes under the first."""
    names = [block["block_id"] for block in view.get("blocks", ()) if block["type"] == "input"]
    shown: dict[str, str] = {}
    for problem, text in problems.items():
        name, sentence = problem if problem in names else next(iter(names), problem), literal(text)
        shown[name] = f"{shown[name]} {sentence}" if name in shown else sentence
    return shown


def _metadata(view: Mapping[str, Any]) -> object:
    try:
        return json.loads(view.get("private_metadata") or "")
    except (ValueError, RecursionError):
        return None


def _value(answer: Json) -> str | tuple[str, ...]:
    match answer:
        case {"type": "checkboxes" | "multi_static_select"}:
            return tuple(option["value"] for option in answer.get("selected_options") or ())
        case {"type": "multi_users_select"}:
            return tuple(answer.get("selected_users") or ())
        case {"type": "static_select" | "radio_buttons"}:
            return str((answer.get("selected_option") or {}).get("value", ""))
        case {"type": "timepicker"}:
            return str(answer.get("selected_time") or "")
        case {"type": "datepicker"}:
            return str(answer.get("selected_date") or "")
    return str(answer.get("value") or "")


def _block(question: AnyInput, strict: bool) -> Json:
    if isinstance(question, Choice | Choices) and not question.options:
        return _nothing_to_choose(question)
    block: Json = {
        "type": "input",
        "block_id": exact(question.name, limits.BLOCK_ID),
        "label": plain_text(question.label, limits.INPUT_LABEL, strict=strict),
        "element": _element(question, strict) | {"action_id": ANSWER},
        "optional": not question.required,
    }
    if question.help:
        block["hint"] = plain_text(literal(question.help), limits.INPUT_HINT, strict=strict)
    return block


def _nothing_to_choose(question: Choice | Choices) -> Json:
    """Slack refuses a list without options, so the question is told instead of asked."""
    [section] = sections((cut(question.label, limits.INPUT_LABEL), "\nThere is nothing to choose from yet."))
    return section


def _element(question: AnyInput, strict: bool) -> Json:
    match question:
        case TextInput():
            return _text_input(question, strict)
        case Choice():
            return _choice(question, _options(question.options, strict))
        case Choices():
            return _choices(question, _options(question.options, strict))
        case TimeInput(value=value):
            return {"type": "timepicker"} | _initial("initial_time", _time(value))
        case DateInput(value=value):
            return {"type": "datepicker"} | _initial("initial_date", _day(value))
        case PeopleInput(value=value, most=most):
            people = _select("multi_users_select", "Choose colleagues") | {"max_selected_items": max(1, most)}
            return people | _initial("initial_users", list(value))
        case _:
            assert_never(question)


def _text_input(question: TextInput, strict: bool) -> Json:
    most = max(1, min(question.most, limits.TEXT_INPUT.most))
    element: Json = {"type": "plain_text_input", "multiline": question.long, "max_length": most}
    if question.placeholder:
        element["placeholder"] = plain_text(question.placeholder, limits.PLACEHOLDER, strict=strict)
    return element | _initial("initial_value", question.value[:most])


def _choice(question: Choice, options: list[Json]) -> Json:
    chosen = next((option for option in options if option["value"] == question.value), None)
    few = len(options) <= _FEW and all(len(option["text"]["text"]) <= _SHORT_LABEL for option in options)
    kind = {"type": "radio_buttons"} if few else _select("static_select", "Choose one")
    return kind | {"options": options} | _initial("initial_option", chosen)


def _choices(question: Choices, options: list[Json]) -> Json:
    chosen = [option for option in options if option["value"] in question.value]
    few = len(options) <= limits.CHECKBOXES.most
    kind = {"type": "checkboxes"} if few else _select("multi_static_select", "Choose any")
    return kind | {"options": options} | _initial("initial_options", chosen)


def _select(kind: str, placeholder: str) -> Json:
    return {"type": kind, "placeholder": plain_text(placeholder, limits.PLACEHOLDER)}


def _options(options: Sequence[Option], strict: bool) -> list[Json]:
    if strict and len(options) > limits.SELECT_OPTIONS.most:
        raise TooLong(limits.SELECT_OPTIONS, len(options))
    return [_option(option, strict) for option in options[: limits.SELECT_OPTIONS.most]]


def _option(option: Option, strict: bool) -> Json:
    text = plain_text(option.label or option.value, limits.OPTION_TEXT, strict=strict)
    return {"text": text, "value": exact(option.value, limits.OPTION_VALUE)}


def _initial(name: str, value: object) -> Json:
    return {name: value} if value else {}


def _time(value: str) -> str:
    return _parsed(lambda: time.fromisoformat(value).strftime("%H:%M"))


def _day(value: str) -> str:
    return _parsed(lambda: date.fromisoformat(value).isoformat())


def _parsed(read: Callable[[], str]) -> str:
    """What was read, or nothing."""
    try:
        return read()
    except ValueError:
        return ""
