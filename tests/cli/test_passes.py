from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from filmlog.cli import pass_changes, passes
from filmlog.cli.context import Session
from filmlog.domain.change import Change, Record, replace
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.source import Pass, Source
from filmlog.errors import NotFoundError, UsageError
from filmlog.storage.diary import Diary
from tests.program import filmlog

FIVE = Money(500, "USD")
TEN = Money(1000, "EUR")
SITE = Source("01S", "Soviet Movies Online")


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}:00+00:00")


DAY = Pass(
    "01P1", SITE.id, "one-day pass", FIVE, at("2026-11-20T19:00"), at("2026-11-21T19:00"),
    paid=PartialDate(2026, 11, 20), number=1,
)  # fmt: skip
CARD = Pass(
    "01P2", SITE.id, "subscription", TEN, at("2026-08-31T19:00"), paid=PartialDate(2026, 8, 31),
    every="month", number=2,
)  # fmt: skip


def refusal(caught: pytest.ExceptionInfo[UsageError]) -> str:
    assert caught.value.hint
    return caught.value.sentence


# What runs


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with Diary.open(tmp_path / "d.db", create=True) as diary:
        write(diary, SITE)
        yield diary


def write(diary: Diary, *records: Record) -> None:
    with diary.writing():
        diary.apply([Change(None, record) for record in records], "test")


def test_a_ticket_is_used_up_by_its_film() -> None:
    now = Session().now
    assert passes.runs(DAY, now)
    assert passes.runs(CARD, now)
    assert not passes.runs(DAY, at("2026-11-21T19:00"))
    assert not passes.runs(replace(DAY, kind="ticket"), now)


def test_the_passes_that_run_are_in_the_order_of_their_ends(diary: Diary) -> None:
    now = Session().now
    hour = timedelta(hours=1)
    write(
        diary,
        CARD,
        DAY,
        replace(DAY, id="01P3", kind="ticket"),
        replace(DAY, id="01P4", ends=None),
        replace(DAY, id="01P5", starts=now + hour, ends=now + 2 * hour),
        replace(DAY, id="01P6", ends=now + hour),
        replace(DAY, id="01P7", starts=None),
        replace(CARD, id="01P8", ends=now + hour),
    )
    found = passes.running(diary, now)
    assert [one.pass_.id for one in found] == ["01P6", "01P8", "01P1", "01P2"]
    assert {one.source for one in found} == {SITE}
    assert found[3].period == (at("2026-10-31T19:00"), at("2026-11-30T19:00"))


def test_an_unknown_number(diary: Diary) -> None:
    with pytest.raises(NotFoundError, match="There is no pass #7"):
        passes.numbered(diary, 7)


def test_only_a_change_is_written(diary: Diary) -> None:
    write(diary, DAY)
    commands = "SELECT group_concat(words, ', ') FROM command"
    with diary.writing():
        passes.apply(diary, DAY, replace(DAY), "edit")
        passes.apply(diary, DAY, replace(DAY, note="x"), "stop")
    assert diary.connection.execute(commands).fetchone() == ("test, test, pass stop #1",)


def test_what_there_is_to_say_of_a_pass() -> None:
    now = Session().now
    said = {label: value for label, value in passes.facts(DAY, now) if value}
    assert said == {
        "Price": "5.00 USD",
        "Paid": "Fri 20 Nov 2026",
        "Starts": "Fri 20 Nov 2026 19:00",
        "Ends": "Sat 21 Nov 2026 19:00",
        "Runs": "now",
    }
    card = replace(CARD, refund=Money(400, "EUR"), refunded=PartialDate(2026, 10), note="Autumn")
    said = {label: value for label, value in passes.facts(card, now) if value}
    assert said == {
        "Price": "10.00 EUR a month",
        "Refund": "4.00 EUR on Oct 2026",
        "Spent": "26.00 EUR in 3 payments",
        "Paid": "Mon 31 Aug 2026",
        "Starts": "Mon 31 Aug 2026 19:00",
        "Runs": "now",
        "Note": "Autumn",
    }
    back = replace(DAY, refund=FIVE)
    assert dict(passes.facts(back, now))["Spent"] == "0.00 USD"
    once = replace(CARD, paid=PartialDate(2026, 11, 20))
    assert dict(passes.facts(once, now))["Spent"] == "10.00 EUR in 1 payment"
    bare = [value for _, value in passes.facts(Pass("1", "2", "free"), now) if value]
    assert bare == []


# Correcting


