"""Generated diaries with records of every kind that refer to each other, and pictures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import NamedTuple

from hypothesis import strategies as st

from filmlog.demo import cranes
from filmlog.domain.change import Change, Record
from filmlog.domain.codec import KINDS, plain
from filmlog.domain.conflict import TEXTS, Conflict, conflict_id
from filmlog.domain.imported import Imported, imported_id
from filmlog.domain.money import Money
from filmlog.domain.shelf import LIST_KINDS, PRIORITIES, FilmList, Listed, Wish
from filmlog.domain.source import PASS_KINDS, PERIODS, SOURCE_KINDS, Offer, Pass, Source
from filmlog.domain.viewing import Picture
from filmlog.storage.diary import Diary
from filmlog.storage.ulid import new_ulid
from tests.examples import films, names, partial_dates, texts, viewings


class Whole(NamedTuple):
    """The records of a diary in an order that can be written, and the pictures by SHA-256."""

    records: list[Record]
    shown: dict[str, bytes]

    def of(self, kind: str) -> Iterator[Record]:
        return (record for record in self.records if type(record) is KINDS[kind])

    def pictures(self) -> Iterator[tuple[str, bytes]]:
        yield from sorted(self.shown.items())

    def write(self, diary: Diary) -> None:
        with diary.writing():
            for digest, data in self.shown.items():
                diary.keep_picture(digest, data)
            diary.apply([Change(None, record) for record in self.records], "test")


def demo() -> Whole:
    """The example film, with something on every shelf."""
    changes, pictures = cranes.changes()
    film, site, *_ = records = [change.after for change in changes]
    film_list = FilmList("01KAFE00000000000000000001", "Top ten", "ranked", "of all")
    seen = records[-1]
    row = imported_id("letterboxd", "diary https://boxd.it/abc")
    conflict = conflict_id("viewing", seen.id, "rating", "70")
    return Whole(
        [
            *records,
            Offer("01KAFE00000000000000000002", film.id, site.id, price=Money(0, "EUR")),
            Wish("01KAFE00000000000000000003", film.id, "the snow", moods=("slow", "cold")),
            film_list,
            Listed("01KAFE00000000000000000004", film_list.id, film.id, -5, "again"),
            Imported(row, "letterboxd", "diary https://boxd.it/abc", seen.id, "ab", "{}"),
            Conflict(
                *(conflict, "viewing", seen.id, "rating"),
                *("80", "70", "anna@desk", "anna@laptop"),
            ),
        ],
        pictures,
    )


@st.composite
def diaries(draw: st.DrawFn) -> Whole:
    seen = draw(st.lists(films(), min_size=1, max_size=3))
    some_films = st.sampled_from(seen).map(lambda film: film.id)
    sources = [_source(draw) for _ in range(draw(st.integers(1, 2)))]
    some_sources = st.sampled_from(sources).map(lambda source: source.id)
    passes = [_pass(draw, draw(some_sources)) for _ in range(draw(st.integers(0, 2)))]
    shown = {sha256(data).hexdigest(): data for data in draw(st.lists(st.binary(), max_size=2))}
    watched = [
        draw(viewings(draw(some_films)))._replace(
            source_id=draw(st.just("") | some_sources),
            pass_id=draw(st.sampled_from(["", *(pass_.id for pass_ in passes)])),
            pictures=tuple(
                Picture(draw(names), digest, draw(texts)) for digest in shown if draw(st.booleans())
            ),
        )
        for _ in range(draw(st.integers(0, 3)))
    ]
    used = {picture.sha256 for viewing in watched for picture in viewing.pictures}
    lists = [
        FilmList(new_ulid(), draw(names), draw(st.sampled_from(LIST_KINDS)), draw(texts))
        for _ in range(draw(st.integers(0, 2)))
    ]
    shelved = [_offer(draw, film.id, draw(some_sources)) for film in seen if draw(st.booleans())]
    wishes = [_wish(draw, film.id) for film in seen if draw(st.booleans())]
    listed = [
        Listed(new_ulid(), film_list.id, draw(some_films), draw(_WHOLE), draw(texts))
        for film_list in lists
    ]
    rated = [
        film._replace(
            rating=draw(st.none() | st.integers(1, 100)), rated=draw(st.none() | partial_dates())
        )
        for film in seen
    ]
    rows = [_row(draw, film.id) for film in seen if draw(st.booleans())]
    clashing: list[Record] = [*rated, *watched]
    clashes = [_conflict(draw, record) for record in clashing if draw(st.booleans())]
    return Whole(
        [*rated, *sources, *passes, *watched, *shelved, *wishes, *lists, *listed, *rows, *clashes],
        {digest: data for digest, data in shown.items() if digest in used},
    )


_WHOLE = st.integers(-(2**63) + 1, 2**63 - 1)
_INSTANTS = st.datetimes(
    datetime(1900, 1, 1), datetime(2999, 1, 1), timezones=st.just(UTC)  # noqa: DTZ001 - Hypothesis adds it
).map(lambda moment: moment.replace(microsecond=0))  # fmt: skip
_PRICES = st.builds(Money, st.integers(0, 2**63 - 1), st.sampled_from(["EUR", "JPY", "KWD"]))


def _source(draw: st.DrawFn) -> Source:
    kind = draw(st.sampled_from(["", *SOURCE_KINDS]))
    return Source(new_ulid(), draw(names), kind, draw(texts), draw(texts))


def _pass(draw: st.DrawFn, source_id: str) -> Pass:
    price = draw(st.none() | _PRICES)
    back = draw(st.booleans())
    return Pass(
        new_ulid(),
        source_id,
        draw(st.sampled_from(PASS_KINDS)),
        price,
        draw(st.none() | _INSTANTS),
        draw(st.none() | _INSTANTS),
        draw(texts),
        draw(st.none() | partial_dates()),
        draw(st.sampled_from(["", *PERIODS])),
        price if back else None,
        draw(st.none() | partial_dates()),
    )


def _offer(draw: st.DrawFn, film_id: str, source_id: str) -> Offer:
    day = draw(st.none() | partial_dates())
    price, is_there = draw(st.none() | _PRICES), draw(st.booleans())
    return Offer(new_ulid(), film_id, source_id, draw(texts), price, is_there, day, draw(texts))


def _wish(draw: st.DrawFn, film_id: str) -> Wish:
    return Wish(
        new_ulid(),
        film_id,
        draw(texts),
        draw(texts),
        draw(st.sampled_from(PRIORITIES)),
        draw(st.none() | partial_dates()),
        tuple(draw(st.lists(names, max_size=2))),
        draw(st.none() | partial_dates()),
    )


def _row(draw: st.DrawFn, record_id: str) -> Imported:
    service, key = draw(st.sampled_from(["letterboxd", "imdb"])), f"{record_id} {draw(texts)}"
    said = json.dumps(draw(st.dictionaries(texts, st.text("0123456789abcdef"), max_size=2)))
    return Imported(imported_id(service, key), service, key, record_id, draw(texts), said)


def _conflict(draw: st.DrawFn, record: Record) -> Conflict:
    kind = type(record).__name__.lower()
    field = draw(st.sampled_from(record._fields[1:-1]))
    empty = record._field_defaults.get(field, getattr(record, field))
    values = st.sampled_from([plain(getattr(record, field)), plain(empty)])
    values = values | texts if field in TEXTS else values
    base, other = (json.dumps(draw(values), ensure_ascii=False) for _ in range(2))
    base = draw(st.sampled_from(["", base]))
    id_ = conflict_id(kind, record.id, field, base, other)
    return Conflict(id_, kind, record.id, field, base, other, draw(texts), draw(texts))
