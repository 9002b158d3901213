"""Days said in words: today, last friday, 20 nov, 3 weeks ago, and the likes in seven languages.

English is read in full; of German, French, Spanish, Italian, Portuguese, Russian and Japanese the
words that count from today, since dateparser 1.5 reads no "vendredi dernier", "в прошлую пятницу"
or "先週の金曜日". No word here means another day in another of these languages.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from filmlog.domain.partial_date import MONTHS, WEEKDAYS, PartialDate
from filmlog.errors import UsageError

_NAMES_OF_WEEKDAYS = """
    monday mon montag lundi lunes lunedi segunda понедельник 月曜日 月曜
    tuesday tue tues dienstag mardi martes martedi terca вторник 火曜日 火曜
    wednesday wed mittwoch mercredi miercoles mercoledi quarta среда среду 水曜日 水曜
    thursday thu thur thurs donnerstag jeudi jueves giovedi quinta четверг 木曜日 木曜
    friday fri freitag vendredi viernes venerdi sexta пятница пятницу 金曜日 金曜
    saturday sat samstag sonnabend samedi sabado sabato суббота субботу 土曜日 土曜
    sunday sun sonntag dimanche domingo domenica воскресенье 日曜日 日曜
"""
_NAMES_OF_DAYS = {
    0: "today, tonight, this morning, this afternoon, this evening, heute, aujourd'hui, ce soir, "
    "hoy, esta noche, oggi, stasera, hoje, esta noite, сегодня, 今日, 今夜, 今晩",
    1: "yesterday, last night, gestern, hier, ayer, anoche, ieri, ontem, вчера, 昨日, 昨夜, 昨晩",
    2: "day before yesterday, vorgestern, avant hier, anteayer, antes de ayer, l'altro ieri, "
    "anteontem, позавчера, 一昨日, おととい",
}
_WEEKDAY = {
    name: number
    for number, names in enumerate(_NAMES_OF_WEEKDAYS.strip().splitlines())
    for name in names.split()
}
_DAYS_BACK = {name: n for n, names in _NAMES_OF_DAYS.items() for name in names.split(", ")}
_MONTH = {
    name: number
    for number, month in enumerate(map(str.lower, MONTHS), 1)
    for name in (month, month[:3])
} | {"sept": 9}
_LAST = frozenset(
    "last past previous letzten letzter vergangenen vergangener dernier pasado scorso scorsa "
    "passado passada прошлый прошлую прошлое прошлая".split()
)
_LAST_WEEK = "先週"
_FILLING = frozenset(
    "the of on in at am im den der le la du de en el del il a na no feira в во の".split()
)
_YEAR = frozenset("year jahr annee ano anno год года году г".split())
_PART_OF_DAY = frozenset(
    "night evening afternoon morning abend nacht morgen vormittag nachmittag soir matin noche "
    "tarde manana sera mattina pomeriggio noite manha вечером утром днем 夜 晩 朝".split()
)
_COUNT = {
    name: number
    for number, name in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
} | {"a": 1, "an": 1}

_THIS_OR_LAST = {
    "this month": (0, "month"),
    "last month": (1, "month"),
    "this year": (0, "year"),
    "last year": (1, "year"),
}

_AGO = r"([0-9]{1,4}|[a-z]+) (day|week|month|year)s? ago"
_WORD = r"[0-9]+(?:st|nd|rd|th)?(?![0-9])|先週|の|[^\W\d_の]+(?:'[^\W\d_]+)?|[^\s.,\-]"

_DATE_SHAPES = frozenset("m lm my ym nm mn nmy mny ymn nmn mnn y jy yj".split())


def fold(text: str) -> str:
    """Lower case, single spaces, no accents: `Miércoles` is `miercoles`, `２０` is `20`."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c)).replace("’", "'")
    return " ".join(text.casefold().split())


