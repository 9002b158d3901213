"""Whatever passes for a record of a file is kept in a diary just so, and shown."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from filmlog.cli.sync.incoming import check
from filmlog.domain.change import Change
from filmlog.domain.codec import KINDS, from_plain, to_plain
from filmlog.storage import records
from filmlog.storage.diary import Diary
from filmlog.sync.page import PageError, fields, page
from tests.effort import some
from tests.storage.everything import is_sound
from tests.whole import demo

_WHOLE = demo()
_KEPT = frozenset({"id", "film_id", "source_id", "pass_id", "list_id", "record_id", "pictures"})
"""What names something, which is looked at elsewhere."""

_WORDS = st.sampled_from([
    "", " ", "x", "\r\n", "\u2028", "\x1b[31m", "\ufeff", "ſ", "2026", "9999-12-31", "0001",
    "2026-11-20T21:30:00Z", "9998-12-31T23:59:59.5+14:00", "2026-11-20T21:30:00Z undone",
])  # fmt: skip
_NUMBERS = st.sampled_from([0, 1, -1, 100, 2**63 - 1, -(2**63) + 1, 2**63, 1.5, float("nan")])
_PARTS = st.sampled_from([
    {"name": "a", "role": ""}, {"name": ""}, {"prize": "p", "festival": "", "year": 1},
    {"title": "t", "year": 9999, "reason": "\n"}, {"minor": 2**63 - 1, "currency": "EUR", "x": 1},
    {"field": "year", "service": "tmdb", "day": "2026-11-20"},
    {"field": "origins", "service": "tmdb", "day": "2026-11-20"},
    {"field": "imdb", "service": "nobody", "day": "2026-11-20"},
])  # fmt: skip
_VALUES = st.one_of(_WORDS, _NUMBERS, _PARTS, st.booleans(), st.none())
_SIDES = st.sampled_from(['"x"', "null", "5", "[1]", '{"a": 1}', '"\\ud800"', "NaN", "1e999", '""'])


@st.composite
def _changed(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A record of a kind with other values in some of its fields."""
    kind = draw(st.sampled_from(list(KINDS)))
    plain = to_plain(next(iter(_WHOLE.of(kind))))
    for name in draw(st.lists(st.sampled_from(sorted(plain.keys() - _KEPT)), max_size=3)):
        plain[name] = draw(_VALUES | st.lists(_VALUES, max_size=2) | _SIDES)
    if kind == "conflict":
        plain["of"] = draw(st.sampled_from(list(KINDS)))
        plain["field"] = draw(st.sampled_from(KINDS[plain["of"]]._fields[1:-1]))
    return kind, plain


@given(st.lists(_changed(), min_size=1, max_size=8))
@settings(max_examples=some(100))
def test_what_passes_for_a_record_is_kept_as_it_is(
    changed: list[tuple[str, dict[str, Any]]],
) -> None:
    passed = []
    for kind, plain in changed:
        with suppress(PageError):
            passed.append((kind, check(kind, fields(page(plain)))))
    assume(passed)
    with TemporaryDirectory() as folder, Diary.open(Path(folder, "d.db"), create=True) as diary:
        _WHOLE.write(diary)
        for kind, plain in passed:
            (before,) = records.by_ids(diary.connection, kind, [plain["id"]])
            after = from_plain(kind, plain)
            with diary.writing():
                diary.apply([Change(before, after._replace(number=before.number))], "sync", "sync")
            (found,) = records.by_ids(diary.connection, kind, [plain["id"]])
            assert to_plain(found) == plain
        assert is_sound(diary)
