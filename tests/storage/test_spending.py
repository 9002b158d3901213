from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.domain.change import Change, Record, replace
from filmlog.domain.film import Film
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.period import WHOLE, Period, read_period
from filmlog.domain.source import PASS_KINDS, PERIODS, Pass, Source
from filmlog.domain.spending import GROUPS, By, Payment, Spending, Spent, Sum, Sums
from filmlog.domain.viewing import Viewing
from filmlog.storage.diary import Diary
from filmlog.storage.listing import Condition
from filmlog.storage.spending import account, sums
from filmlog.storage.ulid import new_ulid
from tests.effort import some
from tests.storage import slow_spending
from tests.storage.slow_spending import Records

TODAY = date(2026, 11, 24)
IN_TRASH = "2026-11-01T00:00:00Z"
SITE = Source("01S", "Soviet Movies Online")
PERIODS_ASKED = (
    "2026", "2025", "2024-02", "Nov 2026", "2026-11-20", "2025-06..", "..2026-01-31",
    "2024-06..2026-02-27", "2024-02-29..2025", "last 9 months",
)  # fmt: skip


def period(text: str) -> Period:
    found = read_period(text, TODAY)
    assert found is not None
    return found


# Generated diaries. Few days, titles and amounts, so that they meet.

days = st.integers(0, 1100).map(lambda days: date(2024, 1, 1) + timedelta(days=days)) | (
    st.sampled_from(
        ["2024-01-31", "2024-02-29", "2025-12-31", "2026-01-01", "2026-01-31", "2026-11-24"]
    )
).map(date.fromisoformat)
dates = st.tuples(days, st.sampled_from([4, 7, 10, 10, 10])).map(
    lambda drawn: PartialDate.parse_iso(drawn[0].isoformat()[: drawn[1]])
)
amounts = st.sampled_from([0, 1, 7, 100, 500, 500, 500, 1250, 1250])


kinds = st.sampled_from([*PASS_KINDS, "subscription", "subscription"])
deleted = st.sampled_from(["", "", "", "", "", "", IN_TRASH])
often = st.sampled_from([True, True, True, False])


@st.composite
def passes(draw: st.DrawFn, serial: int) -> Pass:
    kind = draw(kinds)
    code = draw(st.sampled_from(["EUR", "EUR", "USD", "JPY"]))
    price = Money(draw(amounts), code) if draw(often) else None
    every = draw(st.sampled_from(["", *PERIODS])) if kind == "subscription" else ""
    ends = draw(days) if every and not draw(often) else None
    is_refunded = price is not None and not draw(often)
    return Pass(
        f"01P{serial}",
        f"01S{draw(st.integers(0, 2))}",
        kind,
        price,
        ends=datetime(ends.year, ends.month, ends.day, 19, tzinfo=UTC) if ends else None,
        paid=draw(days.map(PartialDate.of) if every else dates) if draw(often) else None,
        every=every,
        refund=Money(draw(amounts), code) if is_refunded else None,
        refunded=draw(dates) if is_refunded and draw(often) else None,
        deleted=draw(deleted),
    )


@st.composite
def diaries(draw: st.DrawFn) -> list[Record]:
    films = [
        Film(f"01F{serial}", title, year=year, runtime=draw(st.sampled_from([None, 97, 160])))
        for serial, (title, year) in enumerate(
            [("Ran", 1985), ("Ran", None), ("Ran", None), ("Яма", 2014)]
        )
    ]
    # Two of one name, as a merge of two diaries would bring.
    sources = [Source(f"01S{n}", name) for n, name in enumerate(("Arsenal", "Kino", "Kino"))]
    bought = [draw(passes(serial)) for serial in range(draw(st.integers(1, 5)))]
    used = ["", *(pass_.id for pass_ in bought if not pass_.deleted)]
    viewings = [
        Viewing(
            f"01V{serial}",
            draw(st.sampled_from(films)).id,
            draw(dates) if draw(often) else None,
            unfinished=None if draw(often) else draw(st.integers(0, 90)),
            pass_id=draw(st.sampled_from(used)),
            deleted=draw(deleted),
        )
        for serial in range(draw(st.integers(2, 12)))
    ]
    return [*films, *sources, *bought, *viewings]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "diary.db"
    with Diary.open(path, create=True):
        return path


def written(diary: Diary, made: Sequence[Record]) -> Records:
    """The records as the diary has them, with their numbers."""
    with diary.writing():
        numbers = diary.apply([Change(None, record) for record in made], "test")
    of: dict[type, list[Any]] = {kind: [] for kind in (Film, Source, Pass, Viewing)}
    for record, number in zip(made, numbers, strict=True):
        of[type(record)].append(replace(record, number=number))
    return Records(of[Film], of[Source], of[Pass], of[Viewing])


