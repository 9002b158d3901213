from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.cli.date_words import _DAYS_BACK, _MONTH, _WEEKDAY, fold
from filmlog.cli.dates import diary_day, parse_when
from filmlog.domain.partial_date import PartialDate
from filmlog.errors import UsageError
from tests.effort import some

NOW = datetime(2026, 11, 24, 21, 0, tzinfo=timezone(timedelta(hours=1)))  # a Tuesday
LANGUAGES = ("de", "fr", "es", "it", "pt", "ru", "ja")


def read(text: str, now: datetime = NOW, order: str = "DMY") -> str:
    return parse_when(text, now=now, order=order, languages=LANGUAGES).iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-11-20", "2026-11-20"), ("2026-11", "2026-11"), ("1957", "1957"),
        ("2026/11/20", "2026-11-20"), ("2026.11.20", "2026-11-20"), ("2026-1-2", "2026-01-02"),
        ("20.11.2026", "2026-11-20"), ("20. 11. 2026", "2026-11-20"), ("11/2026", "2026-11"),
        ("03/04/2026", "2026-04-03"), ("03/25/2026", "2026-03-25"), ("20/11/26", "2026-11-20"),
        ("10/5/57", "1957-05-10"), ("20/11", "2026-11-20"), ("3.4.", "2026-04-03"),
        ("２０２６-１１-２０", "2026-11-20"),
    ],
)  # fmt: skip
def test_digits(text: str, iso: str) -> None:
    assert read(text) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("today", "2026-11-24"), ("Tonight", "2026-11-24"), ("this evening", "2026-11-24"),
        ("yesterday", "2026-11-23"), ("last night", "2026-11-23"),
        ("yesterday evening", "2026-11-23"), ("the day before yesterday", "2026-11-22"),
        ("friday", "2026-11-20"), ("on Friday", "2026-11-20"), ("fri", "2026-11-20"),
        ("last friday", "2026-11-20"), ("last friday night", "2026-11-20"),
        ("tuesday", "2026-11-24"), ("last tuesday", "2026-11-17"),
        ("friday last week", "2026-11-20"), ("monday last week", "2026-11-16"),
        ("0 days ago", "2026-11-24"), ("3 days ago", "2026-11-21"), ("a week ago", "2026-11-17"),
        ("two weeks ago", "2026-11-10"), ("3 months ago", "2026-08"), ("12 months ago", "2025-11"),
        ("2 years ago", "2024"), ("last month", "2026-10"), ("last year", "2025"),
        ("this month", "2026-11"), ("this year", "2026"),
        ("20 nov", "2026-11-20"), ("24 nov", "2026-11-24"), ("25 nov", "2025-11-25"),
        ("nov 20", "2026-11-20"), ("20 Nov 2026", "2026-11-20"), ("Nov 20th, 2026", "2026-11-20"),
        ("20th of November", "2026-11-20"), ("20 nov 26", "2026-11-20"),
        ("Fri 20 Nov 2026", "2026-11-20"), ("November 2026", "2026-11"), ("Oct 1957", "1957-10"),
        ("12 October 1957", "1957-10-12"), ("October 12, 1957", "1957-10-12"),
        ("november", "2026-11"), ("december", "2025-12"), ("last november", "2025-11"),
        ("29 feb", "2024-02-29"), ("in 1957", "1957"),
    ],
)  # fmt: skip
def test_english_words(text: str, iso: str) -> None:
    assert read(text) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("vendredi dernier", "2026-11-20"), ("в прошлую пятницу", "2026-11-20"),
        ("先週の金曜日", "2026-11-20"), ("先週の日曜日", "2026-11-22"), ("金曜日", "2026-11-20"),
        ("letzten Freitag", "2026-11-20"), ("el viernes pasado", "2026-11-20"),
        ("venerdì scorso", "2026-11-20"), ("sexta-feira passada", "2026-11-20"),
        ("Miércoles", "2026-11-18"), ("miercoles", "2026-11-18"), ("в среду", "2026-11-18"),
        ("gestern", "2026-11-23"), ("gestern Abend", "2026-11-23"), ("heute", "2026-11-24"),
        ("heute Morgen", "2026-11-24"), ("gestern Morgen", "2026-11-23"),
        ("ayer por la mañana", "2026-11-23"), ("hier matin", "2026-11-23"),
        ("hier soir", "2026-11-23"), ("avant-hier", "2026-11-22"), ("aujourd’hui", "2026-11-24"),
        ("ayer", "2026-11-23"), ("anoche", "2026-11-23"), ("l'altro ieri", "2026-11-22"),
        ("ontem à noite", "2026-11-23"), ("вчера вечером", "2026-11-23"),
        ("昨日の夜", "2026-11-23"),
        ("2026年11月20日", "2026-11-20"), ("11月20日", "2026-11-20"), ("2026年11月", "2026-11"),
        ("1957年", "1957"),
    ],
)  # fmt: skip
def test_words_of_other_languages(text: str, iso: str) -> None:
    assert read(text) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("20 novembre 2026", "2026-11-20"), ("20 décembre", "2025-12-20"), ("novembre", "2026-11"),
        ("octobre 1957", "1957-10"), ("12 октября 1957", "1957-10-12"), ("октябрь 1957", "1957-10"),
        ("1er janvier 2020", "2020-01-01"), ("10 mai 57", "1957-05-10"),
        ("vor 3 Tagen", "2026-11-21"), ("il y a 2 semaines", "2026-11-10"),
        ("hace 3 meses", "2026-08"), ("vor 2 Jahren", "2024"), ("3日前", "2026-11-21"),
    ],
)  # fmt: skip
def test_what_dateparser_reads_is_kept_as_far_as_it_was_said(text: str, iso: str) -> None:
    assert read(text) == iso


