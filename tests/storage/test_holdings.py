from __future__ import annotations

from pathlib import Path

from filmlog.domain.change import Change, Record, replace
from filmlog.domain.film import Film
from filmlog.domain.imported import Imported
from filmlog.domain.record import UNDONE
from filmlog.domain.shelf import Wish
from filmlog.domain.source import Source
from filmlog.domain.uniting import Holdings, trace_id
from filmlog.storage.diary import Diary
from filmlog.storage.holdings import holdings, holdings_of
from filmlog.storage.ulid import new_ulid
from tests import whole

IN_TRASH = "2026-11-01T00:00:00Z"


def _apply(diary: Diary, *changes: Change) -> None:
    with diary.writing():
        diary.apply(changes, "test")


def test_a_film_has_what_names_it_and_what_is_in_the_trash(tmp_path: Path) -> None:
    with Diary.open(tmp_path / "d.db", create=True) as diary:
        made = whole.demo()
        made.write(diary)
        (film,) = diary.films()

        def of(kind: str) -> tuple[Record, ...]:
            return tuple(made.of(kind))

        (wish,) = of("wish")
        row = Imported(new_ulid(), "letterboxd", "wish x", wish.id)
        trace = Imported(trace_id(film.id), "filmlog", f"film {film.id}", "another")
        _apply(diary, Change(None, row), Change(None, trace))
        now = holdings(diary.connection, film)
        kinds = ("viewing", "offer", "wish", "listed")
        assert tuple(now) == (film, *map(of, kinds), (row,), trace)
        offer = now.offers[0]
        gone = replace(offer, deleted=IN_TRASH)
        _apply(diary, Change(offer, gone))
        assert holdings(diary.connection, film).offers == (gone,)
        undone = replace(offer, deleted=IN_TRASH + UNDONE)  # redo may bring it back
        _apply(diary, Change(gone, undone))
        assert holdings(diary.connection, film).offers == (undone,)


def test_another_film_has_nothing_of_it(tmp_path: Path) -> None:
    with Diary.open(tmp_path / "d.db", create=True) as diary:
        whole.demo().write(diary)
        other = Film(new_ulid(), "Ran")
        _apply(diary, Change(None, other), Change(None, Source(new_ulid(), "Arsenal")))
        fresh = next(film for film in diary.films() if film.id == other.id)
        assert holdings(diary.connection, fresh) == Holdings(other)


def test_several_films_have_each_their_own(tmp_path: Path) -> None:
    with Diary.open(tmp_path / "d.db", create=True) as diary:
        films = [Film(new_ulid(), f"Film {n}") for n in range(600)]
        wishes = [Wish(new_ulid(), film.id, f"why {n}") for n, film in enumerate(films)]
        rows = [Imported(new_ulid(), "x", wish.id, wish.id) for wish in wishes]
        made: list[Record] = [*films, *wishes, *rows]
        _apply(diary, *(Change(None, record) for record in made))
        found = holdings_of(diary.connection, list(diary.films()))
        assert found == {
            film.id: Holdings(film, wishes=(wish,), imported=(row,))
            for film, wish, row in zip(films, wishes, rows, strict=True)
        }
