"""The fields of front matter as values of the domain, each checked; else a PageError."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime
from typing import Any, NoReturn

from filmlog.domain.money import Money, parse_money
from filmlog.domain.partial_date import PartialDate
from filmlog.errors import UsageError
from filmlog.exchange.pages.front_matter_reading import PageError, Plain, Record

NOT_KEPT = re.compile("[\x00\ud800-\udfff]")
_ID = re.compile(r"[0-9A-Za-z]{0,40}")
_WHOLE = re.compile(r"-?[0-9]{1,19}")
_FLAGS = {"true": True, "yes": True, "false": False, "no": False}
_SHOWN = 40


class Fields:
    """A record of front matter, read field by field; a key that is not there is an empty field."""

    def __init__(self, record: Record, file: str) -> None:
        self.record = record
        self._file = file

    def fail(self, key: str, why: str) -> NoReturn:
        """Refuse the page for what it says under a key."""
        raise PageError(self._file, self.record.line_of(key), f"{key}: {why}")

    def only(self, known: Collection[str]) -> Fields:
        """These fields, if there are no others: a slip in the name of one would be lost."""
        for key in self.record:
            if key not in known:
                self.fail(key, f"is no field here. There are {', '.join(known)}.")
        return self

    def text(self, key: str) -> str:
        """Text; '' for none."""
        value = self.record.get(key)
        if isinstance(value, str):
            return self._kept(key, value)
        if isinstance(value, bool):
            return "true" if value else "false"
        return "" if value is None else self.fail(key, "is no text.")

    def needed(self, key: str) -> str:
        """Text that may not be empty."""
        return self.text(key) or self.fail(key, "is missing.")

    def id(self, key: str = "id") -> str:
        """An id of filmlog's own; '' for a record that was added by hand."""
        value = self.text(key)
        if not _ID.fullmatch(value):
            self.fail(key, f"{_quoted(value)} is no id. Leave it out of what you add.")
        return value

    def choice(self, key: str, choices: Collection[str], default: str) -> str:
        """One of some words."""
        value = self.text(key) or default
        if value not in choices:
            words = ", ".join(filter(None, choices))
            self.fail(key, f"{_quoted(value)} is none of {words}.")
        return value

    def whole(self, key: str, low: int, high: int) -> int | None:
        """A whole number within a range, both ends included."""
        value = self.record.get(key)
        if value is None or value == "":
            return None
        if not isinstance(value, str) or not _WHOLE.fullmatch(value):
            self.fail(key, f"{_quoted(value)} is no whole number.")
        if not low <= int(value) <= high:
            self.fail(key, f"{value} is not {low} to {high}.")
        return int(value)

    def flag(self, key: str) -> bool | None:
        """Yes or no; None where it is not said."""
        value = self.record.get(key)
        if value is None or isinstance(value, bool):
            return value
        flag = _FLAGS.get(value.casefold()) if isinstance(value, Plain) else None
        return self.fail(key, f"{_quoted(value)} is not true or false.") if flag is None else flag

    def date(self, key: str) -> PartialDate | None:
        """A date as far as it is known."""
        value = self.text(key)
        try:
            return PartialDate.parse_iso(value) if value else None
        except ValueError:
            self.fail(key, f"{_quoted(value)} is no date such as 2026-11-20, 2026-11 or 2026.")

    def instant(self, key: str) -> datetime | None:
        """A moment with its zone."""
        value = self.text(key)
        if not value:
            return None
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            moment = None
        if moment is not None and moment.utcoffset() is not None:
            return moment
        return self.fail(key, f"{_quoted(value)} is no time such as 2026-11-20T17:30:00+00:00.")

    def money(self, key: str) -> Money | None:
        """An amount with its currency."""
        value = self.text(key)
        try:
            return parse_money(value) if value else None
        except (UsageError, ValueError):
            self.fail(key, f"{_quoted(value)} is no price such as 5.00 USD.")

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        items = self._items(key)
        if not all(isinstance(item, str) for item in items):
            self.fail(key, "is no list of texts such as [war, rare].")
        return tuple(self._kept(key, item) for item in items)

    def records(self, key: str, named: str = "") -> list[Fields]:
        """A list of records; a text in place of one is what its field `named` says."""
        found = [self._record(key, item, named) for item in self._items(key)]
        ids: set[str] = set()
        for each in found:
            if (id_ := each.text("id")) and id_ in ids:
                each.fail("id", f"{_quoted(id_)} stands there twice. Leave it out of what you add.")
            ids.add(id_)
        return found

    def one(self, key: str, named: str = "") -> Fields | None:
        """A record, where there is one."""
        value = self.record.get(key)
        return None if value is None else self._record(key, value, named)

    def _items(self, key: str) -> list[Any]:
        value = self.record.get(key)
        if value is None:
            return []
        return value if isinstance(value, list) else self.fail(key, "is no list such as [a, b].")

    def _record(self, key: str, value: Any, named: str) -> Fields:
        if named and isinstance(value, str):
            record = Record(self.record.line_of(key))
            record[named] = value
            return Fields(record, self._file)
        if not isinstance(value, Record):
            self.fail(key, "is no map of fields such as {note: seen twice}.")
        return Fields(value, self._file)

    def _kept(self, key: str, text: str) -> str:
        if not text.isprintable() and NOT_KEPT.search(text):
            self.fail(key, "holds a NUL or half a character, which a diary does not keep.")
        # What comes from YAML or JSON may be a `Plain`.
        return text if type(text) is str else str(text)


def _quoted(value: Any) -> str:
    if not isinstance(value, str):
        return "that"
    text = str(value)
    return repr(text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…")
