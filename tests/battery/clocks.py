"""Clocks of five places, set for filmlog by rules of POSIX, which need no database of zones."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

# IEEE 1003.1, 8.3: the offset counts westwards, the rules are month, week and weekday.
ZONES = {
    "Europe/Berlin": "CET-1CEST,M3.5.0,M10.5.0/3",
    "America/New_York": "EST5EDT,M3.2.0,M11.1.0",
    "Australia/Lord_Howe": "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",  # half an hour of summer time
    "Asia/Kolkata": "IST-5:30",
    "Pacific/Apia": "<+13>-13",
    "America/St_Johns": "NST3:30NDT,M3.2.0,M11.1.0",
    "Pacific/Pago_Pago": "SST11",
}


def set_clock(monkeypatch: pytest.MonkeyPatch, zone: str, now: str) -> None:
    """Be in a zone at a moment of its own time, ISO 8601, with an offset where it comes twice."""
    monkeypatch.setenv("TZ", ZONES[zone])
    time.tzset()
    moment = datetime.fromisoformat(now).astimezone(UTC)
    monkeypatch.setenv("FILMLOG_NOW", moment.isoformat())


B, N, L, K, A = (
    "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia",
)  # fmt: skip

TABLE = [
    (B, "2026-11-20T23:10", "today", "2026-11-20"),
    (B, "2026-11-20T23:10", "tonight", "2026-11-20"),
    (B, "2026-11-20T23:10", "yesterday", "2026-11-19"),
    (B, "2026-11-20T23:10", "last night", "2026-11-19"),
    (B, "2026-11-20T23:10", "friday", "2026-11-20"),
    (B, "2026-11-20T23:10", "last friday", "2026-11-13"),
    (B, "2026-11-20T23:10", "saturday", "2026-11-14"),
    (B, "2026-11-20T23:10", "3 days ago", "2026-11-17"),
    (B, "2026-11-20T23:10", "nov 20", "2026-11-20"),
    (B, "2026-11-20T23:10", "nov 21", "2025-11-21"),
    (B, "2026-11-20T23:10", "29 feb", "2024-02-29"),
    # Half past midnight: the evening of the 20th goes on, the calendar has the 21st.
    (B, "2026-11-21T00:30", "today", "2026-11-20"),
    (B, "2026-11-21T00:30", "tonight", "2026-11-20"),
    (B, "2026-11-21T00:30", "yesterday", "2026-11-19"),
    (B, "2026-11-21T00:30", "friday", "2026-11-20"),
    (B, "2026-11-21T00:30", "last friday", "2026-11-20"),
    (B, "2026-11-21T00:30", "saturday", "2026-11-21"),
    (B, "2026-11-21T00:30", "last saturday", "2026-11-14"),
    (B, "2026-11-21T00:30", "3 days ago", "2026-11-17"),
    (B, "2026-11-21T00:30", "a week ago", "2026-11-13"),
    (B, "2026-11-21T00:30", "nov 21", "2026-11-21"),
    (B, "2026-11-21T00:30", "21.11.", "2026-11-21"),
    (B, "2026-11-21T00:30", "gestern", "2026-11-19"),
    (B, "2026-11-21T03:59", "today", "2026-11-20"),
    (B, "2026-11-21T04:00", "today", "2026-11-21"),
    (B, "2026-11-21T04:00", "yesterday", "2026-11-20"),
    # Berlin, 25 October 2026: the hour from 2 to 3 comes twice.
    (B, "2026-10-25T02:30+02:00", "today", "2026-10-24"),
    (B, "2026-10-25T02:30+01:00", "today", "2026-10-24"),
    (B, "2026-10-25T03:59", "tonight", "2026-10-24"),
    (B, "2026-10-25T04:00", "today", "2026-10-25"),
    (B, "2026-10-25T23:59", "yesterday", "2026-10-24"),
    (B, "2026-10-26T12:00", "2 days ago", "2026-10-24"),
    (B, "2026-10-26T12:00", "sunday", "2026-10-25"),
    # Berlin, 29 March 2026: there is no hour from 2 to 3.
    (B, "2026-03-29T01:59", "today", "2026-03-28"),
    (B, "2026-03-29T03:00", "today", "2026-03-28"),
    (B, "2026-03-29T03:59", "today", "2026-03-28"),
    (B, "2026-03-29T04:00", "today", "2026-03-29"),
    (B, "2026-03-30T00:30", "yesterday", "2026-03-28"),
    # New York: 8 March and 1 November 2026.
    (N, "2026-03-08T00:30", "tonight", "2026-03-07"),
    (N, "2026-03-08T03:30", "today", "2026-03-07"),
    (N, "2026-03-08T04:00", "today", "2026-03-08"),
    (N, "2026-11-01T01:30-04:00", "today", "2026-10-31"),
    (N, "2026-11-01T01:30-05:00", "today", "2026-10-31"),
    (N, "2026-11-01T01:30-05:00", "november", "2026-11"),
    (N, "2026-11-02T12:00", "3 days ago", "2026-10-30"),
    (N, "2026-11-20T21:00", "today", "2026-11-20"),  # in London it is the 21st
    # Lord Howe Island puts its clocks half an hour: 5 April and 4 October 2026.
    (L, "2026-04-05T01:45+11:00", "today", "2026-04-04"),
    (L, "2026-04-05T01:45+10:30", "today", "2026-04-04"),
    (L, "2026-04-05T03:59", "today", "2026-04-04"),
    (L, "2026-04-05T04:00", "today", "2026-04-05"),
    (L, "2026-10-04T02:30", "yesterday", "2026-10-02"),
    (L, "2026-10-04T04:00", "yesterday", "2026-10-03"),
    # Kolkata and Apia, where the day of UTC is another one.
    (K, "2026-11-21T00:30", "today", "2026-11-20"),
    (K, "2026-11-21T05:00", "today", "2026-11-21"),
    (K, "2026-11-21T05:00", "friday", "2026-11-20"),
    (A, "2026-11-21T05:00", "today", "2026-11-21"),
    (A, "2026-11-21T00:30", "tonight", "2026-11-20"),
    (A, "2026-11-21T05:00", "1 day ago", "2026-11-20"),
    # New year.
    (B, "2027-01-01T00:30", "today", "2026-12-31"),
    (B, "2027-01-01T00:30", "yesterday", "2026-12-30"),
    (B, "2027-01-01T00:30", "this year", "2026"),
    (B, "2027-01-01T00:30", "last month", "2026-11"),
    (B, "2027-01-01T00:30", "dec 31", "2026-12-31"),
    (B, "2027-01-01T00:30", "31/12", "2026-12-31"),
    (B, "2027-01-01T00:30", "1 jan", "2027-01-01"),
    (B, "2027-01-01T00:30", "january", "2027-01"),
    (B, "2027-01-01T00:30", "december", "2026-12"),
    (B, "2027-01-01T04:00", "today", "2027-01-01"),
    (B, "2027-01-01T04:00", "yesterday", "2026-12-31"),
    (B, "2027-01-01T04:00", "last year", "2026"),
    (B, "2027-01-01T04:00", "last month", "2026-12"),
    (B, "2026-12-31T23:59", "jan 1", "2026-01-01"),
    (A, "2027-01-01T04:00", "last night", "2026-12-31"),
    (K, "2027-01-01T00:30", "a week ago", "2026-12-24"),
    # Leap days.
    (B, "2024-02-29T12:00", "today", "2024-02-29"),
    (B, "2024-02-29T12:00", "29 feb", "2024-02-29"),
    (B, "2024-02-28T12:00", "29 feb", "2020-02-29"),
    (B, "2024-02-29T12:00", "12 months ago", "2023-02"),
    (B, "2024-03-01T00:30", "today", "2024-02-29"),
    (B, "2024-03-01T00:30", "29/2", "2024-02-29"),
    (B, "2024-03-01T12:00", "yesterday", "2024-02-29"),
    (B, "2025-03-01T00:30", "tonight", "2025-02-28"),
    (B, "2025-03-01T12:00", "yesterday", "2025-02-28"),
    (N, "2024-02-29T23:30", "tonight", "2024-02-29"),  # in London it is March
    (N, "2028-03-01T00:30", "last night", "2028-02-28"),
]
"""By hand, with a calendar: zone, clock there, words typed, date meant. The day ends at 04:00.

20 November 2026 is a Friday.
"""
