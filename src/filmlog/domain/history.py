"""What happened to a diary: commands, and what each made of the records of a film."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from filmlog.domain.change import Record

UNDO, REDO, UPKEEP, SYNC = "undo", "redo", "upkeep", "sync"
"""The kinds of command that are none of a person's own: two turn others back, undo passes over two.

UPKEEP is what filmlog has to do, SYNC brings in what was done on another machine.
"""

REPLACE = "replace"
"""A backup put in the place of the whole file, which changes no record: undo goes no further."""

COMMAND_KINDS = ("", UNDO, REDO, UPKEEP, SYNC, REPLACE)
"""Every kind of command; '' is what a person did."""

_NOT_SHOWN = frozenset({"id", "deleted", "number", "origins", "rank"})


class Command(NamedTuple):
    """A command of the journal: one transaction. `at` is ISO 8601 in UTC.

    `kind` is '' for what a person did, else UNDO, REDO, UPKEEP, SYNC or REPLACE; `target` is the
    command that an undo or a redo is of. `undone` says that it does not stand at present.
    """

    number: int
    at: str
    words: str
    who: str
    kind: str
    target: int | None
    undone: bool


class RecordChange(NamedTuple):
    """What a command made of one record; `label` is what a person calls that."""

    label: str
    before: Record | None
    after: Record

    @property
    def fields(self) -> Iterator[tuple[str, Any, Any]]:
        """The fields that are shown and differ, each before and after."""
        empty = type(self.after)._field_defaults
        for name in self.after._fields:
            became = getattr(self.after, name)
            was = getattr(self.before, name) if self.before is not None else empty.get(name, became)
            if name not in _NOT_SHOWN and was != became:
                yield name, was, became


class Version(NamedTuple):
    """A command with what it made of the records of one film."""

    command: Command
    changes: tuple[RecordChange, ...]
