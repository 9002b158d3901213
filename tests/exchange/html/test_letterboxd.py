from __future__ import annotations

import re
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.domain.review import Spoiler, inline_spoilers, parse_review, without_spoilers
from filmlog.exchange.html.letterboxd import SpoilerMarks, html_of, line_of
from filmlog.exchange.html.review import as_spoiler, markdown_of
from tests.effort import some
from tests.exchange import diaries
from tests.exchange.html_pieces import harmless, hostile, letters, secrets, seen_in_markdown

SPOILER_MARKS: tuple[SpoilerMarks, ...] = get_args(SpoilerMarks)


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("", ""),
        ("One\\\nline  \nand\nanother\n\nparagraph", "One\nline\nand another\n\nparagraph"),
        ("*a* **b** ***c*** ~~d~~", "<i>a</i> <b>b</b> <i><b>c</b></i> d"),
        ("# On *sound*\ntext", "<b>On <i>sound</i></b>\n\ntext"),
        ("a\n> b\\\n> c\n>\n> d\n\ne", "a\n\n<blockquote>b\nc\n\nd</blockquote>\n\ne"),
        ("a\n- b\n- c\n  1. d\n  2. e\n\nf", "a\n\n• b\n• c\n1. d\n2. e\n\nf"),
        ("[a](https://a.b/?c=d&e) <https://f.g>", '<a href="https://a.b/?c=d&amp;e">a</a> <a href="https://f.g">https://f.g</a>'),
        ("[a](mailto:b) [c](/d)", "a c"),
        ("![a *still*](https://a.b/c.jpg)", "a still"),
        ("`a <b>` & <i>c</i>", "a &lt;b&gt; &amp; &lt;i&gt;c&lt;/i&gt;"),
        ("a\n```\nb  *c*\n```\nd\n***\ne", "a\n\nb  *c*\n\nd\n\n* * *\n\ne"),
        ("[spoiler]a[/Spoiler] [`spoiler`]", "&#91;spoiler]a&#91;/Spoiler] &#91;spoiler]"),
    ],
)  # fmt: skip
def test_markdown_becomes_the_html_that_letterboxd_keeps(markdown: str, html: str) -> None:
    assert html_of(markdown, "open") == html


REVIEW = """\
Open ||hid *den*|| `||code||`.

:::spoiler The [end]
He ||dies||.

:::spoiler Of what
*It*
:::
:::

Last"""
LEFT_OUT = """\
Open [spoiler left out] [spoiler left out].

[spoiler left out]

Last"""
MARKED = """\
Open [spoiler]hid <i>den</i>[/spoiler] [spoiler]code[/spoiler].

[spoiler: The [end&#93;]
He dies.

<b>Of what</b>

<i>It</i>
[/spoiler]

Last"""
OPEN = """\
Open hid <i>den</i> code.

<b>The [end]</b>

He dies.

<b>Of what</b>

<i>It</i>

Last"""


@pytest.mark.parametrize(
    ("spoilers", "html"), [("omit", LEFT_OUT), ("mark", MARKED), ("open", OPEN)]
)
def test_spoilers_are_left_out_marked_or_open(spoilers: str, html: str) -> None:
    (asked,) = (mark for mark in SPOILER_MARKS if mark == spoilers)
    assert html_of(REVIEW, asked) == html


def test_a_marked_block_comes_back_with_its_title() -> None:
    review = "a\n\n:::spoiler The [end]\nb\n\n- c\n:::\n\nd"
    assert markdown_of(html_of(review, "mark")) == review.replace("- c", "• c")


@pytest.mark.parametrize("title", ["The ||end||", "long " * 100])
def test_a_title_that_no_mark_can_hold_is_hidden_too(title: str) -> None:
    html = html_of(as_spoiler("a", title), "mark")
    assert html.startswith("[spoiler]\n<b>")
    assert without_spoilers(markdown_of(html)) == ""


def test_a_hidden_address_is_no_link() -> None:
    assert html_of("[a](https://b/||c||)", "mark") == "a"


