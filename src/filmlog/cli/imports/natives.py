"""Importing filmlog's own JSON: whole records with their ids, put beside those that are there."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any

from filmlog.cli.imports.attempt import Done, Finish, Manner, attempt, diary_to_fill
from filmlog.cli.imports.counterparts import Counterparts
from filmlog.cli.imports.ledger import Ledger, Result
from filmlog.cli.progress import bar
from filmlog.domain.account import Account, RowOutcome
from filmlog.domain.change import Change, Record
from filmlog.domain.conflict import Conflict
from filmlog.domain.filling import Difference
from filmlog.domain.film import Film
from filmlog.domain.imported import Imported
from filmlog.domain.merging import in_short
from filmlog.domain.record import is_removed
from filmlog.exchange.files.archive import Archive
from filmlog.exchange.native_reading import PictureData, is_native, read_records
from filmlog.exchange.record import Rejected
from filmlog.storage.diary import Diary

if TYPE_CHECKING:
    from filmlog.cli.context import Session
    from filmlog.exchange.native_reading import Said

_REFERENCES = ("film_id", "source_id", "pass_id", "list_id", "record_id")


class NativeImport:
    """One import of documents that filmlog wrote; unless overwritten the diary's word stays."""

    def __init__(self, session: Session, archive: Archive, manner: Manner) -> None:
        self._session = session
        self._archive = archive
        self._manner = manner

    def run(self, finish: Finish) -> Done:
        """Import, or say what would be imported."""
        with diary_to_fill(self._session, dry_run=self._manner.dry_run) as diary:

            def changes(account: Account) -> Iterator[Change]:
                records = RecordImport(diary, account, overwrite=self._manner.overwrite)
                return records.changes(self._said())

            words = "import from filmlog's JSON"
            return attempt(self._session, diary, self._manner, words, changes, finish)

    def _said(self) -> Iterator[tuple[str, Said]]:
        members = filter(is_native, self._archive.members)
        every = ((member.name, said) for member in members for said in read_records(member))
        with bar("Importing") as advance:
            for number, one in enumerate(every, 1):
                advance(number, None)
                yield one


class RecordImport:
    """Records of another diary, or of this one as it was, as changes to the diary."""

    def __init__(self, diary: Diary, account: Account, *, overwrite: bool) -> None:
        self._diary = diary
        self._account = account
        self._overwrite = overwrite
        self._is_new = diary.is_new
        self._ledger = Ledger(account)
        self._counterparts = Counterparts(diary)
        self._ids: dict[str, str] = {}
        self._gone: set[str] = set()
        self._labels: dict[str, str] = {}

    def changes(self, said: Iterator[tuple[str, Said]]) -> Iterator[Change]:
        """What has to be written for each record; the account has its outcome after that."""
        for file, one in said:
            self._account.read += 1
            if isinstance(one, Rejected):
                line, field, why = one.place.line, one.field, one.why
                self._account.add(RowOutcome(file, line, "rejected", field=field, why=why))
                continue
            place, record = one
            if isinstance(record, PictureData):
                result, label = self._picture(record), ""
            else:
                label = self._label(record)
                result = yield from self._record(record)
            self._account.add(RowOutcome(file, place.line, result.outcome, label, why=result.why))

    def _picture(self, picture: PictureData) -> Result:
        if self._diary.has_picture(picture.sha256):
            return Result("already there")
        self._diary.keep_picture(picture.sha256, picture.data)
        self._account.made["picture"] += 1
        return Result("added")

    def _record(self, record: Record) -> Generator[Change, None, Result]:
        if any(getattr(record, name, "") in self._gone for name in _REFERENCES):
            self._gone.add(record.id)
            return Result("skipped", "what it belongs to was removed from the diary here")
        references: dict[str, Any] = {
            name: self._ids[id_]
            for name in _REFERENCES
            if (id_ := getattr(record, name, "")) in self._ids
        }
        record = record._replace(**references) if references else record
        if isinstance(record, Conflict):
            record = self._with_other(record)
        if self._is_new:
            return (yield from self._ledger.made(record))
        before = self._there(record)
        if before is not None:
            return (yield from self._again(before, record))
        before = self._counterparts.of(record)
        if before is None:
            return (yield from self._ledger.made(record))
        self._ids[record.id] = before.id
        after = self._counterparts.filled(before, record)
        return (yield from self._ledger.changed(before, after))

    def _again(self, before: Record, record: Record) -> Generator[Change, None, Result]:
        """A record that the diary has by its id."""
        if before == record:
            return Result("already there", record_id=before.id)
        if self._overwrite or (before.deleted and not is_removed(before.deleted)):
            return (yield from self._ledger.changed(before, record))
        if before.deleted:
            self._gone.add(record.id)
            return Result("skipped", "removed from the diary here; --overwrite brings it back")
        if not isinstance(record, (Imported, Conflict)):
            self._ledger.kept(self._label(record), differences(before, record))
        return Result("already there", record_id=before.id)

    def _with_other(self, conflict: Conflict) -> Conflict:
        """A conflict whose other value, where it is an id, is that of this diary."""
        other = json.loads(conflict.other) if conflict.field in _REFERENCES else None
        id_ = self._ids.get(other) if isinstance(other, str) else None
        return conflict if id_ is None else conflict._replace(other=json.dumps(id_))

    def _there(self, record: Record) -> Record | None:
        if isinstance(record, Imported):
            return self._diary.imports.get(record.id)
        return self._diary.by_id.get(type(record), record.id)

    def _label(self, record: Record) -> str:
        if isinstance(record, Film):
            self._labels[record.id] = record.label
            return record.label
        if film_id := getattr(record, "film_id", ""):
            return self._labels.get(film_id, "")
        name: str = getattr(record, "name", "")
        return name


def differences(before: Record, after: Record) -> Iterator[Difference]:
    """The fields in which two states of a record differ, each in words."""
    for name in type(before)._fields:
        ours, theirs = getattr(before, name), getattr(after, name)
        if ours != theirs and name != "number":
            yield Difference(name, in_short(name, ours), in_short(name, theirs))