@pytest.mark.parametrize(
    "text",
    ["", " ", "2", "20", "4.5", "20261120", "20日", "1990s", "the 90s", "années 90", "años 1990",
     "1990年代", "21:30", "8h", "5 min ago", "23 hours ago", "le 5", "monday 5", "a",
     "nov 20 2026 x", "3 days", "3 Tagen", "1 meses", "3週間", "friday the 13th", "last week",
     "letzte Woche", "summer 2020", "circa 1957", "march last year",
     "20 nov 6", "፩ nov", "20² nov", "garbage", "last", "night", "in", "20 novembre 2026 à 21h30",
     "2026-11-20 21:30", "9999 years ago", "99999999 days ago", "x" * 10_000, "\x00", "\ud800"],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        read(text)
    assert refused.value.hint
    assert len(refused.value.sentence) < 100


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2026-11-25", "Wed 25 Nov 2026 is still to come."),
        ("2026-12", "Dec 2026 is still to come."),
        ("2027", "2027 is still to come."),
        ("tomorrow", "Wed 25 Nov 2026 is still to come."),
        ("in 3 days", "Fri 27 Nov 2026 is still to come."),
        ("1200", "'1200' is before the first film."),
        ("31/02/2026", "'31/02/2026' is a day that no calendar has."),
        ("2026-02-30", "'2026-02-30' is a day that no calendar has."),
        ("30 feb", "'30 feb' is a day that no calendar has."),
        ("0000", "'0000' is a day that no calendar has."),
        ("Thu 20 Nov 2026", "20 November 2026 was a Friday, not a Thursday."),
        ("1990s", "'1990s' is ten years, and a date is one at most."),
        ("20", "'20' is a number, not a date."),
    ],
)
def test_refusals_say_why(text: str, sentence: str) -> None:
    with pytest.raises(UsageError) as refused:
        read(text)
    assert refused.value.sentence == sentence


def test_a_release_may_be_still_to_come() -> None:
    assert parse_when("2027-03", now=NOW, to_come=True) == PartialDate(2027, 3)


@pytest.mark.parametrize(
    ("order", "text", "iso"),
    [
        ("DMY", "03/04/2026", "2026-04-03"), ("MDY", "03/04/2026", "2026-03-04"),
        ("MDY", "3/4", "2026-03-04"), ("MDY", "3.4.", "2026-04-03"), ("YMD", "3/4", "2026-03-04"),
        ("MDY", "25/03/2026", "2026-03-25"), ("YMD", "25/03/2026", "2026-03-25"),
        ("YMD", "04/04/2026", "2026-04-04"), ("YMD", "26/11/20", "2026-11-20"),
    ],
)  # fmt: skip
def test_the_order_settles_what_three_numbers_mean(order: str, text: str, iso: str) -> None:
    assert read(text, order=order) == iso


