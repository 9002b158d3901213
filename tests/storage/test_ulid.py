from __future__ import annotations

import os
import time

import pytest

from filmlog.storage import ulid
from filmlog.storage.ulid import new_ulid


def test_the_order_of_ids_is_the_order_of_creation() -> None:
    made = [new_ulid() for _ in range(5000)]
    assert made == sorted(set(made))


def test_within_a_millisecond_the_random_part_goes_up_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ulid, "_VALUES", ulid._values())
    monkeypatch.setattr(time, "time_ns", lambda: 1_764_033_300_000_000_000)
    monkeypatch.setattr(os, "urandom", lambda size: b"\xff" * (size - 1) + b"\xdf")
    first, second = new_ulid(), new_ulid()
    assert first[10:] == "ZZZZZZZZZZZZZZYZ"
    assert second[10:] == "ZZZZZZZZZZZZZZZ0"
    assert second[:10] == first[:10]


def test_a_clock_that_was_set_back_gives_no_earlier_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ulid, "_VALUES", ulid._values())
    before = new_ulid()
    monkeypatch.setattr(time, "time_ns", lambda: 1_000_000)
    assert new_ulid() > before
