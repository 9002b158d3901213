"""The whole diary as one JSON document, a record a line: filmlog's own format, which loses nothing.

    {"filmlog": "diary", "version": 1, "records": [
    {"record": "film", "id": "01K...", "title": "Ran", ...},
    ...
    ]}

docs/filmlog.schema.json describes it. The version changes when a key goes or changes its meaning;
a new key alone does not change it. `record` is the kind of a record, as a source, a pass and a list
have a `kind` of their own. A line a record keeps a diff short and reading cheap.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from filmlog.domain.change import Record
from filmlog.domain.codec import to_plain

VERSION = 1

HEAD = f'{{"filmlog": "diary", "version": {VERSION}, "records": ['
TAIL = "]}"

ORDER = (
    "film", "source", "pass", "picture", "viewing", "offer", "wish", "filmlist", "listed",
    "imported", "conflict",
)  # fmt: skip
"""The kinds as they follow each other: what a record refers to stands before it."""

_encode = json.JSONEncoder(ensure_ascii=False).encode


class Held(Protocol):
    """What a diary hands over."""

    def of(self, kind: str) -> Iterable[Record]:
        """The records of a kind, in the order in which they were made."""

    def pictures(self) -> Iterable[tuple[str, bytes]]:
        """Each picture by its SHA-256."""


def document(held: Held) -> Iterator[str]:
    """Pieces of the document, a record each, which make one text when joined.

    Nothing but the record at hand is kept in memory. The same diary gives the same text.
    """
    yield HEAD
    comma = "\n"
    for record in _records(held):
        yield comma + _encode(record)
        comma = ",\n"
    yield f"\n{TAIL}\n"


def _records(held: Held) -> Iterator[dict[str, Any]]:
    for kind in ORDER:
        if kind == "picture":
            for sha256, data in held.pictures():
                yield {"record": kind, "sha256": sha256, "base64": b64encode(data).decode()}
        else:
            for record in held.of(kind):
                yield {"record": kind} | to_plain(record)
