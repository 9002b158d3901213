from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from filmlog.cli.context import Session
from filmlog.cli.payment import Payment, Placed, describe, place, read_kind, read_payment
from filmlog.config import store
from filmlog.domain.change import Change
from filmlog.domain.entry import Entry
from filmlog.domain.film import Film
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.source import PASS_KINDS, Pass, Source
from filmlog.domain.viewing import Viewing
from filmlog.errors import UsageError
from filmlog.storage.diary import Diary
from filmlog.storage.ulid import new_ulid

TODAY = PartialDate(2026, 11, 20)
SITE = Source(new_ulid(), "Soviet Movies Online")
FIVE = Money(500, "USD")


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with Diary.open(tmp_path / "d.db", create=True) as diary:
        write(diary, SITE)
        yield diary


def write(diary: Diary, *records: Source | Pass) -> None:
    with diary.writing():
        diary.apply([Change(None, record) for record in records], "test")


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{text}:00+00:00")


def put(
    diary: Diary,
    payment: Payment,
    watched: PartialDate | None = TODAY,
    earlier: Sequence[Entry] = (),
) -> Placed:
    return place(Session(), diary, payment, watched, earlier)


def a_pass(kind: str, starts: str = "20T19:00", ends: str | None = "21T19:00") -> Pass:
    return Pass(new_ulid(), SITE.id, kind, FIVE, at(starts), at(ends) if ends else None)


@pytest.mark.parametrize("kind", PASS_KINDS)
def test_every_kind_is_its_own_name(kind: str) -> None:
    assert read_kind(f" {kind.upper()} ") == kind


def test_words_for_kinds() -> None:
    words = "one-day, day, Day Pass, one-day access, 24 hours, ONE-DAY_PASS"
    assert {read_kind(word) for word in words.split(", ")} == {"one-day pass"}
    assert [read_kind(word) for word in ("rent", "bought", "month", "subscription_period")] == [
        "rental", "purchase", "subscription", "subscription",
    ]  # fmt: skip
    with pytest.raises(UsageError) as caught:
        read_kind("loan")
    assert caught.value.sentence == "There is no kind of pass 'loan'."
    assert all(kind in caught.value.hint for kind in PASS_KINDS)


def test_what_the_options_ask_for() -> None:
    session = Session()
    assert read_payment(session, None, None, None) is None
    assert read_payment(session, "  ", None, None) == Payment("", None, "")
    assert read_payment(session, " A  B ", "€4.50", "day") == Payment(
        "A B", Money(450, "EUR"), "one-day pass"
    )
    for price, kind in (("5 USD", None), (None, "day"), ("", "")):
        with pytest.raises(UsageError, match="needs to be somebody's"):
            read_payment(session, None, price, kind)
    with pytest.raises(UsageError, match="is not a price"):
        read_payment(session, "A", "cheap", None)
    until = read_payment(session, "A", None, "day", "midnight")
    assert until == Payment("A", None, "one-day pass", "midnight")
    with pytest.raises(UsageError, match="--until is when a new pass ends"):
        read_payment(session, "A", "5 USD", None, "midnight")
    with pytest.raises(UsageError, match="needs to be somebody's"):
        read_payment(session, None, None, None, "midnight")


def test_a_price_in_the_currency_of_the_settings() -> None:
    with pytest.raises(UsageError, match="no default currency"):
        read_payment(Session(), "A", "5", None)
    store("currency", "eur")
    assert read_payment(Session(), "A", "5", None) == Payment("A", Money(500, "EUR"), "")


def test_no_source_is_no_place(diary: Diary) -> None:
    assert put(diary, Payment("", None, "")) == Placed("", "", [], "")


