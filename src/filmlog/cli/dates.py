"""Dates as people type them, kept as exactly as they were said and no more so.

Digits come first, then words; dateparser is asked last, and believed only where it agrees with
the text: left alone it makes "October 1957" the 23rd and "1990s" half an hour ago.
"""

from __future__ import annotations

import os
import re
from datetime import date, datetime, time, timedelta
from typing import Any

from filmlog.domain.partial_date import PartialDate
from filmlog.errors import UsageError

FIRST_FILM = 1870
"""Nobody shot a film before that decade, so an earlier year is a slip."""

_HINT = "Write 2026-11-20, Nov 2026, 1957, yesterday, last friday, 20 nov or '3 days ago'."
_LONGEST = 80

# Patterns are text, so that a date which the first one reads waits for no other (0.3 ms each).
_YEAR_FIRST = r"([0-9]{4})(?:([-/.])([0-9]{1,2})(?:\2([0-9]{1,2}))?)?\.?"
_YEAR_LAST = r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})\.?"
_NO_DAY = r"([0-9]{1,2})[-/.]([0-9]{4})"
_NO_YEAR = r"([0-9]{1,2})(?:/([0-9]{1,2})|\.([0-9]{1,2})\.)"
_HAN = r"(?:([0-9]{4})年)?(?:([0-9]{1,2})月(?:([0-9]{1,2})日)?)?"
_DECADE = r"[0-9]{2,4}'?s\b|[0-9]{2,4}年代"


def diary_day(now: datetime, day_end: int) -> date:
    """The day of the diary: until the hour `day_end` it is still the evening before."""
    return (now - timedelta(hours=day_end)).date()


def parse_when(
    text: str,
    *,
    now: datetime,
    day_end: int = 4,
    order: str = "DMY",
    languages: tuple[str, ...] = (),
    to_come: bool = False,
) -> PartialDate:
    """The date a person typed, known to the day, month or year as they said it.

    `now` is local time: `today` and all that is counted from it start from its diary_day. `order`
    (DMY, MDY or YMD) settles 03/04/2026. `languages` are ISO 639-1 codes, beside English and the
    system's. A date still to come is refused unless `to_come`. Raises UsageError.
    """
    said = " ".join(text.split())
    if not said.isascii():
        from unicodedata import normalize  # 0.5 ms, and full-width digits are not ASCII

        said = normalize("NFKC", said)
    if not said or len(said) > _LONGEST:
        raise UsageError(f"{_quoted(text)} is not a date.", _HINT)
    day = diary_day(now, day_end)
    try:
        found = (
            _in_digits(said, order, now.date())
            or _in_words(said, day, now.date())
            or _in_any_language(said, day, languages)
        )
    except ValueError:
        raise UsageError(f"{_quoted(text)} is a day that no calendar has.", _HINT) from None
    if found is None:
        raise UsageError(f"{_quoted(text)} is not a date that filmlog can read.", _HINT)
    if found.year < FIRST_FILM:
        raise UsageError(f"{_quoted(text)} is before the first film.", _HINT)
    if found.first() > now.date() and not to_come:
        raise UsageError(f"{found.words} is still to come.", _HINT)
    return found


def _in_digits(said: str, order: str, today: date) -> PartialDate | None:
    """A date of digits alone; None when there are words."""
    if found := re.fullmatch(_YEAR_FIRST, said):
        year, _, month, day = found.groups()
        return PartialDate(int(year), int(month) if month else None, int(day) if day else None)
    if not re.fullmatch(r"[0-9\s./-]+", said):
        return None
    digits = re.sub(r"([./-]) ", r"\1", said)
    if found := re.fullmatch(_NO_DAY, digits):
        return PartialDate(int(found[2]), int(found[1]))
    if found := re.fullmatch(_YEAR_LAST, digits):
        return _of_three(found[1], found[3], found[4], order, today)
    if found := re.fullmatch(_NO_YEAR, digits):
        from filmlog.cli.date_words import latest

        # With points the day comes first everywhere.
        pair_order = "DMY" if found[3] else order.replace("Y", "")
        day_number, month_number = _day_and_month(
            int(found[1]), int(found[2] or found[3]), pair_order
        )
        return latest(month_number, day_number, today)
    raise UsageError(f"{_quoted(said)} is a number, not a date.", _HINT)


def _of_three(first: str, second: str, third: str, order: str, today: date) -> PartialDate:
    if len(third) == 4:
        day, month = _day_and_month(int(first), int(second), order)
        return PartialDate(int(third), month, day)
    from filmlog.cli.date_words import in_full

    if order == "YMD":
        return PartialDate(in_full(int(first), today), int(second), int(third))
    day, month = _day_and_month(int(first), int(second), order)
    return PartialDate(in_full(int(third), today), month, day)


