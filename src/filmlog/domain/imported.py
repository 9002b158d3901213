"""What a service said of a record when it was imported, to tell later what is new."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any, NamedTuple

from filmlog.domain.derived_id import derived_id
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.record import numbered


@numbered
class Imported(NamedTuple):
    """A row of a service, and the film, viewing, wish or list it went into.

    `service` is the name of the format, `key` what the row is known by there, `record_id` the ULID
    of the record. `digest` is that of the whole row: as long as it stays, the row says nothing new.
    `said` has the digest of each field in JSON, which tells what the service changed from what the
    person did. The words themselves are kept once, in the record. `id` follows from service and
    key, so that two machines that import the same make the same record of it.
    """

    id: str
    service: str
    key: str
    record_id: str
    digest: str = ""
    said: str = ""
    deleted: str = ""
    number: int = 0


def imported_id(service: str, key: str) -> str:
    """An id in the shape of a ULID that is the same for the same row everywhere."""
    return derived_id(service, key)


def digest(text: str) -> str:
    """16 hexadecimal digits that stand for a text."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def digests(values: Mapping[str, Any]) -> dict[str, str]:
    """The digest of each value of the domain; one that is empty has none."""
    return {name: digest(_plain(value)) for name, value in values.items() if _is_said(value)}


def _is_said(value: Any) -> bool:
    return value is not None and value is not False and value not in ("", ())


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    return value.iso if isinstance(value, PartialDate) else repr(value)
