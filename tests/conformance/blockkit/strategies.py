"""Hypothesis strategies for blocks and views that Slack takes, written from its reference and not from our checks."""

from typing import Any

from hypothesis import strategies as st

from tests.conformance.blockkit.samples import Json

Blocks = st.SearchStrategy[Json]
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"))
PEOPLE, CHANNELS = st.sampled_from(["U0001", "U0002"]), st.sampled_from(["C0001", "C0002"])


def words(most: int) -> st.SearchStrategy[str]:
    """Anything a person might write, short or as long as it may be."""
    marked = st.sampled_from(["*bold* _and_ ~struck~", "<@U0001> in <#C0001|tea>", "> quoted\n`code`", "a &amp; b"])
    return st.one_of(st.text(LETTERS, min_size=1, max_size=min(most, 40)), marked.map(lambda text: text[:most]))


def plain(most: int) -> Blocks:
    optional = {"emoji": st.booleans()}
    return st.fixed_dictionaries({"type": st.just("plain_text"), "text": words(most)}, optional=optional)


def text(most: int) -> Blocks:
    marked = st.fixed_dictionaries(
        {"type": st.just("mrkdwn"), "text": words(most)}, optional={"verbatim": st.booleans()}
    )
    return plain(most) | marked


def of(kind: str, required: dict[str, Any] | None = None, **optional: Any) -> Blocks:
    """An object of that type with its fields."""
    return st.fixed_dictionaries({"type": st.just(kind), **(required or {})}, optional=optional)


ADDRESS = st.sampled_from(["https://example.org/", "https://example.org/tea?cups=2", "http://example.org:8080/a#b"])
SECURE = st.just("https://example.org/tea")
CONFIRM = st.fixed_dictionaries(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    optional={"style": st.sampled_from(["primary", "danger"])},
)
USED = {"confirm": CONFIRM}
STYLE = st.sampled_from(["primary", "danger"])


def option(label: Blocks, number: int, **optional: Any) -> Blocks:
    required = {"text": label, "value": st.just(f"value {number}")}
    return st.fixed_dictionaries(required, optional={"description": text(75), **optional})


@st.composite
def offered(draw: st.DrawFn, label: Blocks, most: int, **optional: Any) -> list[Json]:
    """Options with values of their own."""
    count = draw(st.integers(1, most))
    return [draw(option(label, number, **optional)) for number in range(count)]


@st.composite
def choosing(draw: st.DrawFn, kind: str, label: Blocks, most: int, initial: str, **optional: Any) -> Json:
    """An element with options, some of them chosen at first."""
    listed = draw(offered(label, most))
    element = draw(of(kind, **optional)) | {"options": listed}
    if draw(st.booleans()):
        chosen = draw(st.lists(st.sampled_from(listed), min_size=1, max_size=len(listed), unique_by=str))
        element[initial] = chosen if initial.endswith("s") else chosen[0]
    return element


@st.composite
def grouped(draw: st.DrawFn, kind: str) -> Json:
    """A menu with groups."""
    groups = st.fixed_dictionaries({"label": plain(75), "options": offered(plain(75), 3)})
    return draw(of(kind, {"option_groups": st.lists(groups, min_size=1, max_size=3)}))


HOLDER = {"placeholder": plain(150)}
MENU = {**HOLDER, **USED}
SEVERAL = {"max_selected_items": st.integers(1, 5)}
DATE = st.dates().map(str)
TIME = st.times().map(lambda time: f"{time:%H:%M}")
FILTER = st.fixed_dictionaries(
    {"include": st.lists(st.sampled_from(["im", "mpim", "private", "public"]), min_size=1, unique=True)},
    optional={"exclude_bot_users": st.booleans(), "exclude_external_shared_channels": st.booleans()},
)
PLACES = {"default_to_current_conversation": st.booleans(), "filter": FILTER}


def external(number: int = 0) -> Blocks:
    return option(plain(75), number)


