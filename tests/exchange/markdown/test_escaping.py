from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmlog.exchange.markdown import escaping
from tests.exchange.diaries import hostile, shown, structure

LINES = ["# a", "- a", "1. a", "> a", "---", "===", "+ a", "| a |", "```", "~~~", ":::", "<b>"]


@pytest.mark.parametrize("text", [*LINES, "a_b_ *c* [d](e) `f` &lt; \\ ~~g~~ <https://h>", "![i]"])
def test_plain_text_reads_as_it_was_typed(text: str) -> None:
    assert shown(escaping.opening(text)).strip() == text


@given(hostile)
def test_plain_text_stays_plain_wherever_it_stands(text: str) -> None:
    line = escaping.opening(text)
    for markdown in (line, f"# {line}", f"- {line}", f"> {line}", f"**x:** {line}", f"a\n{line}"):
        found = structure(f"{markdown}\n\nend")
        assert found.html == []
        assert len(found.headings) == markdown.startswith("#")
    assert shown(line).split() == escaping.one_line(text).split()


@given(st.text(st.characters(), max_size=40))
def test_no_control_character_is_left(text: str) -> None:
    cleaned = escaping.printable(text)
    assert cleaned.encode() is not None
    assert {c for c in cleaned if unicodedata.category(c) in {"Cc", "Cs"}} <= {"\t", "\n"}
    assert not set(cleaned) & set("\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2069")
    assert "\n" not in escaping.one_line(text)


def test_a_character_is_the_same_whatever_stands_beside_it() -> None:
    for char in map(chr, range(0x10000)):
        assert escaping.printable(f"\t{char}") == f"\t{escaping.printable(char)}"


def test_control_characters_stay_visible() -> None:
    assert escaping.printable("\x1b[31m\x00\x7f\x9b") == "␛[31m␀␡\ufffd"


def test_paragraphs_keep_their_lines() -> None:
    assert escaping.paragraphs("one\r\n- two\n\n---\n\n") == ["one", "\\- two", "", "\\---"]


@given(hostile)
def test_text_in_html_is_text(text: str) -> None:
    found = structure(f"<details><summary>{escaping.html(text)}</summary>\n\nx\n\n</details>")
    assert [level for level, _ in found.html] == [0, 0]
    assert shown(f"<p>{escaping.html(text)}</p>").strip() == escaping.one_line(text)


@given(hostile)
def test_a_link_holds_any_path(path: str) -> None:
    path = escaping.one_line(path)
    markdown = f"{escaping.link('label', path)} end"
    assert structure(markdown).html == []
    assert shown(markdown).rstrip().endswith("label\n end")


@pytest.mark.parametrize(
    ("target", "escaped"),
    [
        ("pictures/a b (1)%.png", "pictures/a%20b%20%281%29%25.png"),
        ("Летят журавли.md", "Летят%20журавли.md"),
        ("https://a.b/c?d=1&e=%20#f", "https://a.b/c?d=1&e=%20#f"),
        ("https://a.b/(c)", "https://a.b/%28c%29"),
    ],
)
def test_targets_are_percent_encoded_where_it_matters(target: str, escaped: str) -> None:
    assert escaping.target_of(target) == escaped


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://a b", "ftp://a", "", "https://"])
def test_only_web_addresses_are_linked(url: str) -> None:
    assert not escaping.is_link(url)
