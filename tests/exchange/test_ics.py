from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from filmlog.domain.entry import Entry
from filmlog.domain.film import Film
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.viewing import Viewing
from filmlog.exchange.ics import calendar
from tests.effort import some
from tests.examples import films, viewings
from tests.exchange.diaries import cranes, hostile

DAY = PartialDate(2026, 11, 20)


def _events(text: str) -> list[Any]:
    return Calendar.from_ical(text).walk("VEVENT")


def test_the_example_as_days() -> None:
    _, entries, _ = cranes()
    text = "".join(calendar(entries))
    assert text == "".join(calendar(entries))
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//filmlog//filmlog//EN\r\n")
    assert text.endswith("END:VEVENT\r\nEND:VCALENDAR\r\n")
    first, second = _events(text)
    assert first["SUMMARY"] == "The Cranes Are Flying (1957)"
    assert first["DTSTART"].dt == date(2024, 3, 9)
    assert first["DTSTART"].params["VALUE"] == "DATE"
    assert second["UID"] == f"{entries[1].viewing.id}@filmlog"
    assert second["TRANSP"] == "TRANSPARENT"
    assert second["DESCRIPTION"].splitlines() == [
        "★★★★½ ♥",
        "The camera is in love, and then it is afraid.",
    ]
    assert second["DTSTAMP"].to_ical() == b"20251120T011022Z"


def test_a_day_that_is_not_known_is_no_day() -> None:
    film = Film("01F", "Ran")
    days = (None, PartialDate(2026), PartialDate(2026, 11))
    assert "VEVENT" not in "".join(
        calendar(Entry(Viewing("01V", "01F", day), film) for day in days)
    )


def test_spoilers_stay_out() -> None:
    viewing = Viewing("01V", "01F", DAY, headline="He ||dies|| at last", review="||He dies.||")
    text = "".join(calendar([Entry(viewing, Film("01F", "Ran"))]))
    assert "dies" not in text
    assert "He [spoiler\\, 1 word] at last" in text


def test_the_stamp_is_the_time_of_the_id() -> None:
    ids = ("01ARZ3NDEKTSV4RRFFQ69G5FAV", "7ZZZZZZZZZZZZZZZZZZZZZZZZZ", "01viewing", "")
    entries = [Entry(Viewing(id_, "01F", DAY), Film("01F", "Ran")) for id_ in ids]
    events = _events("".join(calendar(entries)))
    stamps = [event["DTSTAMP"].to_ical().decode() for event in events]
    assert stamps[:2] == ["20160730T235410Z", "19700101T000000Z"]


@given(films(), hostile, st.data())
@settings(max_examples=some(40), deadline=None)
def test_any_text_stays_in_its_place(film: Film, headline: str, data: st.DataObject) -> None:
    viewing = data.draw(viewings(film.id))._replace(watched=DAY, headline=headline)
    text = "".join(calendar([Entry(viewing, film)]))
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert not any(ord(char) < 32 or ord(char) == 127 for line in lines for char in line)
    (event,) = _events(text)
    assert not event.errors
    assert set(event) <= {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION", "TRANSP"}
