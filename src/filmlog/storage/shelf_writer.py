"""Writing offers, the watchlist and named lists; called by writer.py."""

from __future__ import annotations

import sqlite3

from filmlog.domain.change import Record
from filmlog.domain.shelf import FilmList, Listed, Wish
from filmlog.domain.source import Offer
from filmlog.domain.texts import wish_texts
from filmlog.storage import shelf_rows as rows
from filmlog.storage import word_index
from filmlog.storage.writer import upsert, write_children


def write_record(connection: sqlite3.Connection, record: Record, *, is_new: bool) -> int:
    """Write the row of a record and what goes with it; return its short number."""
    match record:
        case Offer():
            return upsert(connection, "offer", rows.OFFER, rows.offer_values(record))
        case Wish():
            return _write_wish(connection, record, is_new=is_new)
        case FilmList():
            return upsert(connection, "filmlist", rows.FILM_LIST, rows.film_list_values(record))
        case Listed():
            return upsert(connection, "listed", rows.LISTED, rows.listed_values(record))
        case _:
            raise TypeError(type(record).__name__)


def _write_wish(connection: sqlite3.Connection, wish: Wish, *, is_new: bool) -> int:
    number = upsert(connection, "wish", rows.WISH, rows.wish_values(wish))
    write_children(connection, "wish", number, rows.wish_children(wish), is_new=is_new)
    if not is_new:
        word_index.remove(connection, "wish_words", number)
    if not wish.deleted:
        word_index.add(connection, "wish_words", number, wish_texts(wish))
    return number