def test_a_source_is_found_or_made(diary: Diary) -> None:
    found = put(diary, Payment("soviet movies ONLINE", None, ""))
    assert found == Placed(SITE.id, "", [], "Soviet Movies Online")
    made = put(diary, Payment("Arsenal", None, ""))
    assert [change.before for change in made.changes] == [None]
    source = made.changes[0].after
    assert isinstance(source, Source)
    assert (source.id, source.name, made.pass_id) == (made.source_id, "Arsenal", "")


@pytest.mark.parametrize(
    ("payment", "kind", "said"),
    [
        (Payment("Arsenal", FIVE, ""), "ticket", "Arsenal, ticket, 5.00 USD"),
        (Payment("Arsenal", Money(0, "USD"), ""), "free", "Arsenal, free, 0.00 USD"),
        (Payment("Arsenal", None, "purchase"), "purchase", "Arsenal, purchase"),
        (
            Payment("Arsenal", FIVE, "one-day pass"),
            "one-day pass",
            "Arsenal, one-day pass, 5.00 USD, until Sat 21 Nov 2026 23:10",
        ),
        (
            Payment("Arsenal", None, "subscription"),
            "subscription",
            "Arsenal, subscription",
        ),
    ],
)
def test_a_new_pass(diary: Diary, payment: Payment, kind: str, said: str) -> None:
    placed = put(diary, payment)
    _, change = placed.changes
    made = change.after
    assert isinstance(made, Pass)
    assert (made.id, made.source_id) == (placed.pass_id, placed.source_id)
    assert (made.kind, made.price, made.starts) == (kind, payment.price, Session().now)
    assert (made.paid, made.every) == (TODAY, "month" if kind == "subscription" else "")
    assert placed.said == said


@pytest.mark.parametrize(
    ("kind", "until", "ends"),
    [
        ("one-day pass", "midnight", "21T00:00"),
        ("one-day pass", "23:30", "20T23:30"),
        ("one-day pass", "9:00", "21T09:00"),
        ("rental", "2026-11-25", "25T00:00"),
        ("subscription", "2026-11-30", "30T00:00"),
        ("one-day pass", "never", ""),
    ],
)
def test_a_new_pass_ends_as_its_shop_says(diary: Diary, kind: str, until: str, ends: str) -> None:
    made = put(diary, Payment("Arsenal", FIVE, kind, until)).changes[1].after
    assert isinstance(made, Pass)
    assert made.ends == (at(ends) if ends else None)
    assert (made.paid, made.every) == (TODAY, "")  # a subscription with an end is paid once


def test_until_is_a_new_pass(diary: Diary) -> None:
    write(diary, a_pass("one-day pass"))
    made = put(diary, Payment(SITE.name, None, "one-day pass", "midnight"))
    assert len(made.changes) == 1
    with pytest.raises(UsageError, match="cannot end Fri 20 Nov 2026 10:00"):
        put(diary, Payment(SITE.name, None, "one-day pass", "2026-11-20 10:00"))


