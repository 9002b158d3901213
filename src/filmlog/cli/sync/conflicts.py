"""Conflicts: what was changed on two machines apart, as records, and as a person reads them."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from filmlog.cli.histories import label_of
from filmlog.domain.change import Record
from filmlog.domain.codec import KINDS, read_value, to_plain
from filmlog.domain.conflict import Conflict, conflict_id
from filmlog.domain.reconciling import UNKNOWN
from filmlog.domain.record import UNDONE
from filmlog.storage import records
from filmlog.storage.belongings import REFERENCES
from filmlog.storage.diary import Diary
from filmlog.sync.merging import Open


def as_record(found: Open) -> tuple[str, dict[str, Any]]:
    """The id and the fields of the record that keeps the value that the other one loses."""
    clash = found.clash
    base = "" if clash.base is UNKNOWN else _json(clash.base)
    other = _json(clash.theirs if clash.keeps_ours else clash.ours)
    kept_by, other_by = found.ours_by, found.theirs_by
    if not clash.keeps_ours:
        kept_by, other_by = other_by, kept_by
    id_ = conflict_id(found.kind, found.id, clash.field, found.ours, found.theirs, other)
    record = Conflict(id_, found.kind, found.id, clash.field, base, other, kept_by, other_by)
    return id_, to_plain(record)


class Question(NamedTuple):
    """A conflict as it can be shown and settled: the three values are those of the domain.

    `label` is what a person calls the record, `is_base_known` False where the two machines had
    nothing in common before. A reference is the label of what it names.
    """

    conflict: Conflict
    record: Record
    label: str
    is_base_known: bool
    base: Any
    here: Any
    there: Any


def questions(diary: Diary) -> list[Question]:
    """The open conflicts, those of films first. One of no known record or field is left out."""
    conflicts = sorted(
        diary.syncing.open_conflicts(), key=lambda one: (one.of != "film", one.record_id)
    )
    found = (_question(diary, conflict) for conflict in conflicts)
    return [question for question in found if question is not None]


def _question(diary: Diary, conflict: Conflict) -> Question | None:
    if conflict.of not in KINDS or conflict.field not in KINDS[conflict.of]._fields:
        return None
    record = next(iter(records.by_ids(diary.connection, conflict.of, [conflict.record_id])), None)
    if record is None:
        return None
    field = conflict.field
    here = getattr(record, field)
    base, there = (
        read_value(field, json.loads(text)) if text else None
        for text in (conflict.base, conflict.other)
    )
    shown = (_shown(diary, field, value) for value in (base, here, there))
    return Question(conflict, record, label_of(diary, record), bool(conflict.base), *shown)


def _shown(diary: Diary, field: str, value: Any) -> Any:
    if field == "deleted":
        return _standing(value or "")
    if field in REFERENCES and value:
        named = next(iter(records.by_ids(diary.connection, REFERENCES[field], [value])), None)
        return label_of(diary, named) if named is not None else value
    return value


def _standing(deleted: str) -> str:
    if not deleted:
        return "in the diary"
    return "undone" if deleted.endswith(UNDONE) else f"in the trash since {deleted[:10]}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
