from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from filmlog.domain.change import Change, Record, replace
from filmlog.domain.film import Film
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.shelf import Wish
from filmlog.domain.source import Offer, Source
from filmlog.storage.diary import Diary
from filmlog.storage.listing import Condition
from filmlog.storage.watchlist import ORDERS

EVERY = Condition()


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with Diary.open(tmp_path / "diary.db", create=True) as diary:
        write(
            diary,
            Film("F1", "ran", year=1985, runtime=160),
            Film("F2", "Brazil", year=1984),
            Film("F3", "Ariel", runtime=73),
            wish("W1", "F1", due="2026-12", added="2026-11-03"),
            wish("W2", "F2", "low", due="2026-11-30", added="2026-11-02", moods=("b", "a")),
            wish("W3", "F3", "high", added="2026-11-01"),
        )
        yield diary


def wish(
    id_: str,
    film_id: str,
    priority: str = "normal",
    due: str = "",
    added: str = "2026-11-20",
    moods: tuple[str, ...] = (),
) -> Wish:
    day = PartialDate.parse_iso(due) if due else None
    return Wish(id_, film_id, "", "", priority, day, moods, PartialDate.parse_iso(added))


def write(diary: Diary, *records: Record) -> None:
    with diary.writing():
        diary.apply([Change(None, record) for record in records], "test")


def order(diary: Diary, by: str, *, reverse: bool = False) -> str:
    return "".join(
        item.wish.id[1] for item in diary.watchlist.films(EVERY, order=by, reverse=reverse)
    )


@pytest.mark.parametrize(
    ("by", "upwards", "downwards"),
    [
        ("priority", "312", "213"),
        ("due", "213", "123"),
        ("added", "321", "123"),
        ("title", "321", "123"),
        ("year", "213", "123"),
        ("runtime", "312", "132"),
    ],
)
def test_orders_have_what_is_not_known_last(
    diary: Diary, by: str, upwards: str, downwards: str
) -> None:
    assert by in ORDERS
    assert order(diary, by) == upwards
    assert order(diary, by, reverse=True) == downwards


def test_a_page_of_the_list(diary: Diary) -> None:
    assert [item.film.title for item in diary.watchlist.films(EVERY, limit=2)] == ["Ariel", "ran"]
    assert len(diary.watchlist.films(EVERY, limit=10**30)) == diary.watchlist.count(EVERY) == 3
    assert diary.watchlist.priorities(Condition("w.due IS NOT NULL")) == [(1, "normal"), (2, "low")]
    assert diary.watchlist.numbered(2).wish.moods == ("b", "a")


def test_what_is_in_the_trash_is_not_on_the_list(diary: Diary) -> None:
    gone = diary.watchlist.numbered(1).wish
    film = diary.film(2)
    assert film is not None
    with diary.writing():
        changes = [
            Change(gone, replace(gone, deleted="x")),
            Change(film, replace(film, deleted="x")),
        ]
        diary.apply(changes, "test")
    assert diary.watchlist.count(EVERY) == 1
    assert order(diary, "added") == "3"
    ran = diary.film(1)
    assert ran is not None
    assert diary.watchlist.of(ran) is None
    write(diary, wish("W4", "F1", "high"))
    assert diary.watchlist.of(ran) == wish("W4", "F1", "high")


def test_each_film_comes_with_its_places(diary: Diary) -> None:
    write(diary, Source("S", "One"), Offer("O", "F3", "S"))
    found = {item.film.title: item.offers for item in diary.watchlist.films(EVERY)}
    assert [place.source.name for place in found["Ariel"]] == ["One"]
    assert found["ran"] == ()