def test_what_is_typed_is_changed_and_nothing_else() -> None:
    session = Session()
    assert pass_changes.changed(session, DAY) == DAY
    assert pass_changes.changed(session, DAY, "rent", "€4.50", note="a\nb") == replace(
        DAY, kind="rental", price=Money(450, "EUR"), note="a\nb"
    )
    assert pass_changes.changed(session, DAY, price="") == replace(DAY, price=None)
    assert pass_changes.changed(session, DAY, paid="2026-10") == replace(
        DAY, paid=PartialDate(2026, 10)
    )
    assert pass_changes.changed(session, DAY, paid=" ") == replace(DAY, paid=None)
    assert pass_changes.changed(session, DAY, ends="never") == replace(DAY, ends=None)
    assert pass_changes.changed(session, DAY, ends="midnight").ends == at("2026-11-21T00:00")


def test_the_payment_moves_with_the_start_where_it_was_on_its_day() -> None:
    session = Session()
    moved = pass_changes.changed(session, DAY, starts="2026-11-19 20:00")
    assert (moved.starts, moved.paid) == (at("2026-11-19T20:00"), PartialDate(2026, 11, 19))
    early = replace(DAY, paid=PartialDate(2026, 11, 1))
    assert pass_changes.changed(session, early, starts="2026-11-19").paid == early.paid
    assert pass_changes.changed(session, DAY, starts="never").paid is None
    told = pass_changes.changed(session, DAY, starts="2026-11-19", paid="2026-11-02")
    assert told.paid == PartialDate(2026, 11, 2)


@pytest.mark.parametrize(
    ("typed", "every"),
    [
        ("month", "month"), ("Monthly", "month"), ("YEAR", "year"), ("yearly", "year"),
        ("annual", "year"), ("once", ""), ("", ""),
    ],
)  # fmt: skip
def test_how_often_a_subscription_is_paid(typed: str, every: str) -> None:
    assert pass_changes.changed(Session(), CARD, every=typed).every == every


@pytest.mark.parametrize(
    ("before", "typed", "sentence"),
    [
        (CARD, {"every": "week"}, "'week' is no period."),
        (DAY, {"every": "month"}, "A one-day pass is paid once."),
        (CARD, {"kind": "rental"}, "A rental is paid once."),
        (CARD, {"paid": "2026-08"}, "A subscription that is paid again needs the day"),
        (CARD, {"paid": ""}, "A subscription that is paid again needs the day"),
        (CARD, {"starts": "never"}, "A subscription that is paid again needs the day"),
        (CARD, {"ends": "2026-08-01"}, "A pass that starts Mon 31 Aug 2026 19:00 cannot end"),
        (DAY, {"kind": "loan"}, "There is no kind of pass 'loan'."),
        (DAY, {"price": "cheap"}, "'cheap' is not a price."),
        (DAY, {"paid": "soon"}, "'soon' is not a date"),
        (DAY, {"starts": "25:00"}, "'25:00' is no time of day."),
    ],
)
def test_what_a_pass_cannot_be(before: Pass, typed: dict[str, str], sentence: str) -> None:
    with pytest.raises(UsageError) as caught:
        pass_changes.changed(Session(), before, **typed)
    assert refusal(caught).startswith(sentence)


# Extending


def test_a_pass_runs_longer() -> None:
    session = Session()
    for by, ends in (
        ("24h", "2026-11-22T19:00"), ("90 min", "2026-11-21T20:30"), ("1 hour", "2026-11-21T20:00"),
        ("3 days", "2026-11-24T19:00"), ("1d", "2026-11-22T19:00"), ("2 Weeks", "2026-12-05T19:00"),
    ):  # fmt: skip
        assert pass_changes.extended(session, DAY, by, None, None) == replace(DAY, ends=at(ends))
    for until, ends in (
        ("midnight", "2026-11-22T00:00"), ("20:00", "2026-11-21T20:00"),
        ("18:00", "2026-11-22T18:00"), ("2026-12-24", "2026-12-24T00:00"),
    ):  # fmt: skip
        assert pass_changes.extended(session, DAY, None, until, None) == replace(DAY, ends=at(ends))
    assert pass_changes.extended(session, DAY, None, "never", None).ends is None


def test_what_the_extension_cost_is_added() -> None:
    session = Session()
    assert pass_changes.extended(session, DAY, "1d", None, "2.50").price == Money(750, "USD")
    assert pass_changes.extended(session, DAY, "1d", None, "free").price == FIVE
    unpriced = replace(DAY, price=None)
    assert pass_changes.extended(session, unpriced, "1d", None, "2 EUR").price == Money(200, "EUR")