def test_a_line_is_plain_text_with_inline_spoilers() -> None:
    assert line_of("*Not* <b> ||x & y||", "mark") == "*Not* &lt;b&gt; [spoiler]x &amp; y[/spoiler]"
    assert line_of("a ||b||\nc [spoiler]", "omit") == "a [spoiler left out] c &#91;spoiler]"


def test_nested_deeper_than_the_parser_goes_is_shown_as_typed() -> None:
    assert "word" in html_of("> " * 400 + "word", "omit")
    nested = ":::spoiler\n" * 50 + "word"
    assert html_of(nested, "mark").count("[spoiler]") == 1


plain_words = st.lists(
    st.sampled_from("Kalatozov's camera never rests, film! (1957) & 5 < 6 映画 — “so”".split()),
    min_size=1,
    max_size=4,
).map(" ".join)


_spans = (
    plain_words
    | plain_words.map(lambda words: f"*{words}*")
    | plain_words.map(lambda words: f"**{words}**")
    | plain_words.map(lambda words: f"**a *{words}* b**")
    | plain_words.map(lambda words: f"[{words}](https://letterboxd.com/film/a-b_c/)")
    | st.just("<https://a.b/c>")
    | plain_words.map(lambda words: f"||{words}||")
)
_lines = st.lists(_spans, min_size=1, max_size=3).map(" ".join)
_paragraphs = st.lists(_lines, min_size=1, max_size=3).map("\\\n".join)
_quotes = st.lists(_paragraphs, min_size=1, max_size=2).map(
    lambda parts: re.sub("^>? ?", "> ", "\n\n".join(parts), flags=re.MULTILINE).replace(
        "> \n", ">\n"
    )
)
_hidden = st.lists(_paragraphs, min_size=1, max_size=2).map(
    lambda parts: ":::spoiler The end\n" + "\n\n".join(parts).replace("||", "") + "\n:::"
)
canonical = st.lists(_paragraphs | _quotes | _hidden, min_size=1, max_size=3).map("\n\n".join)


@settings(max_examples=some(150), deadline=None)
@given(canonical)
def test_a_review_comes_back_as_it_was(markdown: str) -> None:
    assert markdown_of(html_of(markdown, "mark")) == markdown


def _hidden_in(markdown: str) -> str:
    blocks = [part.text for part in parse_review(markdown) if isinstance(part, Spoiler)]
    inline = [
        words
        for part in parse_review(markdown)
        if not isinstance(part, Spoiler)
        for words in inline_spoilers(part.text)
    ]
    return "".join(sorted(letters(seen_in_markdown("\n\n".join([*blocks, *inline])))))


@settings(max_examples=some(100), deadline=None)
@given(hostile)
def test_the_same_words_and_the_same_hidden_words_come_back(html: str) -> None:
    markdown = markdown_of(html)
    again = markdown_of(html_of(markdown, "mark"))
    assert letters(seen_in_markdown(again)) == letters(seen_in_markdown(markdown))
    assert _hidden_in(again) == _hidden_in(markdown)


@settings(max_examples=some(100), deadline=None)
@given(harmless, secrets, harmless, st.booleans())
def test_what_is_left_out_is_not_there(
    before: str, secret: tuple[str, str, str], after: str, whole: bool
) -> None:
    markdown = markdown_of(before + "".join(secret) + after)
    markdown = as_spoiler(markdown, "SECRET") if whole else markdown
    assert "SECRET" not in html_of(markdown, "omit")
    if not whole:
        assert "SECRET" not in without_spoilers(markdown_of(html_of(markdown, "mark")))


@settings(max_examples=some(100), deadline=None)
@given(diaries.hostile, st.sampled_from(SPOILER_MARKS))
def test_only_elements_of_letterboxd_are_written(text: str, spoilers: str) -> None:
    (asked,) = (mark for mark in SPOILER_MARKS if mark == spoilers)
    html = html_of(text, asked)
    rest = re.sub(r'</?(?:i|b|blockquote)>|<a href="https?://[^"<>]*">|</a>', "", html)
    assert not set(rest) & set("<>")
