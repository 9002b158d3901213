"""Taking out facts from TMDB that are too old to be kept, from films and from the journal."""

from __future__ import annotations

import json
import sqlite3

from filmlog.domain.change import Change
from filmlog.domain.codec import from_plain, to_plain
from filmlog.domain.filling import aged, oldest
from filmlog.domain.film import Film
from filmlog.domain.history import UPKEEP
from filmlog.storage import reader, rows, writer


def age_out(connection: sqlite3.Connection, limit_day: str) -> list[Film]:
    """Drop the facts of a day before `limit_day`; the films that had some, as they are now.

    To be called inside a transaction. Films in the trash are not spared.
    """
    old = reader.films(
        connection,
        f"number IN (SELECT film FROM film_origin WHERE {rows.AGEING} AND day < ?) ORDER BY number",
        (limit_day,),
    )
    changes = [Change(film, aged(film, limit_day)) for film in old]
    if changes:
        writer.write(connection, changes, writer.Heading("age out TMDB facts", kind=UPKEEP))
        # FTS5 keeps the words of a deleted text, in their order, until its segments are merged.
        connection.execute("INSERT INTO film_words (film_words) VALUES ('optimize')")
    _scrub_journal(connection, limit_day)
    return [change.after for change in changes if isinstance(change.after, Film)]


def _scrub_journal(connection: sqlite3.Connection, limit_day: str) -> None:
    # The change that took the facts out has them in its `before`, and goes through here with the
    # rest.
    found = connection.execute(
        "SELECT number, before FROM change WHERE tmdb < ?", (limit_day,)
    ).fetchall()
    for number, before in found:
        film = from_plain("film", json.loads(before))
        assert isinstance(film, Film)  # noqa: S101 - only those of films have a day
        kept = aged(film, limit_day)
        connection.execute(
            "UPDATE change SET before = ?, tmdb = ? WHERE number = ?",
            (json.dumps(to_plain(kept), ensure_ascii=False), oldest(kept) or None, number),
        )
