"""Viewings as days in a calendar: iCalendar, RFC 5545."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from filmlog.domain.crockford import SIGNS
from filmlog.domain.entry import Entry
from filmlog.domain.rating import stars
from filmlog.domain.review import hide_inline
from filmlog.exchange.markdown.escaping import one_line

_CROCKFORD = {sign: value for value, sign in enumerate(SIGNS)}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def calendar(entries: Iterable[Entry]) -> Iterator[str]:
    """Pieces of the calendar, an event for each viewing on a known day; the others are left out.

    An event lasts the day and takes up no time. It has the viewing's ULID, so that a calendar
    takes a second export for the same events, and no spoilers. The same viewings give the same
    text.
    """
    from icalendar import Calendar  # 150 ms, and only here

    whole = Calendar()
    whole.add("prodid", "-//filmlog//filmlog//EN")
    whole.add("version", "2.0")
    begin, end, _ = whole.to_ical().decode().partition("END:VCALENDAR")
    yield begin
    for entry in entries:
        if entry.viewing.watched is not None and entry.viewing.watched.precision == "day":
            yield _event(entry)
    yield f"{end}\r\n"


def _event(entry: Entry) -> str:
    from icalendar import Event

    viewing = entry.viewing
    assert viewing.watched is not None  # noqa: S101 - tells mypy what `calendar` has seen to
    event = Event()
    event.add("uid", f"{viewing.id}@filmlog")
    event.add("dtstamp", _made(viewing.id))
    event.add("dtstart", viewing.watched.first())
    # RFC 5545 has no control character in a text, and an escape for the end of a line alone.
    event.add("summary", one_line(entry.film.label))
    if description := "\n".join(_description(entry)):
        event.add("description", description)
    event.add("transp", "TRANSPARENT")
    text: str = event.to_ical().decode()
    return text


def _description(entry: Entry) -> Iterator[str]:
    viewing = entry.viewing
    marks = [stars(viewing.rating)] if viewing.rating is not None else []
    if viewing.heart:
        marks.append("♥")
    if marks:
        yield " ".join(marks)
    if headline := one_line(hide_inline(viewing.headline)):
        yield headline


def _made(ulid: str) -> datetime:
    """The moment in a ULID, to the second: its first ten signs; 1970 for another id."""
    milliseconds = 0
    for sign in ulid[:10]:
        milliseconds = milliseconds << 5 | _CROCKFORD.get(sign, 0)
    seconds = milliseconds // 1000
    return datetime.fromtimestamp(seconds, UTC) if seconds < 1 << 37 else _EPOCH
