"""The parts of reading pages: numbers, rows, the order of keys, journals."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.storage.salvage.order import Found, in_order
from filmlog.storage.salvage.page_file import PageFile
from filmlog.storage.salvage.pages import take_apart, varint
from filmlog.storage.salvage.rollback import kept
from filmlog.storage.salvage.shapes import Row
from filmlog.storage.salvage.trees import walk
from filmlog.storage.salvage.values import Value, decode
from tests.effort import some

_VALUES = st.lists(
    st.one_of(
        st.none(),
        st.integers(-(2**63), 2**63 - 1),
        st.floats(allow_nan=False).filter(lambda number: not number.is_integer()),
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=9000),
        st.binary(max_size=9000),
    ),
    min_size=1,
    max_size=6,
)


def _written(path: Path, rows: list[list[Value]], *, without_rowid: bool) -> int:
    """A table of these rows; the page it starts on."""
    path.unlink(missing_ok=True)
    width = max(map(len, rows))
    names = ", ".join(f"c{place}" for place in range(width))
    key = "n INTEGER NOT NULL PRIMARY KEY, " if without_rowid else "n, "
    ending = " WITHOUT ROWID" if without_rowid else ""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"CREATE TABLE t ({key}{names}){ending}")
        for number, row in enumerate(rows, 1):
            padded = [number, *row, *[None] * (width - len(row))]
            slots = ", ".join("?" * len(padded))
            connection.execute(f"INSERT INTO t VALUES ({slots})", padded)  # noqa: S608 - our own
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master").fetchone()
    return int(root)


@pytest.mark.parametrize("without_rowid", [False, True])
@settings(max_examples=some(30))
@given(rows=st.lists(_VALUES, min_size=1, max_size=12))
def test_any_row_is_read_as_sqlite_wrote_it(
    without_rowid: bool, rows: list[list[Value]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.db"
    root = _written(path, rows, without_rowid=without_rowid)
    found = []
    with PageFile(path) as file:
        for run in walk(file, root, set(), is_index=without_rowid):
            assert run.is_sound
            for cell in run.cells:
                assert cell is not None
                payload = file.payload(cell)
                values = decode(payload.data, payload.size)
                assert values is not None
                found.append(values.values[1:])
    width = max(map(len, rows))
    assert found == [[*row, *[None] * (width - len(row))] for row in rows]


@given(st.binary(min_size=512, max_size=512), st.sampled_from([2, 5, 10, 13]))
def test_no_page_is_too_broken(data: bytes, kind: int) -> None:
    page = take_apart(bytes([kind]) + data[1:], 2, 512)
    assert page is not None
    for cell in page.cells:
        if cell is not None:
            decode(cell.local, cell.size)


@pytest.mark.parametrize(
    ("data", "value"),
    [
        ("00", 0),
        ("7f", 127),
        ("8100", 128),
        ("81ff7f", 32767),
        ("ffffffffffffffffff", -1),
        ("80ffffffffffffffff", 2**57 - 1),
    ],
)
def test_variable_length_integers(data: str, value: int) -> None:
    raw = bytes.fromhex(data)
    assert varint(raw, 0) == (value, len(raw))


def _found(*keys: int) -> list[Found]:
    return [Found(2, Row(key, (key, f"id{place}"))) for place, key in enumerate(keys, 1)]


def _keys(found: list[Found]) -> list[int | None]:
    return [item.row.key if item.row else None for item in found]


def test_a_key_out_of_order_is_put_right_by_the_index() -> None:
    ids = {f"id{place}": place for place in range(1, 6)}
    assert _keys(list(in_order(_found(1, 2, 131, 4, 5), lambda: ids))) == [1, 2, 3, 4, 5]
    assert _keys(list(in_order(_found(1, 2, 131, 4, 5), dict))) == [1, 2, None, 4, 5]


def test_the_last_key_is_asked_about() -> None:
    ids = {f"id{place}": place for place in range(1, 4)}
    assert _keys(list(in_order(_found(1, 2, 67), lambda: ids))) == [1, 2, 3]


def test_order_is_kept_over_long_tables() -> None:
    keys = [*range(1, 2000)]
    keys[700], keys[1400] = 5, 90_000
    expected: list[int | None] = [*keys]
    expected[700] = expected[1400] = None
    assert _keys(list(in_order(_found(*keys), dict))) == expected


def test_a_journal_that_is_none_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "diary.db-journal"
    assert kept(path) is None
    for data in (b"", b"words", bytes(600), bytes.fromhex("d9d505f920a163d7") + b"\xff" * 900):
        path.write_bytes(data)
        assert kept(path) is None
