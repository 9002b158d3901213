"""Reading filmlog's own JSON (see native.py), through whosever hands it went since."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from filmlog.domain.change import Record
from filmlog.domain.codec import KINDS
from filmlog.domain.viewing import Viewing
from filmlog.errors import FilmlogError
from filmlog.exchange import checking
from filmlog.exchange.native import ORDER, TAIL, VERSION
from filmlog.exchange.record import FieldError, Place, Rejected
from filmlog.exchange.services.values import shown

if TYPE_CHECKING:
    from filmlog.exchange.files.archive import Member

_BEGINS = re.compile(r'\ufeff?\s*\{\s*(?:"version"\s*:\s*\d+\s*,\s*)?"filmlog"\s*:\s*"diary"')
_AS_WRITTEN = re.compile(rb'\{"filmlog": "diary", "version": (\d{1,9}), "records": \[\s*')
_REFERENCES = {"film_id": "film", "source_id": "source", "pass_id": "pass", "list_id": "filmlist"}


class PictureData(NamedTuple):
    """A picture of viewings that follow: the SHA-256 of its bytes, and these."""

    sha256: str
    data: bytes


Said = tuple[Place, Record | PictureData] | Rejected


def is_native(member: Member) -> bool:
    """Whether a file says at its beginning that it is a diary of filmlog."""
    return _BEGINS.match(member.head) is not None


def read_records(member: Member) -> Iterator[Said]:
    """Every record of the document in its order, or why it cannot be one.

    What a record refers to has stood before it, and no id stands twice. The place is the line
    where the document is as filmlog writes it; else the records are counted, from 1. Raises
    FilmlogError for a file that is no such document, and for one of a newer filmlog.
    """
    known = _Known()
    for place, plain in _items(member):
        try:
            yield place, known.read(plain)
        except FieldError as error:
            yield Rejected(place, error.field, error.why)


class _Known:
    """The records so far: the kind of each id, and the pictures."""

    def __init__(self) -> None:
        self._kinds: dict[str, str] = {}
        self._pictures: set[str] = set()

    def read(self, plain: Any) -> Record | PictureData:
        """A record that fits to those before it, and is then one of them; else FieldError."""
        if isinstance(plain, FieldError):
            raise plain
        if not isinstance(plain, Mapping):
            raise FieldError("", "is no object")
        kind = plain.get("record")
        if kind == "picture":
            picture = _picture(plain)
            self._pictures.add(picture.sha256)
            return picture
        if not isinstance(kind, str) or kind not in KINDS:
            raise FieldError("record", f"is none of {', '.join(ORDER)}")
        record = checking.read(kind, plain)
        self._check(record)
        self._kinds[record.id] = kind
        return record

    def _check(self, record: Record) -> None:
        if record.id in self._kinds:
            raise FieldError("id", f"{shown(record.id)} stands here twice")
        for field, kind in _REFERENCES.items():
            id_ = getattr(record, field, "")
            if id_ and self._kinds.get(id_) != kind:
                raise FieldError(field, f"no {kind} before this has the id {shown(id_)}")
        if isinstance(record, Viewing):
            for place, picture in enumerate(record.pictures):
                if picture.sha256 not in self._pictures:
                    raise FieldError(f"pictures[{place}].sha256", "no picture before this has it")


def _picture(plain: Mapping[str, Any]) -> PictureData:
    name, text = plain.get("sha256"), plain.get("base64")
    if not isinstance(text, str):
        raise FieldError("base64", "is no text")
    try:
        data = b64decode(text, validate=True)
    except ValueError:
        raise FieldError("base64", "is no Base64") from None
    if name != sha256(data).hexdigest():
        raise FieldError("sha256", "is not that of the bytes")
    return PictureData(name, data)


def _items(member: Member) -> Iterator[tuple[Place, Any]]:
    """The values in `records`; one that is no JSON as the FieldError to raise."""
    data = member.data()
    if version := _version_as_written(data):
        _check_version(int(version), member)
        return _lines(data, member.name)
    document = member.json()
    if not isinstance(document, dict) or document.get("filmlog") != "diary":
        raise FilmlogError(f"{member.name} is no diary in filmlog's JSON.")
    _check_version(document.get("version"), member)
    records = document.get("records")
    if not isinstance(records, list):
        raise FilmlogError(f"{member.name} has no list of records.", "Export the diary again.")
    return ((Place(member.name, count), item) for count, item in enumerate(records, 1))


def _version_as_written(data: bytes) -> bytes:
    """The version of a document that has a record a line, as native.py writes it; b'' for none."""
    lines = BytesIO(data)
    head = _AS_WRITTEN.fullmatch(lines.readline())
    if head is None:
        return b""
    last = b"[,"
    for line in map(bytes.strip, lines):
        if line == TAIL.encode():
            return b"" if lines.read().strip() or last[-2:] == b"}," else head[1]
        if last[-1:] != b"," or line[:1] != b"{" or line.rstrip(b",")[-1:] != b"}":
            return b""
        last = line
    return b""


def _lines(data: bytes, name: str) -> Iterator[tuple[Place, Any]]:
    for number, line in enumerate(BytesIO(data), 1):
        text = line.strip()
        if number > 1 and text != TAIL.encode():
            yield Place(name, number), _value(text.removesuffix(b","))


def _value(text: bytes) -> Any:
    try:
        return json.loads(text)
    except UnicodeDecodeError:
        return FieldError("", "is not UTF-8")
    except json.JSONDecodeError as error:
        return FieldError("", f"is no JSON: {error.msg} at column {error.colno}")
    except (ValueError, RecursionError):
        return FieldError("", "holds a number too long or values too deep in each other")


def _check_version(version: object, member: Member) -> None:
    if type(version) is not int or version < 1:
        raise FilmlogError(f"{member.name} does not say which version of filmlog's JSON it is.")
    if version > VERSION:
        raise FilmlogError(
            f"{member.name} was written by a newer filmlog (version {version} of its JSON; this "
            f"one knows {VERSION}).",
            "Upgrade filmlog, then run the command again.",
        )
