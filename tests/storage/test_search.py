from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.domain.change import Change, Record, replace
from filmlog.domain.entry import Entry
from filmlog.domain.film import Award, Credit, Film, Related
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.query import parse_query
from filmlog.domain.query_fields import FIELDS, MARKS
from filmlog.domain.query_match import matches
from filmlog.domain.source import PASS_KINDS, Pass, Source
from filmlog.domain.viewing import Picture, Viewing
from filmlog.errors import QueryError
from filmlog.storage.diary import Diary
from filmlog.storage.search import clause
from filmlog.storage.ulid import new_ulid
from tests.effort import some
from tests.examples import cranes_diary, texts

# Few words in several scripts, so that what is asked for is often there.
PIECES = (
    'cranes Cranes Café cafe\u0301 東京物語 京 журавли Журавлей ||café|| *noir* !!! it\'s "a_b" '
    "ﬁlm OR NEAR ( ‖ \u00ad ❤\ufe0f"
).split()
DATES = "2026 2026-11 2026-11-01 2026-11-20 2026-12 2026-12-31 2025-12-31 2025 0001 9999".split()

prose = st.lists(st.sampled_from([*PIECES, "\n", ":::spoiler\n", "\n:::\n"]), max_size=5).map(
    " ".join
)
words_of = prose | texts
titles = words_of.filter(lambda text: text.strip() != "")
tuples_of_words = st.lists(titles, max_size=2).map(tuple)
dates = st.none() | st.sampled_from(DATES).map(PartialDate.parse_iso)
prices = st.none() | st.builds(
    Money, st.sampled_from([0, 1, 499, 500, 2**63 - 1]), st.sampled_from(["USD", "EUR", "JPY"])
)


@st.composite
def films(draw: st.DrawFn) -> Film:
    return Film(
        id=new_ulid(),
        title=draw(titles),
        original_title=draw(words_of),
        year=draw(st.none() | st.integers(1949, 1960)),
        released=draw(dates),
        runtime=draw(st.none() | st.integers(95, 99)),
        directors=draw(tuples_of_words),
        writers=draw(tuples_of_words),
        cast=tuple(Credit(name, draw(words_of)) for name in draw(tuples_of_words)),
        genres=draw(tuples_of_words),
        countries=draw(tuples_of_words),
        languages=draw(tuples_of_words),
        overview=draw(words_of),
        tagline=draw(words_of),
        awards=tuple(Award(prize, draw(words_of)) for prize in draw(tuples_of_words)),
        related=tuple(Related(title, None, draw(words_of)) for title in draw(tuples_of_words)),
    )


@st.composite
def viewings(draw: st.DrawFn, film: Film, source: Source | None, pass_: Pass | None) -> Viewing:
    return Viewing(
        id=new_ulid(),
        film_id=film.id,
        watched=draw(dates),
        rating=draw(st.none() | st.sampled_from([1, 79, 80, 81, 100])),
        heart=draw(st.booleans()),
        rewatch=draw(st.none() | st.booleans()),
        unfinished=draw(st.none() | st.integers(0, 99)),
        unfinished_why=draw(words_of),
        companions=draw(tuples_of_words),
        venue=draw(words_of),
        format=draw(words_of),
        subtitles=draw(words_of),
        tags=draw(tuples_of_words),
        headline=draw(words_of),
        quote=draw(words_of),
        quote_by=draw(words_of),
        review=draw(words_of),
        pictures=tuple(Picture("a.jpg", "0" * 64, c) for c in draw(tuples_of_words)),
        source_id=source.id if source else "",
        pass_id=pass_.id if pass_ else "",
    )


@st.composite
def diaries(draw: st.DrawFn) -> list[Record]:
    records: list[Record] = []
    for _ in range(draw(st.integers(1, 2))):
        film = draw(films())
        source = draw(st.none() | st.builds(Source, st.builds(new_ulid), titles, url=words_of))
        pass_ = None
        records.append(film)
        if source is not None:
            kind = draw(st.none() | st.sampled_from(PASS_KINDS))
            pass_ = None if kind is None else Pass(new_ulid(), source.id, kind, draw(prices))
            records.append(source)
        if pass_ is not None:
            records.append(pass_)
        records += [draw(viewings(film, source, pass_)) for _ in range(draw(st.integers(1, 2)))]
    return records


