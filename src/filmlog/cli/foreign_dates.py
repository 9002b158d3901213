"""Dates in words of any language: dateparser's answer, where it agrees with the text.

Left alone dateparser makes "October 1957" the 23rd, "1990s" half an hour ago, "one" January and
"Friday 3 February" whatever day that was.
"""

from __future__ import annotations

import os
import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from filmlog.cli.date_words import check_weekday, fold, latest
from filmlog.domain.partial_date import PartialDate
from filmlog.errors import UsageError

_NOBODYS_TIME = time(11, 52, 37)  # no text says it, so an answer that has it is counted from today

_LARGER = {"day": 7, "week": 7, "month": 1, "year": 10}
"""What a number counts besides the steps of a period: weeks in days, decades in years."""

_BETWEEN_WORDS = r"\b[dl]['’]|[\s\d.,/()\[\]-]+"


class _Answer(NamedTuple):
    """What dateparser made of a text as of today and of another day, in which language.

    `period` says whether it means a day, week, month or year.
    """

    past: datetime
    future: datetime
    period: str
    language: str

    @property
    def is_stated(self) -> bool:
        """Whether it is a date by itself, and not counted from the day of asking."""
        return self.past.time() == self.future.time() == time()

    @property
    def month(self) -> int | None:
        """The month that a word names: a number would be the day in one of the answers."""
        is_named = (
            self.is_stated and self.period == "month" and self.past.month == self.future.month
        )
        return self.past.month if is_named else None

    def weekday(self, today: date) -> int | None:
        """The weekday that a text names: the nearest to either day."""
        behind, ahead = today - self.past.date(), self.future.date() - _other(today)
        weekday = self.past.weekday()
        is_named = (
            self.is_stated
            and self.period == "day"
            and weekday == self.future.weekday()
            and timedelta() <= min(behind, ahead) <= max(behind, ahead) <= timedelta(days=7)
        )
        return weekday if is_named else None


def read(
    said: str, diary_today: date, today: date, languages: tuple[str, ...]
) -> PartialDate | None:
    """What dateparser reads in the text, if nothing of it is invented and nothing left out.

    It is asked twice: as of one day with a liking for the past, and as of a day of another weekday,
    month and year with one for the future and for months before days. What both answers share was
    said, what moved with the day was counted from it, and anything else was made up. Days are
    counted from the diary's, weekdays and months from the calendar's, as in date_words.py. Raises
    ValueError for a day that no calendar has, UsageError for one that was another weekday and for
    a language that dateparser does not know.
    """
    # It takes "- 1 days" for a day ago, and "+ yesterday" for tomorrow.
    if re.search(r"[^\W\d_]{2}", said) is None or re.search(r"[+−]|(?:^|\s)[-–]\s*\d", said):
        return None
    answer = _ask(said, diary_today, _known(languages))
    if answer is None:
        return None
    numbers = [int(number) for number in re.findall(r"\d+", said)]
    if not answer.is_stated:
        without = _ask(re.sub(r"\d+", " ", said), diary_today, [answer.language])
        is_idle = bool(numbers) and without == answer  # the number of "1 last night"
        is_glued = re.search(r"\d[.,:;/]+[^\W\d_]", said) is not None  # "3.today"
        if is_idle or is_glued or _is_sum(said, diary_today, answer.language):
            return None
        return _counted(answer, numbers, diary_today)
    if re.search(r"\b[a-z]\b", fold(said)):
        return None  # "a" is a month to it
    return _stated(said, numbers, answer.language, today)


def _counted(answer: _Answer, numbers: list[int], today: date) -> PartialDate | None:
    """A date that lies so many days, months or years from today, to that unit."""
    base = datetime.combine(today, _NOBODYS_TIME)
    past, future, period, _ = answer
    steps = _steps(base, past, period)
    # Any other time of day is one that was said, or seconds that were not; "letzte Woche" has
    # seven days; "3 Tagen" goes both ways until a word more says which; "yesterday 3" is no count.
    if (
        past.time() != _NOBODYS_TIME
        or len(numbers) > 1
        or (period == "week" and not numbers)
        or steps != _steps(base - timedelta(days=800), future, period)
        or any(abs(steps) not in {n, n * _LARGER.get(period, 1)} or not n for n in numbers)
    ):
        return None
    parts = {"year": 1, "month": 2}.get(period, 3)
    return PartialDate(*(past.year, past.month, past.day)[:parts])


