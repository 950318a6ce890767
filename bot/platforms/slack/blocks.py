"""Cards as Slack's Block Kit. Words are escaped here and nowhere else, so what people write stays words.

Slack has no escape for its formatting marks, and an invisible character beside one does not help: Slack takes
a zero-width space for the end of a word, where formatting starts. So a mark in somebody's words is written
with its look-alike, which no parser reads; and texts are `verbatim`, so that "@channel" stays as typed.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from itertools import pairwise
from typing import assert_never
from urllib.parse import quote, urlsplit

from bot.calendars import google_link, outlook_link
from bot.platforms.slack import limits
from bot.platforms.slack.limits import Json, compact, cut, exact, finish, pack, plain_text
from rituals.cards import (
    FORGOTTEN,
    Button,
    Buttons,
    Card,
    Channel,
    Confirm,
    Divider,
    Element,
    Heading,
    Invite,
    Link,
    Note,
    Paragraph,
    Person,
    Picture,
    Printed,
    Quote,
    Span,
    Strong,
    Text,
)
from rituals.errors import NotYours

ROW = 5
"""Buttons side by side; more go on a row of their own."""

_BOUNDARY = "\u200b"
_LOOKALIKES = str.maketrans({"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ", "|": "∣"})
_MARK = re.compile(r"[*~`]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_SPECIAL = re.compile(r"[*~`_<>&]")
_NEWLINE = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_WORD = re.compile(r"\n|[^\S\n]{1,500}|\S{1,500}")
_ID = re.compile(r"[A-Za-z0-9]+")
_ACTION = re.compile(r"([^:]*):(.+?)(?::\d+)?", re.DOTALL)
_SHORT_LINK = 1400


@dataclass(frozen=True, slots=True)
class ButtonPress:
    """Which button was pressed; `circle` and `about` are hints and never permissions."""

    ritual: str
    action: str
    circle: str
    about: str


def message(card: Card, *, ritual: str, circle: str, strict: bool = False) -> Json:
    """The card as `text` and `blocks`; strict raises TooLong where words or blocks would have to be cut."""
    blocks = _Renderer(ritual, circle, strict).blocks(card)
    return {"text": summary(card.summary), "blocks": finish(blocks, limits.MESSAGE_BLOCKS, strict=strict)}


def home(cards: Sequence[tuple[str, str, Card]], *, strict: bool = False) -> Json:
    """The Home tab: at least one (ritual, circle, card), a quiet line between them."""
    blocks: list[Json] = []
    for ritual, circle, card in cards:
        blocks += [{"type": "divider"}] if blocks else []
        blocks += _Renderer(ritual, circle, strict).blocks(card)
    return {"type": "home", "blocks": finish(blocks, limits.VIEW_BLOCKS, strict=strict)}


def read_button(action_id: str | None, value: str | None) -> ButtonPress:
    """What a button written here says; anything else raises NotYours."""
    found = _ACTION.fullmatch(action_id or "")
    try:
        data = json.loads(value or "")
    except (ValueError, RecursionError):
        raise NotYours from None
    match found, data:
        case re.Match(), {"c": str(circle), "a": str(about)}:
            return ButtonPress(found[1], found[2], circle, about)
    raise NotYours


def summary(words: str) -> str:
    """One line for notifications and screen readers."""
    parts = pack(_words(" ".join(words.split())), limits.MESSAGE_TEXT.most - 1)
    return "".join(parts[:1]) + ("…" if len(parts) > 1 else "")


def mrkdwn(text: Text, *, prefix: str = "") -> list[str]:
    """The text as Slack's mrkdwn, each line after the prefix, in as many pieces as sections need."""
    most = limits.SECTION_TEXT.most
    lines = list(_lines(_separated([token for span in text for token in _tokens(span)])))
    if not any(token.strip() for line in lines for token in line):
        return []
    rows = (row for line in lines for row in _rows(line, most - len(prefix) - 1))
    return pack((f"{prefix}{row}\n" for row in rows), most)


def sections(text: Text, *, prefix: str = "") -> list[Json]:
    """The text as sections; none for no words."""
    return [{"type": "section", "text": _mrkdwn_text(part)} for part in mrkdwn(text, prefix=prefix)]


