"""Spending, counted by SQL; domain/spending.py says what is counted."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from filmlog.domain.charges import charges
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.period import Period
from filmlog.domain.query_terms import Span
from filmlog.domain.spending import By, Payment, Spending, Spent, Sum, Sums
from filmlog.storage import reader
from filmlog.storage.listing import JOINED, Condition
from filmlog.storage.search import dated

# Payments: those of passes paid once and kept, and the others, which `charges` has worked out.
# `since` and `until` bound the days of the viewings that belong to one.
_CHARGES = """
CREATE TEMP TABLE charge AS
SELECT p.number AS pass, 0 AS serial, p.source, p.kind, p.currency, p.paid AS day,
    p.minor, '' AS since, '~' AS until
FROM pass p WHERE p.deleted = '' AND p.minor > 0 AND p.every = '' AND p.refund IS NULL
    AND (p.paid IS NULL OR p.paid <= ?)
UNION ALL
SELECT p.number, c.serial, p.source, p.kind, p.currency, c.day, c.minor, c.since, c.until
FROM (
    SELECT json_extract(value, '$[0]') AS pass, json_extract(value, '$[1]') AS serial,
        json_extract(value, '$[2]') AS day, json_extract(value, '$[3]') AS minor,
        json_extract(value, '$[4]') AS since, json_extract(value, '$[5]') AS until
    FROM json_each(?)
) c JOIN pass p ON p.number = c.pass
"""

# A date known to the month or year counts from its first day.
_DAY = "coalesce(substr(v.watched || '-01-01', 1, 10), '')"
_SEEN = f"""
CREATE TEMP TABLE seen AS
SELECT c.rowid AS charge, v.film, v.number, v.watched,
    coalesce(v.unfinished, f.runtime) AS minutes
FROM charge c JOIN viewing v ON v.pass = c.pass AND v.deleted = ''
    AND ({_DAY} >= c.since AND {_DAY} < c.until)
JOIN film f ON f.number = v.film
"""

_LABELS = {
    "source": "(SELECT name FROM source s WHERE s.number = c.source)",
    "kind": "c.kind",
    "year": "coalesce(substr(c.day, 1, 4), '')",
    "month": "CASE WHEN length(c.day) >= 7 THEN substr(c.day, 1, 7) ELSE '' END",
}

# The price of a payment is split evenly among its films, what is left over in whole minor units
# going to those seen first, so that the films sum to what was paid.
_BY_FILM = """
WITH share AS (
    SELECT charge, film, count(*) AS viewings, sum(minutes) AS minutes,
        sum(minutes IS NULL) AS unmeasured,
        row_number() OVER (PARTITION BY charge ORDER BY min(coalesce(watched, '')), min(number))
            AS place,
        count(*) OVER (PARTITION BY charge) AS films
    FROM seen GROUP BY charge, film
)
SELECT coalesce(f.title || CASE WHEN f.year IS NULL THEN '' ELSE ' (' || f.year || ')' END, ''),
    c.currency,
    sum(CASE WHEN s.film IS NULL THEN c.minor
        ELSE c.minor / s.films + (s.place <= c.minor % s.films) END),
    count(*), s.film IS NOT NULL, coalesce(sum(s.viewings), 0), coalesce(sum(s.minutes), 0),
    coalesce(sum(s.unmeasured), 0)
FROM charge c LEFT JOIN share s ON s.charge = c.rowid
LEFT JOIN film f ON f.number = s.film
GROUP BY s.film, c.currency ORDER BY 1, 2, s.film
"""

_FREE = "SELECT number FROM pass WHERE minor = 0 OR (minor IS NULL AND kind = 'free')"
_UNPRICED = "SELECT number FROM pass WHERE minor IS NULL AND kind <> 'free'"

_PAYMENT = """
SELECT c.pass, s.name, c.kind, c.minor, c.currency, c.day,
    (SELECT count(DISTINCT film) FROM seen WHERE charge = c.rowid) AS films
