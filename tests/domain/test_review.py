from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmlog.domain.review import (
    Prose,
    Spoiler,
    fold_label,
    hide_inline,
    inline_spoilers,
    parse_review,
    reveal_inline,
    split_spoilers,
    without_spoilers,
    word_count,
)

REVIEW = """\
A film of stairs and faces.

:::spoiler The ending
She gives the **flowers** away.

To strangers.
:::

And ||Boris falls|| in a swamp, under the birches.
"""


def test_prose_and_blocks_come_in_order() -> None:
    assert parse_review(REVIEW) == (
        Prose("A film of stairs and faces."),
        Spoiler("The ending", "She gives the **flowers** away.\n\nTo strangers."),
        Prose("And ||Boris falls|| in a swamp, under the birches."),
    )


def test_what_a_person_sees_before_the_film() -> None:
    assert without_spoilers(REVIEW) == (
        "A film of stairs and faces.\n\nAnd [spoiler, 2 words] in a swamp, under the birches."
    )


def test_what_a_search_index_holds() -> None:
    shown, hidden = split_spoilers(REVIEW)
    assert shown.split() == (
        "A film of stairs and faces. And in a swamp, under the birches.".split()
    )
    assert hidden == (
        "The ending\n\nShe gives the **flowers** away.\n\nTo strangers.\n\nBoris falls"
    )


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ()),
        (" \n\n", ()),
        ("::: spoiler  T \nx\n:::", (Spoiler("T", "x"),)),
        (":::spoiler\nx\n:::\n", (Spoiler("", "x"),)),
        ("   :::::SPOILER T\r\nx\r\n   :::::  \r\ny", (Spoiler("T", "x"), Prose("y"))),
        (":::spoiler\u00a0T\nx\n:::", (Spoiler("T", "x"),)),
        ("\ufeff:::spoiler T\nx\n:::", (Spoiler("T", "x"),)),
        (":::spoiler T\nx\n\ny", (Spoiler("T", "x\n\ny"),)),
        (":::spoiler T", (Spoiler("T", ""),)),
        ("    :::spoiler T\nx", (Prose("    :::spoiler T\nx"),)),
        ("::spoiler T\nx", (Prose("::spoiler T\nx"),)),
        (":::spoilers T\nx", (Prose(":::spoilers T\nx"),)),
        (":::\nx", (Prose(":::\nx"),)),
        ("::::spoiler T\n:::\nx\n::::\ny", (Spoiler("T", ":::\nx"), Prose("y"))),
        (
            ":::spoiler A\n:::spoiler B\nx\n:::\nstill A\n:::\ny",
            (Spoiler("A", ":::spoiler B\nx\n:::\nstill A"), Prose("y")),
        ),
        ("```\n:::spoiler T\nx\n:::\n```\ny", (Prose("```\n:::spoiler T\nx\n:::\n```\ny"),)),
        ("~~~~ md\n```\n:::spoiler T\n~~~~", (Prose("~~~~ md\n```\n:::spoiler T\n~~~~"),)),
        (":::spoiler T\n```\n:::\n```\n:::\ny", (Spoiler("T", "```\n:::\n```"), Prose("y"))),
        ("``` a`b\n:::spoiler T\nx", (Prose("``` a`b"), Spoiler("T", "x"))),
    ],
)
def test_blocks(text: str, parts: tuple[Prose | Spoiler, ...]) -> None:
    assert parse_review(text) == parts


@pytest.mark.parametrize(
    ("text", "hidden", "revealed"),
    [
        ("a ||b c|| d", "a [spoiler, 2 words] d", "a b c d"),
        ("||one||", "[spoiler, 1 word]", "one"),
        ("a|| b\nc ||d", "a[spoiler, 2 words]d", "a b\nc d"),
        ("||a|| b ||c||", "[spoiler, 1 word] b [spoiler, 1 word]", "a b c"),
        ("|||a|||", "[spoiler, 1 word]", "a"),
        ("||a||||b c||", "[spoiler, 1 word][spoiler, 2 words]", "ab c"),
        ("||||a|||| b", "[spoiler, 1 word] b", "a b"),
        ("||a|b||", "[spoiler, 1 word]", "a|b"),
        ("a || b", "a || b", "a || b"),
        ("||a\n\nb||", "||a\n\nb||", "||a\n\nb||"),
        ("||a\r\n \r\nb||", "||a\r\n \r\nb||", "||a\r\n \r\nb||"),
        ("||a\r\nb||", "[spoiler, 2 words]", "a\r\nb"),
        (r"\||a||", r"\||a||", r"\||a||"),
        (r"||a \|| b||", "[spoiler, 2 words]", r"a \|| b"),
        (r"\\||a||", r"\\[spoiler, 1 word]", r"\\a"),
        ("`||a||`", "`[spoiler, 1 word]`", "`a`"),
        ("|| ||", "|| ||", "|| ||"),
        ("||…||", "[spoiler, 0 words]", "…"),
    ],
)
def test_inline(text: str, hidden: str, revealed: str) -> None:
    assert hide_inline(text) == hidden
    assert reveal_inline(text) == revealed