MENUS = st.one_of(
    choosing("static_select", plain(75), 4, "initial_option", **MENU),
    choosing("multi_static_select", plain(75), 4, "initial_options", **MENU, **SEVERAL),
    grouped("static_select"),
    grouped("multi_static_select"),
    of("external_select", initial_option=external(), min_query_length=st.integers(0, 5), **MENU),
    of("multi_external_select", initial_options=st.lists(external(), max_size=1), **MENU, **SEVERAL),
    of("users_select", initial_user=PEOPLE, **MENU),
    of("multi_users_select", initial_users=st.lists(PEOPLE, unique=True), **MENU, **SEVERAL),
    of("conversations_select", initial_conversation=CHANNELS, **PLACES, **MENU),
    of("multi_conversations_select", initial_conversations=st.lists(CHANNELS, unique=True), **PLACES, **MENU),
    of("channels_select", initial_channel=CHANNELS, **MENU),
    of("multi_channels_select", initial_channels=st.lists(CHANNELS, unique=True), **MENU, **SEVERAL),
)
PICKERS = st.one_of(
    of("datepicker", initial_date=DATE, **MENU),
    of("timepicker", initial_time=TIME, timezone=st.just("Europe/Stockholm"), **MENU),
    choosing("checkboxes", text(75), 4, "initial_options", **USED),
    choosing("radio_buttons", text(75), 4, "initial_option", **USED),
)
MOMENT = of("datetimepicker", initial_date_time=st.integers(0, 2**32), **USED)
BUTTON = of(
    "button",
    {"text": plain(75)},
    value=words(2000),
    url=ADDRESS,
    style=STYLE,
    accessibility_label=words(75),
    confirm=CONFIRM,
)
RUN = st.just({"trigger": {"url": "https://slack.com/shortcuts/Ft1/xyz"}})
WORKFLOW = of("workflow_button", {"text": plain(75), "workflow": RUN}, style=STYLE)
LINKED = offered(plain(75), 5, url=ADDRESS)
CLICKED = BUTTON | WORKFLOW | of("overflow", {"options": LINKED}, confirm=CONFIRM)
IMAGE = of("image", {"alt_text": words(2000), "image_url": ADDRESS}) | of(
    "image", {"alt_text": words(2000), "slack_file": st.just({"id": "F0001"})}
)
SENT = {"dispatch_action_config": st.just({"trigger_actions_on": ["on_enter_pressed"]}), **HOLDER}

FACE = {"style": st.fixed_dictionaries({}, optional=dict.fromkeys(("bold", "italic", "strike", "code"), st.booleans()))}
LITERAL = st.one_of(of("text", {"text": words(200)}, **FACE), of("link", {"url": ADDRESS}, text=words(80), **FACE))
PART = st.one_of(
    LITERAL,
    of("user", {"user_id": PEOPLE}, **FACE),
    of("channel", {"channel_id": CHANNELS}, **FACE),
    of("usergroup", {"usergroup_id": st.just("S0001")}),
    of("team", {"team_id": st.just("T0001")}),
    of("emoji", {"name": st.sampled_from(["wave", "tea"])}),
    of("broadcast", {"range": st.sampled_from(["here", "channel", "everyone"])}),
    of("color", {"value": st.just("#2eb67d")}),
    of("date", {"timestamp": st.integers(0, 2**32), "format": st.just("{date_short}")}, fallback=words(40)),
)
PARTS = st.lists(PART, max_size=4)
RICH_SECTION = of("rich_text_section", {"elements": PARTS})
RICH_LIST = of(
    "rich_text_list",
    {"elements": st.lists(RICH_SECTION, max_size=3), "style": st.sampled_from(["bullet", "ordered"])},
    indent=st.integers(0, 8),
    offset=st.integers(0, 9),
    border=st.sampled_from([0, 1]),
)
RICH_PRE = of("rich_text_preformatted", {"elements": st.lists(LITERAL, max_size=3)}, border=st.sampled_from([0, 1]))
RICH_QUOTE = of("rich_text_quote", {"elements": PARTS})
RICH = of("rich_text", {"elements": st.lists(RICH_SECTION | RICH_LIST | RICH_PRE | RICH_QUOTE, max_size=3)})


@st.composite
def numbers(draw: st.DrawFn) -> Json:
    """A field for a number between two others."""
    low, value, high = sorted(draw(st.tuples(*[st.integers(-999, 999)] * 3)))
    bounds = {"min_value": f"{low}", "initial_value": f"{value}", "max_value": f"{high}"}
    element = draw(of("number_input", {"is_decimal_allowed": st.booleans()}, **SENT))
    return element | {name: held for name, held in bounds.items() if draw(st.booleans())}


@st.composite
def written(draw: st.DrawFn) -> Json:
    """A field for words, of a length between two others."""
    least, most = sorted(draw(st.tuples(st.integers(0, 3000), st.integers(1, 3000))))
    element = draw(of("plain_text_input", initial_value=words(3000), multiline=st.booleans(), **SENT))
    return element | {"min_length": least, "max_length": max(most, 1)}


RICH_INPUT = of("rich_text_input", initial_value=RICH, **SENT)
FILES = of("file_input", filetypes=st.just(["png", "pdf"]), max_files=st.integers(1, 10))
ASKED = st.one_of(
    MENUS,
    PICKERS,
    MOMENT,
    numbers(),
    written(),
    of("email_text_input", initial_value=st.just("amara@example.org"), **SENT),
    of("url_text_input", initial_value=SECURE, **SENT),
    RICH_INPUT,
    FILES,
)


def named(elements: list[Json]) -> list[Json]:
    """Each with an action_id of its own."""
    return [{**element, "action_id": f"action {place}"} for place, element in enumerate(elements)]