def check(found: Spending, slow: slow_spending.Slow, asked: Period, by: By) -> None:
    assert found._replace(dearest=(), best_used=None) == Spending(
        asked, by, slow.totals, slow.rows, slow.free, slow.unpriced, slow.without, (), None,
        slow.undated,
    )  # fmt: skip
    assert len(found.dearest) == len(slow.dearest)
    assert all(one in those for one, those in zip(found.dearest, slow.dearest, strict=True))
    assert found.best_used in slow.best_used if slow.best_used else found.best_used is None


def check_sums(found: Spending) -> None:
    """What holds of every answer, however it was worked out."""
    currencies = [total.currency for total in found.totals]
    assert currencies == sorted(set(currencies))
    assert currencies == [one.price.currency for one in found.dearest]
    assert {row.currency for row in found.rows} == set(currencies)
    for total in found.totals:
        rows = [row for row in found.rows if row.currency == total.currency]
        assert sum(row.minor for row in rows) == total.minor
        assert sum(row.minutes for row in rows) == total.minutes
        assert sum(row.viewings for row in rows) == total.viewings
        assert sum(row.unmeasured for row in rows) == total.unmeasured
        assert all(row.minor >= 0 for row in rows)
        if found.by == "film":
            assert sum(row.films for row in rows) == total.films
        else:
            assert sum(row.payments for row in rows) == total.payments


@settings(max_examples=some(60))
@given(made=diaries(), asked=st.tuples(*[st.sampled_from(PERIODS_ASKED).map(period)] * 2))
def test_spending_is_what_a_slow_count_says(
    empty: Path, tmp_path: Path, made: list[Record], asked: tuple[Period, ...]
) -> None:
    # A file of its own: one that failed may be held by what pytest keeps of it.
    path = Path(mkdtemp(dir=tmp_path)) / "diary.db"
    shutil.copy(empty, path)
    with Diary.open(path) as diary:
        records = written(diary, made)
        paid = slow_spending.payments(records, TODAY)
        for stretch in (WHOLE, *asked):
            for by in GROUPS:
                found = account(diary.connection, TODAY, stretch, by)
                check(found, slow_spending.account(records, paid, stretch, by), stretch, by)
                check_sums(found)
                assert sums(diary.connection, TODAY, stretch) == Sums(
                    tuple(Sum(spent.total, spent.payments) for spent in found.totals),
                    found.free,
                    found.unpriced,
                )


# Examples, one for each rule.

RAN = Film("01F0", "Ran", year=1985, runtime=160)
IKIRU = Film("01F1", "Ikiru", year=1952, runtime=143)
MIRROR = Film("01F2", "Mirror")
FILMS = (RAN, IKIRU, MIRROR, SITE)
DAY = Pass(
    "01P0", SITE.id, "one-day pass", Money(500, "USD"), paid=PartialDate.parse_iso("2026-11-20")
)
CARD = Pass(
    "01P1", SITE.id, "subscription", Money(1000, "EUR"), paid=PartialDate.parse_iso("2026-08-31"),
    every="month",
)  # fmt: skip


@pytest.fixture
def diary(empty: Path, tmp_path: Path) -> Iterator[Diary]:
    shutil.copy(empty, tmp_path / "diary.db")
    with Diary.open(tmp_path / "diary.db") as diary:
        yield diary


def saw(film: Film, on: Pass | None, watched: str = "", unfinished: int | None = None) -> Viewing:
    day = PartialDate.parse_iso(watched) if watched else None
    pass_id = on.id if on is not None else ""
    return Viewing(new_ulid(), film.id, day, unfinished=unfinished, pass_id=pass_id)


def spent(diary: Diary, by: By = "source", asked: str = "") -> Spending:
    return account(diary.connection, TODAY, period(asked) if asked else WHOLE, by)


def test_an_empty_diary_and_an_empty_period(diary: Diary) -> None:
    nothing = Spending(WHOLE, "source", (), (), 0, 0, 0, (), None, ())
    assert spent(diary) == nothing
    written(diary, [*FILMS, DAY, saw(RAN, DAY, "2026-11-20")])
    for by in GROUPS:
        assert spent(diary, by, "1980s") == nothing._replace(period=period("1980s"), by=by)


