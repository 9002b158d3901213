"""What an import knows of earlier ones: which row went into which record, and what it said then."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from filmlog.domain.change import Change
from filmlog.domain.imported import Imported, digests, imported_id

if TYPE_CHECKING:
    from filmlog.storage.imported import Imports


_encode = json.JSONEncoder(separators=(",", ":")).encode  # `dumps` would make one a call
_NONE = ("", 0)


class Tracking:
    """The rows of one service that went into the diary before."""

    def __init__(self, imports: Imports, service: str) -> None:
        self._imports = imports
        self._service = service
        self._is_known = imports.has(service)
        self._was_undone = self._is_known and imports.has(service, undone=True)
        self._viewings: dict[str, tuple[str, int]] = {}

    def known(self, key: str) -> Imported | None:
        """What became of a row with this key in an earlier import, unless that was undone."""
        if not self._is_known:
            return None
        known = self._imports.get(imported_id(self._service, key))
        return None if known is None or known.deleted else known

    def viewing(self, key: str) -> str:
        """The viewing that another row about the same one went into; '' for none so far."""
        if key in self._viewings or not key:
            return self._viewings.get(key, _NONE)[0]
        known = self.known(f"viewing {key}")
        return known.record_id if known is not None else ""

    def went_into(self, key: str, record_id: str, values: Mapping[str, Any]) -> None:
        """Note which viewing a row of this import went into, and what it said of it."""
        self._viewings[key] = record_id, _mark(values)

    def says_the_same(self, key: str, values: Mapping[str, Any]) -> str:
        """The viewing that another row of this import went into which said the same; '' for none.

        The review stands in one of the two alone.
        """
        record_id, mark = self._viewings.get(key, _NONE)
        return record_id if record_id and mark == _mark(values) else ""

    def is_of_this(self, row: Imported) -> bool:
        """Whether a row was of this service."""
        return row.service == self._service

    def keep(
        self,
        known: Imported | None,
        key: str,
        record_id: str,
        digest: str = "",
        values: Mapping[str, Any] | None = None,
    ) -> list[Change]:
        """The change that remembers a row and what it said; none where that is known already."""
        said = _encode(digests(values)) if values else ""
        row = Imported(imported_id(self._service, key), self._service, key, record_id, digest, said)
        if known == row:
            return []
        # An id follows from service and key, so that of an import which was undone comes again.
        before = self._imports.get(row.id) if known is None and self._was_undone else known
        return [Change(before, row)]


def said_of(known: Imported | None) -> Mapping[str, str]:
    """The digest of each field as the service gave it last."""
    if known is None or not known.said:
        return {}
    said: dict[str, str] = json.loads(known.said)
    return said


def _mark(values: Mapping[str, Any]) -> int:
    """What is equal for values that are equal but for the review; within this run alone."""
    return hash(frozenset(item for item in values.items() if item[0] != "review"))