def test_an_order_without_an_answer_asks() -> None:
    with pytest.raises(UsageError) as refused:
        read("03/04/2026", order="YMD")
    assert refused.value.sentence == "'3/4' could be 3 April or 4 March."
    with pytest.raises(UsageError):
        read("4.6.25", order="YMD")  # no year of one digit


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("tonight", "2026-11-20"), ("today", "2026-11-20"), ("yesterday", "2026-11-19"),
        ("friday", "2026-11-20"), ("last friday", "2026-11-20"), ("saturday", "2026-11-21"),
        ("2026-11-21", "2026-11-21"), ("gestern", "2026-11-19"), ("1 day ago", "2026-11-19"),
        ("vor 1 Tag", "2026-11-19"),
    ],
)  # fmt: skip
def test_after_midnight_it_is_still_the_evening_before(text: str, iso: str) -> None:
    assert read(text, now=datetime(2026, 11, 21, 0, 40, tzinfo=UTC)) == iso


def test_the_day_of_the_diary() -> None:
    assert diary_day(datetime(2026, 11, 21, 3, 59, tzinfo=UTC), 4) == date(2026, 11, 20)
    assert diary_day(datetime(2026, 11, 21, 4, 0, tzinfo=UTC), 4) == date(2026, 11, 21)
    assert diary_day(datetime(2026, 11, 21, 0, 0, tzinfo=UTC), 0) == date(2026, 11, 21)


def test_a_language_that_nobody_reads_is_named() -> None:
    with pytest.raises(UsageError, match="'xx'"):
        parse_when("ub yuneg", now=NOW, languages=("xx",))


def test_the_language_of_the_system_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "pl_PL.UTF-8")
    assert parse_when("12 października 1957", now=NOW) == PartialDate(1957, 10, 12)


def test_plain_dates_wait_for_no_library() -> None:
    code = """
import sys
from datetime import datetime, timezone
from filmlog.cli.dates import parse_when
now = datetime(2026, 11, 24, 21, 0, tzinfo=timezone.utc)
for text in ("2026-11-20", "today", "last friday", "20 nov", "3 days ago", "вчера"):
    parse_when(text, now=now)
print(sorted(name for name in sys.modules if name.startswith(("dateparser", "calendar"))))
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


@given(st.dates(date(1900, 1, 1), NOW.date()))
def test_every_form_that_filmlog_prints_reads_back(day: date) -> None:
    for known in (PartialDate.of(day), PartialDate(day.year, day.month), PartialDate(day.year)):
        for printed in (known.iso, known.words, known.long):
            assert parse_when(printed, now=NOW) == known


# Words that stand for a day or a month without naming its number.
COUNTED = re.compile(
    r"ago|today|yesterday|tonight|tomorrow|last|this|next|now|vor|hace|il y a|heute|gestern|hier"
)
PIECES = [
    "1", "3", "12", "20", "31", "57", "90s", "1957", "2026", "2027", "12:00", "/", "-", ".", ",",
    "nov", "October", "feb", "friday", "mon", "last", "this", "next", "ago", "days", "weeks",
    "months", "year", "today", "yesterday", "tonight", "night", "the", "of", "a", "in", "novembre",
    "октября", "vendredi", "dernier", "vor", "Tagen", "hace", "meses", "il y a", "jours", "summer",
]  # fmt: skip


def _says(text: str, number: int, names: dict[str, int]) -> bool:
    folded = fold(text)
    numbers = [int(digits) for digits in re.findall("[0-9]+", folded)]
    named = any(
        re.search(rf"(?<![^\W\d_]){re.escape(name)}", folded)
        for name, n in names.items()
        if n == number
    )
    return number in numbers or named or COUNTED.search(folded) is not None


MONTH_NAMES = _MONTH | {"novembre": 11, "октября": 10}
OTHER_DAYS = re.compile("|".join(map(re.escape, [*_WEEKDAY, *_DAYS_BACK])))


@settings(max_examples=some(200))
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=5), st.sampled_from([" ", ""]))
def test_no_day_or_month_is_made_up(pieces: list[str], glue: str) -> None:
    text = glue.join(pieces)
    try:
        known = parse_when(text, now=NOW, languages=("de", "fr", "es", "ru"))
    except UsageError:
        return
    assert known.first() <= NOW.date()
    by_weekday = OTHER_DAYS.search(fold(text)) is not None
    if known.day is not None:
        assert by_weekday or _says(text, known.day, {})
    if known.month is not None:
        assert by_weekday or _says(text, known.month, MONTH_NAMES)


@settings(max_examples=some(150))
@given(st.text(max_size=30) | st.text("0123456789/-. novTueagsd月日年", max_size=14))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        known = parse_when(text, now=NOW)
    except UsageError:
        return
    assert known.first() <= NOW.date()
