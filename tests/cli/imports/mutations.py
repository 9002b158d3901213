"""Files as they come when something went wrong with them, or when somebody means harm.

Each mutation takes a source of chance and the bytes of a sound file, and answers other bytes; the
same chance gives the same bytes.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from functools import partial
from random import Random

from tests.cli.imports.hostile_values import VALUES
from tests.cli.imports.mutated_values import (
    as_bytes,
    as_text,
    change_type,
    grow_a_value,
    mix_values,
    put_a_value,
)

Mutation = Callable[[Random, bytes], bytes]

_INSERTED = {
    "nul": b"\0",
    "mark in the middle": codecs.BOM_UTF8,
    "UTF-16 mark": codecs.BOM_UTF16_LE,
    "no UTF-8": b"\xff\xc3(",
    "lone surrogate": b"\xed\xa0\x80",
    "escape": b"\x1b[31m\x9b2J",
    "end of file": b"\x1a",
    "closing": b"]}>\"'`",
    "opening": b"[{<\"'`&",
    "blank lines": b"\n\n\r\n\n",
}
_ENCODINGS = "utf-16-le utf-16-be utf-16 utf-32 utf-8-sig cp1251 latin-1 cp932 mac_roman utf-7"
_CSV_NAMES = (
    "Title Year Rating Date tmdbId imdbID Tags Review Const Type \x1b[31m Name,Name".split()
)


def flip_bits(rng: Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 2, 20))):
        if changed:
            changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def truncate(rng: Random, data: bytes) -> bytes:
    return data[: rng.randint(0, len(data))]


def double_a_piece(rng: Random, data: bytes) -> bytes:
    start = rng.randint(0, len(data))
    end = start + rng.randint(0, 200)
    return data[:end] + data[start:end] * rng.choice((1, 1, 30)) + data[end:]


def cut_a_piece(rng: Random, data: bytes) -> bytes:
    start = rng.randint(0, len(data))
    return data[:start] + data[start + rng.randint(0, 60) :]


def change_lines(rng: Random, data: bytes) -> bytes:
    """Leave one out, double it, swap it with another, or sort them all."""
    lines = data.splitlines(keepends=True)
    if not lines:
        return data
    here, there = rng.randrange(len(lines)), rng.randrange(len(lines))
    match rng.randrange(5):
        case 0:
            del lines[here]
        case 1:
            lines.insert(there, lines[here])
        case 2:
            lines[here], lines[there] = lines[there], lines[here]
        case 3:
            lines.sort()
        case _:
            lines[here:here] = [lines[here]] * 50
    return b"".join(lines)


def insert(rng: Random, data: bytes, *, what: bytes) -> bytes:
    for _ in range(rng.choice((1, 1, 5))):
        at = rng.randint(0, len(data))
        data = data[:at] + what + data[at:]
    return data


def encode(rng: Random, data: bytes) -> bytes:
    encoded = as_text(data).encode(rng.choice(_ENCODINGS.split()), "ignore")
    return rng.choice((b"", b"", codecs.BOM_UTF8, codecs.BOM_UTF16_BE)) + encoded


def end_lines_otherwise(rng: Random, data: bytes) -> bytes:
    ends = rng.choice(
        ([b"\r\n"], [b"\r"], [b"\n", b"\r", b"\r\n", b"\n\r"], [b"\x0b", b"\xc2\x85"])
    )
    return b"".join(line + rng.choice(ends) for line in data.splitlines())


def delimit_otherwise(rng: Random, data: bytes) -> bytes:
    sign = rng.choice((b";", b"\t", b"|", b"\x1f"))
    return rng.choice((b"", b"sep=" + sign + b"\n")) + data.replace(b",", sign)


def change_quotes(rng: Random, data: bytes) -> bytes:
    spots = [found.start() for found in re.finditer(b'"', data)] or [0]
    at = rng.choice(spots)
    rest = data[at + 1 :]
    new = rng.choice((b"", b'""', b'"""', b"\xe2\x80\x9c", b"'"))
    return rng.choice((data[:at] + new + rest, data.replace(b'"', new), b'"' + data))


def nest_deeply(rng: Random, data: bytes) -> bytes:
    depth = rng.choice((50, 990, 5_000, 100_000))
    opening, closing = rng.choice((("[", "]"), ('{"a":', "}"), ("<a>", "</a>"), ("- ", "")))
    deep = (opening * depth + "1" + closing * depth).encode()
    at = rng.choice((0, len(data), rng.randint(0, len(data))))
    return rng.choice((deep, data[:at] + deep + data[at:]))


def change_header(rng: Random, data: bytes) -> bytes:
    """Rename a column, leave one out, double or swap it; or leave out the header, or all else."""
    first, _, rest = as_text(data).partition("\n")
    names = first.split(rng.choice((",", ",", ";")))
    here, there = rng.randrange(len(names)), rng.randrange(len(names))
    match rng.randrange(8):
        case 0:
            names[here] = rng.choice(_CSV_NAMES)
        case 1:
            del names[here]
        case 2:
            names.insert(there, names[here])
        case 3:
            names[here], names[there] = names[there], names[here]
        case 4:
            names = [f"\ufeff {name.upper()} " for name in names]
        case 5:
            names = []
        case 6:
            names += [""] * 40
        case _:
            rest = ""
    return as_bytes(",".join(names) + "\n" + rest)


MUTATIONS: dict[str, Mutation] = {
    "bits flipped": flip_bits,
    "cut off": truncate,
    "a piece doubled": double_a_piece,
    "a piece cut": cut_a_piece,
    "lines changed": change_lines,
    "encoded otherwise": encode,
    "lines ended otherwise": end_lines_otherwise,
    "delimited otherwise": delimit_otherwise,
    "quotes changed": change_quotes,
    "a huge value": grow_a_value,
    "nested deeply": nest_deeply,
    "header changed": change_header,
    "types changed": change_type,
    "values mixed": mix_values,
    "values mixed again": mix_values,
    "lines changed again": change_lines,
    "emptied": lambda _, __: b"",
    **{f"{name} inserted": partial(insert, what=what) for name, what in _INSERTED.items()},
    **{f"{kind} put": partial(put_a_value, kind=kind) for kind in VALUES},
}
"""Every mutation of one file by its name."""