@pytest.mark.parametrize(
    ("before", "by", "until", "price", "sentence"),
    [
        (DAY, None, None, None, "Say how much longer it runs."),
        (DAY, "1d", "midnight", None, "Say how much longer it runs."),
        (replace(DAY, ends=None), "1d", None, None, "Pass #1 has no end as it is."),
        (CARD, "1d", None, None, "Pass #2 has no end as it is."),
        (replace(CARD, ends=DAY.ends), "1d", None, "1 EUR", "A subscription costs the same"),
        (DAY, None, "2026-11-21 19:00", None, "Sat 21 Nov 2026 19:00 is no later than it ends"),
        (DAY, "1d", None, "2 EUR", "2.00 EUR is in another currency than the price, 5.00 USD."),
        (DAY, "0h", None, None, "'0h' is no length of time."),
        (DAY, "a while", None, None, "'a while' is no length of time."),
        (DAY, "99999d", None, None, "'99999d' is no length of time."),
        (DAY, "-1d", None, None, "'-1d' is no length of time."),
        (DAY, "9999 weeks", None, None, "Sat 11 Jul 2218 19:00 is too far away."),
    ],
)
def test_what_is_no_extension(
    before: Pass, by: str | None, until: str | None, price: str | None, sentence: str
) -> None:
    with pytest.raises(UsageError) as caught:
        pass_changes.extended(Session(), before, by, until, price)
    assert refusal(caught).startswith(sentence)


def test_an_extension_is_hours_or_by_the_clock_as_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    starts = datetime.fromisoformat("2026-10-24T20:00+02:00")
    day = replace(DAY, starts=starts, ends=starts + timedelta(hours=2))
    by = pass_changes.extended(Session(), day, "24h", None, None)
    assert by.ends == datetime.fromisoformat("2026-10-25T21:00+01:00")
    until = pass_changes.extended(Session(), day, None, "2026-10-25 22:00", None)
    assert until.ends == datetime.fromisoformat("2026-10-25T22:00+01:00")


# Stopping


def test_a_subscription_runs_to_the_end_of_what_is_paid() -> None:
    stopped = pass_changes.stopped(Session(), CARD, None)
    assert stopped == replace(CARD, ends=at("2026-11-30T19:00"))
    assert pass_changes.stopped(Session(), stopped, None) == stopped
    yearly = pass_changes.stopped(Session(), replace(CARD, every="year"), None)
    assert yearly.ends == at("2027-08-31T19:00")


def test_a_subscription_stops_on_a_day() -> None:
    session = Session()
    assert pass_changes.stopped(session, CARD, "now").ends == at("2026-11-20T23:10")
    assert pass_changes.stopped(session, CARD, "2026-10-01").ends == at("2026-10-01T00:00")
    old = replace(CARD, ends=at("2026-10-01T00:00"))
    assert pass_changes.stopped(session, old, "2026-12-01").ends == at("2026-12-01T00:00")


@pytest.mark.parametrize(
    ("before", "on", "sentence"),
    [
        (DAY, None, "Pass #1 is paid once only, so there is nothing to stop."),
        (CARD, "never", "It has to stop some time."),
        (CARD, "2026-08-31", "A pass that starts Mon 31 Aug 2026 19:00 cannot end"),
        (replace(CARD, ends=at("2026-10-01T00:00")), None, "Pass #2 is not running."),
        (replace(CARD, starts=at("2026-12-01T00:00")), None, "Pass #2 is not running."),
    ],
)
def test_what_cannot_be_stopped(before: Pass, on: str | None, sentence: str) -> None:
    with pytest.raises(UsageError) as caught:
        pass_changes.stopped(Session(), before, on)
    assert refusal(caught).startswith(sentence)


# Refunds


def test_a_refund_is_the_price_or_what_came_back() -> None:
    session = Session()
    today = PartialDate(2026, 11, 20)
    assert pass_changes.refunded(session, DAY, None, None) == replace(
        DAY, refund=FIVE, refunded=today
    )
    part = pass_changes.refunded(session, DAY, "2", "2026-11-20")
    assert part == replace(DAY, refund=Money(200, "USD"), refunded=today)
    assert pass_changes.refunded(session, part, "3 USD", "2026-11").refund == Money(300, "USD")
    for nothing in ("0", "free", "", "0.00 USD"):
        assert pass_changes.refunded(session, part, nothing, None) == DAY


