"""Whatever is typed as a date is one that was said, or is refused with a sentence."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from random import Random

from filmlog.cli.dates import diary_day, parse_when
from filmlog.domain.partial_date import PartialDate
from filmlog.errors import UsageError
from tests.battery.battery import Battery
from tests.battery.dates_said import fault
from tests.battery.fuzzed import mutated, soup

VALID = """
2026-11-20|2026-11|1957|20.11.2026|20. 11. 2026|11/2026|03/04/2026|20/11/26|20/11|3.4.|10-5-57
today|tonight|yesterday|last night|the day before yesterday|friday|last friday|friday last week
3 days ago|a week ago|two weeks ago|3 months ago|2 years ago|last month|this year|a decade ago
20 nov|nov 20|20 Nov 2026|Nov 20th, 2026|20th of November|Fri 20 Nov 2026|Oct 1957|november|29 feb
heute|gestern Abend|vorgestern|letzten Freitag|vor 3 Tagen|vor 2 Jahren|20. Dezember|März 1957
hier soir|avant-hier|vendredi dernier|il y a 2 semaines|20 décembre|1er janvier 2020|10 mai 57
ayer|anoche|el viernes pasado|hace 3 meses|20 de noviembre de 2026|5 de mayo|enero
ieri|venerdì scorso|3 giorni fa|20 novembre 2026|l'altro ieri|10 gennaio|ontem à noite|há 3 dias
sexta-feira passada|20 de dezembro|вчера вечером|в прошлую пятницу|3 дня назад|12 октября 1957
昨日の夜|先週の金曜日|3日前|2026年11月20日|11月20日|1957年|2週間前
vorige maand|3 dagen geleden|20 mei
20 maj 2020|för 3 dagar sedan|3 dni temu|12 października 1957|20 січня|3 gün önce|20 Mayıs 2020
""".strip().replace("\n", "|").split("|")  # fmt: skip
TOKENS = (
    *" ".join(VALID).split(),
    *"0 1 2 5 12 13 28 29 30 31 32 57 99 100 1869 1870 2026 2027 9999 10000 0000 00".split(),
    *"1e3 ٣ ９ ² ½".split(),
    *"/ - . , : ' + – 1st 2nd 3rd 4th 11th T Z UTC +02:00 12:30 8pm 8 am h min s".split(),
    *"@1164000000".split(),
    *"now noon midnight ago before after next last this past since until in on at".split(),
    *"of the and or".split(),
    *"second minute hour day week month year decade century quarter fortnight".split(),
    *"weekend season".split(),
    *"summer winter spring autumn christmas easter halloween new year's eve birthday once".split(),
    *"mar may sun sat march april set sept dic ter mi do so di me le la il el der au du".split(),
    *"Montag mardi jueves domenica segunda среда пт 火 月 日 年 前 maandag lördag środa".split(),
    *"one two drei trois cuatro sei sette восемь 九 十 十一月 二十日 XX IV".split(),
    *"\x00 \x1b \ud800 \u200b \u202e \u0301 \u3000 \n".split(" "),
)  # fmt: skip
LANGUAGES = "de fr es it pt ru ja nl sv pl uk tr".split()


def test_no_date_is_invented(battery: Battery) -> None:
    random = battery.random("dates")
    read = 0
    for _ in range(battery.rounds(10_000, 300)):
        text = _text(random)
        now = _moment(random)
        day_end = random.choice((0, 4, 4, 6))
        to_come = random.random() < 0.3
        languages = tuple(random.sample(LANGUAGES, random.randint(0, 4)))
        order = random.choice(("DMY", "MDY", "YMD"))
        found = _read(text, now, day_end, order, languages, to_come=to_come)
        if found is None:
            continue
        read += 1
        about = ascii(f"{text} {order} {languages} {now} {day_end} {found}")
        assert found.year >= 1870, about
        assert to_come or found.first() <= now.date(), about
        wrong = fault(text, found, diary_day(now, day_end), now.date())
        assert not wrong, f"{wrong}: {about}"
    assert read > battery.rounds(1000, 30)


def _read(
    text: str, now: datetime, day_end: int, order: str, languages: tuple[str, ...], *, to_come: bool
) -> PartialDate | None:
    try:
        return parse_when(
            text, now=now, day_end=day_end, order=order, languages=languages, to_come=to_come
        )
    except UsageError as refused:
        if not refused.sentence:
            raise
        return None


def _text(random: Random) -> str:
    match random.randint(0, 9):
        case 0:
            return "".join(chr(random.randrange(0x500)) for _ in range(random.randint(0, 20)))
        case 1:
            return "".join(random.choice("0123456789/-. :") for _ in range(random.randint(1, 12)))
        case 2 | 3 | 4:
            return soup(random, TOKENS, 5)
        case _:
            return mutated(random, VALID, TOKENS)


def _moment(random: Random) -> datetime:
    """Some moment of a few years, often at a turn of a day, a month, a year or of February."""
    zone = timezone(timedelta(hours=random.randint(-11, 13)))
    day = random.choice(
        [
            datetime(*d, tzinfo=zone)
            for d in ((2026, 11, 20), (2024, 2, 29), (2027, 1, 1), (2024, 12, 31), (2025, 3, 1))
        ]
    ) + timedelta(days=random.randint(-3, 3))
    return day + timedelta(minutes=random.choice((0, 30, 239, 240, 720, 1439)))