def joined(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map("".join)


operators = st.sampled_from(["", "=", ">", ">=", "<", "<="])
phrases = st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map(
    lambda found: " ".join(found).replace('"', "")
)
word_values = joined(
    st.sampled_from(["", "="]), phrases.map(lambda text: f'"{text}"'), st.sampled_from(["", "*"])
) | st.sampled_from([piece for piece in PIECES if piece[0] not in '"='])


def measured(values: list[str]) -> st.SearchStrategy[str]:
    point = st.sampled_from(values)
    return joined(operators, point) | joined(st.sampled_from([*values, ""]), st.just(".."), point)


VALUES = {
    "number": measured("0 1 2 3 #1".split()),
    "year": measured("1950s 1949 1957 1960".split()),
    "runtime": measured("1h36 97 98".split()),
    "rating": measured("79% 4 81% 5 1%".split()),
    "price": measured("0USD 4.99USD 5USD 5EUR 5JPY 9223372036854775807JPY".split())
    | st.just("free"),
    "date": measured([*DATES, "2020s", "today"]) | st.just("unknown"),
    "mark": st.sampled_from(list(MARKS)),
}
pass_values = st.sampled_from(["day", "ticket", "=rental", '"one day"', "sub*", "zzz"])
minus = st.sampled_from(["", "-"])
term = st.one_of(
    joined(minus, word_values),
    *(
        joined(
            minus,
            st.just(f"{field.name}:"),
            st.lists(
                pass_values if field.name == "pass" else VALUES.get(field.kind, word_values),
                min_size=1,
                max_size=2,
            ).map(",".join),
        )
        for field in FIELDS
    ),
)
queries = st.lists(term, min_size=1, max_size=3).map(" ".join)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Diary]:
    with Diary.open(tmp_path_factory.mktemp("search") / "d.db", create=True) as diary:
        diary.keep_picture("0" * 64, b"picture")
        yield diary


def asked(diary: Diary, text: str) -> set[int]:
    query = parse_query(text, today=datetime(2026, 11, 20, tzinfo=UTC).date())
    return {line.viewing_number for line in diary.lines(clause(query))}


def remembered(entries: list[Entry], text: str) -> set[int]:
    query = parse_query(text, today=datetime(2026, 11, 20, tzinfo=UTC).date())
    return {entry.viewing.number for entry in entries if matches(query, entry)}


@settings(max_examples=some(60))
@given(records=diaries(), asking=st.lists(queries, min_size=1, max_size=12))
def test_sql_answers_as_memory_does(
    scratch: Diary, records: list[Record], asking: list[str]
) -> None:
    # Undone at the end: a new file for each example would take ten times as long.
    scratch.connection.execute("BEGIN")
    try:
        numbers = scratch.apply([Change(None, record) for record in records], "test")
        seen = [n for n, r in zip(numbers, records, strict=True) if isinstance(r, Viewing)]
        entries = list(scratch.entries(seen))
        for text in asking:
            try:
                expected = remembered(entries, text)
            except QueryError:
                continue
            assert asked(scratch, text) == expected, text
    finally:
        scratch.connection.execute("ROLLBACK")


@pytest.mark.parametrize(
    ("text", "ratings"),
    [
        ("журавли", 2),
        ("crane* director:kalatozov", 2),
        ("has:spoiler", 1),
        ("-has:spoiler", 1),
        ("rewatch", 1),
        ('source:"Soviet Movies Online" price:5USD pass:day', 1),
        ("released:1957 watched:..2026", 2),
        ("title:=nothing", 0),
        ("!!!", 0),
        ("-!!!", 2),
        ("", 2),
    ],
)
def test_the_example_is_found(tmp_path: Path, text: str, ratings: int) -> None:
    with cranes_diary(tmp_path / "d.db") as diary:
        assert len(asked(diary, text)) == ratings
        assert len(list(diary.lines(clause(parse_query(text))))) == ratings


def test_nothing_typed_is_ever_syntax(tmp_path: Path) -> None:
    with cranes_diary(tmp_path / "d.db") as diary:
        for text in (
            'cranes") OR (x',
            "' OR 1=1 --",
            "title : x",
            "{review} : a",
            "^cranes",
            "NOT",
        ):
            quoted = text.replace('"', "")
            assert asked(diary, f'title:"{quoted} zzz"') == set()


def test_a_query_as_long_as_may_be_still_runs(tmp_path: Path) -> None:
    with cranes_diary(tmp_path / "d.db") as diary:
        assert asked(diary, " ".join(["-title:x"] * 100)) == {1, 2}
        assert asked(diary, "tag:" + ",".join(["x"] * 100)) == set()
        assert asked(diary, "-" + " -".join(["x*"] * 100)) == {1, 2}
        assert asked(diary, '"' + "x " * 1990 + '"') == set()
        assert asked(diary, "東" * 4000) == set()
        assert asked(diary, "watched:" + ",".join(["..2020"] * 100)) == set()


def test_a_viewing_in_the_trash_is_not_found(tmp_path: Path) -> None:
    with cranes_diary(tmp_path / "d.db") as diary:
        (entry,) = diary.entries([1])
        gone = replace(entry.viewing, deleted="2026-11-20T00:00:00Z")
        with diary.writing():
            diary.apply([Change(entry.viewing, gone)], "remove")
        assert asked(diary, "cranes") == {2}
        assert asked(diary, "-zzz") == {2}