FEEDBACK = st.fixed_dictionaries({"text": plain(75), "value": words(2000)}, optional={"accessibility_label": words(75)})
OPINIONS = of("feedback_buttons", {"positive_button": FEEDBACK, "negative_button": FEEDBACK})
ICON = of("icon_button", {"icon": st.just("trash"), "text": plain(75)}, value=words(2000), confirm=CONFIRM)
CELL = st.one_of(
    of("raw_text", {"text": words(100)}),
    of("raw_number", {"text": words(20), "value": st.integers(-(10**9), 10**9)}),
    RICH,
)
CARD = of("card", {"title": text(150)}, subtitle=text(150), body=text(200), hero_image=IMAGE, icon=IMAGE)


@st.composite
def table(draw: st.DrawFn, kind: str) -> Json:
    """Rows of the same length; the first of a data table is its header."""
    width = draw(st.integers(1, 3))
    header = draw(st.lists(of("raw_text", {"text": words(20)}), min_size=width, max_size=width))
    rows = draw(st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=3))
    return {"type": kind, "rows": [header, *rows]} | ({"caption": "Teas"} if kind == "data_table" else {})


SECTION = st.one_of(
    of("section", {"text": text(3000)}, accessory=CLICKED | MENUS | PICKERS | IMAGE, expand=st.booleans()),
    of("section", {"fields": st.lists(text(2000), min_size=1, max_size=10)}, text=text(3000)),
)
INPUT = of(
    "input",
    {"label": plain(2000), "element": ASKED},
    hint=plain(2000),
    optional=st.booleans(),
    dispatch_action=st.booleans(),
)
EVERYWHERE: list[Blocks] = [
    SECTION,
    of("divider"),
    of("header", {"text": plain(150)}),
    of("context", {"elements": st.lists(text(3000) | IMAGE, min_size=1, max_size=10)}),
    of("actions", {"elements": st.lists(CLICKED | MENUS | PICKERS | MOMENT, min_size=1, max_size=5).map(named)}),
    of("image", {"alt_text": words(2000), "image_url": ADDRESS}, title=plain(2000)),
    RICH,
    INPUT,
    of(
        "video",
        {"title": plain(199), "alt_text": words(200), "video_url": SECURE, "thumbnail_url": ADDRESS},
        title_url=SECURE,
        description=plain(199),
        author_name=words(49),
        provider_name=words(49),
    ),
    of("alert", {"text": text(200)}, level=st.sampled_from(["default", "info", "warning", "error", "success"])),
    CARD,
    of("carousel", {"elements": st.lists(CARD, min_size=1, max_size=3)}),
]
TASK = of(
    "task_card",
    {
        "task_id": words(20),
        "title": words(100),
        "status": st.sampled_from(["pending", "in_progress", "complete", "error"]),
    },
    details=RICH,
    sources=st.lists(of("url", {"url": ADDRESS, "text": words(40)}), min_size=1, max_size=2),
)
IN_MESSAGES: list[Blocks] = [
    of("markdown", {"text": words(2000)}),
    of("file", {"external_id": words(100), "source": st.just("remote")}),
    of("context_actions", {"elements": st.lists(OPINIONS | ICON, min_size=1, max_size=5).map(named)}),
    table("table"),
    table("data_table"),
    TASK,
    of("plan", {"title": words(100)}, tasks=st.lists(TASK, min_size=1, max_size=2)),
]


def container(children: list[Blocks]) -> Blocks:
    required = {"title": plain(150), "child_blocks": st.lists(st.one_of(children), min_size=1, max_size=3)}
    return of("container", required, subtitle=text(150), width=st.sampled_from(["narrow", "standard", "wide", "full"]))


CALM = EVERYWHERE[:-2]


def _one_table(blocks: list[Json]) -> list[Json]:
    kept: list[Json] = []
    for block in blocks:
        if block["type"] != "table" or all(other["type"] != "table" for other in kept):
            kept.append(block)
    return kept


def valid_message_blocks(most: int = 6) -> st.SearchStrategy[list[Json]]:
    """The blocks of a message, of all kinds, at most one of them a table."""
    one = st.one_of(*EVERYWHERE, *IN_MESSAGES, container(CALM))
    return st.lists(one, min_size=1, max_size=most).map(_one_table)


@st.composite
def valid_view(draw: st.DrawFn, kind: str | None = None, most: int = 6) -> Json:
    """A modal or a home, with blocks of all kinds."""
    kind = kind or draw(st.sampled_from(["modal", "home"]))
    blocks = draw(st.lists(st.one_of(*EVERYWHERE, container(CALM)), max_size=most))
    held = st.fixed_dictionaries({}, optional={"private_metadata": words(3000), "callback_id": words(255)})
    view = {"type": kind, "blocks": blocks, **draw(held)}
    if kind == "modal":
        view |= {"title": draw(plain(24)), "submit": draw(plain(24)), "close": draw(plain(24))}
    return view
