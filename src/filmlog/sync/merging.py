"""Merging what two machines did: a file that one of them changed is taken from there, and a record
that both changed is put together field by field.

git's own merge is not asked. It merges an edit with a removal without a word, calls two tags added
a conflict, takes a file removed and another one added for a renamed one, so that an edit goes into
another record (before 2.50 it cannot be told not to), and leaves its marks in a file where two
machines merged the same apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from filmlog.domain.reconciling import Clash, Reconciled, clashing, reconciled
from filmlog.errors import SyncError
from filmlog.sync.blobs import Blobs
from filmlog.sync.page import PageError, fields, page, path_of, picture_at, record_at
from filmlog.sync.repository import Changed, File, Note, Repository

Check = Callable[[str, Mapping[str, Any]], dict[str, Any]]
"""The fields of a record of a kind, all of them; raises PageError for what no diary could keep."""


class Open(NamedTuple):
    """A clash in a record of a kind, between two commits, and who changed it in each."""

    kind: str
    id: str
    clash: Clash
    ours: str
    theirs: str
    ours_by: str
    theirs_by: str


AsRecord = Callable[[Open], tuple[str, Mapping[str, Any]]]
"""The id and the fields of the record of kind `conflict` that keeps a clash."""


class Merged(NamedTuple):
    """A commit of both sides; `same` are ids of records that are one (see `Reconciled`).

    `ours` are kind and id of the records that our side made or changed since both were one.
    """

    commit: str
    clashes: tuple[Open, ...] = ()
    same: tuple[tuple[str, str], ...] = ()
    ours: tuple[tuple[str, str], ...] = ()


class Sides(NamedTuple):
    """What is merged: two commits, and the one that they come from, '' for none.

    `parents` are those of the merge: both commits, but for a history that was rewritten.
    """

    base: str
    ours: str
    theirs: str
    parents: Sequence[str]


def merge(
    repository: Repository, sides: Sides, check: Check, as_record: AsRecord, note: Note
) -> Merged:
    """The commit that has the changes of both sides, and where they clash ours.

    Raises SyncError for a file on their side that is no record.
    """
    ours = {c.path: c for c in repository.changes(sides.base, sides.ours)}
    theirs = {c.path: c for c in repository.changes(sides.base, sides.theirs)}
    gone = [
        File(c.path, c.before)
        for c in theirs.values()
        if not c.after and c.path not in ours and _is_lasting(c.path)
    ]
    if not ours and not gone:
        return Merged(sides.theirs)
    kept = [File(c.path, c.after) for c in ours.values() if c.after and c.path not in theirs]
    both = [
        (ours[path], change)
        for path, change in theirs.items()
        if path in ours and ours[path].after != change.after
    ]
    work = _Work(repository, sides, check)
    with repository.blobs() as blobs:
        files = [*kept, *gone, *(file for pair in both for file in work.merged(blobs, *pair))]
    for clash in work.clashes:
        id_, plain = as_record(clash)
        files.append(File(path_of("conflict", id_), page(plain)))
    commit = repository.commit(sides.parents, files, note, tree=repository.tree(sides.theirs))
    own = (
        record_at(path)
        for path, change in ours.items()
        if path not in theirs or theirs[path].after != change.after
    )
    return Merged(commit, tuple(work.clashes), tuple(work.same), tuple(filter(None, own)))


def _is_lasting(path: str) -> bool:
    """Whether a file is filmlog's, which takes none away: who did must have done it by hand."""
    return record_at(path) is not None or picture_at(path) is not None


class _Work:
    """One merge: the clashes and pairs so far."""

    def __init__(self, repository: Repository, sides: Sides, check: Check) -> None:
        self._repository = repository
        self._sides = sides
        self._check = check
        self.clashes: list[Open] = []
        self.same: list[tuple[str, str]] = []

    def merged(self, blobs: Blobs, ours: Changed, theirs: Changed) -> Iterator[File]:
        """The file that both sides changed, as it shall be."""
        path = ours.path
        record = record_at(path)
        if record is None or not theirs.after or not ours.after:
            yield File(path, theirs.after or ours.after)  # what is there once is never taken away
        else:
            kind, id_ = record
            mine = read_record(blobs, ours.after, path, self._check)
            other = read_record(blobs, theirs.after, path, self._check)
            found = self._reconciled(kind, self._base(blobs, ours), mine, other)
            if found.clashes:
                base, ours_, theirs_ = self._sides[:3]
                by = [self._repository.author(path, base, side) for side in (ours_, theirs_)]
                self.clashes += [
                    Open(kind, id_, clash, ours_, theirs_, *by) for clash in found.clashes
                ]
            self.same += [found.same] if found.same is not None else []
            yield File(path, page(found.plain))

    def _base(self, blobs: Blobs, ours: Changed) -> dict[str, Any] | None:
        try:
            return read_record(blobs, ours.before, ours.path, self._check) if ours.before else None
        except SyncError:
            return None

    def _reconciled(
        self,
        kind: str,
        base: dict[str, Any] | None,
        ours: dict[str, Any],
        theirs: dict[str, Any],
    ) -> Reconciled:
        found = reconciled(kind, base, ours, theirs)
        try:
            return found._replace(plain=self._check(kind, found.plain))
        except PageError:
            return clashing(ours, theirs, base)


def read_record(blobs: Blobs, blob: str, path: str, check: Check) -> dict[str, Any]:
    """The fields of the record in a file. Raises SyncError, naming the file, for any other one."""
    place = record_at(path)
    try:
        if place is None:
            raise PageError("it lies in no folder of filmlog's")  # noqa: TRY301
        kind, id_ = place
        data = blobs.get(blob, path=path)
        if data is None:
            raise PageError("it is not there")  # noqa: TRY301
        plain = check(kind, fields(data))
        if plain.get("id") != id_:
            raise PageError("it has the id of another one")  # noqa: TRY301
    except PageError as error:
        raise SyncError(
            f"{path} in the repository is no record of filmlog's: {error}.",
            "Nothing was changed. Put the file back as it was, then run `filmlog sync` again.",
        ) from None
    return plain
