"""Whatever people write is shown as they wrote it, and never becomes markup."""

import re
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.platforms.slack import limits
from bot.platforms.slack.mrkdwn import mrkdwn, summary
from rituals.cards import FORGOTTEN, Channel, Command, HowToInvite, Link, Person, Span, Strong, Text

TRAPS = (
    "<!channel>",
    "<@U1>",
    "<#C1>",
    "<http://x|y>",
    "*b*",
    "_i_",
    "~s~",
    "`c`",
    "> ",
    ">",
    "&lt;",
    "a_b",
    " ",
    "\n",
    "\r\n",
)
BIDI = ("\u202eabc", "\u2067שלום\u2069", "مرحبا", "👩‍👩‍👧", "e\u0301")
WORDS = st.lists(st.sampled_from([*TRAPS, *BIDI]) | st.text(max_size=20), max_size=12).map("".join)

LOOKALIKES = str.maketrans({"∗": "*", "ˍ": "_", "∼": "~", "ˋ": "`"})
MARKUP = re.compile(r"[<>*~`]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|&(?!(?:amp|lt|gt);)|^\s*&gt;", re.MULTILINE)
STYLED = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]*[^*\s])\*(?![\w*])")


def letters(words: str) -> str:
    """Everything but spaces and control characters."""
    return "".join(char for char in words if not char.isspace() and char.isprintable())


@given(WORDS)
@example("<!channel> " * 900)
@example("&" * 10_000)
@example(">" * 10_000)
@example("snake_case_" * 1_000)
def test_words_never_become_markup(words: str) -> None:
    for part in [*mrkdwn((words,)), summary(words)]:
        assert MARKUP.search(part) is None


@given(WORDS, WORDS)
def test_words_in_two_spans_never_become_markup_together(first: str, second: str) -> None:
    assert all(MARKUP.search(part) is None for part in mrkdwn((first, second)))


@given(WORDS)
@example("long " * 2_000)
@example("x" * 10_000)
@example("🌻" * 10_000)
def test_every_letter_is_shown_in_order(words: str) -> None:
    shown = unescape("".join(mrkdwn((words,)))).translate(LOOKALIKES)
    assert letters(shown) == letters(words.translate(LOOKALIKES))


@given(st.lists(WORDS | WORDS.map(Strong) | st.just(Person("U1")), max_size=6), st.sampled_from(["", "> "]))
@example([Strong("*" * 9_000), "x" * 9_000], "> ")
def test_no_piece_is_longer_than_a_section_or_empty(spans: list[Span], prefix: str) -> None:
    for part in mrkdwn(tuple(spans), prefix=prefix):
        assert part.strip()
        assert len(part) <= limits.SECTION_TEXT.most
        assert all(line.startswith(prefix.strip()) for line in part.split("\n"))


@given(
    st.text(alphabet="ab*_ .!", min_size=1).filter(str.strip),
    st.text("ab .", max_size=3),
    st.text("ab .", max_size=3),
)
def test_strong_words_are_bold_and_no_others(strong: str, before: str, after: str) -> None:
    [part] = mrkdwn((before, Strong(strong), after))
    bold = [unescape(found).translate(LOOKALIKES) for found in STYLED.findall(part)]
    assert bold == [" ".join(strong.split())]


@given(WORDS, WORDS.map(lambda end: f"https://example.org/{end}"))
def test_a_link_has_one_address_and_one_label(words: str, url: str) -> None:
    [part] = mrkdwn(("see ", Link(words or "here", url))) or [""]
    if "<" in part:
        assert re.fullmatch(r"see <https://[^\s<>|]+\|[^<>|\n]+>", part)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "/relative", "http://", "http://[", "", "slack://open"]
)
def test_an_address_that_is_not_for_following_leaves_its_words(url: str) -> None:
    assert mrkdwn((Link("a page", url),)) == ["a page"]


@pytest.mark.parametrize("url", ["https://example.org", "http://example.org/a", "mailto:amara@example.org"])
def test_a_link_to_the_web_or_a_mailbox_can_be_followed(url: str) -> None:
    assert mrkdwn((Link("a page", url),)) == [f"<{url}|a page>"]


def test_an_address_cannot_end_its_link_early() -> None:
    [part] = mrkdwn((Link("here", "https://example.org/?a=1&b=|x><!channel>"),))
    assert part == "<https://example.org/?a=1&amp;b=%7Cx%3E%3C!channel%3E|here>"


def test_people_and_channels_are_mentioned() -> None:
    assert mrkdwn((Person("U1"), " in ", Channel("C1"))) == ["<@U1> in <#C1>"]


def test_a_command_is_spelled_as_people_type_it_in_slack() -> None:
    typed = ("To join, type ", Command("coffee join"), "; for all there is, ", Strong(Command()), ".")
    assert mrkdwn(typed) == ["To join, type /kind coffee join; for all there is, */kind*."]


def test_the_bot_is_invited_as_slack_does_it() -> None:
    assert mrkdwn(("Type ", HowToInvite(), " there.")) == ["Type /invite @Kindling there."]


@given(WORDS)
def test_what_somebody_typed_stays_words_in_a_command(line: str) -> None:
    for part in [*mrkdwn((Command(line),)), summary((Command(line),))]:
        assert MARKUP.search(part) is None


def test_a_summary_names_people_and_says_how_to_do_it() -> None:
    text = (
        Person("U1"),
        " and ",
        Person(FORGOTTEN + "7"),
        " met in\n",
        Channel("C1"),
        ": ",
        Strong(Command("coffee why")),
    )
    assert summary(text) == "<@U1> and somebody met in <#C1>: /kind coffee why"


@pytest.mark.parametrize("id", ["!channel", "U1> <!here", "", "U1|x"])
def test_a_forged_id_mentions_nobody(id: str) -> None:
    assert "<" not in "".join(mrkdwn((Person(id), Channel(id))))


def test_a_name_with_underscores_inside_stays_copyable() -> None:
    assert mrkdwn(("see team_lunch_2026 or amara_o@example.org",)) == ["see team_lunch_2026 or amara_o@example.org"]


def test_long_words_go_on_in_the_next_section_at_a_line() -> None:
    lines = [f"line {number} " + "x" * 500 for number in range(10)]
    parts = mrkdwn(("\n".join(lines),))
    assert len(parts) == 2
    assert "\n".join(parts).split("\n") == lines


def test_every_line_of_a_quotation_is_quoted() -> None:
    assert mrkdwn(("one\n\ntwo",), prefix="> ") == ["> one\n> \n> two"]


@pytest.mark.parametrize("text", [(), ("",), (" \n ", "\t"), (Strong(""),), ("\x00",)])
def test_no_words_are_no_text(text: Text) -> None:
    assert mrkdwn(text, prefix="> ") == []


def test_a_summary_is_one_line_that_fits() -> None:
    line = summary("Hello\n" + "kind & warm " * 1_000)
    assert line.startswith("Hello kind &amp; warm")
    assert line.endswith("…")
    assert "\n" not in line
    assert limits.MESSAGE_TEXT.most - 20 < len(line) <= limits.MESSAGE_TEXT.most
