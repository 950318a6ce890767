"""Cards as Slack's Block Kit. Texts are `verbatim`, so that "@channel" stays as typed."""

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from bot.platforms.calendar_files import google_link, outlook_link
from bot.platforms.slack import limits
from bot.platforms.slack.limits import Json, compact, cut, exact, finish, plain_text
from bot.platforms.slack.mrkdwn import mrkdwn, summary, web_address
from bot.platforms.slack.spelling import spelled
from rituals.cards import (
    Button,
    Buttons,
    Card,
    Confirm,
    Divider,
    Element,
    Heading,
    Invite,
    Link,
    Note,
    Paragraph,
    Picture,
    Printed,
    Quote,
    Text,
    as_text,
)
from rituals.errors import NotYours

ROW = 5
"""Buttons side by side; more go on a row of their own."""

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
        return shown or sections(as_text(card.summary))

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
        address = web_address(picture.url)
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
            "text": plain_text(spelled(button.label), limits.BUTTON_TEXT, strict=self.strict),
            "value": exact(compact({"c": self.circle, "a": button.about}), limits.BUTTON_VALUE),
        }
        if button.style != "plain":
            rendered["style"] = button.style
        if button.accessible_label:
            label = " ".join(button.accessible_label.split())
            rendered["accessibility_label"] = cut(label, limits.BUTTON_LABEL, strict=self.strict)
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
