"""Anything typed as a query is one or is refused where it is wrong; SQL answers as memory does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from random import Random

from filmlog.domain.change import Change, Record
from filmlog.domain.entry import Entry
from filmlog.domain.film import Award, Credit, Film, Related
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.query import join_words, parse_query
from filmlog.domain.query_fields import FIELDS, MARKS
from filmlog.domain.query_match import matches
from filmlog.domain.query_terms import DiaryQuery
from filmlog.domain.source import PASS_KINDS, Pass, Source
from filmlog.domain.viewing import Picture, Viewing
from filmlog.errors import QueryError
from filmlog.screen.safe import is_safe
from filmlog.storage.diary import Diary
from filmlog.storage.search import clause
from tests.battery.battery import Battery
from tests.battery.fuzzed import TOKENS, mutated, soup
from tests.program import filmlog
from tests.storage.test_search import DATES, PIECES

_OPTION = re.compile(r"--|-[^\W\d_]$")
"""What a shell user most likely meant as an option, and which is refused as one."""

TODAY = date(2026, 11, 20)

_VALUES = {
    "number": ("1", "3", ">2", "1..4", "#7"),
    "year": ("1957", "1950s", ">=1952", "..1955"),
    "runtime": ("97", "1h37", "<98", "95..97"),
    "rating": ("4", ">=4", "79%", "3.95..5", "8/10", "<81%"),
    "price": ("5USD", "free", ">4.99USD", "0EUR..5EUR"),
    "date": (*DATES, "today", "2020s", "unknown", "..2026-11", ">2026-11"),
    "mark": tuple(MARKS),
    "words": (*(p for p in PIECES if '"' not in p), '"cranes café"', "cra*", "=cranes", '="OR"'),
}
VALID = [
    *(f"{field.name}:{value}" for field in FIELDS for value in _VALUES[field.kind]),
    *("cranes", "-heart", '"东京 cranes"', "rewatch -unfinished", "#3", "pass:ticket,rental"),
    "crane* director:kalatozov year:1950s rating:>=4 -tag:war,noir",
    'title:"Café",=Cranes watched:2026-11..2026-12 has:review',
]


def test_any_query_is_answered_as_memory_does_or_refused_where_it_is_wrong(
    battery: Battery, home: Path
) -> None:
    random = battery.random("queries")
    with Diary.open(home / "diary.db", create=True) as diary:
        entries = _diary(diary, random)
        answered = 0
        for _ in range(battery.rounds(10_000, 300)):
            text = _query(random)
            query = _parsed(text)
            if query is None:
                continue
            answered += 1
            found = {line.viewing_number for line in diary.lines(clause(query))}
            assert found == _remembered(entries, query), ascii(text)
    assert answered > battery.rounds(2000, 60)


def test_the_program_answers_any_query_or_says_what_is_wrong(battery: Battery, home: Path) -> None:
    random = battery.random("queries of the program")
    with Diary.open(home / "diary.db", create=True) as diary:
        entries = _diary(diary, random)
    for _ in range(battery.rounds(400, 30)):
        text = _query(random)
        command = random.choice(("list", "search"))
        words = [text] if random.random() < 0.5 else text.split()
        done = filmlog(command, "--json", "--all", "--", *words)
        assert done.code in {0, 2}, ascii(text)
        assert "Traceback" not in done.output
        assert is_safe(done.output), ascii(text)
        query = _parsed(join_words(words))
        if done.code == 2:
            assert query is None or not words or any(map(_OPTION.match, words)), ascii(text)
        elif command == "list":
            assert query is not None, ascii(text)
            numbers = {row["number"] for row in json.loads(done.stdout)["data"]}
            assert numbers == _remembered(entries, query), ascii(text)


def _query(random: Random) -> str:
    return mutated(random, VALID, TOKENS) if random.random() < 0.6 else soup(random, TOKENS)


def _parsed(text: str) -> DiaryQuery | None:
    """The query; None for one that is refused, as is checked, at a place of the text."""
    error: QueryError
    try:
        return parse_query(text, today=TODAY)
    except QueryError as refused:
        error = refused
    assert 0 <= error.position <= len(text), ascii(text)
    assert error.text == text
    assert error.sentence
    return None


def _remembered(entries: Iterable[Entry], query: DiaryQuery) -> set[int]:
    return {entry.viewing.number for entry in entries if matches(query, entry)}


def _diary(diary: Diary, random: Random) -> list[Entry]:
    """Two dozen films of few words in several scripts, so that what is asked for is often there."""
    made: list[Record] = []
    for serial in range(24):
        film, *others = _records(random, serial)
        made += [film, *others]
    with diary.writing():
        diary.keep_picture("0" * 64, b"picture")
        numbers = diary.apply([Change(None, record) for record in made], "test")
    seen = [n for n, record in zip(numbers, made, strict=True) if isinstance(record, Viewing)]
    return list(diary.entries(seen))


def _records(random: Random, serial: int) -> list[Record]:
    def words() -> str:
        return " ".join(
            random.choices([*PIECES, "\n:::spoiler\n", "\n:::\n"], k=random.randint(1, 4))
        )

    def some() -> tuple[str, ...]:
        return tuple(words() for _ in range(random.randint(0, 2)))

    def day() -> PartialDate | None:
        return random.choice((None, PartialDate.parse_iso(random.choice(DATES))))

    film = Film(
        f"01F{serial:02}", words(), words(), random.choice((None, 1949, 1952, 1957, 1960)), day(),
        random.choice((None, 95, 97, 98)), some(), some(),
        tuple(Credit(name, words()) for name in some()), some(), some(), some(), words(), words(),
        tuple(Award(prize, words(), 1958) for prize in some()),
        tuple(Related(title, None, words()) for title in some()),
    )  # fmt: skip
    source = Source(f"01S{serial:02}", words(), url=words())
    price = random.choice((None, Money(0, "USD"), Money(499, "USD"), Money(500, "EUR")))
    pass_ = Pass(f"01P{serial:02}", source.id, random.choice(PASS_KINDS), price)
    places = random.choice((("", ""), (source.id, ""), (source.id, pass_.id)))
    viewings = [
        Viewing(
            f"01V{serial:02}{n}", film.id, day(), random.choice((None, 1, 79, 80, 81, 100)),
            random.random() < 0.5, random.choice((None, None, True, False)),
            random.choice((None, None, 0, 40)), words(), some(), words(), words(), words(),
            some(), words(), words(), words(), words(),
            tuple(Picture("a.jpg", "0" * 64, caption) for caption in some()), *places,
        )
        for n in range(random.randint(1, 2))
    ]  # fmt: skip
    return [film, source, pass_, *viewings]
