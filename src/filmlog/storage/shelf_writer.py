"""Writing offers, the watchlist, named lists and what is rarer; called by writer.py for these."""

from __future__ import annotations

import sqlite3

from filmlog.domain.change import Record
from filmlog.domain.conflict import Conflict
from filmlog.domain.shelf import FilmList, Listed, Wish
from filmlog.domain.source import Offer
from filmlog.domain.texts import wish_texts
from filmlog.storage import shelf_rows as rows
from filmlog.storage import word_index
from filmlog.storage.writer import put, write_children


def write_record(connection: sqlite3.Connection, record: Record, *, is_new: bool) -> int:
    """Write the row of a record and what goes with it; return its short number."""
    match record:
        case Offer():
            return put(connection, "offer", rows.OFFER, rows.offer_values(record), is_new=is_new)
        case Wish():
            return _write_wish(connection, record, is_new=is_new)
        case FilmList():
            values = rows.film_list_values(record)
            return put(connection, "filmlist", rows.FILM_LIST, values, is_new=is_new)
        case Listed():
            values = rows.listed_values(record)
            return put(connection, "listed", rows.LISTED, values, is_new=is_new)
        case Conflict():
            from filmlog.storage import conflicts  # only sync makes some

            return conflicts.write_record(connection, record, is_new=is_new)
        case _:
            from filmlog.storage import imported  # json, which no shelf needs

            return imported.write_record(connection, record, is_new=is_new)


def _write_wish(connection: sqlite3.Connection, wish: Wish, *, is_new: bool) -> int:
    number = put(connection, "wish", rows.WISH, rows.wish_values(wish), is_new=is_new)
    write_children(connection, "wish", number, rows.wish_children(wish), is_new=is_new)
    if not is_new:
        word_index.remove(connection, "wish_words", number)
    if not wish.deleted:
        word_index.add(connection, "wish_words", number, wish_texts(wish))
    return number
