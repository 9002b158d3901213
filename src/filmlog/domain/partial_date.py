"""A date known to the day, to the month or only to the year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Precision = Literal["day", "month", "year"]

# English whatever the locale: what is printed must read the same, and parse, everywhere.
MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)
WEEKDAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())

_ISO_LENGTHS = ([4], [4, 2], [4, 2, 2])


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year from 1 to 9999, and its month (1-12) and day (1-31) where they are known.

    Raises ValueError for a date that no calendar has, or a day without a month.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Refuse what is no date."""
        if self.month is None and self.day is not None:
            raise ValueError("a day needs a month")
        self.first()

    @classmethod
    def parse_iso(cls, text: str) -> PartialDate:
        """The date that ISO 8601 `YYYY`, `YYYY-MM` or `YYYY-MM-DD` means; else ValueError."""
        parts = text.split("-")
        digits = "".join(parts)
        lengths = [len(part) for part in parts]
        if lengths not in _ISO_LENGTHS or not (digits.isascii() and digits.isdigit()):
            raise ValueError(f"not YYYY, YYYY-MM or YYYY-MM-DD: {text!r}")
        return cls(*map(int, parts))

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """A calendar day, known to the day."""
        return cls(day.year, day.month, day.day)

    @property
    def precision(self) -> Precision:
        """How much is known."""
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def iso(self) -> str:
        """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`, of four digits of year, so it sorts as text."""
        known = [f"{self.year:04}"]
        known += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(known)

    def first(self) -> date:
        """The first day it may be."""
        return date(
            self.year,
            1 if self.month is None else self.month,
            1 if self.day is None else self.day,
        )

    def last(self) -> date:
        """The last day it may be."""
        if self.day is not None:
            return self.first()
        if self.month in (None, 12):
            return date(self.year, 12, 31)
        assert self.month is not None  # noqa: S101 - tells mypy what the line above has ruled out
        return date(self.year, self.month + 1, 1) - timedelta(days=1)

    @property
    def words(self) -> str:
        """`Fri 20 Nov 2026`, `Nov 2026` or `2026`."""
        if self.month is None:
            return str(self.year)
        month = MONTHS[self.month - 1][:3]
        if self.day is None:
            return f"{month} {self.year}"
        return f"{WEEKDAYS[self.first().weekday()][:3]} {self.day} {month} {self.year}"

    @property
    def long(self) -> str:
        """`12 October 1957`, `October 1957` or `1957`."""
        if self.month is None:
            return str(self.year)
        month_and_year = f"{MONTHS[self.month - 1]} {self.year}"
        return month_and_year if self.day is None else f"{self.day} {month_and_year}"

    def __str__(self) -> str:
        """The ISO form."""
        return self.iso
