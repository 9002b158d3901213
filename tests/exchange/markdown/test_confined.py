from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from filmlog.exchange.markdown.confined import confine, top_level
from tests.effort import some
from tests.exchange.diaries import hostile, shown, structure

FRAME = "# Page\n\npara\n\n{}\n\n</details>\n\n## End\n"


@settings(max_examples=some(300))
@example(text="`` a\n<details> ``", hidden=False)
@example(text="| a |\n|-|\n2) - # L\n", hidden=False)
@example(text="# a\n===\n# b\n    <c>", hidden=True)
@example(text="[a]: b\n===\n", hidden=False)
@example(text="https://a.b/c`d <script>`", hidden=False)
@example(text="```|\n|-|\n<div>\n", hidden=False)
@given(hostile, st.booleans())
def test_nothing_gets_out_of_its_place(text: str, hidden: bool) -> None:
    found = structure(FRAME.format(confine(text, base=4, shift=1, hidden=hidden)))
    assert found.html == [(0, "</details>")]
    outer = [heading for heading in found.headings if heading[0] < 4]
    assert outer == [(1, 0, "Page"), (2, 0, "End")]
    assert len(found.headings) == 2 or not hidden


@given(hostile)
def test_what_is_hidden_has_no_element_even_for_careless_readers(text: str) -> None:
    confined = confine(text, base=4, shift=0, hidden=True)
    assert "</details" not in confined
    assert "<script" not in confined


@pytest.mark.parametrize(
    ("text", "confined"),
    [
        ("# A\n\n## B", "### A\n\n#### B"),
        ("###### A", "###### A"),
        ("A\nb\n===", "### A b"),
        ("> - A\n>   ---", "> - #### A"),
        ("- # A ##", "- ### A ##"),
        ("C #\n---", "#### C \\#"),
        ("#no heading", "#no heading"),
        ("```\n# not one <b>\n```", "```\n# not one <b>\n```"),
        ("`<b>` <b>", "`<b>` &lt;b>"),
        (r"\<b> \\<b>", r"&lt;b> \\&lt;b>"),
        ("<https://a.b/?c=d>", "<https://a.b/?c=d>"),
        ("~~~~\nopen", "~~~~\nopen\n~~~~"),
        ("- ```\n  open", "- ```\n  open"),
        ("[a]: b\n[c]: d", "[a]\\: b\n[c]\\: d"),
        ("note[^1]\n\n[^1]: Boris", "note[^1]\n\n[^1]\\: Boris"),
        ("{{ a }} {% b %} %%c%% ^[d]", "&#123;{ a }} &#123;% b %} &#37;%c&#37;% ^\\[d]"),
        ("*prose* **bold** [a](https://b) 5 < 6", "*prose* **bold** [a](https://b) 5 &lt; 6"),
    ],
)  # fmt: skip
def test_markdown_stays_markdown(text: str, confined: str) -> None:
    assert confine(text, base=3, shift=2) == confined


@pytest.mark.parametrize(
    ("text", "confined"),
    [
        ("a\n## B ##\nc", "a\n\n**B**\n\nc"),
        ("a\n\nB\nc\n---\n`<d>`", "a\n\n\n**B c**\n\n`&lt;d>`"),
        ("##", "\n"),
        ("#b #c#", "#b #c#"),
        ("# b #c#", "\n**b #c#**\n"),
        ("> # B", "```\n> # B\n```"),
    ],
)
def test_a_spoiler_has_no_headings(text: str, confined: str) -> None:
    assert confine(text, base=3, shift=2, hidden=True) == confined


@given(st.text("abc *_-1.\n#", max_size=60))
def test_prose_reads_the_same(text: str) -> None:
    assert shown(confine(text, base=1, shift=0)).split() == shown(text).split()


@pytest.mark.parametrize(
    "text", [">" * 5000 + " # a", "- " * 3000 + "# <b>", "# a\n" + "> " * 70 + "# <b>"]
)
def test_what_nests_too_deep_is_shown_word_for_word(text: str) -> None:
    confined = confine(text, base=4, shift=1)
    assert confined.startswith("```\n")
    assert shown(confined).strip() == text


@pytest.mark.parametrize(
    "text",
    ["[" * 20000 + "<", "`" * 20000 + "<", "".join("`" * n + " " for n in range(200)) + "<",
     "- " * 9000 + "x", "[a\n" * 3000 + "]: <", "-" * 20000 + "x <", "*" * 20000 + "<"],
)  # fmt: skip
def test_a_costly_text_is_soon_done(text: str) -> None:
    assert "<" not in confine(text, base=4, shift=1, hidden=True)


@pytest.mark.parametrize(
    ("text", "level"),
    [("", 6), ("prose", 6), ("### A\n\n## B", 2), ("A\n===", 1), ("A\n---", 2), ("a\n\n---", 6)],
)
def test_the_highest_heading_is_found(text: str, level: int) -> None:
    assert top_level(text) == level
