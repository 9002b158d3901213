from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.exchange.html.marked_text import settled
from filmlog.exchange.html.review import _marked
from filmlog.exchange.html.simple import simple_text
from filmlog.exchange.html.tidy import tidied
from tests.effort import some
from tests.exchange.html_pieces import BLANKS, LINKS, SIGNS

_DEEPEST = 60
_ELEMENTS = ["<blockquote>", "<b>", "<strong>", "<i>", "<em>", "<cite>", *LINKS[:3]]
_ENDS = ["</blockquote>", "</b>", "</strong>", "</i>", "</em>", "</cite>", "</a>"]
_TEXTS = [*SIGNS, *BLANKS[:-1], "&#8217;", "&#150;", "&nbsp", "&foo;", "&copy=", "\xa0", "\x0c"]


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Elements that are closed, mostly."""
    element = st.sampled_from(_ELEMENTS).flatmap(
        lambda tag: inner.map(lambda text: f"{tag}{text}</{tag.strip('<>').split(' ')[0]}>")
    )
    pieces = inner | element | element | st.sampled_from([*_TEXTS, " ", "\n", "&nbsp;"])
    return st.lists(pieces, max_size=5).map("".join)


_HTML = st.recursive(st.sampled_from([*_TEXTS, "", " "]), _nested, max_leaves=12) | st.lists(
    st.sampled_from([*_TEXTS, *_ELEMENTS, *_ENDS]), max_size=12
).map("".join)


@settings(max_examples=some(300), deadline=None)
@given(_HTML)
def test_the_library_says_the_same(text: str) -> None:
    html = tidied(text)
    simple = simple_text(html, _DEEPEST)
    if simple is not None:
        assert settled(simple) == settled(_marked(f"<span>{html}</span>"))


@pytest.mark.parametrize(
    "html",
    [
        "<b>a</b>\n\n<blockquote>b <i>c</i>\n\nd &amp; &#39;e&#39; &</blockquote> \n<em>f",
        '<a href="https://a.b/c">a</a>, R&amp;B & <strong><cite>b</strong>',
    ],
)
def test_a_common_review_needs_no_library(html: str) -> None:
    assert simple_text(tidied(html), _DEEPEST) is not None


@pytest.mark.parametrize(
    "html",
    [
        "<u>a</u>",
        "<b>a</b> &foo; b",
        "a</b>",
        "<b>a<blockquote>b</b>c</blockquote>",
        "<blockquote><b>a</blockquote>",
        "<blockquote>a",
        "<b>" * (_DEEPEST + 1),
    ],
)
def test_what_the_library_has_to_read(html: str) -> None:
    assert simple_text(tidied(html), _DEEPEST) is None