@dataclass(frozen=True, slots=True)
class _Renderer:
    ritual: str
    circle: str
    strict: bool

    def blocks(self, card: Card) -> list[Json]:
        """What the body shows, or the summary where it shows nothing."""
        shown = [block for element in card.body for block in self._element(element)]
        return shown or sections((card.summary,))

    def _element(self, element: Element) -> list[Json]:
        match element:
            case Heading(text):
                return self._heading(text)
            case Paragraph(text):
                return sections(text)
            case Note(text):
                return [_context(part) for part in mrkdwn(text)]
            case Quote(text):
                return sections(text, prefix="> ")
            case Divider():
                return [{"type": "divider"}]
            case Picture():
                return self._picture(element)
            case Buttons(buttons):
                return [self._row(buttons[start : start + ROW]) for start in range(0, len(buttons), ROW)]
            case Invite():
                return sections((*element.words, *_calendar_links(element)))
            case Printed(title=title):
                return [_context(part) for part in mrkdwn((f"To print, in the thread: {title}.",))]
            case _:
                assert_never(element)

    def _heading(self, words: str) -> list[Json]:
        text = plain_text(words, limits.HEADER_TEXT, strict=self.strict)
        return [{"type": "header", "text": text}] if text["text"] else []

    def _picture(self, picture: Picture) -> list[Json]:
        """The image, or its description where Slack could not fetch it."""
        address = _web_address(picture.url)
        if not address or not address.startswith("http") or len(address) > limits.IMAGE_URL.most:
            return [_context(part) for part in mrkdwn((picture.alt,))]
        alt = cut(picture.alt, limits.IMAGE_ALT, strict=self.strict)
        return [{"type": "image", "image_url": address, "alt_text": alt}]

    def _row(self, buttons: Sequence[Button]) -> Json:
        seen: Counter[str] = Counter()
        elements = []
        for button in buttons:
            seen[button.action] += 1
            elements.append(self._button(button, seen[button.action]))
        return {"type": "actions", "elements": elements}

    def _button(self, button: Button, occurrence: int) -> Json:
        suffix = f":{occurrence}" if occurrence > 1 else ""
        rendered: Json = {
            "type": "button",
            "action_id": exact(f"{self.ritual}:{button.action}{suffix}", limits.ACTION_ID),
            "text": plain_text(button.label, limits.BUTTON_TEXT, strict=self.strict),
            "value": exact(compact({"c": self.circle, "a": button.about}), limits.BUTTON_VALUE),
        }
        if button.style != "plain":
            rendered["style"] = button.style
        if button.confirm:
            rendered["confirm"] = self._confirm(button.confirm)
        return rendered

    def _confirm(self, confirm: Confirm) -> Json:
        return {
            "title": plain_text(confirm.title, limits.CONFIRM_TITLE, strict=self.strict),
            "text": plain_text(confirm.text, limits.CONFIRM_TEXT, strict=self.strict),
            "confirm": plain_text(confirm.yes, limits.CONFIRM_BUTTON, strict=self.strict),
            "deny": plain_text(confirm.no, limits.CONFIRM_BUTTON, strict=self.strict),
        }


def _context(words: str) -> Json:
    return {"type": "context", "elements": [_mrkdwn_text(words)]}


def _mrkdwn_text(words: str) -> Json:
    return {"type": "mrkdwn", "text": words, "verbatim": True}


def _calendar_links(invite: Invite) -> Text:
    google, outlook = (_calendar_link(make, invite) for make in (google_link, outlook_link))
    return ("\n", Link("Add to Google Calendar", google), " · ", Link("Outlook", outlook))


def _calendar_link(make: Callable[[str, datetime, int, str], str], invite: Invite) -> str:
    """The link, without its details where those would make it too long for a section."""
    link = make(invite.title, invite.start, invite.minutes, invite.details)
    return link if len(link) <= _SHORT_LINK else make(invite.title, invite.start, invite.minutes, "")


def _tokens(span: Span) -> list[str]:
    """The span as pieces that may stand in different sections."""
    match span:
        case str():
            return _words(span)
        case Strong(text):
            return _strong(text)
        case Person(id) if id.startswith(FORGOTTEN):
            return ["somebody"]
        case Person(id):
            return [f"<@{id}>"] if _ID.fullmatch(id) else _words(f"@{id}")
        case Channel(id):
            return [f"<#{id}>"] if _ID.fullmatch(id) else _words(f"#{id}")
        case Link(text, url):
            return _link(text, url)
        case _:
            assert_never(span)


def _words(words: str) -> list[str]:
    clean = _CONTROL.sub("", _NEWLINE.sub("\n", words))
    found: list[str] = _WORD.findall(clean)
    return [_escape(word) for word in found] if _SPECIAL.search(clean) else found


def _escape(word: str) -> str:
    """The word as Slack shows it letter by letter; a leading > could begin a quotation."""
    letters = _MARK.sub(lambda mark: mark[0].translate(_LOOKALIKES), word)
    return (_BOUNDARY if letters.startswith(">") else "") + escape(letters, quote=False)


def _strong(words: str) -> list[str]:
    """Each piece in its own stars, which hold on one line only and not beside a space."""
    stars = [f"*{part}*" for part in pack(_words(" ".join(words.split())), limits.SECTION_TEXT.most // 2)]
    spaced = [piece for star in stars for piece in (" ", star)][1:]
    before, after = ([" "] if edge.isspace() else [] for edge in (words[:1], words[-1:]))
    return [*before, *spaced, *after]


def _link(words: str, url: str) -> list[str]:
    address = _web_address(url)
    label = cut(" ".join((words or url).split()), limits.INPUT_HINT)
    shown = "".join(_words(label)).replace("|", _LOOKALIKES[ord("|")])
    link = f"<{escape(address or '', quote=False)}|{shown}>"
    return [link] if address and shown and len(link) < limits.SECTION_TEXT.most - 3 else _words(label)


def _web_address(url: str) -> str | None:
    """The address with nothing in it that could end a link early; None for one that is not for following."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    known = parts.scheme == "mailto" or (parts.scheme in ("http", "https") and parts.netloc)
    return quote(url.strip(), safe="%/:=&?#+!$,;'@()[]~") if known else None


def _separated(tokens: list[str]) -> list[str]:
    """The tokens, with a boundary wherever stars would otherwise touch a word and not count."""
    return [_apart(left, right) for left, right in pairwise(["\n", *tokens])]


def _apart(left: str, right: str) -> str:
    opens = right.startswith("*") and not left[-1].isspace()
    closes = left.endswith("*") and not (right[0].isspace() or right[0] in ".,;:!?")
    return _BOUNDARY + right if opens or closes else right


def _lines(tokens: Iterable[str]) -> Iterator[list[str]]:
    line: list[str] = []
    for token in tokens:
        if token == "\n":
            yield line
            line = []
        else:
            line.append(token)
    yield line


def _rows(line: list[str], most: int) -> list[str]:
    whole = "".join(line)
    return [whole] if len(whole) <= most else pack(line, most)
