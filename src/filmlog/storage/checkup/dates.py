"""Dates that cannot be: seen in the future, over before it began, paid back before it was paid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from filmlog.domain.checkup import Finding, Severity
from filmlog.domain.partial_date import PartialDate
from filmlog.storage.diary import Diary


class _Rule(NamedTuple):
    """A rule that dates break: what is selected, and from where, where it is broken.

    `select` gives the name of the record and the date, which are put in words.
    """

    name: str
    severity: Severity
    found: str
    meaning: str
    remedy: str
    select: str


_FILM = "'#' || f.number || ' ' || f.title"
_PASS = "'pass #' || p.number || ', ' || s.name"  # noqa: S105 - SQL
_VIEWING = "FROM viewing v JOIN film f ON f.number = v.film WHERE v.deleted = '' AND"
_PASSES = "FROM pass p JOIN source s ON s.number = p.source WHERE p.deleted = '' AND"
_IN = "CAST(substr(v.watched, 1, 4) AS INTEGER)"
_MADE = "coalesce(f.year, CAST(substr(f.released, 1, 4) AS INTEGER))"
_LOOK = (
    "Look at it: `filmlog show '#N'`; `filmlog edit '#N' --on DATE` changes the viewing, "
    "`filmlog film edit '#N'` the film."
)
_AS_LONG = "substr({0}, 1, min(length({0}), length({1})))"
"""A date as long as it and another are both known, so that 2026 is not before 2026-11."""


def _before(one: str, other: str) -> str:
    """The SQL for a date that is surely before another; both may be partial."""
    return f"{_AS_LONG.format(one, other)} < {_AS_LONG.format(other, one)}"


_RULES = (
    _Rule(
        "seen-in-the-future",
        "wrong",
        "A viewing is dated in the future.",
        "It stands before all others in lists, and in the figures of a year to come.",
        "Correct it: `filmlog edit '#N' --on DATE`. Is the clock of this machine right?",
        f"SELECT {_FILM}, v.watched {_VIEWING} {_before(':today', 'v.watched')}",
    ),
    _Rule(
        "seen-years-before-release",
        "wrong",
        "A viewing is dated more than a year before the film was made.",
        "The date or the year of the film is wrong, or it is another film of its title.",
        _LOOK,
        f"SELECT {_FILM}, v.watched {_VIEWING} {_IN} < {_MADE} - 1",
    ),
    _Rule(
        "seen-before-release",
        "note",
        "A viewing is dated before the film came out.",
        "The date may be wrong, or the film another of its title; festivals show films early.",
        _LOOK,
        f"SELECT {_FILM}, v.watched {_VIEWING} ({_IN} < f.year "
        f"OR {_before('v.watched', 'f.released')}) AND NOT coalesce({_IN} < {_MADE} - 1, 0)",
    ),
    _Rule(
        "rated-in-the-future",
        "wrong",
        "A film's own rating is dated in the future.",
        "It hides every rating of a viewing until then.",
        "Rate it again: `filmlog film edit '#N' --rating RATING`.",
        f"SELECT {_FILM}, f.rated FROM film f WHERE f.deleted = '' "
        f"AND {_before(':today', 'f.rated')}",
    ),
    _Rule(
        "ends-before-it-starts",
        "wrong",
        "A pass ends before it starts.",
        "No viewing can be on it, and what a film cost on it cannot be said.",
        "Correct it: `filmlog pass edit '#N' --starts WHEN --ends WHEN`.",
        f"SELECT {_PASS}, substr(p.ends, 1, 10) {_PASSES} p.ends < p.starts",
    ),
    _Rule(
        "refunded-before-paid",
        "wrong",
        "A pass was paid back before it was paid.",
        "The sums of both months are wrong.",
        "Correct it: `filmlog pass edit '#N' --paid DATE` or `filmlog pass refund '#N' --on DATE`.",
        f"SELECT {_PASS}, p.refunded {_PASSES} {_before('p.refunded', 'p.paid')}",
    ),
)


def look(diary: Diary, today: date) -> Iterator[Finding]:
    """The rules that some dates break; `today` is the day of the calendar."""
    for rule in _RULES:
        found = diary.connection.execute(
            f"{rule.select} ORDER BY 2 DESC",
            {"today": today.isoformat()} if ":today" in rule.select else {},
        ).fetchall()
        if found:
            items = tuple(f"{name}: {PartialDate.parse_iso(day).words}" for name, day in found)
            yield Finding(rule.name, rule.severity, rule.found, rule.meaning, rule.remedy, items)