def _day_and_month(first: int, second: int, order: str) -> tuple[int, int]:
    """Which of two numbers is the day: as `order` has it, or else as the calendar allows."""
    if order == "YMD" and max(first, second) <= 12 and first != second:
        raise UsageError(
            f"'{first}/{second}' could be the {first}th of month {second} or the reverse.",
            "Write the year first, as 2026-11-20, or set the order: filmlog config set date_order",
        )
    day, month = (first, second) if order == "DMY" else (second, first)
    return (month, day) if month > 12 >= day else (day, month)


def _in_words(said: str, diary_today: date, today: date) -> PartialDate | None:
    from filmlog.cli.date_words import counted_back, fold, latest, named

    folded = fold(said)
    if re.search(_DECADE, folded):
        raise UsageError(f"{_quoted(said)} is ten years, and a date is one at most.", _HINT)
    if found := re.fullmatch(_HAN, folded):
        year, month, day = (int(part) if part else None for part in found.groups())
        return PartialDate(year, month, day) if year else latest(month, day, today)
    return counted_back(folded, diary_today) or named(folded, today)


def _in_any_language(said: str, today: date, languages: tuple[str, ...]) -> PartialDate | None:
    """What dateparser reads in the text, if nothing of it is invented and nothing left out.

    It is asked twice, as of today and as of a day of another weekday, month and year: what is the
    same in both answers was said, what moved with the day was either counted from it or made up.
    """
    if not any(character.isalpha() for character in said):
        return None
    noon = datetime.combine(today, time(12))
    then = noon - timedelta(days=400)
    answers = _ask_dateparser(said, (noon, then), languages)
    if any(answer.date_obj is None or answer.date_obj.tzinfo for answer in answers):
        return None
    one, two, period = answers[0].date_obj, answers[1].date_obj, answers[0].period
    numbers = [int(number) for number in re.findall(r"\d+", said)]
    if one.time() == time(12):
        return _counted(one, one - noon == two - then, period, numbers)
    if one.time() != time(0) or answers[1].period != period:
        return None  # a time of day, or seconds
    same_month, same_year = one.month == two.month, one.year == two.year
    if period == "day" and not numbers:
        is_weekday = one.weekday() == two.weekday() and noon - one < timedelta(days=8)
        return PartialDate.of(one.date()) if is_weekday else None
    known = {one.year, one.year % 100} if same_year else set()
    if period == "day" and same_month and one.day == two.day and one.day in numbers:
        known |= {one.day, one.month}
        day = one.day
    elif period == "month" and same_month:
        day = None
    else:
        return None
    if not known.issuperset(numbers):
        return None
    from filmlog.cli.date_words import latest

    return PartialDate(one.year, one.month, day) if same_year else latest(one.month, day, today)


def _counted(moment: datetime, moved: bool, period: str, numbers: list[int]) -> PartialDate | None:
    """A date counted from today: "vor 3 Tagen" is a day, "hace 2 meses" a month."""
    if len(numbers) > 1:
        return None
    match period:
        case "year":
            return PartialDate(moment.year)
        case "month":
            return PartialDate(moment.year, moment.month)
        case "week" if not numbers:
            return None  # "letzte Woche" is seven days
        case _:
            return PartialDate.of(moment.date()) if moved else None


def _ask_dateparser(said: str, days: tuple[datetime, ...], languages: tuple[str, ...]) -> list[Any]:
    # 150 ms, so only for what nothing above could read.
    from dateparser.data.languages_info import language_order
    from dateparser.date import DateDataParser

    for code in languages:
        if code not in language_order:
            raise UsageError(
                f"Dates cannot be read in the language '{code}'.",
                "`filmlog config set languages de,ru` names those you write in.",
            )
    codes = dict.fromkeys((*languages, _system_language(), "en"))
    settings = {"PREFER_DATES_FROM": "past", "PARSERS": ["relative-time", "absolute-time"]}
    try:
        return [
            DateDataParser(
                languages=[code for code in codes if code in language_order],
                settings=settings | {"RELATIVE_BASE": day},
            ).get_date_data(said)
            for day in days
        ]
    except Exception as error:  # noqa: BLE001 - whatever its parsers trip over is no date
        raise UsageError(f"{_quoted(said)} is not a date that filmlog can read.", _HINT) from error


def _system_language() -> str:
    """The language of the environment, `de` for `de_DE.UTF-8`; Windows sets no such variable."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_TIME", "LANG"))
    return re.split("[_.@-]", next(filter(None, names), ""))[0].lower()


def _quoted(text: str) -> str:
    shown = " ".join(text.split())
    return f"'{shown if len(shown) <= 40 else shown[:39] + '…'}'"
