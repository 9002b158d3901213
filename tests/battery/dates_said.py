"""What a text can mean as a date at most, found without the program's own words and tables.

An oracle to hold a reading against, not a reader: it knows the names of months, weekdays and
stretches of time in a dozen languages by their stems, and asks whether everything in the date is
in the text, and every number, month and weekday of the text in the date.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import permutations
from typing import NamedTuple

from filmlog.domain.partial_date import PartialDate

# Stems by language: en de fr es it pt nl sv pl ru uk tr, folded (lower case, no accents).
_MONTHS = {
    1: "jan enero ene genn gen janv sty stycz янв січ oc oca ocak",
    2: "feb fev febr fevr lut luty фев лют sub subat",
    3: "mar mrt maart mars marz marc мар бер mart",
    4: "apr avr abr kwi апр кві nis nisan",
    5: "may mai mag maio mei maj май мая тра mayis",
    6: "jun juin giu gius czerw cze июн чер ha haz",
    7: "jul juil lug lip июл лип tem",
    8: "ag aug ago aou sie авг сер agu",
    9: "sep set сен вер wrz eyl",
    10: "oct okt ott out paz окт жов eki",
    11: "nov noy lis ноя лис kas",
    12: "dec dez dic gru дек гру ar aralik",
}
_WEEKDAYS = {
    0: "mon mo lun seg ma maandag man mån pon пон пн pzt",
    1: "tue tu ma die di mar ter dinsdag tis wt wto вт вів sal",
    2: "wed we mit mi mer mie me qua woensdag ons sro sr ср сре сер car",
    3: "th thu don do jeu jue gio qui donderdag tors czw чет чт per",
    4: "fri fre ven vie sex vrijdag fre pia fr pt пят пт cum",
    5: "sa so so sat sam sab sonnabend zaterdag lor sob суб сб cmt",
    6: "sun su son so di do dim dom zondag sun nie нед вос вс paz",
}
_HAN_WEEKDAYS = "月火水木金土日"
_HAN_MONTHS = "一 二 三 四 五 六 七 八 九 十 十一 十二".split()
_UNITS = {
    1: "d дн day days tag tage tagen jour jours dia dias giorno giorni dag dagen dagar dni "
    "dzien den день дня дней дні gun",
    7: "week weeks woche wochen semaine semaines semana semanas settimana settimane weken veckor "
    "vecka tydzien tygodni tygodnie неделя недели недель неделю тиждень тижні hafta",
    30: "mo mon month months monat monate monaten mois mes meses mese mesi maand maanden "
    "manad manader miesiac miesiace miesiecy месяц месяца месяцев місяць ay",
    365: "y yr year years jahr jahre jahren an ans annee annees ano anos anno anni jaar jaren ar "
    "rok lata lat год года лет рік роки yil",
    3650: "decade decades jahrzehnt jahrzehnte jahrzehnten decennie decennies decada decadas "
    "десятилетие десятилетия",
}
_DAYS_BACK = {
    0: "today tonight now hour minute second morning afternoon evening heute hui ce soir hoy "
    "noche oggi stasera hoje noite vandaag idag dzis dzisiaj сегодня сейчас bugun jetzt "
    "maintenant ahora adesso agora",
    1: "yesterday night gestern hier ayer anoche ieri ontem gisteren igar wczoraj вчера вчора dun",
    2: "before vorgestern avant anteayer antes altro anteontem eergisteren forrgar przedwczoraj "
    "позавчера",
    -1: "tomorrow morgen demain manana domani amanha morgon jutro завтра yarin",
    -2: "ubermorgen apres pasado dopodomani pojutrze послезавтра",
}
_HAN_DAYS_BACK = {
    0: ("今日", "今夜", "今晩", "今天"), 1: ("昨日", "昨夜", "昨晩", "昨天"),
    2: ("一昨日", "おととい", "前天"), -1: ("明日", "明天"),
}  # fmt: skip
_HAN_UNITS = {1: "日天", 7: "週周", 30: "月", 365: "年"}
_COUNTS = {
    0: "",
    1: "a an one last next vorige previous past this ein eine einem einer un une una uno "
    "один одну um uma",
    2: "two zwei deux dos due dois duas два две two",
    3: "three drei trois tres tre три",
    4: "four vier quatre cuatro quattro quatro четыре",
    5: "five funf cinq cinco cinque пять",
    6: "six sechs seis sei шесть",
    7: "seven sieben sept siete sette sete семь",
    8: "eight acht huit ocho otto oito восемь",
    9: "nine neun neuf nueve nove девять",
    10: "ten zehn dix diez dieci dez десять",
    11: "eleven elf onze once undici одиннадцать",
    12: "twelve zwolf douze doce dodici двенадцать",
}


class Said(NamedTuple):
    """The numbers in a text, as digits, and what its words may mean."""

    numbers: list[str]
    months: list[set[int]]
    weekdays: list[set[int]]
    counted: set[PartialDate]
    units: set[int]
    words: list[str]


def fault(text: str, found: PartialDate, diary_day: date, today: date) -> str:
    """What of a date found in a text was not said there, or said and left out; '' for nothing."""
    said = _said(text, diary_day, found)
    if found in said.counted and len(said.numbers) <= 1:
        return ""
    if any(unicodedata.category(char) == "No" for char in text):
        return "a number that is no digit"
    day = found.first()
    if said.units == {7} and said.weekdays and not said.numbers:
        monday = today - timedelta(days=today.weekday() + 7)
        return "" if monday <= day < monday + timedelta(days=7) else "not in the last week"
    # "mon" is a Monday too.
    units = said.units - ({30} if "mon" in said.words and said.weekdays else set())
    if units - {365}:
        return "a stretch of time was left out"
    is_weekday = bool(said.weekdays and not said.numbers and found.day is not None)
    if is_weekday and all(day.weekday() in possible for possible in said.weekdays):
        return "" if abs((diary_day - day).days) < 14 else "not the weekday near today"
    return _stated(said, found, today)


def _stated(said: Said, found: PartialDate, today: date) -> str:
    """Whether the date's parts are the numbers and names of the text, no more and no fewer."""
    if any(found.month not in possible for possible in said.months):
        return "another month was named"
    if any(
        found.day is None or found.first().weekday() not in possible for possible in said.weekdays
    ):
        return "another weekday was named"
    parts = [found.day, found.month]
    unsaid = [part for part in parts if part is not None]
    if said.months and found.month in unsaid:
        unsaid.remove(found.month)
    for numbers in permutations(said.numbers):
        left = list(unsaid)
        for number in numbers:
            if int(number) in left and len(number) < 3:
                left.remove(int(number))
            elif int(number) in {found.year, found.year % 100} and len(number) in {2, 4}:
                left.append(0)  # the year is said
            else:
                break
        else:
            if left == [0]:
                return ""
            if not left:
                return _latest(said, found, today)
    return "its numbers are not those of the text"