def test_a_refund_of_a_subscription_is_no_more_than_its_payments() -> None:
    session = Session()
    assert pass_changes.refunded(session, CARD, "30", None).refund == Money(3000, "EUR")
    assert pass_changes.refunded(session, CARD, "20", "2026-10-30").refund == Money(2000, "EUR")
    for amount, on, paid in (("30.01", None, "30.00"), ("20.01", "2026-10-30", "20.00")):
        with pytest.raises(UsageError) as caught:
            pass_changes.refunded(session, CARD, amount, on)
        assert refusal(caught) == f"{amount} EUR is more than the {paid} EUR paid for pass #2."


@pytest.mark.parametrize(
    ("before", "amount", "on", "sentence"),
    [
        (replace(DAY, price=None), None, None, "Pass #1 has no price that could come back."),
        (replace(DAY, price=Money(0, "USD")), "1", None, "Pass #1 has no price that could"),
        (DAY, "5.01 USD", None, "5.01 USD is more than the 5.00 USD paid for pass #1."),
        (DAY, "1 EUR", None, "1.00 EUR is in another currency than the price, 5.00 USD."),
        (DAY, "-1", None, "'-1' is negative"),
        (DAY, None, "2026-11-19", "Thu 19 Nov 2026 is before it was paid, Fri 20 Nov 2026."),
        (DAY, None, "2027", "2027 is still to come."),
    ],
)
def test_what_is_no_refund(before: Pass, amount: str | None, on: str | None, sentence: str) -> None:
    with pytest.raises(UsageError) as caught:
        pass_changes.refunded(Session(), before, amount, on)
    assert refusal(caught).startswith(sentence)


def test_a_correction_leaves_no_more_back_than_was_paid() -> None:
    session = Session()
    back = pass_changes.refunded(session, DAY, "4", None)
    assert pass_changes.changed(session, back, price="4 USD").price == Money(400, "USD")
    for price, sentence in (
        ("3.99 USD", "4.00 USD is more than the 3.99 USD paid for pass #1."),
        ("9 EUR", "4.00 USD came back for pass #1, so its price is in USD."),
        ("", "4.00 USD came back for pass #1, so its price is in USD."),
    ):
        with pytest.raises(UsageError) as caught:
            pass_changes.changed(session, back, price=price)
        assert refusal(caught) == sentence
    with pytest.raises(UsageError) as caught:
        pass_changes.changed(session, back, paid="2026-12-01")
    assert refusal(caught) == "4.00 USD is more than the 0.00 USD paid for pass #1."
    twice = pass_changes.refunded(session, CARD, "25", None)
    with pytest.raises(UsageError) as caught:
        pass_changes.stopped(session, twice, "2026-10-01")
    assert refusal(caught) == "25.00 EUR is more than the 20.00 EUR paid for pass #2."


# After midnight it is still the evening before in the diary, but not in a shop.


@pytest.fixture
def after_midnight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FILMLOG_NOW", "2026-11-21T00:40:00+00:00")


@pytest.mark.usefixtures("after_midnight")
def test_what_was_bought_after_midnight_can_come_back() -> None:
    filmlog("pass", "add", "Arsenal", "--price", "5 EUR")
    done = filmlog("pass", "refund", "1")
    assert (done.code, done.stderr) == (
        0,
        "Pass #1: one-day pass, 5.00 EUR, 5.00 EUR back, until Sun 22 Nov 2026 00:40.\n",
    )


@pytest.mark.usefixtures("after_midnight")
def test_a_subscription_begun_after_midnight_and_stopped_is_paid_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    filmlog(
        "add", "Ran", "--source", "Arsenal", "--pass", "subscription", "--price", "10 EUR"
    )  # fmt: skip
    done = filmlog("pass", "stop", "1")
    assert done.stderr.endswith("10.00 EUR a month, until Mon 21 Dec 2026 00:40.\n")
    monkeypatch.setenv("FILMLOG_NOW", "2027-03-01T12:00:00+00:00")
    assert "10.00 EUR in 1 payment" in filmlog("pass", "show", "1").stdout


@pytest.mark.usefixtures("after_midnight")
def test_what_was_bought_after_midnight_is_spent_at_once() -> None:
    filmlog("pass", "add", "Arsenal", "--price", "5 EUR")
    filmlog("add", "Ran", "--source", "Kino", "--pass", "subscription", "--price", "10 EUR")
    (total,) = json.loads(filmlog("spending", "--json").stdout)["data"]["totals"]
    assert (total["minor"], total["payments"]) == (1500, 2)