def test_nothing_is_ever_converted(diary: Diary) -> None:
    yen = replace(DAY, id="01P2", price=Money(1800, "JPY"))
    written(diary, [*FILMS, DAY, yen, CARD])
    found = spent(diary)
    assert [str(total.total) for total in found.totals] == ["30.00 EUR", "1800 JPY", "5.00 USD"]
    assert [row[:4] for row in found.rows] == [
        (SITE.name, "EUR", 3000, 3), (SITE.name, "JPY", 1800, 1), (SITE.name, "USD", 500, 1),
    ]  # fmt: skip


def test_films_viewings_and_minutes_are_counted_where_their_money_is(diary: Diary) -> None:
    seen = [
        saw(RAN, CARD, "2026-09-29"), saw(RAN, CARD, "2026-09-30"), saw(IKIRU, CARD, "2026-10-30"),
        saw(MIRROR, CARD, "2026-11-24"), saw(IKIRU, CARD, "2026-11-24", 20), saw(RAN, None, "2026"),
    ]  # fmt: skip
    written(diary, [*FILMS, CARD, *seen])
    found = spent(diary, "month")
    assert found.totals == (Spent("", "EUR", 3000, 3, 3, 5, 160 + 160 + 143 + 20, 1),)
    assert found.rows == (
        Spent("2026-08", "EUR", 1000, 1, 1, 1, 160, 0),
        Spent("2026-09", "EUR", 1000, 1, 2, 2, 303, 0),
        Spent("2026-10", "EUR", 1000, 1, 2, 2, 20, 1),
    )
    assert spent(diary, "month", "2026-10").rows == found.rows[2:]


@pytest.mark.parametrize(
    ("watched", "month"),
    [
        ("", "2026-08"),
        ("2026", "2026-08"),
        ("2026-09", "2026-08"),
        ("2026-10", "2026-09"),
        ("2026-11", "2026-10"),
        ("2027", "2026-10"),
        ("2026-08-30", "2026-08"),
        ("2026-10-31", "2026-10"),
    ],
)
def test_a_viewing_belongs_to_the_last_payment_by_its_first_day(
    diary: Diary, watched: str, month: str
) -> None:
    written(diary, [*FILMS, CARD, saw(RAN, CARD, watched)])
    assert [row.label for row in spent(diary, "month").rows if row.films] == [month]


def test_a_payment_counts_from_its_day(diary: Diary) -> None:
    ticket = replace(DAY, paid=PartialDate.of(TODAY))
    tomorrow = PartialDate.of(TODAY + timedelta(days=1))
    ahead = [replace(DAY, id="01P8", paid=tomorrow), replace(CARD, paid=tomorrow)]
    written(diary, [*FILMS, ticket, *ahead, saw(RAN, ahead[0]), saw(IKIRU, ahead[1])])
    assert [total.minor for total in spent(diary).totals] == [500]
    yesterday = TODAY - timedelta(days=1)
    assert account(diary.connection, yesterday, WHOLE, "year").totals == ()
    assert [
        total.minor for total in account(diary.connection, tomorrow.first(), WHOLE, "year").totals
    ] == [1000, 1000]


def test_films_share_a_payment_to_the_last_minor_unit(diary: Diary) -> None:
    third = replace(DAY, price=Money(500, "USD"))
    seen = [saw(MIRROR, third, "2026-11-21"), saw(RAN, third, "2026-11-20"),
            saw(IKIRU, third, "2026-11-20"), saw(RAN, third, "2026-11-21")]  # fmt: skip
    unused = replace(DAY, id="01P9", price=Money(99, "USD"))
    written(diary, [*FILMS, third, unused, *seen])
    assert [row[:6] for row in spent(diary, "film").rows] == [
        ("", "USD", 99, 1, 0, 0),
        ("Ikiru (1952)", "USD", 167, 1, 1, 1),
        ("Mirror", "USD", 166, 1, 1, 1),
        ("Ran (1985)", "USD", 167, 1, 1, 2),
    ]


def test_free_viewings_and_those_without_a_price_are_counted_beside(diary: Diary) -> None:
    free = Pass("01PF", SITE.id, "free")
    nothing = replace(DAY, id="01PN", price=Money(0, "USD"))
    unknown = replace(DAY, id="01PU", price=None)
    back = replace(DAY, id="01PB", refund=DAY.price)
    seen = [
        saw(RAN, free, "2026-11-01"), saw(RAN, nothing, "2026-11"), saw(RAN, unknown, "2026"),
        saw(RAN, unknown), saw(IKIRU, None, "2026-11-30"), saw(IKIRU, back, "2026-11-01"),
    ]  # fmt: skip
    written(diary, [*FILMS, free, nothing, unknown, back, *seen])
    assert spent(diary)[4:7] == (2, 2, 1)
    assert spent(diary, asked="2026")[4:7] == (2, 1, 1)
    assert spent(diary, asked="2026-11")[4:7] == (2, 0, 1)
    assert spent(diary, asked="2026-10")[4:7] == (0, 0, 0)
    # It was paid, though all of it came back.
    assert spent(diary).totals == (Spent("", "USD", 0, 1, 1, 1, 143, 0),)