FROM charge c JOIN source s ON s.number = c.source
"""


def account(connection: sqlite3.Connection, today: date, period: Period, by: By) -> Spending:
    """What was paid in a period up to `today`, grouped `by`."""
    with _payments(connection, today, period, None) as undated:
        connection.execute(_SEEN)
        connection.execute("CREATE INDEX temp.seen_charge ON seen (charge, film)")
        rows = _by_film(connection) if by == "film" else _grouped(connection, _LABELS[by])
        return Spending(
            period,
            by,
            _grouped(connection, "''"),
            rows,
            _count(connection, period, None, f"v.pass IN ({_FREE})"),
            _count(connection, period, None, f"v.pass IN ({_UNPRICED})"),
            _count(connection, period, None, "v.pass IS NULL"),
            _dearest(connection),
            _best_used(connection),
            undated,
        )


def sums(
    connection: sqlite3.Connection, today: date, period: Period, condition: Condition | None = None
) -> Sums:
    """What was paid in all, in a fraction of the time that `account` takes.

    With a condition only the payments that a viewing which meets it belongs to.
    """
    with _payments(connection, today, period, condition):
        paid = connection.execute(
            "SELECT currency, sum(minor), count(*) FROM charge GROUP BY 1 ORDER BY 1"
        )
        return Sums(
            tuple(Sum(Money(minor, currency), payments) for currency, minor, payments in paid),
            _count(connection, period, condition, f"v.pass IN ({_FREE})"),
            _count(connection, period, condition, f"v.pass IN ({_UNPRICED})"),
        )


@contextmanager
def _payments(
    connection: sqlite3.Connection, today: date, period: Period, condition: Condition | None
) -> Iterator[tuple[Money, ...]]:
    """The payments asked for in the table `charge`; yields the sums left out as undated."""
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("BEGIN")  # one state of the diary for every figure
    try:
        _gather(connection, today)
        if condition is not None:
            connection.execute(_SEEN)
            met = f"SELECT v.number {JOINED}{condition.where}"
            connection.execute(
                "DELETE FROM charge WHERE rowid NOT IN "
                f"(SELECT charge FROM seen WHERE number IN ({met}))",
                condition.values,
            )
        yield _leave_out(connection, period)
    finally:
        connection.execute("ROLLBACK")  # the tables go with it


def _gather(connection: sqlite3.Connection, today: date) -> None:
    worked_out: list[list[Any]] = []
    others = "p.deleted = '' AND p.minor > 0 AND (p.every <> '' OR p.refund IS NOT NULL)"
    for pass_ in reader.passes(connection, others):
        paid = charges(pass_, today)
        if not paid:
            continue  # the first lies ahead
        days = [charge.day.iso if charge.day is not None else "" for charge in paid]
        bounds = zip(["", *days[1:]], [*days[1:], "~"], strict=True)
        worked_out += [
            [pass_.number, serial, day or None, charge.minor, *bound]
            for serial, (charge, day, bound) in enumerate(zip(paid, days, bounds, strict=True))
        ]
    connection.execute(_CHARGES, (today.isoformat(), json.dumps(worked_out)))
    connection.execute("CREATE INDEX temp.charge_pass ON charge (pass)")


def _leave_out(connection: sqlite3.Connection, period: Period) -> tuple[Money, ...]:
    """Drop the payments outside the period; the sums of those that may lie in it or not."""
    if period.is_whole:
        return ()
    inside = within("day", period)
    undated: Counter[str] = Counter()
    for day, currency, minor in connection.execute(
        "SELECT day, currency, sum(minor) FROM charge WHERE day IS NULL OR "
        f"(length(day) < 10 AND NOT ({inside.sql})) GROUP BY day, currency",
        inside.values,
    ):
        if day is None or _may_be_in(PartialDate.parse_iso(day), period):
            undated[currency] += minor
    connection.execute(f"DELETE FROM charge WHERE day IS NULL OR NOT ({inside.sql})", inside.values)
    return tuple(Money(minor, currency) for currency, minor in sorted(undated.items()))


def _may_be_in(day: PartialDate, period: Period) -> bool:
    return not (
        (period.first is not None and day.last() < period.first)
        or (period.last is not None and day.first() > period.last)
    )


def within(column: str, period: Period) -> Condition:
    """Whether all the days that a date may mean lie in a period; any date does in the whole."""
    first = period.first.toordinal() if period.first is not None else None
    last = period.last.toordinal() if period.last is not None else None
    return Condition("1") if period.is_whole else dated(column, Span(first, last))


def _grouped(connection: sqlite3.Connection, label: str) -> tuple[Spent, ...]:
    seen = {
        (name, currency): counts
        for name, currency, *counts in connection.execute(
            f"SELECT {label} AS label, c.currency, count(DISTINCT s.film), count(*), "
            "coalesce(sum(s.minutes), 0), sum(s.minutes IS NULL) "
            "FROM charge c JOIN seen s ON s.charge = c.rowid GROUP BY 1, 2"
        )
    }
    paid = connection.execute(
        f"SELECT {label}, c.currency, sum(c.minor), count(*) FROM charge c "
        "GROUP BY 1, 2 ORDER BY 1, 2"
    )
    return tuple(Spent(*row, *seen.get((row[0], row[1]), (0, 0, 0, 0))) for row in paid)


def _by_film(connection: sqlite3.Connection) -> tuple[Spent, ...]:
    return tuple(Spent(*row) for row in connection.execute(_BY_FILM))


def _count(
    connection: sqlite3.Connection, period: Period, condition: Condition | None, where: str
) -> int:
    """How many viewings of the period meet `where`, and the condition if there is one."""
    inside, asked = within("v.watched", period), condition or Condition()
    sql = f"SELECT count(*) {JOINED} AND {where} AND ({inside.sql}){asked.where}"
    found = connection.execute(sql, (*inside.values, *asked.values)).fetchone()
    return int(found[0])


def _dearest(connection: sqlite3.Connection) -> tuple[Payment, ...]:
    greatest = (
        "SELECT row FROM (SELECT rowid AS row, row_number() OVER "
        "(PARTITION BY currency ORDER BY minor DESC, rowid) AS place FROM charge) WHERE place = 1"
    )
    rows = connection.execute(f"{_PAYMENT} WHERE c.rowid IN ({greatest}) ORDER BY c.currency")
    return tuple(_payment(row) for row in rows)


def _best_used(connection: sqlite3.Connection) -> Payment | None:
    row = connection.execute(
        f"{_PAYMENT} WHERE c.rowid = (SELECT charge FROM seen GROUP BY charge "
        "HAVING count(DISTINCT film) > 1 ORDER BY count(DISTINCT film) DESC, charge LIMIT 1)"
    ).fetchone()
    return None if row is None else _payment(row)


def _payment(row: Sequence[Any]) -> Payment:
    number, source, kind, minor, currency, day, films = row
    paid = None if day is None else PartialDate.parse_iso(day)
    return Payment(number, source, kind, Money(minor, currency), paid, films)
