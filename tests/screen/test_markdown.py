from __future__ import annotations

import re

import pytest

from filmlog.screen.console import to_ansi
from filmlog.screen.markdown import SafeMarkdown
from filmlog.screen.safe import is_safe


def drawn(markdown: str, width: int = 60) -> list[str]:
    text = re.sub("\x1b\\[[0-9;]*m", "", to_ansi(SafeMarkdown(markdown), width))
    return [line.rstrip() for line in text.splitlines()]


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("## Left\n\ntext", ["Left", "", "text"]),
        ("# Left too", ["Left too"]),
        ("[a *link*](http://b.org)", ["a link (http://b.org)"]),
        ("<http://b.org>", ["http://b.org"]),
        ("![the stairs](a.png)", ["▣ the stairs"]),
        ("![](a.png)", ["▣ a.png"]),
        ("[![p](a.png)](http://b.org)", ["▣ p (http://b.org)"]),
        ("a <b>tag</b> & <!-- note -->", ["a <b>tag</b> & <!-- note -->"]),
        ("<div>\nblock\n</div>", ["<div> block </div>"]),
        ("```py\nx  = [1]\n```", ["x  = [1]"]),
        ("~~gone~~ [bold] :smiley: [/]", ["gone [bold] :smiley: [/]"]),
        ("- one\n- two", [" • one", " • two"]),
    ],
)
def test_markdown(markdown: str, lines: list[str]) -> None:
    assert drawn(markdown) == lines


@pytest.mark.parametrize(
    "markdown",
    [
        "&#27;[31m &#x9b; &#x202e; &#x2028; &#12; &#xd800;",
        "<http://a.b/%1b%5d8%3b%9b%e2%80%ae>",
        "[x](http://a.b/%1b%e2%80%ae) ![&#x202e;](&#x202e;)",
        "`&#x202e;` and\n\n    &#x202e;",
        "| &#x202e; |\n|---|\n| &#x202e; |",
    ],
)
def test_nothing_that_acts_comes_in_by_an_entity_or_a_percent_sign(markdown: str) -> None:
    assert is_safe("\n".join(drawn(markdown)))


def test_no_link_is_made_for_the_terminal_to_follow() -> None:
    assert "\x1b]" not in to_ansi(SafeMarkdown("[a](http://b.org) <http://c.org>"), 60)


def test_emphasis_is_drawn() -> None:
    assert "\x1b[1mbold\x1b[0m" in to_ansi(SafeMarkdown("**bold**"), 60)


@pytest.mark.parametrize("block", ["> ", "- ", "> - ", "123456789. "])
def test_the_deepest_nesting_fits_the_narrowest_card(block: str) -> None:
    for depth in range(1, 60):
        lines = drawn(block * depth + "deep", 16)
        assert max(len(line) for line in lines) <= 16
        assert "deep" in "".join("".join(lines).split())
