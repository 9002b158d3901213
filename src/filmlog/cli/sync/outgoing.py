"""What leaves the diary: its records as files, those alone that the repository does not have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from filmlog.domain.change import Record
from filmlog.domain.travelling import leaving
from filmlog.domain.viewing import Viewing
from filmlog.storage import records
from filmlog.storage.diary import Diary
from filmlog.sync.blobs import Blobs
from filmlog.sync.page import (
    FORMAT,
    FORMAT_FILE,
    Format,
    format_in,
    format_page,
    page,
    path_of,
    picture_path,
)
from filmlog.sync.repository import File

_BATCH = 500


class Outgoing:
    """The files of records; `ids` has those of each kind that were among them."""

    def __init__(self, diary: Diary, blobs: Blobs | None, head: str) -> None:
        self._diary = diary
        self._blobs = blobs
        self._head = head
        self._pictures: set[str] = set()
        self.ids: dict[str, list[str]] = defaultdict(list)

    def files(self, ids: Iterable[tuple[str, str]]) -> Iterator[File]:
        """The files of records by kind and id that are not in the commit `head` just so."""
        yield from self._format()
        for kind, pairs in groupby(ids, key=lambda pair: pair[0]):
            while batch := [id_ for _, id_ in islice(pairs, _BATCH)]:
                for record in records.by_ids(self._diary.connection, kind, batch):
                    yield from self._of(kind, record)

    def _format(self) -> Iterator[File]:
        there = self._blobs.get(f"{self._head}:{FORMAT_FILE}") if self._blobs else None
        said = format_in(there) if there is not None else Format(0)
        if said.number < FORMAT:
            yield File(FORMAT_FILE, format_page(said._replace(number=FORMAT)))

    def _of(self, kind: str, record: Record) -> Iterator[File]:
        for file in self._new(path_of(kind, record.id), page(leaving(record))):
            self.ids[kind].append(record.id)
            yield file
        if isinstance(record, Viewing):
            for picture in record.pictures:
                yield from self._picture(picture.sha256)

    def _picture(self, sha256: str) -> Iterator[File]:
        if sha256 not in self._pictures and self._diary.has_picture(sha256):
            self._pictures.add(sha256)
            yield from self._new(picture_path(sha256), self._diary.picture(sha256))

    def _new(self, path: str, data: bytes) -> Iterator[File]:
        there = self._blobs.get(f"{self._head}:{path}", most=1 << 40) if self._blobs else None
        if there != data:
            yield File(path, data)
