from __future__ import annotations

from datetime import UTC, datetime

import pytest

from filmlog.cli.dates import parse_when
from filmlog.errors import UsageError

NOW = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)  # a Tuesday
LANGUAGES = ("de", "fr", "es", "it", "pt", "ru", "ja", "nl", "pl", "uk")


def read(text: str, now: datetime = NOW, languages: tuple[str, ...] = LANGUAGES) -> str:
    return parse_when(text, now=now, languages=languages).iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("12 października 1957", "1957-10-12"), ("20 listopada", "2026-11-20"),
        ("vrijdag 20 november 2026", "2026-11-20"), ("пʼятниця", "2026-11-20"),
        ("piątek", "2026-11-20"), ("січень", "2026-01"), ("mai 57", "1957-05"),
        ("Friday 20/11/2026", "2026-11-20"),
        ("20 nov\u200eembre 2026\u202c", "2026-11-20"), ("in the morning of january", "2026-01"),
        ("20 novembre 20", "2020-11-20"), ("3 dni temu", "2026-11-21"),
        ("2 weken geleden", "2026-11-10"), ("2 decades ago", "2006"), ("vorige maand", "2026-10"),
    ],
)  # fmt: skip
def test_what_was_said_is_read(text: str, iso: str) -> None:
    assert read(text) == iso


@pytest.mark.parametrize(
    "text",
    [
        "one", "two we", "deux", "два", "1st 20 two", "trois 3",  # a month, once
        "yesterday3", "3.today", "12 last night", "today ago 2020", "2026 two fortnight ago",
        "13 à at", "\u0301", "\u035a", "00 nov", "nov 0", "0000 nov", "friday Nov", "martedì ago",
        "Fri 03/04/2026", "1yesterday", "vorgestern 2", "+ ontem", "2² nov", "① nov",
        "yesterday last fortnight", "heute gestern", "0 seconds ago", "Oct 1\u202e57",
    ],
)  # fmt: skip
def test_nothing_is_made_up_and_nothing_left_out(text: str) -> None:
    with pytest.raises(UsageError):
        read(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("and 2 the friday 3", "'and 2 the friday 3' is not a date that filmlog can read."),
        ("vrijdag 21 november 2026", "21 November 2026 was a Saturday, not a Friday."),
        ("FRI 23 ”NOV 2026", "23 November 2026 was a Monday, not a Friday."),
    ],
)
def test_a_weekday_has_to_be_that_of_the_day(text: str, sentence: str) -> None:
    with pytest.raises(UsageError) as refused:
        read(text)
    assert refused.value.sentence == sentence


def test_a_month_is_counted_from_the_calendar_in_every_language() -> None:
    new_year = datetime(2027, 1, 1, 0, 30, tzinfo=UTC)
    assert read("january", new_year) == read("січень", new_year) == "2027-01"
    assert read("yesterday", new_year) == read("wczoraj", new_year) == "2026-12-30"
