from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.cli.context import Session
from filmlog.cli.periods import period_and_query, period_of
from filmlog.domain.period import WHOLE, read_period
from filmlog.errors import UsageError
from tests.effort import some

# Today is 2026-11-20.


@pytest.mark.parametrize(
    ("line", "label", "query"),
    [
        ("", "the whole diary", ""),
        ("director:kalatozov", "the whole diary", "director:kalatozov"),
        ("2025 director:x", "2025", "director:x"),
        ("1917 soldiers", "1917", "soldiers"),
        ("soldiers 1917", "the whole diary", "soldiers 1917"),
        ("last 30 days", "the last 30 days", ""),
        ("last 30 days rating:>=4", "the last 30 days", "rating:>=4"),
        ("last year tag:a", "2025", "tag:a"),
        ("last tango", "the whole diary", "last tango"),
        ("Nov 2026 -tag:a x", "Nov 2026", "-tag:a x"),
        ("november rain", "the whole diary", "november rain"),
        ("2024..2026 heart", "from 2024 to 2026", "heart"),
        ("2024 .. 2026 heart", "from 2024 to 2026", "heart"),
        ("nov 2024 .. dec 2025 heart", "from Nov 2024 to Dec 2025", "heart"),
        ("last 3 months .. last 2 days x", "from the last 3 months to the last 2 days", "x"),
        ("2026.. -tag:a", "from 2026", "-tag:a"),
        ("2025 2026", "2025", "2026"),
        ("today", "Fri 20 Nov 2026", ""),
        ("1990s", "1990s", ""),
    ],
)
def test_the_longest_period_at_the_beginning(line: str, label: str, query: str) -> None:
    period, rest = period_and_query(Session(), line.split())
    assert (period.label, " ".join(rest)) == (label, query)


def test_a_quoted_word_is_a_period_or_a_phrase_as_a_whole() -> None:
    assert period_and_query(Session(), ["last 30 days", "x"])[0].label == "the last 30 days"
    assert period_and_query(Session(), ["long take"]) == (WHOLE, ("long take",))
    assert period_and_query(Session(), ["2025 x"]) == (WHOLE, ("2025 x",))


def test_none_is_everything() -> None:
    assert period_and_query(Session(), None) == (WHOLE, ())
    assert period_of(Session(), None) == period_of(Session(), []) == WHOLE


def test_all_the_words_are_one_period() -> None:
    period = period_of(Session(), ["last", "month"])
    assert (period.first, period.last) == (date(2026, 10, 1), date(2026, 10, 31))


@pytest.mark.parametrize("line", ["soldiers", "2025 x", "2026-13", "last", ".."])
def test_what_is_no_period_is_refused(line: str) -> None:
    with pytest.raises(UsageError, match="is no period") as refusal:
        period_of(Session(), line.split())
    assert "last 30 days" in refusal.value.hint


def test_backwards_is_refused_either_way() -> None:
    for words in (["2026..2024"], ["2026", "..", "2024"]):
        with pytest.raises(UsageError, match="runs backwards"):
            period_of(Session(), words)
        with pytest.raises(UsageError, match="runs backwards"):
            period_and_query(Session(), [*words, "tag:a"])


_PARTS = st.sampled_from("2025 2026-11 last 30 days year nov 2024..2025 x tag:a \x1b".split(" "))
# Two dots between words may run backwards.
_WORDS = st.text(max_size=6).filter(lambda word: "." not in word)


@settings(max_examples=some(60))
@given(st.lists(_PARTS | _WORDS, max_size=6))
def test_no_word_is_lost(words: list[str]) -> None:
    period, rest = period_and_query(Session(), words)
    taken = words[: len(words) - len(rest)]
    assert [*taken, *rest] == words
    if taken:
        assert read_period(" ".join(taken), Session().today) == period
    else:
        assert period == WHOLE
