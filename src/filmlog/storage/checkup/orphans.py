"""What stands alone: viewings whose film is in the trash, pictures and people nobody shows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator

from filmlog.domain.change import Change, replace
from filmlog.domain.checkup import Finding
from filmlog.domain.film import Film
from filmlog.domain.numerals import counted
from filmlog.storage import conflicts, reader
from filmlog.storage.diary import Diary

_HIDDEN_FILMS = (
    "deleted <> '' AND number IN (SELECT film FROM viewing WHERE deleted = '') ORDER BY number"
)
_NOBODY = "number NOT IN (SELECT person FROM film_credit)"


def look(diary: Diary) -> Iterator[Finding]:
    """Each kind of record, or part of one, that has lost what it belongs to."""
    yield from _hidden_viewings(diary)
    yield from _unused_pictures(diary.connection)
    yield from _uncredited(diary.connection)


def _hidden_viewings(diary: Diary) -> Iterator[Finding]:
    films = reader.films(diary.connection, _HIDDEN_FILMS)
    if films:
        yield Finding(
            "film-in-trash",
            "wrong",
            f"{counted(len(films), 'film')} with viewings in the diary are in the trash."
            if len(films) > 1
            else "A film with viewings in the diary is in the trash.",
            "Lists show the viewings, but their film cannot be found.",
            "What has viewings is taken out of the trash.",
            tuple(map(_label, films)),
            lambda: [Change(film, replace(film, deleted="")) for film in films],
        )


def _unused_pictures(connection: sqlite3.Connection) -> Iterator[Finding]:
    unused = dict(
        connection.execute(
            "SELECT sha256, length(bytes) FROM picture "
            "WHERE sha256 NOT IN (SELECT sha256 FROM viewing_picture)"
        ).fetchall()
    )
    if unused:
        # A step of undo may need one; the first condition spares most rows the parsing.
        for (before,) in connection.execute(
            "SELECT before FROM change WHERE kind = 'viewing' AND before LIKE '%\"sha256\"%'"
        ):
            for picture in _pictures(before):
                unused.pop(picture, None)
        # So may a conflict, or undo of what settled it.
        for picture in conflicts.pictures(connection, settled_too=True):
            unused.pop(picture, None)
    if not unused:
        return

    def mend() -> Iterable[Change]:
        connection.executemany("DELETE FROM picture WHERE sha256 = ?", [(key,) for key in unused])
        return ()

    yield Finding(
        "unused-pictures",
        "note",
        f"{counted(len(unused), 'picture')} of {sum(unused.values()):,} bytes "
        f"{'is' if len(unused) == 1 else 'are'} shown by no viewing.",
        "Neither the trash nor a step that can be undone needs them; they only take room.",
        "They are deleted.",
        mend=mend,
    )


def _uncredited(connection: sqlite3.Connection) -> Iterator[Finding]:
    (count,) = connection.execute(f"SELECT count(*) FROM person WHERE {_NOBODY}").fetchone()
    if not count:
        return

    def mend() -> Iterable[Change]:
        connection.execute(f"DELETE FROM person WHERE {_NOBODY}")
        return ()

    yield Finding(
        "uncredited-people",
        "note",
        f"{'A person' if count == 1 else f'{count:,} people'} "
        f"{'has' if count == 1 else 'have'} no credit in any film.",
        "Nothing shows the name; it stayed when a credit was changed.",
        "The names are deleted; undo brings one back with its credit.",
        mend=mend,
    )


def _pictures(before: str) -> Iterator[str]:
    """The SHA-256 of the pictures of a viewing of the journal; one that is no JSON has none."""
    try:
        pictures = json.loads(before).get("pictures", ())
        yield from [picture["sha256"] for picture in pictures]
    except (ValueError, AttributeError, TypeError, KeyError):
        return


def _label(film: Film) -> str:
    return f"#{film.number} {film.label}"
