"""A record as a file that git can merge: one field a line, each parted by an empty one.

    ---
    deleted: ""

    film_id: "01J9Z3NDEKTSV4RRFFQ69G5FAV"

    review: "War, and a staircase."
    ---

Every field is always there, in the order of the alphabet, with its value in JSON. The empty lines
keep apart what was changed in neighbouring fields: without them git takes four of ten independent
edits for one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

FORMAT = 1
"""Goes up when a field is added or changes its meaning; an older filmlog then refuses to sync."""

FORMAT_FILE = "filmlog.json"

MOST_REPLACED = 1000
"""So many commits of a history that was purged are named; it is 43 kB."""

_PATH = re.compile(r"([a-z]{1,20})/([0-9A-Za-z]{1,2})/([0-9A-Za-z]{1,40})\.md")
_PICTURE = re.compile(r"picture/([0-9a-f]{2})/([0-9a-f]{64})")
_COMMIT = re.compile("[0-9a-f]{40}")
_LINE = re.compile(r"([a-z_]{1,40}): (.*)", re.DOTALL)
_BEGIN, _END, _BETWEEN = "---\n", "\n---\n", "\n\n"

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


class PageError(ValueError):
    """A file is no record as filmlog writes it; the message says why."""


def path_of(kind: str, id_: str) -> str:
    """Where a record lies. The last two characters of a ULID are random, so folders stay small."""
    return f"{kind}/{id_[-2:]}/{id_}.md"


def record_at(path: str) -> tuple[str, str] | None:
    """Kind and id of the record that lies at a path; None for any other file."""
    found = _PATH.fullmatch(path)
    if found is None or found[3][-2:] != found[2]:
        return None
    return found[1], found[3]


def picture_path(sha256: str) -> str:
    """Where the bytes of a picture lie."""
    return f"picture/{sha256[-2:]}/{sha256}"


def picture_at(path: str) -> str | None:
    """The SHA-256 of the picture that lies at a path; None for any other file."""
    found = _PICTURE.fullmatch(path)
    return found[2] if found is not None and found[2][-2:] == found[1] else None


def page(plain: Mapping[str, Any]) -> bytes:
    """The file of a record, from its fields as JSON values; the same fields give the same bytes."""
    lines = _BETWEEN.join(f"{name}: {_encode(plain[name])}" for name in sorted(plain))
    return f"{_BEGIN}{lines}{_END}".encode()


def fields(data: bytes) -> dict[str, Any]:
    """The fields that `page` wrote. Raises PageError for any other file."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise PageError("it is not UTF-8") from None
    if not (text.startswith(_BEGIN) and text.endswith(_END)):
        raise PageError("it does not begin and end with ---")
    found: dict[str, Any] = {}
    for number, line in enumerate(text[len(_BEGIN) : -len(_END)].split(_BETWEEN)):
        match = _LINE.fullmatch(line)
        if match is None:
            raise PageError(f"its line {number * 2 + 2} is no field with a value")
        name, value = match.groups()
        if name in found:
            raise PageError(f"it has the field {name} twice")
        try:
            found[name] = json.loads(value)
        except (ValueError, RecursionError):
            raise PageError(f"the value of {name} is no JSON") from None
    return found


class Format(NamedTuple):
    """What a repository says of itself: the format of its records, and what a purge replaced.

    After a purge the history begins anew; `replaces` are commits of the one before, by SHA-1, the
    newest first, by which other machines find what they had in common with it.
    """

    number: int = FORMAT
    replaces: tuple[str, ...] = ()


def format_page(said: Format) -> bytes:
    """The file that says which format the records have."""
    plain = {"filmlog": "sync", "format": said.number, "replaces": said.replaces}
    return f"{_encode(plain)}\n".encode()


def format_in(data: bytes) -> Format:
    """What such a file says. Raises PageError for any other file."""
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        raise PageError("it is no JSON") from None
    if not isinstance(said, dict) or said.get("filmlog") != "sync":
        raise PageError("it is not filmlog's")
    number, replaces = said.get("format"), said.get("replaces", [])
    if type(number) is not int or number < 1 or not isinstance(replaces, list):
        raise PageError("it has no format")
    known = (one for one in replaces[:MOST_REPLACED] if isinstance(one, str))
    return Format(number, tuple(filter(_COMMIT.fullmatch, known)))
