"""Rich text: sections, lists, quotes and preformatted text, and what stands in them."""

from bot.playground.blockkit.checks import ADDRESS, Check, flag, items, one_of, shape, string, typed, url, whole
from bot.playground.blockkit.limits import most
from bot.playground.blockkit.objects import ID, TYPE

LONG = string(40_000)
MANY = 1000
STYLES = ("bold", "italic", "strike", "code", "underline")
STYLE = shape({}, dict.fromkeys((*STYLES, "highlight", "client_highlight", "unlink"), flag))
LINK = url(3000, ADDRESS)


def _part(required: dict[str, Check], **optional: Check) -> Check:
    return shape({**TYPE, **required}, {"style": STYLE, **optional})


PARTS: dict[str, Check] = {
    "text": _part({"text": LONG}),
    "link": _part({"url": LINK}, text=LONG, unsafe=flag),
    "emoji": _part({"name": ID}, unicode=ID, url=LINK, skin_tone=whole(6, 1)),
    "user": _part({"user_id": ID}),
    "usergroup": _part({"usergroup_id": ID}),
    "channel": _part({"channel_id": ID}),
    "team": _part({"team_id": ID}),
    "broadcast": _part({"range": one_of("here", "channel", "everyone")}),
    "color": _part({"value": ID}),
    "date": _part({"timestamp": whole(99_999_999_999), "format": LONG}, url=LINK, fallback=LONG),
}
parts = items(typed(PARTS), MANY, 0)
verbatim = items(typed({kind: PARTS[kind] for kind in ("text", "link")}), MANY, 0)
border = one_of(0, 1)

SECTION = shape({**TYPE, "elements": parts})
RICH: dict[str, Check] = {
    "rich_text_section": SECTION,
    "rich_text_list": shape(
        {
            **TYPE,
            "elements": items(typed({"rich_text_section": SECTION}), MANY, 0),
            "style": one_of("bullet", "ordered"),
        },
        {"indent": whole(most("list indent")), "offset": whole(1_000_000), "border": border},
    ),
    "rich_text_preformatted": shape({**TYPE, "elements": verbatim}, {"border": border, "language": ID}),
    "rich_text_quote": shape({**TYPE, "elements": parts}, {"border": border}),
}
rich_text = shape({**TYPE, "elements": items(typed(RICH), MANY, 0)}, {"block_id": string(most("block_id"))})
rich_text_object = typed({"rich_text": rich_text})
