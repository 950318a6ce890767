"""What Slack's own models build is taken."""

from typing import Any

import pytest
from slack_sdk.models import blocks as kit
from slack_sdk.models.attachments import Attachment, BlockAttachment
from slack_sdk.models.blocks.basic_components import DispatchActionConfig, SlackFile
from slack_sdk.models.blocks.block_elements import FileInputElement, WorkflowButtonElement
from slack_sdk.models.views import View

from bot.playground.blockkit.blocks import check_attachments, check_blocks, check_view

PICTURE = "https://example.org/tea.png"
SURE = kit.ConfirmObject(title="Sure?", text="Really", confirm="Yes", deny="No", style="danger")
CHOICES = [kit.Option(text="Tea", value="tea", description="Hot"), kit.Option(text="Coffee", value="coffee")]
GROUPS = [kit.OptionGroup(label=kit.PlainTextObject(text="Hot"), options=CHOICES)]
PART = kit.RichTextElementParts
SAID = kit.RichTextSectionElement(
    elements=[
        PART.Text(text="Hello", style=PART.TextStyle(bold=True, italic=True)),
        PART.User(user_id="U1"),
        PART.Channel(channel_id="C1"),
        PART.Emoji(name="wave", skin_tone=2),
        PART.Link(url="https://example.org/", text="tea"),
        PART.Team(team_id="T1"),
        PART.UserGroup(usergroup_id="S1"),
        PART.Date(timestamp=1_700_000_000, format="{date}", fallback="14 Nov"),
        PART.Broadcast(range="here"),
        PART.Color(value="#2eb67d"),
    ]
)
RICH = kit.RichTextBlock(
    elements=[
        SAID,
        kit.RichTextListElement(elements=[SAID], style="ordered", indent=1, offset=2, border=1),
        kit.RichTextPreformattedElement(elements=[PART.Text(text="x = 1")], border=0),
        kit.RichTextQuoteElement(elements=[PART.Text(text="Thank you")]),
    ]
)
MENUS = [
    kit.StaticSelectElement(
        action_id="a", options=CHOICES, initial_option=CHOICES[0], confirm=SURE, placeholder="Pick"
    ),
    kit.StaticSelectElement(action_id="b", option_groups=GROUPS),
    kit.StaticMultiSelectElement(action_id="c", options=CHOICES, initial_options=CHOICES, max_selected_items=2),
    kit.ExternalDataSelectElement(action_id="d", min_query_length=2, initial_option=CHOICES[0]),
    kit.ExternalDataMultiSelectElement(action_id="e", initial_options=CHOICES),
    kit.UserSelectElement(action_id="f", initial_user="U1"),
    kit.UserMultiSelectElement(action_id="g", initial_users=["U1"]),
    kit.ConversationSelectElement(
        action_id="h", default_to_current_conversation=True, filter=kit.ConversationFilter(include=["im"])
    ),
    kit.ConversationMultiSelectElement(action_id="i", initial_conversations=["C1"]),
    kit.ChannelSelectElement(action_id="j", initial_channel="C1", response_url_enabled=True),
    kit.ChannelMultiSelectElement(action_id="k", initial_channels=["C1"]),
    kit.DatePickerElement(action_id="l", initial_date="2026-12-01"),
    kit.TimePickerElement(action_id="m", initial_time="09:30", timezone="Europe/Stockholm"),
    kit.DateTimePickerElement(action_id="n", initial_date_time=1_700_000_000),
    kit.CheckboxesElement(action_id="o", options=CHOICES, initial_options=CHOICES[:1]),
    kit.RadioButtonsElement(action_id="p", options=CHOICES, initial_option=CHOICES[1]),
]
WRITTEN = [
    kit.PlainTextInputElement(
        action_id="a",
        multiline=True,
        min_length=1,
        max_length=10,
        dispatch_action_config=DispatchActionConfig(trigger_actions_on=["on_enter_pressed"]),
    ),
    kit.NumberInputElement(action_id="a", is_decimal_allowed=True, initial_value=2, min_value=1, max_value=3.5),
    kit.EmailInputElement(action_id="a", initial_value="amara@example.org"),
    kit.UrlInputElement(action_id="a", placeholder="https://"),
    kit.RichTextInputElement(action_id="a", initial_value=RICH),
    FileInputElement(action_id="a", filetypes=["png"], max_files=2),
]
BUTTON = kit.ButtonElement(text="Yes", action_id="yes", value="1", style="primary", confirm=SURE)
LINK = kit.LinkButtonElement(text="Look", url="https://example.org/", action_id="look")
RUN = WorkflowButtonElement(
    text="Run", action_id="run", workflow={"trigger": {"url": "https://slack.com/shortcuts/Ft1/x"}}
)
MORE = kit.OverflowMenuElement(action_id="more", options=CHOICES)
IMAGE = kit.ImageElement(image_url=PICTURE, alt_text="Tea")
FILED = kit.ImageElement(slack_file=SlackFile(id="F1"), alt_text="Tea")
CARD = kit.CardBlock(title="Tea", subtitle="Green", body="Hot", hero_image=IMAGE, icon=IMAGE, actions=[BUTTON])
TASK = kit.TaskCardBlock(
    task_id="1",
    title="Brew",
    status="pending",
    details=RICH,
    sources=[kit.UrlSourceElement(url="https://example.org/", text="How")],
)
ANYWHERE = [
    kit.SectionBlock(text="*Tea*", fields=["one", "two"], accessory=BUTTON, expand=True),
    kit.DividerBlock(block_id="line"),
    kit.HeaderBlock(text="Tea"),
    kit.ContextBlock(elements=[IMAGE, FILED, kit.MarkdownTextObject(text="hot", verbatim=True)]),
    kit.ActionsBlock(elements=[BUTTON, LINK, RUN, MORE]),
    kit.ActionsBlock(elements=MENUS),
    kit.ImageBlock(image_url=PICTURE, alt_text="Tea", title="A cup"),
    kit.ImageBlock(slack_file=SlackFile(url=PICTURE), alt_text="Tea"),
    RICH,
    kit.VideoBlock(
        title="Brew", alt_text="Tea", video_url="https://example.org/", thumbnail_url=PICTURE, author_name="Amara"
    ),
    kit.AlertBlock(text="Hot", level="warning"),
    CARD,
    kit.CarouselBlock(elements=[CARD]),
    kit.ContainerBlock(title="Teas", child_blocks=[kit.DividerBlock()], width="wide", is_collapsible=True),
    *(kit.InputBlock(label="Which?", element=element, hint="One", optional=True) for element in [*MENUS, *WRITTEN]),
]
FEEDBACK = kit.FeedbackButtonsElement(
    action_id="f",
    positive_button=kit.FeedbackButtonObject(text="Good", value="good"),
    negative_button=kit.FeedbackButtonObject(text="Bad", value="bad"),
)
IN_MESSAGES = [
    kit.MarkdownBlock(text="**Tea**"),
    kit.FileBlock(external_id="tea"),
    kit.ContextActionsBlock(elements=[FEEDBACK, kit.IconButtonElement(icon="trash", text="Delete", action_id="d")]),
    kit.TableBlock(
        rows=[[kit.RawTextObject(text="Tea").to_dict(), kit.RawNumberObject(value=1, text="1").to_dict()]],
        column_settings=[{"is_wrapped": True}],
    ),
    TASK,
    kit.PlanBlock(title="Brew", tasks=[TASK]),
]


