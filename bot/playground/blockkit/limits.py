"""Slack's limits on blocks and views, each with the page of docs.slack.dev that states it."""

from typing import NamedTuple


class Limit(NamedTuple):
    """The most that is allowed (characters, or items), and where Slack says so."""

    most: int
    source: str


BLOCKS = "reference/block-kit/blocks"
ELEMENTS = "reference/block-kit/block-elements"
OBJECTS = "reference/block-kit/composition-objects"
VIEWS = "reference/views"

LIMITS: dict[str, Limit] = {
    "message blocks": Limit(50, BLOCKS),
    "view blocks": Limit(100, VIEWS),
    "block_id": Limit(255, BLOCKS),
    "action_id": Limit(255, ELEMENTS),
    "section text": Limit(3000, f"{BLOCKS}/section-block"),
    "section fields": Limit(10, f"{BLOCKS}/section-block"),
    "section field": Limit(2000, f"{BLOCKS}/section-block"),
    "header text": Limit(150, f"{BLOCKS}/header-block"),
    "context elements": Limit(10, f"{BLOCKS}/context-block"),
    "context text": Limit(3000, f"{OBJECTS}/text-object"),
    "actions elements": Limit(25, f"{BLOCKS}/actions-block"),
    "input label": Limit(2000, f"{BLOCKS}/input-block"),
    "input hint": Limit(2000, f"{BLOCKS}/input-block"),
    "image url": Limit(3000, f"{BLOCKS}/image-block"),
    "image alt text": Limit(2000, f"{BLOCKS}/image-block"),
    "image title": Limit(2000, f"{BLOCKS}/image-block"),
    "button text": Limit(75, f"{ELEMENTS}/button-element"),
    "button value": Limit(2000, f"{ELEMENTS}/button-element"),
    "button url": Limit(3000, f"{ELEMENTS}/button-element"),
    "button label": Limit(75, f"{ELEMENTS}/button-element"),
    "placeholder": Limit(150, f"{ELEMENTS}/select-menu-element"),
    "select options": Limit(100, f"{ELEMENTS}/select-menu-element"),
    "option groups": Limit(100, f"{ELEMENTS}/select-menu-element"),
    "checkbox options": Limit(10, f"{ELEMENTS}/checkboxes-element"),
    "radio options": Limit(10, f"{ELEMENTS}/radio-button-group-element"),
    "overflow options": Limit(5, f"{ELEMENTS}/overflow-menu-element"),
    "typed text": Limit(3000, f"{ELEMENTS}/plain-text-input-element"),
    "option text": Limit(75, f"{OBJECTS}/option-object"),
    "option value": Limit(150, f"{OBJECTS}/option-object"),
    "option description": Limit(75, f"{OBJECTS}/option-object"),
    "option url": Limit(3000, f"{OBJECTS}/option-object"),
    "option group label": Limit(75, f"{OBJECTS}/option-group-object"),
    "confirm title": Limit(100, f"{OBJECTS}/confirmation-dialog-object"),
    "confirm text": Limit(300, f"{OBJECTS}/confirmation-dialog-object"),
    "confirm button": Limit(30, f"{OBJECTS}/confirmation-dialog-object"),
    "view title": Limit(24, f"{VIEWS}/modal-views"),
    "view button": Limit(24, f"{VIEWS}/modal-views"),
    "private_metadata": Limit(3000, VIEWS),
    "callback_id": Limit(255, VIEWS),
    "external_id": Limit(255, VIEWS),
}


def most(name: str) -> int:
    """The limit of that name."""
    return LIMITS[name].most
