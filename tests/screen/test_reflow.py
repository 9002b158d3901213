from __future__ import annotations

import pytest
from hypothesis import given, settings
from rich.cells import cell_len

from filmlog.screen.reflow import reflow
from filmlog.screen.safe import clean_block
from tests.effort import some
from tests.screen.hostile import hostile, widths


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("one\ntwo three four five six", ["one two three four", "five six"]),
        ("## A heading of some length", ["## A heading of some", "   length"]),
        ("- the staircase and more\n- two", ["- the staircase and", "  more", "- two"]),
        ("- one\n  goes on\n  1. two", ["- one goes on", "  1. two"]),
        ("> a quote that is too long\n> > in it", ["> a quote that is", "> too long", "> > in it"]),
        ("break  \nhere\\\nand here", ["break", "here", "and here"]),
        ("```\nkept   as\n  is\n```\nand\non", ["```", "kept   as", "  is", "```", "and on"]),
        ("~~~~\na\n~~~\n~~~~\nb\nc", ["~~~~", "a", "~~~", "~~~~", "b c"]),
        ("    code  kept\n    here", ["    code  kept", "    here"]),
        ("| a | b |\n|---|---|\n| 1 | 2 |", ["| a | b |", "|---|---|", "| 1 | 2 |"]),
        ("a\n\n---\n\nb", ["a", "", "---", "", "b"]),
        ("*one* **two** `three`", ["*one* **two**", "`three`"]),
    ],
)  # fmt: skip
def test_reflow(markdown: str, lines: list[str]) -> None:
    assert list(reflow(markdown, 20)) == lines


def test_quotes_within_quotes_get_no_narrower_than_can_be_read() -> None:
    lines = list(reflow(">" * 200 + " deep down", 20))
    assert all(len(line) <= 20 for line in lines)
    assert lines[-2:] == ["> > > > >>> deep", "> > > > down"]


@settings(max_examples=some(150))
@given(hostile, widths)
def test_every_character_is_kept_within_the_width(text: str, width: int) -> None:
    safe = clean_block(text)
    lines = list(reflow(safe, width))
    assert all(cell_len(line) <= width for line in lines)
    assert _words("".join(lines)) == _words(safe)


def _words(text: str) -> str:
    """The text without blanks, quote marks and the backslash of a hard break."""
    return "".join(text.replace(">", "").replace("\\", "").split())