def test_inline_words() -> None:
    assert inline_spoilers("||a b|| and ||\nc||") == ["a b", "c"]


@pytest.mark.parametrize(
    ("spoiler", "label"),
    [
        (Spoiler("The ending", "word " * 42), "Spoiler: The ending, 42 words."),
        (Spoiler("", "one"), "Spoiler: 1 word."),
        (Spoiler("How ||he|| dies", ""), "Spoiler: How [spoiler, 1 word] dies, 0 words."),
    ],
)
def test_fold_label(spoiler: Spoiler, label: str) -> None:
    assert fold_label(spoiler) == label


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0), ("don't go", 2), ("- # * —", 0), ("_stressed_ **words**", 2), ("(a) b.", 2),
        ("летят журавли", 2), ("昨日見た", 4), ("映画 film", 3), ("1957", 1), ("___", 0),
    ],
)  # fmt: skip
def test_word_count(text: str, count: int) -> None:
    assert word_count(text) == count


HIDDEN = "zqxhidden"
WORDS = st.text(
    st.characters(exclude_characters="|`~:\\", exclude_categories=["Cs"]), max_size=20
)  # without the marks themselves, which would change what is a spoiler
HIDDENS = st.builds(
    lambda a, b: f"{a.strip()} {HIDDEN} {b.strip()}".replace("\n", " "), WORDS, WORDS
)
SINGLE = HIDDENS.map(lambda s: " ".join(s.split()))
BLOCKS = st.builds(
    lambda title, body, colons, pad: f"\n{pad}{colons}spoiler {title}\n{body}\n{colons}\n",
    SINGLE, HIDDENS | SINGLE.map(lambda s: f"```\n:::\n{s}\n```"),
    st.sampled_from([":::", "::::", "::: "]), st.sampled_from(["", "  "]),
)  # fmt: skip
INLINES = SINGLE.map(lambda s: f"||{s}||")
REVIEWS = st.builds(
    lambda parts, end: "".join(parts) + end,
    st.lists(WORDS | INLINES | BLOCKS, max_size=8),
    st.just("") | SINGLE.map(lambda s: f"\n:::spoiler\n{s}"),
)


@given(REVIEWS)
def test_no_hidden_word_gets_out(review: str) -> None:
    shown, hidden = split_spoilers(review)
    assert HIDDEN not in without_spoilers(review)
    assert HIDDEN not in shown
    assert "[spoiler" not in shown
    assert hidden.count(HIDDEN) == review.count(HIDDEN)


@given(st.lists(WORDS | INLINES, max_size=8).map("".join))
def test_no_inline_word_gets_out(text: str) -> None:
    assert HIDDEN not in hide_inline(text)
    assert sum(HIDDEN in words for words in inline_spoilers(text)) == text.count(HIDDEN)


NOTATION = st.lists(
    st.sampled_from(
        ["||", "|", "\\", ":::", ":::spoiler", " T", "\n", "\r\n", "```", "a", " ", "~~~"]
    )
).map("".join)


@given(st.text() | NOTATION)
def test_any_text_survives(text: str) -> None:
    spoilers = [p for p in parse_review(text) if isinstance(p, Spoiler)]
    assert all(fold_label(s).startswith("Spoiler: ") for s in spoilers)
    words = "".join(reveal_inline(text).split()).replace("|", "")
    assert words == "".join(text.split()).replace("|", "")
    assert without_spoilers(text).count("||") <= text.count("||")


@pytest.mark.parametrize(
    "text",
    [
        "|" * 10**6,
        ":" * 10**6,
        "|| " * 60_000,
        "|\n" * 100_000,
        "||a\n" * 50_000,
        "||\n\n" * 50_000,
        ":::spoiler\n" * 20_000,
        "```a\n" * 40_000,
        ":::" + " " * 10**6 + "x",
        "\n" + " " * 10**6,
        "\\" * 200_000 + "||a||",
    ],
    ids=lambda text: repr(text[:12]),
)
@pytest.mark.parametrize("function", [without_spoilers, split_spoilers, hide_inline])
def test_a_long_run_of_marks_takes_no_time(function: Callable[[str], object], text: str) -> None:
    began = time.process_time()
    function(text)
    assert time.process_time() - began < 3  # linear takes a fraction of a second, quadratic hours
