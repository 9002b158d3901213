from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.domain.review import Spoiler, parse_review, without_spoilers
from filmlog.exchange.html import review as html_review
from filmlog.exchange.html.marked_text import settled
from filmlog.exchange.html.review import as_spoiler, markdown_of
from filmlog.exchange.html.tidy import tidied
from tests.effort import some
from tests.exchange.html_pieces import (
    BLANKS,
    SIGNS,
    harmless,
    hostile,
    is_open,
    letters,
    secrets,
    seen_in_html,
    seen_in_markdown,
)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("", ""),
        ("One line\nand another\r\n\r\n\n  a paragraph ", "One line\\\nand another\n\na paragraph"),
        ("a<br>b<br />\nc<br><br>d", "a\\\nb\\\nc\n\nd"),
        ("<p>One <i>film</p><p>Two</i></p>", "One *film*\n\n*Two*"),
        ("Kalatozov&#39;s &quot;Cranes&quot;&nbsp;&amp; more", 'Kalatozov\'s "Cranes"\xa0& more'),
        ("<em>a</em> <strong>b</strong> <b><i>c</i></b>", "*a* **b** ***c***"),
        ("<i>one\n\ntwo</i>\nthree", "*one*\n\n*two*\\\nthree"),
        ("<i> in blanks </i>x <b> </b>y", "*in blanks* x y"),
        ("<b>a <i>b</b> c</i>", "**a *b*** c"),
        ('in <i>"quotes"</i>, not in wo<i>"rd"</i>s', 'in *"quotes"*, not in wo"rd"s'),
        ("<b>not closed\nat all", "**not closed\\\nat all**"),
        ("<h2>On <i>sound</i></h2>\ntext", "## On *sound*\n\ntext"),
        (
            "He says\n<blockquote>To be\nor not\n\n<b>to</b> be</blockquote>\nand goes",
            "He says\n\n> To be\\\n> or not\n>\n> **to** be\n\nand goes",
        ),
        (
            "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><ol><li>d</li></ol>",
            "- a\n  - b\n- c\n\n1. d",
        ),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\\\nc"),
        (
            'a <a href="https://a.b/c_d">l[i]nk</a>, <a href=\'https://a.b\'>https://a.b</a>',
            "a [l\\[i\\]nk](https://a.b/c_d), <https://a.b>",
        ),
        (
            '<a href="javascript:alert(1)">a</a> <a href="data:text/html,b">b</a> <a href=/c>c</a>',
            "a b c",
        ),
        ('<img src="https://a.b/c.jpg" alt="A still">', "[A still](https://a.b/c.jpg)"),
        ("a<script>alert('<b>')</script>b<!-- c -->d<style>e</style>", "abd"),
        ("I <3 it: 1 < 2 & R&B, <untitled> <", "I <3 it: 1 < 2 & R&B, <"),
        ("a<hr>b", "a\n\n***\n\nb"),
        ("a <code>b</code> <span class=c>d</span>", "a b d"),
        ("<?xml a='1'?><b>a</b><![CDATA[b]]>", "\\<?xml a='1'?>**a**\\<![CDATA[b]]>"),
    ],
)  # fmt: skip
def test_html_becomes_clean_markdown(html: str, markdown: str) -> None:
    assert markdown_of(html) == markdown


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("M*A*S*H, snake_case, _so_", "M\\*A\\*S\\*H, snake_case, \\_so\\_"),
        (
            "1. Alien\n- Aliens\n# 3\n> 4\n+ 5",
            "1\\. Alien\\\n\\- Aliens\\\n\\# 3\\\n\\> 4\\\n\\+ 5",
        ),
        ("a\n===\n---\n***", "a\\\n\\===\\\n\\---\\\n\\*\\*\\*"),
        ("[sic] [a](b) [c]: d ![e](f)", "[sic] [a\\](b) [c\\]: d ![e\\](f)"),
        ("Rated 4.5 - well-made, in 1957. #1!", "Rated 4.5 - well-made, in 1957. #1!"),
        ("a || b || c|d", "a \\|| b \\|| c\\|d"),
        (":::spoiler\nx\n:::", "\\:::spoiler\\\nx\\\n\\:::"),
        ("```\n~~x~~ \\ `y`", "\\`\\`\\`\\\n\\~\\~x\\~\\~ \\\\ \\`y\\`"),
        ("&lt;b&gt; &amp;copy; <3", "\\<b> \\&copy; <3"),
    ],
)
def test_what_is_no_markup_is_escaped(text: str, markdown: str) -> None:
    assert markdown_of(text) == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("a [spoiler]b <i>c</i>[/spoiler] d", "a ||b *c*|| d"),
        ("a <spoiler> b\nc </SPOILER>", "a  ||b\\\nc||"),
        ("a [spoiler]b\n\nc[/spoiler] d", "a\n\n:::spoiler\nb\n\nc\n:::\n\nd"),
        ("[spoiler]\nalone\n[/spoiler]", ":::spoiler\nalone\n:::"),
        ("a [spoiler: The &lt;end&gt;]b[/spoiler]", "a\n\n:::spoiler The <end>\nb\n:::"),
        (
            "<details open><summary>The <b>end</b></summary>a<br>b</details>c",
            ":::spoiler The end\na\\\nb\n:::\n\nc",
        ),
        ("<details>a</details>", "||a||"),
        ("a [spoiler]b\n\nc", "a\n\n:::spoiler\nb\n\nc\n:::"),
        ("a [spoiler]b [spoiler]c[/spoiler] d[/spoiler] e", "a ||b c d|| e"),
        ("a [/spoiler] b [spoiler] [/spoiler]c", "a  b  c"),
        ("<i>a [spoiler]b</i> c[/spoiler]", "*a* ||*b* c||"),
        ("[spoiler]|[/spoiler] [spoiler]a||[/spoiler]", "||&#124;|| ||a&#124;&#124;||"),
        ("[spoiler]- a[/spoiler]", "||\\- a||"),
        (
            "<ul><li>a [spoiler]b</li></ul>c[/spoiler]d",
            ":::spoiler\n- a b\n\nc\n:::\n\nd",
        ),
        ("&#91;spoiler]a[/spoiler]", "[spoiler]a"),
    ],
)  # fmt: skip
def test_spoilers_survive(html: str, markdown: str) -> None:
    assert markdown_of(html) == markdown