def counted_back(folded: str, today: date) -> PartialDate | None:
    """The date that lies so many days, weeks, months or years before the diary's `today`.

    A week is seven days and leads to a day; months lead to a month, years to a year. None for
    other words, and for more time than the calendar has.
    """
    phrase = " ".join(folded.replace("-", " ").split()).removeprefix("the ")
    bare = " ".join(
        w for w in phrase.replace("の", " ").split() if w not in _PART_OF_DAY | {"a", "por", "la"}
    )
    days = _DAYS_BACK.get(phrase, _DAYS_BACK.get(bare))
    if days is not None:
        count, unit = days, "day"
    elif phrase in _THIS_OR_LAST:
        count, unit = _THIS_OR_LAST[phrase]
    elif (found := re.fullmatch(_AGO, phrase)) and (found[1].isdigit() or found[1] in _COUNT):
        count, unit = _COUNT.get(found[1]) or int(found[1]), found[2]
    else:
        return None
    try:
        if unit == "year":
            return PartialDate(today.year - count)
        if unit == "month":
            year, month = divmod(today.year * 12 + today.month - 1 - count, 12)
            return PartialDate(year, month + 1)
        return PartialDate.of(today - timedelta(days=count * (7 if unit == "week" else 1)))
    except (ValueError, OverflowError):
        return None


def named(folded: str, today: date) -> PartialDate | None:
    """The date of a weekday or an English month: `last friday`, `20 nov`, `Fri 20 Nov 2026`.

    A weekday is the latest up to `today` (the calendar's), a last one the latest before it; a day
    or month without a year is the latest too. None for other words. Raises ValueError for a day
    that no calendar has, and UsageError for one that was another weekday.
    """
    shape, numbers = _read(folded)
    if shape in {"w", "lw", "wl", "kw", "wk"}:
        weekday = numbers["w"][0]
        if "k" in shape:
            monday = today - timedelta(days=today.weekday() + 7)
            return PartialDate.of(monday + timedelta(days=weekday))
        behind = (today.weekday() - weekday) % 7
        return PartialDate.of(today - timedelta(days=behind or 7 * ("l" in shape)))
    if "m" in shape and "n" in shape and shape.count("w") == 1:
        shape = shape.replace("w", "")
    if shape not in _DATE_SHAPES:
        return None
    month, day, year = (numbers[kind][0] if kind in numbers else None for kind in "mny")
    if shape in {"nmn", "mnn"}:
        if re.search("[0-9]{2}$", folded) is None:
            return None
        year = in_full(numbers["n"][1], today)
    if year is not None:
        found = PartialDate(year, month, day)
    else:
        # This November is not "last November".
        found = latest(
            month, day, today.replace(day=1) - timedelta(days=1) if "l" in shape else today
        )
    if "w" in numbers:
        check_weekday(found, numbers["w"][0])
    return found


def check_weekday(found: PartialDate, weekday: int) -> None:
    """Raise UsageError for a date that was another weekday, counted from Monday, than was said."""
    was = found.first().weekday()
    if was != weekday:
        raise UsageError(f"{found.long} was a {WEEKDAYS[was]}, not a {WEEKDAYS[weekday]}.")


def latest(month: int | None, day: int | None, today: date) -> PartialDate:
    """The latest such day or month up to `today`. Raises ValueError when no year has it."""
    for year in range(today.year, today.year - 9, -1):
        try:
            found = PartialDate(year, month, day)
        except ValueError:
            continue  # 29 February
        if found.first() <= today:
            return found
    raise ValueError("there is no such day")


def in_full(short_year: int, today: date) -> int:
    """The latest year up to this one that ends in these two digits."""
    return today.year - (today.year - short_year) % 100


def _read(folded: str) -> tuple[str, dict[str, list[int]]]:
    """The shape of a text, a letter a word, and the numbers behind each letter.

    w weekday, m month, y year of four digits, n number of one or two, j "year", l "last",
    k "last week"; any other word makes the shape "?".
    """
    shape = ""
    numbers: dict[str, list[int]] = {}
    for word in re.findall(_WORD, folded.replace("last week", _LAST_WEEK)):
        digits = word.rstrip("stndrh")
        if digits.isdecimal() and len(digits) in {1, 2, 4}:
            kind, number = ("y" if len(digits) == 4 else "n"), int(digits)
        elif word in _WEEKDAY:
            kind, number = "w", _WEEKDAY[word]
        elif word in _MONTH:
            kind, number = "m", _MONTH[word]
        elif word in _LAST or word == _LAST_WEEK:
            kind, number = ("l" if word in _LAST else "k"), 0
        elif word in _YEAR:
            kind, number = "j", 0
        elif word in _FILLING or word in _PART_OF_DAY:
            continue
        else:
            return "?", {}
        shape += kind
        numbers.setdefault(kind, []).append(number)
    return shape, numbers
