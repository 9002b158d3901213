from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from filmlog.domain.finding import find
from filmlog.domain.likeness import LIKELY
from filmlog.domain.matching import Candidate, near_year, squashed, title_key, without_article


class Shelf:
    """Titles that are searched one by one; `asked` says which questions were put."""

    def __init__(self, *films: tuple[str, int | None, int, str]) -> None:
        self.names = [
            Candidate(number, title, year, title_key(name), kind, votes)
            for number, (title, year, votes, others) in enumerate(films, 1)
            for kind, name in enumerate(filter(None, [title, *others.split("|")]))
        ]
        self.asked: list[str] = []

    def called(self, key: str) -> list[Candidate]:
        self.asked.append("called")
        return [c for c in self.names if _bare(c.key) == _bare(key)]

    def holding(self, words: Sequence[Sequence[str]], beginning: str) -> list[Candidate]:
        self.asked.append("holding")
        return [
            c
            for c in self.names
            if all(set(choice) & set(c.key.split()) for choice in words)
            and any(word.startswith(beginning) for word in c.key.split())
        ]

    def nearest_words(self, word: str) -> list[str]:
        self.asked.append("nearest")
        known = sorted({w for c in self.names for w in c.key.split()})
        return [w for w in known if OSA.distance(word, w) <= 1]

    def known(self, words: Sequence[str]) -> set[str]:
        return {w for c in self.names for w in c.key.split()} & set(words)

    def spelt_like(self, key: str) -> list[Candidate]:
        self.asked.append("spelt")
        return [c for c in self.names if fuzz.ratio(squashed(c.key), squashed(key)) >= 50]


def _bare(key: str) -> str:
    return squashed(without_article(key))


FILMS = Shelf(
    ("The Cranes Are Flying", 1957, 120, "Летят журавли|Quand passent les cigognes"),
    ("Solaris", 1972, 90_000, ""),
    ("Solaris", 2002, 80_000, ""),
    ("Titanic", 1997, 1_300_000, ""),
    ("Titanic", 1953, 8_000, ""),
    ("Pride & Prejudice", 2005, 300_000, ""),
    ("Bride of Frankenstein", 1935, 50_000, ""),
    ("Rocky II", 1979, 200_000, ""),
    ("Rocky III", 1982, 190_000, ""),
    ("Blade Runner", 1982, 700_000, ""),
    ("Blade Runner 2049", 2017, 500_000, ""),
    ("Before Sunrise", 1995, 300_000, ""),
    ("Before Sunset", 2004, 250_000, ""),
    ("The Night of the Hunter", 1955, 90_000, ""),
    ("1917", 2019, 600_000, ""),
    ("???", 1999, 0, ""),
)


def found(typed: str, year: int | None = None) -> list[str]:
    return [f"{m.candidate.title} ({m.candidate.year})" for m in find(FILMS, typed, year).matches]


def sure(typed: str, year: int | None = None) -> str | None:
    taken = find(FILMS, typed, year).sure
    return None if taken is None else f"{taken.title} ({taken.year})"


CRANES = "The Cranes Are Flying (1957)"


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("The Cranes Are Flying", ["called"]),
        ("cranesareflying", ["called"]),
        ("Quand passent les cigognes", ["called"]),
        # "Cranes" is the beginning, and every word of it is held.
        ("cranes are fl", ["called", "holding"]),
        ("flying cranes", ["called", "holding", "spelt"]),
        ("crains are flying", ["called", "holding", "nearest"]),
        ("cranes ar flying", ["called", "holding", "nearest"]),
        ("the crns r flyng", ["called", "holding", "nearest", "spelt"]),
    ],
)
def test_each_stage_is_asked_only_when_the_one_before_it_did_not_do(
    typed: str, asked: list[str]
) -> None:
    FILMS.asked.clear()
    assert found(typed)[0] == CRANES
    assert list(dict.fromkeys(FILMS.asked)) == asked


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("the cranes are flying", CRANES), ("Cranes Are Flying, The", CRANES),
        ("летят журавли", CRANES), ("letyat zhuravli", CRANES), ("thecranesareflying", CRANES),
        ("quand passent les cigognes", CRANES), ("cranes are fl", CRANES),
        ("crains are flying", CRANES), ("the cranes are fliyng", CRANES),
        ("flying cranes are", CRANES), ("letyat zhuravly", CRANES),
        ("night of the hunt", "The Night of the Hunter (1955)"),
        ("pride and prejudice", "Pride & Prejudice (2005)"),
        ("blade runner", "Blade Runner (1982)"),
        ("Blade Runner 2049", "Blade Runner 2049 (2017)"), ("1917", "1917 (2019)"),
        ("???", "??? (1999)"),
        # Far better known than the other of its name.
        ("titanic", "Titanic (1997)"),
    ],
)  # fmt: skip
def test_what_is_taken(typed: str, title: str) -> None:
    assert sure(typed) == title