def test_deep_nesting_keeps_words_and_spoilers() -> None:
    deep = "<b>" * 10_000
    html = f"a{deep}b [spoiler]c[/spoiler]<blockquote>d{'</b>' * 10_000}</blockquote>e"
    assert markdown_of(html) == "ab ||c||\n\nde"


def test_a_review_near_the_deepest_needs_little_stack() -> None:
    limit = sys.getrecursionlimit()
    deep = "<span>" * (html_review._DEEPEST - 1) + "<i>a</i>"

    def nested(frames: int) -> str:
        return nested(frames - 1) if frames else markdown_of(deep)

    assert nested(limit // 3) == "*a*"


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<a ",
        "<a href='",
        "<!--",
        "<p",
        "&",
        "# ",
        "#",
        "|",
        "<ol><li>",
        "[spoiler]",
        '<i>"</i>x',
    ],
)
def test_no_text_takes_long(piece: str) -> None:
    markdown_of(piece * (30_000 // len(piece)))


@settings(max_examples=some(150), deadline=None)
@given(harmless)
def test_what_is_seen_stays_the_same(html: str) -> None:
    markdown = markdown_of(html)
    assert seen_in_markdown(markdown) == seen_in_html(html)
    assert is_open(markdown)


@settings(max_examples=some(150), deadline=None)
@given(hostile)
def test_no_text_is_too_hostile(html: str) -> None:
    markdown = markdown_of(html)
    assert not set(markdown) & set("\x00\x01\x02\x03\x04\x05\x06\x07\x08\ud800\r")


@settings(max_examples=some(150), deadline=None)
@given(st.lists(st.sampled_from([*SIGNS, *BLANKS]) | st.text(max_size=4), max_size=12).map("".join))
def test_text_without_elements_needs_no_library(text: str) -> None:
    html = tidied(text)
    if "<" not in html:
        assert settled(html_review._marked(f"<span>{html}</span>")) == markdown_of(text)


@settings(max_examples=some(150), deadline=None)
@given(harmless, secrets, harmless)
def test_no_hidden_word_is_shown(before: str, secret: tuple[str, str, str], after: str) -> None:
    begin, words, end = secret
    markdown = markdown_of(before + begin + words + end + after)
    assert "SECRET" not in without_spoilers(markdown)
    shown = seen_in_html(before + words + after)
    assert letters(seen_in_markdown(markdown)).replace("CODE", "") == letters(shown)


@settings(max_examples=some(100), deadline=None)
@given(hostile, st.sampled_from(["", "The end", ":::\nx"]))
def test_a_whole_review_is_hidden_once(html: str, title: str) -> None:
    hidden = as_spoiler(markdown_of(html), title)
    assert without_spoilers(hidden) == ""
    assert as_spoiler(hidden, "another") == hidden


def test_a_whole_review_has_a_title_and_colons_enough() -> None:
    assert as_spoiler("a\n\n:::: b", "The\nend") == ":::::spoiler The end\na\n\n:::: b\n:::::"
    assert as_spoiler("") == ""
    (part,) = parse_review(as_spoiler("a\n:::spoiler\nb\n:::\nc"))
    assert part == Spoiler("", "a\n:::spoiler\nb\n:::\nc")
