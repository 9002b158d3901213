"""A row's payload to its values (sqlite.org/fileformat2.html#record_format)."""

from __future__ import annotations

import struct
from typing import NamedTuple

from filmlog.storage.salvage.pages import varint

Value = int | float | str | bytes | None
_SIZES = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)
_REAL = 7
_FIRST_BLOB = 12


class Values(NamedTuple):
    """The values of a row. `is_cut`: the last is a text of which only the beginning was there.

    `spoilt` are the places of texts that are not UTF-8, with U+FFFD for what cannot be read.
    """

    values: list[Value]
    is_cut: bool = False
    spoilt: tuple[int, ...] = ()


def decode(payload: bytes, size: int) -> Values | None:
    """The values of a payload of `size` bytes, of which the first may be all there is.

    None when the bytes are no row, or when more than a part of a last text is missing.
    """
    try:
        header, at = varint(payload, 0)
        if not at <= header <= len(payload):
            return None
        types = []
        while at < header:
            kind, at = varint(payload, at)
            if kind < 0 or kind in {10, 11}:
                return None
            types.append(kind)
    except IndexError:
        return None
    if at != header:
        return None
    if header + sum(map(_size, types)) != size:
        return None
    return _read(payload, header, types)


def _size(kind: int) -> int:
    return (kind - _FIRST_BLOB) // 2 if kind >= _FIRST_BLOB else _SIZES[kind]


def _read(payload: bytes, at: int, types: list[int]) -> Values | None:
    values: list[Value] = []
    spoilt: list[int] = []
    is_cut = False
    for place, kind in enumerate(types):
        end = at + _size(kind)
        raw = payload[at:end]
        if end > len(payload):
            is_cut = kind >= _FIRST_BLOB and kind % 2 == 1 and place == len(types) - 1
            if not is_cut:
                return None
            raw = raw[: _whole_letters(raw)]
        if kind >= _FIRST_BLOB:
            if kind % 2 == 0:
                values.append(raw)
            else:
                text = raw.decode(errors="replace")
                # A diary keeps no NUL; a disk that fails may put many.
                if "\0" in text or ("\ufffd" in text and text.encode() != raw):
                    text = text.replace("\0", "\ufffd")
                    spoilt.append(place)
                values.append(text)
        elif kind == 0:
            values.append(None)
        elif kind == _REAL:
            values.append(struct.unpack(">d", raw)[0])
        elif kind >= 8:
            values.append(kind - 8)
        else:
            values.append(int.from_bytes(raw, signed=True))
        at = end
    return Values(values, is_cut, tuple(spoilt))


def _whole_letters(raw: bytes) -> int:
    """Where the last whole letter of a UTF-8 text ends that was cut off anywhere."""
    end = len(raw)
    for back in range(1, min(4, end) + 1):
        byte = raw[end - back]
        if byte < 0x80:
            return end
        if byte >= 0xC0:
            length = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return end if length <= back else end - back
    return end
