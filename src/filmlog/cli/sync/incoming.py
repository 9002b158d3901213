"""What comes into the diary: the records that differ between two commits, checked, as changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import islice
from typing import Any

from filmlog.domain.change import Change
from filmlog.domain.codec import KINDS, to_plain
from filmlog.domain.travelling import arrived
from filmlog.domain.viewing import Viewing
from filmlog.errors import SyncError
from filmlog.exchange import checking
from filmlog.exchange.record import FieldError
from filmlog.storage import comparing, records
from filmlog.storage.belongings import REFERENCES
from filmlog.storage.diary import Diary
from filmlog.sync.blobs import Blobs
from filmlog.sync.merging import read_record
from filmlog.sync.page import PageError, path_of, picture_path, record_at
from filmlog.sync.repository import Changed

_BATCH = 500
_ID = len("01J9Z3NDEKTSV4RRFFQ69G5FAV.md")
_LARGEST_PICTURE = 1 << 29  # bytes; SQLite holds no value of more than 10**9


def check(kind: str, plain: Mapping[str, Any]) -> dict[str, Any]:
    """All the fields of a record from a file. Raises PageError for what no diary can keep."""
    if kind not in KINDS:
        raise PageError(f"there is no kind of record {kind!r}")
    unknown = plain.keys() - KINDS[kind]._field_defaults.keys() - set(KINDS[kind]._fields)
    if unknown:
        raise PageError(f"this filmlog knows no field {min(unknown)}")
    try:
        return to_plain(checking.read(kind, plain))
    except FieldError as error:
        raise PageError(f"its {error.field} {error.why}") from None


class Incoming:
    """The records that came; `ids` has those of each kind."""

    def __init__(self, diary: Diary, blobs: Blobs, commit: str) -> None:
        self._diary = diary
        self._blobs = blobs
        self._commit = commit
        self.ids: dict[str, list[str]] = defaultdict(list)

    def changes(self, files: list[Changed]) -> Iterator[Change]:
        """The changes to the diary, each after those of the records that it refers to.

        The pictures that they show are kept as they come. Raises SyncError for a file that is no
        record, or names another that there is not.
        """
        by_kind: dict[str, list[Changed]] = defaultdict(list)
        for file in files:
            place = record_at(file.path)
            if place is not None and file.after:
                by_kind[place[0]].append(file)
        if unknown := by_kind.keys() - set(comparing.KINDS):
            raise SyncError(
                f"The repository has records of a kind {min(unknown)!r}, which this filmlog does "
                "not know.",
                "Upgrade filmlog, then run `filmlog sync` again.",
            )
        for kind in comparing.KINDS:
            # By ULID, so that numbers go up with age here too.
            waiting = iter(sorted(by_kind.pop(kind, ()), key=lambda file: file.path[-_ID:]))
            while batch := list(islice(waiting, _BATCH)):
                yield from self._batch(kind, batch)

    def _batch(self, kind: str, batch: list[Changed]) -> Iterator[Change]:
        came = {file.path: self._read(file.after, file.path) for file in batch}
        ids = [str(plain["id"]) for plain in came.values()]
        here = {record.id: record for record in records.by_ids(self._diary.connection, kind, ids)}
        self._check_references(kind, came)
        for file in batch:
            after = came[file.path]
            local = here.get(after["id"])
            before = (
                self._read(file.before, file.path) if local is not None and file.before else None
            )
            record = checking.read(kind, arrived(local, before, after))
            if isinstance(record, Viewing):
                self._keep_pictures(record, file.path)
            self.ids[kind].append(record.id)
            if local is None:
                yield Change(None, record)
            elif record != local:
                yield Change(local, record._replace(number=local.number))

    def _read(self, blob: str, path: str) -> dict[str, Any]:
        return read_record(self._blobs, blob, path, check)

    def _check_references(self, kind: str, came: Mapping[str, dict[str, Any]]) -> None:
        for field, of in REFERENCES.items():
            if field not in KINDS[kind]._fields:
                continue
            wanted = {plain[field]: path for path, plain in came.items() if plain[field]}
            known = {r.id for r in records.by_ids(self._diary.connection, of, list(wanted))}
            for id_, path in wanted.items():
                if id_ not in known:
                    raise _missing(path, path_of(of, id_))

    def _keep_pictures(self, viewing: Viewing, path: str) -> None:
        for picture in viewing.pictures:
            if self._diary.has_picture(picture.sha256):
                continue
            place = picture_path(picture.sha256)
            data = self._blobs.get(f"{self._commit}:{place}", most=_LARGEST_PICTURE, path=place)
            if data is None or sha256(data).hexdigest() != picture.sha256:
                raise _missing(path, place)
            self._diary.keep_picture(picture.sha256, data)


def _missing(path: str, other: str) -> SyncError:
    return SyncError(
        f"{path} in the repository names {other}, which is not there.",
        "Nothing was changed. Put that file back, then run `filmlog sync` again.",
    )