def test_a_payment_of_an_unknown_day_is_in_the_whole_alone(diary: Diary) -> None:
    paid = [None, "2026", "2026-11", "2025-03"]
    bought = [
        replace(DAY, id=f"01P{n}", paid=PartialDate.parse_iso(day) if day else None)
        for n, day in enumerate(paid)
    ]
    written(diary, [*FILMS, *bought])
    assert [(row.label, row.minor) for row in spent(diary, "month").rows] == [
        ("", 1000), ("2025-03", 500), ("2026-11", 500),
    ]  # fmt: skip
    for asked, minor, undated in (
        ("", 2000, None), ("2026", 1000, 500), ("2026-11", 500, 1000), ("2026-11-20", 0, 1500),
        ("..2025", 500, 500), ("2025..2026-06", 500, 1000), ("2024", 0, 500),
    ):  # fmt: skip
        found = spent(diary, asked=asked)
        assert sum(total.minor for total in found.totals) == minor, asked
        assert found.undated == ((Money(undated, "USD"),) if undated else ()), asked


def test_more_than_the_price_cannot_come_back(diary: Diary) -> None:
    early = PartialDate(2026, 11, 19)
    written(
        diary,
        [
            *FILMS,
            replace(DAY, refund=Money(900, "USD"), refunded=PartialDate(2026, 11, 21)),
            replace(DAY, id="01P9", refund=Money(200, "USD"), refunded=early),
            replace(CARD, refund=Money(1400, "EUR"), refunded=PartialDate(2026, 11, 21)),
        ],
    )
    found = spent(diary, "month")
    assert [(row.label, row.currency, row.minor) for row in found.rows] == [
        ("2026-08", "EUR", 1000), ("2026-09", "EUR", 600), ("2026-10", "EUR", 0),
        ("2026-11", "USD", 500),
    ]  # fmt: skip


def test_the_dearest_and_the_best_used(diary: Diary) -> None:
    seen = [
        saw(RAN, DAY, "2026-11-20"),
        saw(RAN, DAY, "2026-11-21"),
        saw(IKIRU, CARD, "2026-09-01"),
    ]
    written(diary, [*FILMS, DAY, replace(DAY, id="01P3"), CARD, *seen])
    found = spent(diary)
    first = Payment(3, SITE.name, "subscription", CARD.price or Money(0, "EUR"), CARD.paid, 1)
    day = Payment(1, SITE.name, "one-day pass", Money(500, "USD"), DAY.paid, 1)
    assert found.dearest == (first, day)
    assert found.best_used is None  # each for one film
    written(diary, [saw(MIRROR, DAY)])
    assert spent(diary).best_used == day._replace(films=2)
    assert spent(diary, asked="2026-08").best_used is None


def test_with_a_condition_only_the_payments_of_what_meets_it(diary: Diary) -> None:
    unknown = replace(DAY, id="01P3", paid=None)
    seen = [
        saw(RAN, DAY, "2026-11-20"), saw(IKIRU, DAY, "2026-11-20"), saw(IKIRU, CARD, "2026-09-01"),
        saw(MIRROR, None), saw(RAN, None),
    ]  # fmt: skip
    written(diary, [*FILMS, DAY, CARD, unknown, *seen])
    met = Condition("f.title = ?", ("Ran",))
    assert sums(diary.connection, TODAY, period("2026"), met) == Sums(
        (Sum(Money(500, "USD"), 1),), 0, 0
    )
    assert sums(diary.connection, TODAY, WHOLE, Condition("0")) == Sums((), 0, 0)


def test_counting_leaves_no_trace(diary: Diary) -> None:
    written(diary, [*FILMS, DAY, CARD, saw(RAN, DAY, "2026-11-20")])
    before = diary.path.read_bytes()
    assert spent(diary) == spent(diary)
    assert not diary.connection.in_transaction
    assert diary.connection.execute("SELECT count(*) FROM sqlite_temp_master").fetchone() == (0,)
    assert diary.path.read_bytes() == before