def named(block: Any) -> str:
    inner = getattr(block, "element", None)
    return f"{block.type} {inner.type}" if inner else str(block.type)


@pytest.mark.parametrize("block", [*ANYWHERE, *IN_MESSAGES], ids=named)
def test_a_message_with_it_is_taken(block: Any):
    assert check_blocks([block.to_dict()])


@pytest.mark.parametrize("block", ANYWHERE, ids=named)
def test_views_with_it_are_taken(block: Any):
    modal = View(type="modal", title="Tea", submit="Send", blocks=[block], private_metadata="x").to_dict()
    home = View(type="home", blocks=[block]).to_dict()

    assert check_view(modal, "modal")["blocks"]
    assert check_view(home, "home")["blocks"]


@pytest.mark.parametrize("block", IN_MESSAGES, ids=named)
def test_what_belongs_in_messages_is_refused_in_a_modal(block: Any):
    modal = {"type": "modal", "title": {"type": "plain_text", "text": "Tea"}, "blocks": [block.to_dict()]}

    with pytest.raises(Exception, match="invalid_arguments") as caught:
        check_view(modal, "modal")

    assert f"[ERROR] unsupported type: {block.type} [json-pointer:/view/blocks/0/type]" in caught.value.messages


def test_attachments_are_taken():
    old = Attachment(text="Tea", fallback="Tea", color="#2eb67d", title="Tea", footer="Hot", ts=1_700_000_000)
    new = BlockAttachment(blocks=[kit.SectionBlock(text="Tea")], color="good")

    assert len(check_attachments([old.to_dict(), new.to_dict()])) == 2
