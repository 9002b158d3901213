from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.domain.change import Change, Record
from filmlog.domain.entry import Entry
from filmlog.domain.film import Film
from filmlog.domain.query import DiaryQuery, Phrase, Term, parse_query
from filmlog.domain.query_fields import BY_NAME
from filmlog.domain.query_match import column_text, is_in, matches
from filmlog.domain.shelf import Wish
from filmlog.domain.source import Offer, Source
from filmlog.domain.texts import film_texts, wish_texts
from filmlog.domain.viewing import Viewing
from filmlog.errors import QueryError
from filmlog.storage import film_search
from filmlog.storage.diary import Diary
from filmlog.storage.film_search import FIELDS, Room, film_clause
from filmlog.storage.listing import Condition
from filmlog.storage.ulid import new_ulid
from tests.effort import some
from tests.storage.test_search import VALUES, films, tuples_of_words, word_values, words_of


@st.composite
def wished(draw: st.DrawFn) -> tuple[Film, Wish]:
    film = draw(films())
    why, by, moods = draw(words_of), draw(words_of), draw(tuples_of_words)
    return film, Wish(new_ulid(), film.id, why, by, moods=moods)


@st.composite
def queries(draw: st.DrawFn) -> str:
    name = draw(st.sampled_from(["", *FIELDS]))
    kind = BY_NAME[name].kind if name else "words"
    value = draw(word_values if kind == "words" else VALUES[kind])
    return draw(st.sampled_from(["", "-"])) + (f"{name}:{value}" if name else value)


def holds(term: Term, film: Film, wish: Wish) -> bool:
    """The plain answer: an unseen film has what a viewing of it with nothing in it has."""
    if term.field:
        entry = Entry(Viewing("V", film.id), film, None, None, 1, False)
        return matches(DiaryQuery("", (term,)), entry)
    columns = [column_text(texts) for texts in (film_texts(film) | wish_texts(wish)).values()]
    said = [value for value in term.values if isinstance(value, Phrase)]
    return any(is_in(phrase, column) for phrase in said for column in columns) != term.is_negated


@given(
    st.lists(wished(), min_size=1, max_size=3),
    st.lists(queries(), min_size=20, max_size=30),
)
@settings(max_examples=some(15))
def test_sql_finds_what_a_plain_look_finds(
    tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[Film, Wish]], texts: list[str]
) -> None:
    path = tmp_path_factory.mktemp("diary") / "diary.db"
    with Diary.open(path, create=True) as diary:
        write(diary, *(record for pair in pairs for record in pair))
        items = diary.watchlist.films(Condition())
        for text in texts:
            try:
                query = parse_query(text)
            except QueryError:
                continue
            expected = {
                item.wish.id
                for item in items
                if all(holds(term, item.film, item.wish) for term in query.terms)
            }
            condition = film_clause(query)
            found = diary.watchlist.films(condition)
            assert {item.wish.id for item in found} == expected, text
            assert diary.watchlist.count(condition) == len(expected)


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    """Three films to see; the first is at source 1, the second at 2, the third is at neither."""
    long = Film("F1", "Long", runtime=140, directors=("Anna Long",))
    short, untimed = Film("F2", "Short", runtime=70), Film("F3", "Untimed")
    with Diary.open(tmp_path / "diary.db", create=True) as diary:
        write(
            diary,
            *(long, short, untimed, Source("S1", "One"), Source("S2", "Two")),
            Wish("W1", "F1", "Anna said so", "Anna K.", "high", moods=("Rainy day", "☔")),
            Wish("W2", "F2", "||rainy||", "Zoé", moods=("quiet",)),
            Wish("W3", "F3", priority="low"),
            Offer("O1", "F1", "S1"),
            Offer("O2", "F2", "S2"),
            Offer("O3", "F3", "S1", is_there=False),
            Offer("O4", "F3", "S2", deleted="2026-11-20T23:10:00Z"),
        )
        yield diary


def write(diary: Diary, *records: Record) -> None:
    with diary.writing():
        diary.apply([Change(None, record) for record in records], "test")


def found(diary: Diary, condition: Condition) -> str:
    """The numbers of the wishes that meet a condition."""
    return "".join(str(number) for number, _ in diary.watchlist.priorities(condition))


def test_bare_words_are_looked_for_in_the_film_and_in_the_wish(diary: Diary) -> None:
    answers = {
        "anna": "1", "zoe": "2", "quiet": "2", "-anna": "23", "title:anna": "", "rain*": "1",
        "director:anna said": "1", "runtime:<100": "2", "-runtime:<100": "13", '"."': "",
    }  # fmt: skip
    for text, numbers in answers.items():
        assert found(diary, film_clause(parse_query(text))) == numbers, text
    assert found(diary, film_clause(DiaryQuery())) == "123"


@pytest.mark.parametrize(
    ("text", "name", "position"),
    [
        ("anna heart", "heart", 5),
        ("anna -tag:war", "tag", 5),
        ("has:review", "review", 0),
        ("source:One", "source", 0),
        ("year:1957 watched:2026", "watched", 10),
    ],
)
def test_what_only_a_viewing_has_is_refused(text: str, name: str, position: int) -> None:
    with pytest.raises(QueryError) as refused:
        film_clause(parse_query(text))
    assert refused.value.sentence.startswith(f"The watchlist cannot be asked for {name}:")
    assert (refused.value.text, refused.value.position) == (text, position)


def test_filters(diary: Diary) -> None:
    assert found(diary, film_search.in_mood("RAINY")) == "1"
    assert found(diary, film_search.in_mood("☔")) == "1"
    assert found(diary, film_search.in_mood("rai")) == ""
    assert found(diary, film_search.recommended_by("zoe")) == "2"
    assert found(diary, film_search.recommended_by('"*')) == ""
    assert found(diary, film_search.of_priority("low")) == "3"
    assert found(diary, film_search.shorter_than(140)) == "2"
    assert found(diary, film_search.shorter_than(141)) == "12"
    assert found(diary, film_search.UNTIMED) == "3"


def test_a_film_is_there_where_it_fits_in(diary: Diary) -> None:
    there = film_search.there_at
    assert found(diary, there([])) == ""
    assert found(diary, there([Room(1)])) == "1"
    assert found(diary, there([Room(1, 139), Room(2, 70)])) == "2"
    assert found(diary, there([Room(1, 140), Room(2, 0)])) == "1"
    write(diary, Offer("O5", "F3", "S2"))
    assert found(diary, there([Room(2, 0)])) == "3"