@pytest.mark.parametrize(
    ("typed", "year", "title"),
    [
        ("Solaris", 1972, "Solaris (1972)"), ("Solaris", 2002, "Solaris (2002)"),
        ("Titanic", 1953, "Titanic (1953)"), ("crains are flying", 1957, CRANES),
        # A festival comes a year before the cinemas.
        ("Solaris", 1973, "Solaris (1972)"), ("crains are flying", 1958, CRANES),
        # With no brackets around it, the year is one only where no title ends so.
        ("Solaris 2002", None, "Solaris (2002)"), ("cranes are flying 1957", None, CRANES),
    ],
)  # fmt: skip
def test_a_year_picks_one(typed: str, year: int | None, title: str) -> None:
    assert sure(typed, year) == title


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        ("solaris", None), ("Solaris", 1990), ("The Cranes Are Flying", 1987), ("Titanic", 2020),
        ("crains are flying", 1999),
        # Too little, or a whole word, or several go on so.
        ("cranes", None), ("cranes are", None), ("cra", None), ("before sun", None),
        ("the crane", None), ("the night", None),
        # What looks like a slip is a word of another title, or another part of a series.
        ("bride & prejudice", None), ("rocky iv", None), ("rocky 2049", None), ("rocky i", None),
        ("", None), (" ", None), ("zzzz", None), ("Stalker", None),
    ],
)  # fmt: skip
def test_what_a_person_has_to_say(typed: str, year: int | None) -> None:
    assert sure(typed, year) is None


def test_what_is_offered_has_the_likeliest_first() -> None:
    assert found("solaris") == ["Solaris (1972)", "Solaris (2002)"]
    assert found("solaris", 2002)[0] == "Solaris (2002)"
    assert set(found("before sun")) == {"Before Sunrise (1995)", "Before Sunset (2004)"}
    assert set(found("rocky iv")[:2]) == {"Rocky II (1979)", "Rocky III (1982)"}
    assert found("titanic") == ["Titanic (1997)", "Titanic (1953)"]
    assert found("zzzz") == []


def test_a_film_counts_once_by_its_best_name() -> None:
    matches = find(FILMS, "letyat zhuravly", None).matches
    assert [m.candidate.number for m in matches] == [1]
    assert matches[0].candidate.key == "letyat zhuravli"


def test_of_equals_the_other_names_and_the_unknown_come_last() -> None:
    shelf = Shelf(("Loft", 2008, 10, ""), ("Loft", 2005, 10_000, ""), ("Zolder", 2010, 0, "Loft"))
    assert [m.candidate.year for m in find(shelf, "loft", None).matches] == [2005, 2008, 2010]


def test_years() -> None:
    assert near_year(None, 1957)
    assert near_year(1957, 1958)
    assert not near_year(1957, 1959)
    assert near_year(1957, 1962, 5)


WORDS = "the cranes are flying rocky ii 2 titanic solaris 1972 of & ???".split()
pieces = st.lists(st.sampled_from([*WORDS, " "]), max_size=5).map(" ".join)


@given(st.text(max_size=40) | pieces, st.none() | st.integers(1870, 2100))
def test_any_text_is_searched_for(typed: str, year: int | None) -> None:
    _, _, matches, taken = find(FILMS, typed, year)
    scores = [m.score for m in matches]
    assert scores == sorted(scores, reverse=True)
    assert len({m.candidate.number for m in matches}) == len(matches) <= 10
    assert all(m.score >= LIKELY and 0 <= m.alike <= 1 for m in matches)
    assert taken is None or taken in [m.candidate for m in matches]


@given(st.sampled_from(FILMS.names), st.data())
def test_a_name_in_full_finds_its_film(name: Candidate, data: st.DataObject) -> None:
    typed = data.draw(st.sampled_from([name.key, name.key.upper(), squashed(name.key), name.title]))
    assert name.number in [m.candidate.number for m in find(FILMS, typed, None).matches]
    first, *_ = find(FILMS, typed, name.year).matches
    assert first.candidate.number == name.number


def test_a_year_at_the_end_is_understood_once() -> None:
    found = find(FILMS, "the night of the hunter 1955", None)
    assert (found.key, found.year) == ("the night of the hunter", 1955)
    assert found.sure is not None
    found = find(FILMS, "blade runner 2049", None)
    assert (found.key, found.year) == ("blade runner 2049", None)
