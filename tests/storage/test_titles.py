from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from filmlog.domain.film import Film
from filmlog.domain.finding import find
from filmlog.domain.matching import Candidate, title_key
from filmlog.storage.diary import Diary
from filmlog.storage.ulid import new_ulid
from tests.examples import log

TITLES = {
    "The Cranes Are Flying": ("Летят журавли", 1957),
    "Amélie": ("Le Fabuleux Destin d'Amélie Poulain", 2001),
    "Alien": ("", 1979),
    "Aliens": ("", 1986),
    "Rocky II": ("", 1979),
    "Rocky III": ("", 1982),
    "Ran": ("乱", 1985),
    "L'Avventura": ("", 1960),
    "???": ("", 1999),
}


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with Diary.open(tmp_path / "d.db", create=True) as diary:
        for title, (original, year) in TITLES.items():
            log(diary, Film(new_ulid(), title, original_title=original, year=year))
        yield diary


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("the cranes are flying", "The Cranes Are Flying"),
        ("Cranes are flying", "The Cranes Are Flying"),
        ("Cranes Are Flying, The", "The Cranes Are Flying"),
        ("летят журавли", "The Cranes Are Flying"),
        ("Letyat zhuravli", "The Cranes Are Flying"),
        ("amelie", "Amélie"),
        ("fabuleux destin d’amelie poulain", "Amélie"),
        ("avventura", "L'Avventura"),
        ("RAN", "Ran"),
        ("乱", "Ran"),
        ("???", "???"),
    ],
)
def test_names_a_film_answers_to(diary: Diary, typed: str, title: str) -> None:
    assert [candidate.title for candidate in diary.titled(typed)] == [title]


def sure(diary: Diary, typed: str, year: int | None = None) -> Candidate | None:
    return find(diary.titles, typed, year).sure


@pytest.mark.parametrize(
    "typed", ["crains are flying", "The Cranes Are Fliyng", "cranes are flyng", "flying cranes are"]
)
def test_small_slips_are_taken(diary: Diary, typed: str) -> None:
    taken = sure(diary, typed)
    assert taken is not None
    assert taken.title == "The Cranes Are Flying"


@pytest.mark.parametrize("typed", ["Rocky IV", "Rocky 2", "Alien 3", "Alien3", "Rin", "The Crane"])
def test_another_film_is_never_taken(diary: Diary, typed: str) -> None:
    assert sure(diary, typed) is None


def test_another_year_is_never_sure(diary: Diary) -> None:
    assert sure(diary, "crains are flying", 1999) is None


def holding(diary: Diary, typed: str) -> list[str]:
    *words, last = title_key(typed).split() or [""]
    return [c.title for c in diary.titles.holding([[word] for word in words], last)]


def test_words_of_a_title(diary: Diary) -> None:
    assert holding(diary, "cranes fly") == ["The Cranes Are Flying"]
    assert holding(diary, "poulain amelie") == ["Amélie"]
    assert holding(diary, "flying cr") == ["The Cranes Are Flying"]
    assert holding(diary, "le ra") == []
    assert holding(diary, "ra") == ["Ran"]
    assert holding(diary, '"; DROP TABLE film; --') == []
    assert diary.titles.holding([["crains", "cranes"], ["are"]], "") == [
        Candidate(1, "The Cranes Are Flying", 1957, "the cranes are flying")
    ]


def test_completion(diary: Diary) -> None:
    assert diary.titles_starting("cra") == ["The Cranes Are Flying"]
    assert diary.titles_starting("The Cr") == ["The Cranes Are Flying"]
    assert diary.titles_starting("лет") == ["The Cranes Are Flying"]
    assert set(diary.titles_starting("ali")) == {"Alien", "Aliens"}
    log(diary, Film(new_ulid(), "Alien", year=2001))
    assert set(diary.titles_starting("alien")) == {"Alien (1979)", "Alien (2001)", "Aliens"}


def test_work_stays_bounded_with_many_like_titles(diary: Diary) -> None:
    with diary.writing():
        from filmlog.domain.change import Change

        diary.apply(
            [Change(None, Film(new_ulid(), f"The Flying Story {n}")) for n in range(1500)], "many"
        )
    assert len(diary.titles.spelt_like("the flying stories 700")) <= 40
    assert len(diary.titles.holding([["the"], ["flying"]], "s")) <= 40
    assert diary.titles.spelt_like("crains are flying")[0].title == "The Cranes Are Flying"
