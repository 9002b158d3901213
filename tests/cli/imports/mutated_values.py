"""Other values in place of sound ones: in a cell, in JSON, between two tags, behind a name."""

from __future__ import annotations

import csv
import io
import json
import re
from copy import deepcopy
from random import Random
from typing import Any

from tests.cli.imports.hostile_values import VALUES

_MEGABYTE = 1 << 20


def as_text(data: bytes) -> str:
    """The text in the bytes; one that is none stays as a lone surrogate."""
    return data.decode("utf-8", "surrogateescape")


def as_bytes(text: str) -> bytes:
    """The bytes of such a text."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def grow_a_value(rng: Random, data: bytes) -> bytes:
    """Make one field of a megabyte."""
    piece = rng.choice(("x", "é", "<b>", "\n", "a, ", "9", "#", "> ", "&amp;", "["))
    return _with_value(rng, data, piece * (_MEGABYTE // len(piece.encode())))


def put_a_value(rng: Random, data: bytes, *, kind: str) -> bytes:
    """Write another value in place of one: of a cell, in JSON, between two tags, behind a name."""
    for _ in range(rng.choice((1, 1, 3))):
        data = _with_value(rng, data, rng.choice(VALUES[kind]))
    return data


def mix_values(rng: Random, data: bytes) -> bytes:
    """Put values of one row or item into another, each where it belongs: sound, but at odds."""
    times = rng.choice((1, 2, 6))
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError):
        return _mixed_table(rng, as_text(data), times)
    places = [(holder, key) for holder, key in _places(whole) if isinstance(key, str)]
    for _ in range(times if places else 0):
        holder, key = rng.choice(places)
        other = rng.choice([each for each, name in places if name == key])
        if key in other:
            holder[key] = deepcopy(other[key])
    return json.dumps(whole).encode()


def _mixed_table(rng: Random, text: str, times: int) -> bytes:
    try:
        rows = list(csv.reader(io.StringIO(text)))
    except csv.Error:
        return as_bytes(text)
    full = [row for row in rows[1:] if len(row) == len(rows[0])]
    for _ in range(times if len(full) > 1 else 0):
        cells, others = rng.sample(full, 2)
        at = rng.randrange(len(cells))
        cells[at] = others[at]
    return _as_table(rows)


def change_type(rng: Random, data: bytes) -> bytes:
    """In JSON: another type at a random place, a name left out or doubled, two values swapped."""
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError):
        return put_a_value(rng, data, kind="numbers")
    for _ in range(rng.choice((1, 1, 4))):
        places = list(_places(whole))
        if not places:
            return rng.choice((b"null", b'"x"', b"1e999", b"{}", b"[[]]"))
        holder, key = rng.choice(places)
        other, other_key = rng.choice(places)
        match rng.randrange(4):
            case 0:
                del holder[key]
            case 1:
                holder[key] = deepcopy(other[other_key])
            case _:
                holder[key] = rng.choice(_OTHER_TYPES)
    text = json.dumps(whole, ensure_ascii=rng.random() < 0.5)
    return text.encode("utf-8", "surrogatepass")


_OTHER_TYPES: tuple[Any, ...] = (
    None, True, False, 0, -1, 10**30, 1e308, -0.0, 0.5, "", "0", "\0", "\ud800", "null", [], {},
    [[]], [None], {"": {}}, {"movie": None}, {"ids": 5}, float("nan"), float("inf"), "x" * 5_000,
)  # fmt: skip


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a value of JSON, as what holds it and its key there."""
    if isinstance(value, dict):
        keys: list[Any] = list(value)
    elif isinstance(value, list):
        keys = list(range(len(value)))
    else:
        return []
    inner = [place for key in keys for place in _places(value[key])]
    return [(value, key) for key in keys] + inner


def _with_value(rng: Random, data: bytes, value: str) -> bytes:
    text = as_text(data)
    start = text.lstrip("\ufeff \r\n")[:3]
    if start[:1] in {"{", "["}:
        return _replaced(rng, text, r'(?<=: )(?:"(?:[^"\\]|\\.)*"|[\w.+-]+)', json.dumps(value))
    if start[:1] == "<":
        return _replaced(rng, text, r"(?<=>)[^<>\n]+(?=<)", value)
    if start == "---":
        return _replaced(rng, text, r"(?<=: ).+|(?<=- ).+|^\w.*$", value)
    try:
        rows = list(csv.reader(io.StringIO(text)))
    except csv.Error:
        return _replaced(rng, text, r"[^,\n]+", value)
    full = [row for row in rows[1:] if row]
    if full:
        row = rng.choice(full)
        row[rng.randrange(len(row))] = value
    return _as_table(rows)


def _as_table(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return as_bytes(out.getvalue())


def _replaced(rng: Random, text: str, form: str, value: str) -> bytes:
    found = list(re.finditer(form, text, re.MULTILINE))
    if not found:
        return as_bytes(text + value)
    one = rng.choice(found)
    return as_bytes(text[: one.start()] + value + text[one.end() :])