def test_midnight_is_that_of_the_place_as_the_clocks_change(
    diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    for zone, now, ends in (
        ("Europe/Berlin", "2026-10-25T01:30:00+02:00", "2026-10-26T00:00:00+01:00"),
        ("Europe/Berlin", "2026-03-29T01:30:00+01:00", "2026-03-30T00:00:00+02:00"),
        ("America/New_York", "2026-11-01T01:30:00-04:00", "2026-11-02T00:00:00-05:00"),
        ("America/New_York", "2026-03-08T01:30:00-05:00", "2026-03-09T00:00:00-04:00"),
    ):
        monkeypatch.setenv("TZ", zone)
        monkeypatch.setenv("FILMLOG_NOW", now)
        time.tzset()
        session = Session()
        day = PartialDate.of(session.today)  # still the evening before
        asked = Payment("Arsenal", FIVE, "one-day pass", "midnight")
        made = place(session, diary, asked, day, []).changes[1].after
        assert isinstance(made, Pass)
        assert made.starts == session.now
        assert made.ends == datetime.fromisoformat(ends)
        usual = place(session, diary, asked._replace(until=""), day, []).changes[1].after
        assert isinstance(usual, Pass)
        assert usual.ends == (session.now.astimezone(UTC) + timedelta(hours=24))


def test_a_new_pass_of_another_day_begins_with_it(diary: Diary) -> None:
    for watched, starts in (
        (PartialDate(2026, 11, 18), at("18T00:00")), (PartialDate(2026, 11), None), (None, None),
    ):  # fmt: skip
        made = put(diary, Payment(SITE.name, FIVE, "rental"), watched).changes[0].after
        assert isinstance(made, Pass)
        assert made.starts == starts
        assert made.ends == (at("20T00:00") if starts else None)
        assert made.paid == watched
        asked = Payment(SITE.name, FIVE, "subscription")
        card = put(diary, asked, watched).changes[0].after
        assert isinstance(card, Pass)
        assert (card.every, card.paid) == ("month" if starts else "", watched)


def test_a_running_pass_is_taken_and_said(diary: Diary) -> None:
    running = a_pass("one-day pass")
    write(diary, running)
    taken = put(diary, Payment(SITE.name, None, ""))
    said = "on your one-day pass, 5.00 USD, until Sat 21 Nov 2026 19:00"
    assert taken == Placed(SITE.id, running.id, [], f"{SITE.name}, {said}")
    assert put(diary, Payment(SITE.name, None, "one-day pass")).pass_id == running.id


def test_a_price_or_another_kind_is_a_new_pass(diary: Diary) -> None:
    running = a_pass("one-day pass")
    write(diary, running)
    for payment in (Payment(SITE.name, FIVE, ""), Payment(SITE.name, None, "rental")):
        placed = put(diary, payment)
        assert placed.pass_id not in {"", running.id}
        assert len(placed.changes) == 1


def test_a_pass_that_does_not_run_is_not_taken(diary: Diary) -> None:
    write(diary, a_pass("one-day pass", "20T01:00", "20T23:10"), a_pass("subscription", "21T00:00"))
    nothing = Placed(SITE.id, "", [], SITE.name)
    assert put(diary, Payment(SITE.name, None, "")) == nothing
    # On another day the day decides, and to a month or a year belongs none.
    assert put(diary, Payment(SITE.name, None, ""), PartialDate(2026, 11, 19)) == nothing
    assert put(diary, Payment(SITE.name, None, ""), PartialDate(2026, 11)) == nothing
    assert put(diary, Payment(SITE.name, None, ""), None) == nothing


def test_a_day_before_is_decided_by_the_day(diary: Diary) -> None:
    ended = a_pass("one-day pass", "18T20:00", "19T20:00")
    write(diary, ended)
    for day, found in ((17, ""), (18, ended.id), (19, ended.id), (20, "")):
        placed = put(diary, Payment(SITE.name, None, ""), PartialDate(2026, 11, day))
        assert placed.pass_id == found


def test_a_rental_is_for_its_own_film(diary: Diary) -> None:
    rental = a_pass("rental", "20T19:00", "22T19:00")
    write(diary, rental)
    assert put(diary, Payment(SITE.name, None, "")).pass_id == ""
    film = Film(new_ulid(), "Ran")
    seen = Entry(Viewing(new_ulid(), film.id, source_id=SITE.id, pass_id=rental.id), film)
    assert put(diary, Payment(SITE.name, None, ""), TODAY, [seen]).pass_id == rental.id


def test_words_for_a_pass() -> None:
    assert describe(Pass("1", "2", "ticket")) == "ticket"
    assert describe(Pass("1", "2", "rental", Money(350, "EUR"), ends=at("21T19:00"))) == (
        "rental, 3.50 EUR, until Sat 21 Nov 2026 19:00"
    )
    card = Pass("1", "2", "subscription", FIVE, every="month", refund=Money(200, "USD"))
    assert describe(card) == "subscription, 5.00 USD a month, 2.00 USD back"
