from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from filmlog.domain.change import Change, Record, replace
from filmlog.domain.film import Film
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.source import Pass, Source
from filmlog.domain.viewing import Viewing
from filmlog.storage.diary import Diary

NOW = datetime(2026, 11, 20, 23, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
IN_TRASH = "2026-11-01T00:00:00Z"
SITE = Source("01S0", "Soviet Movies Online")
KINO = Source("01S1", "Arsenal")
DAY = Pass("01P1", SITE.id, "one-day pass", Money(500, "USD"), NOW - HOUR, NOW + HOUR)
CARD = Pass(
    "01P2", KINO.id, "subscription", Money(1000, "EUR"), NOW - 900 * HOUR, None, "Autumn",
    PartialDate(2026, 10, 14), "month", Money(400, "EUR"), PartialDate(2026, 11),
)  # fmt: skip
RAN, IKIRU = Film("01F1", "Ran"), Film("01F2", "Ikiru")


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with Diary.open(tmp_path / "d.db", create=True) as diary:
        write(diary, SITE, KINO, RAN, IKIRU)
        yield diary


def write(diary: Diary, *records: Record) -> None:
    with diary.writing():
        diary.apply([Change(None, record) for record in records], "test")


def ids(passes: list[Pass]) -> list[str]:
    return [pass_.id for pass_ in passes]


def test_a_pass_comes_back_whole(diary: Diary) -> None:
    write(diary, DAY, CARD)
    assert diary.passes.numbered(1) == DAY
    assert diary.passes.numbered(2) == CARD
    assert diary.passes.numbered(3) is None


def test_a_corrected_pass_takes_the_place_of_what_it_was(diary: Diary) -> None:
    write(diary, CARD)
    stopped = replace(CARD, ends=NOW, refund=None, refunded=None, paid=None, every="")
    with diary.writing():
        assert diary.apply([Change(CARD, stopped)], "pass edit #1") == [1]
    assert diary.passes.all() == [stopped]


def test_the_latest_first_and_none_in_the_trash(diary: Diary) -> None:
    undated = replace(DAY, id="01P3", starts=None)
    same = replace(DAY, id="01P4")
    write(diary, DAY, CARD, undated, same, replace(DAY, id="01P5", deleted=IN_TRASH))
    assert ids(diary.passes.all()) == ["01P4", "01P1", "01P2", "01P3"]
    assert ids(diary.passes.at(KINO)) == []  # it has no number, as it was not read
    sources = {source.name: source for source in diary.sources.all()}
    assert ids(diary.passes.at(sources["Arsenal"])) == ["01P2"]
    assert ids(diary.passes.at(sources[SITE.name])) == ["01P4", "01P1", "01P3"]
    assert diary.passes.numbered(5) is None


def test_passes_at_work_end_or_are_paid_again(diary: Diary) -> None:
    gone = replace(DAY, id="01P3", ends=NOW)
    to_come = replace(DAY, id="01P4", starts=NOW + HOUR, ends=NOW + 3 * HOUR)
    endless = replace(DAY, id="01P5", kind="purchase", ends=None)
    stopped = replace(CARD, id="01P6", ends=NOW - HOUR)
    stopping = replace(CARD, id="01P7", ends=NOW + HOUR)
    trashed = replace(DAY, id="01P8", deleted=IN_TRASH)
    write(diary, DAY, CARD, gone, to_come, endless, stopped, stopping, trashed)
    assert sorted(ids(diary.passes.at_work(NOW))) == ["01P1", "01P2", "01P4", "01P7"]


def test_passes_that_end_or_are_paid_again_soon(diary: Diary) -> None:
    def soon(*days: str) -> list[str]:
        found = diary.passes_soon("2026-11-20T23:10:00Z", "2026-11-23T23:11:00Z", days)
        return sorted(row.id for row in found)

    write(diary, replace(DAY, ends=NOW), replace(DAY, id="01P3", ends=NOW + 73 * HOUR))
    write(diary, replace(DAY, id="01P4", deleted=IN_TRASH))
    assert soon("01", "31") == []
    write(diary, replace(DAY, id="01P5"), replace(DAY, id="01P6", kind="ticket"))
    assert soon("31") == ["01P5"]
    assert CARD.starts is not None
    write(diary, CARD, replace(CARD, id="01P7", ends=NOW - HOUR))
    assert soon(f"{CARD.starts:%d}") == ["01P2", "01P5"]


def test_films_on_a_pass(diary: Diary) -> None:
    write(diary, CARD)
    card = diary.passes.all()[0]
    assert diary.passes.films_on(card) == 0
    assert diary.passes.counts([card.id]) == {}
    for serial, (film, watched, deleted) in enumerate(
        [
            (RAN, PartialDate(2026, 10, 20), ""),
            (RAN, PartialDate(2026, 11, 14), ""),
            (IKIRU, PartialDate(2026, 11, 13), ""),
            (IKIRU, None, ""),
            (IKIRU, PartialDate(2026, 11, 15), IN_TRASH),
        ]
    ):
        viewing = Viewing(f"01V{serial}", film.id, watched, pass_id=card.id, deleted=deleted)
        write(diary, viewing)
    assert diary.passes.films_on(card) == 2
    assert diary.passes.films_on(card, since=date(2026, 11, 13)) == 2
    assert diary.passes.films_on(card, since=date(2026, 11, 14)) == 1
    assert diary.passes.films_on(card, since=date(2026, 11, 15)) == 0
    assert diary.passes.counts(["", card.id, "01P9", card.id]) == {card.id: 2}
    assert diary.passes.seen_on(card) == [
        ("Ran", "2026-11-14"), ("Ikiru", "2026-11-13"), ("Ran", "2026-10-20"), ("Ikiru", None),
    ]  # fmt: skip


def test_the_sources_of_passes(diary: Diary) -> None:
    assert diary.sources.of([DAY, CARD, DAY]) == {SITE.id: SITE, KINO.id: KINO}
    assert diary.sources.of([]) == {}