def _is_sum(said: str, today: date, language: str) -> bool:
    """Whether two dates counted from today were added up, as of "yesterday last fortnight"."""
    words = said.split()
    halves = ((words[:n], words[n:]) for n in range(1, len(words)))
    return any(all(_ask(" ".join(half), today, [language]) for half in both) for both in halves)


def _steps(start: datetime, end: datetime, period: str) -> int:
    """How many years, months or days lie between two days."""
    if period == "year":
        return end.year - start.year
    if period == "month":
        return (end.year - start.year) * 12 + end.month - start.month
    return (end - start).days


def _stated(said: str, numbers: list[int], language: str, today: date) -> PartialDate | None:
    """A weekday, a month, or a day of one, when its numbers and names are those of the text.

    A year alone is none: dateparser gives "années 90" as 1990.
    """
    answer = _ask(said, today, [language])
    words = [word for word in re.split(_BETWEEN_WORDS, said) if len(word) > 1]
    alone = [one for word in words if (one := _ask(word, today, [language]))]
    months = {month for one in alone if (month := one.month) is not None}
    weekdays = {day for one in alone if (day := one.weekday(today)) is not None}
    if answer is None or len(months) > 1 or len(weekdays) > 1:
        return None
    if not numbers and (weekday := answer.weekday(today)) is not None:
        is_all = not months and weekdays <= {weekday}
        return PartialDate.of(answer.past.date()) if is_all else None
    return _with_a_month(answer, numbers, months, weekdays, today)


def _with_a_month(
    answer: _Answer, numbers: list[int], months: set[int], weekdays: set[int], today: date
) -> PartialDate | None:
    """A month or a day of one: its parts are the numbers and names, and no more, no fewer."""
    past, future, period, _ = answer
    month = past.month
    day = past.day if period == "day" else None
    if (
        period not in {"day", "month"}
        or (month, day) != (future.month, future.day if day else None)
        or not months <= {month}
        or (weekdays and not day)
    ):
        return None
    left = [*numbers]
    for part in (day, None if months else month):
        if part in left:
            left.remove(part)
        elif part is not None:
            return None
    if not left:
        found = latest(month, day, today)
    elif left in ([past.year], [past.year % 100]) and (past.year - future.year) % 100 == 0:
        # The likings part 1957 from 2057, and every year that was not said.
        found = PartialDate(past.year, month, day)
    else:
        return None
    for weekday in weekdays:
        check_weekday(found, weekday)
    return found


def _known(languages: tuple[str, ...]) -> list[str]:
    """The languages of the settings, the system's and English, as far as dateparser has them."""
    # 150 ms, so only for what nothing simpler could read.
    from dateparser.data.languages_info import language_order

    for code in languages:
        if code not in language_order:
            raise UsageError(
                f"Dates cannot be read in the language '{code}'.",
                "`filmlog config set languages de,ru` names those you write in.",
            )
    codes = dict.fromkeys((*languages, _system_language(), "en"))
    return [code for code in codes if code in language_order]


def _ask(said: str, today: date, languages: list[str]) -> _Answer | None:
    """What dateparser answers as of both days; None when it has no answer, or two kinds of one."""
    from dateparser.date import DateDataParser

    answers = []
    for day, liking, order in ((today, "past", "DMY"), (_other(today), "future", "MDY")):
        settings = {
            "PREFER_DATES_FROM": liking,
            "DATE_ORDER": order,
            "PARSERS": ["relative-time", "absolute-time"],
            "RELATIVE_BASE": datetime.combine(day, _NOBODYS_TIME),
        }
        try:
            answer = DateDataParser(languages=languages, settings=settings).get_date_data(said)
        except Exception:  # noqa: BLE001 - whatever its parsers trip over is no date
            return None
        answers.append((answer.date_obj, answer.period, answer.locale))
    (past, period, language), (future, other_period, _) = answers
    if past is None or future is None or period != other_period or past.tzinfo or future.tzinfo:
        return None
    return _Answer(past, future, period or "", language or "en")


def _other(day: date) -> date:
    """A day of another weekday, month and year."""
    return day - timedelta(days=800)


def _system_language() -> str:
    """The language of the environment, `de` for `de_DE.UTF-8`; Windows sets no such variable."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_TIME", "LANG"))
    return re.split("[_.@-]", next(filter(None, names), ""))[0].lower()