def _latest(said: Said, found: PartialDate, today: date) -> str:
    """Whether a day or a month without its year is the latest there was."""
    if found.month is None:
        return "no year was said"
    bound = today
    if {"last", "dernier"} & set(said.words):
        bound = today.replace(day=1) - timedelta(days=1)
    if found.first() > bound:
        return "not the latest"
    for year in range(found.year + 1, today.year + 1):
        try:
            later = PartialDate(year, found.month, found.day)
        except ValueError:
            continue
        if later.first() <= bound:
            return "not the latest"
    return ""


def _said(text: str, diary_day: date, found: PartialDate) -> Said:
    folded = _fold(text)
    words = re.findall(r"[^\W\d_]+", re.sub(r"(?<=\d)(st|nd|rd|th)", " ", folded))
    loose = {*words, *re.findall(r"[^\W\d_]+", re.sub(r"[^\w\s]", "", folded))}  # toda.y
    numbers = re.findall(r"\d+", folded)
    han_weekdays = re.findall(f"([{_HAN_WEEKDAYS}])曜", folded)
    months = [possible for word in words if (possible := _starting(_MONTHS, word))]
    weekdays = [possible for word in words if (possible := _starting(_WEEKDAYS, word))]
    weekdays += [{_HAN_WEEKDAYS.index(sign)} for sign in han_weekdays]
    months += [
        {_HAN_MONTHS.index(sign) + 1}
        for sign in re.findall("([一二三四五六七八九十]+)月", folded)
        if sign in _HAN_MONTHS
    ]
    # A word that may be either, such as mar, is whichever the date bears out.
    doubtful = {w for w in words if _starting(_MONTHS, w) and _starting(_WEEKDAYS, w)}
    if doubtful:
        months = [
            _starting(_MONTHS, w) for w in words if w not in doubtful and _starting(_MONTHS, w)
        ]
        weekdays = [
            _starting(_WEEKDAYS, w) for w in words if w not in doubtful and _starting(_WEEKDAYS, w)
        ]
        for word in doubtful:
            as_month = found.month in _starting(_MONTHS, word) and bool(numbers or not weekdays)
            (months if as_month else weekdays).append(
                _starting(_MONTHS if as_month else _WEEKDAYS, word)
            )
    units = {n for n, names in _UNITS.items() if loose & set(names.split())}
    if "前" in folded:
        units |= {n for n, signs in _HAN_UNITS.items() if any(sign in folded for sign in signs)}
    if "先週" in folded:
        units.add(7)
    counted = set(_counted(folded, loose, numbers, diary_day, units))
    return Said(numbers, months, weekdays, counted, units, words)


def _counted(
    folded: str, words: set[str], numbers: list[str], diary_day: date, units: set[int]
) -> Iterator[PartialDate]:
    """Every date that something in the text may count from the day of the diary."""
    back = {n for n, names in _DAYS_BACK.items() if words & set(names.split())}
    back |= {n for n, names in _HAN_DAYS_BACK.items() if any(name in folded for name in names)}
    if not numbers:
        yield from (PartialDate.of(diary_day - timedelta(days=n)) for n in back)
    counts = {int(number) for number in numbers if len(number) < 6}
    counts |= {n for n, names in _COUNTS.items() if words & set(names.split())}
    for unit in units:
        for count in counts | ({0} if not numbers else set()):
            for sign in (1, -1):
                yield from _moved(diary_day, unit, sign * count)


def _moved(day: date, unit: int, count: int) -> Iterator[PartialDate]:
    try:
        if unit < 30:
            yield PartialDate.of(day - timedelta(days=unit * count))
        elif unit == 30:
            year, month = divmod(day.year * 12 + day.month - 1 - count, 12)
            yield PartialDate(year, month + 1)
        else:
            yield PartialDate(day.year - count * unit // 365)
    except (ValueError, OverflowError):
        return


def _starting(names: dict[int, str], word: str) -> set[int]:
    if word != "mon" and any(word in units.split() for units in _UNITS.values()):
        return set()  # the Dutch maand is no Monday
    return {
        n
        for n, stems in names.items()
        for stem in stems.split()
        if word == stem
        or (len(min(stem, word, key=len)) > 2 and word[: len(stem)] == stem[: len(word)])
    }


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in decomposed if unicodedata.category(c) not in {"Mn", "Cf"})
    return unicodedata.normalize("NFKC", plain).replace("ı", "i")
