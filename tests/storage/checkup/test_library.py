"""An SQLite that lacks what filmlog needs."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.storage.checkup.faults import doctor, names


def test_a_library_that_is_too_old(
    diary: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sqlite3.connect

    def old(path: object, *more: object, **named: object) -> sqlite3.Connection:
        connection = real(path, *more, **named)  # type: ignore[call-overload]  # passed on
        if path == ":memory:" and not named:
            # What STRICT is to a library that does not know it.
            connection.set_authorizer(lambda *_: sqlite3.SQLITE_DENY)
        found: sqlite3.Connection = connection
        return found

    monkeypatch.setattr("filmlog.storage.checkup.library.sqlite3.connect", old)
    code, data = doctor()
    assert (code, names(data["findings"])) == (1, ["old-sqlite"])
