"""Slack's limits on blocks, views and attachments, each with the page of docs.slack.dev that states it."""

from typing import NamedTuple


class Limit(NamedTuple):
    """The most that is allowed, of what, and where Slack says so."""

    most: int
    unit: str
    source: str


BLOCKS = "reference/block-kit/blocks"
ELEMENTS = "reference/block-kit/block-elements"
OBJECTS = "reference/block-kit/composition-objects"
VIEWS = "reference/views"
ATTACHMENTS = "legacy/legacy-messaging/legacy-secondary-message-attachments"


def _rows(page: str, unit: str, **limits: int) -> dict[str, Limit]:
    return {name.replace("_", " "): Limit(most, unit, page) for name, most in limits.items()}


def _of(kind: str) -> str:
    return f"{BLOCKS}/{kind}-block"


IDS = {
    "block_id": Limit(255, "characters", BLOCKS),
    "action_id": Limit(255, "characters", ELEMENTS),
    "private_metadata": Limit(3000, "characters", VIEWS),
    "callback_id": Limit(255, "characters", VIEWS),
    "external_id": Limit(255, "characters", VIEWS),
}

LIMITS: dict[str, Limit] = {
    **IDS,
    **_rows(BLOCKS, "blocks", message_blocks=50),
    **_rows(VIEWS, "blocks", view_blocks=100),
    **_rows(f"{VIEWS}/modal-views", "characters", view_title=24, view_button=24),
    **_rows("reference/methods/views.open", "bytes", view_size=250_000),
    **_rows(_of("section"), "characters", section_text=3000, section_field=2000),
    **_rows(_of("section"), "items", section_fields=10),
    **_rows(_of("header"), "characters", header_text=150),
    **_rows(_of("context"), "items", context_elements=10),
    **_rows(_of("context-actions"), "items", context_actions_elements=5),
    **_rows(_of("actions"), "items", actions_elements=25),
    **_rows(_of("input"), "characters", input_label=2000, input_hint=2000),
    **_rows(_of("image"), "characters", image_url=3000, image_alt_text=2000, image_title=2000),
    **_rows(_of("markdown"), "characters", markdown_text=12_000, markdown_total=12_000),
    **_rows(_of("video"), "characters", video_title=199, video_description=199, video_author=49),
    **_rows(_of("table"), "items", tables=1, table_rows=100, table_cells=20, column_settings=20),
    **_rows(_of("table"), "characters", table_characters=10_000),
    **_rows(_of("data-table"), "items", data_table_rows=201, data_table_cells=20, data_table_page=100),
    **_rows(_of("data-table"), "characters", data_table_characters=20_000),
    **_rows(_of("card"), "characters", card_title=150, card_subtitle=150, card_body=200),
    **_rows(_of("carousel"), "cards", carousel_cards=10),
    **_rows(_of("container"), "blocks", container_blocks=10),
    **_rows(_of("container"), "characters", container_title=150, container_subtitle=150),
    **_rows(f"{OBJECTS}/text-object", "characters", context_text=3000, alert_text=3000),
    **_rows(
        f"{ELEMENTS}/button-element",
        "characters",
        button_text=75,
        button_value=2000,
        button_url=3000,
        button_label=75,
        agent_prompt=4000,
    ),
    **_rows(f"{ELEMENTS}/icon-button-element", "people", visible_to_users=10),
    **_rows(f"{ELEMENTS}/feedback-buttons-element", "characters", feedback_text=75, feedback_value=2000),
    **_rows(f"{ELEMENTS}/select-menu-element", "characters", placeholder=150),
    **_rows(f"{ELEMENTS}/select-menu-element", "items", select_options=100, option_groups=100),
    **_rows(f"{ELEMENTS}/checkboxes-element", "items", checkbox_options=10),
    **_rows(f"{ELEMENTS}/radio-button-group-element", "items", radio_options=10),
    **_rows(f"{ELEMENTS}/overflow-menu-element", "items", overflow_options=5),
    **_rows(f"{ELEMENTS}/plain-text-input-element", "characters", typed_text=3000, least_typed=3000, most_typed=3000),
    **_rows(f"{ELEMENTS}/rich-text-input-element", "lines", least_lines=100, most_lines=100),
    **_rows(f"{ELEMENTS}/file-input-element", "files", files=10),
    **_rows(f"{ELEMENTS}/datetime-picker-element", "seconds", moment=9_999_999_999),
    **_rows(_of("rich-text"), "steps", list_indent=8),
    **_rows(
        f"{OBJECTS}/option-object",
        "characters",
        option_text=75,
        option_value=150,
        option_description=75,
        option_url=3000,
    ),
    **_rows(f"{OBJECTS}/option-group-object", "characters", option_group_label=75),
    **_rows(
        f"{OBJECTS}/confirmation-dialog-object",
        "characters",
        confirm_title=100,
        confirm_text=300,
        confirm_button=30,
    ),
    **_rows(ATTACHMENTS, "items", attachments=100),
    **_rows(ATTACHMENTS, "characters", attachment_footer=300),
    **_rows("legacy/legacy-messaging/legacy-message-buttons", "items", attachment_actions=5),
}


def most(name: str) -> int:
    """The limit of that name."""
    return LIMITS[name].most
