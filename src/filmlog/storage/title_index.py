"""The index by which films are found by their titles: what it holds of a film, and writing that."""

from __future__ import annotations

import sqlite3

from filmlog.domain.film import Film
from filmlog.domain.matching import title_key, without_article
from filmlog.storage.titles import GRAM_SLOTS


def index_titles(connection: sqlite3.Connection, film: Film, number: int) -> None:
    """Let a film, that is in no index yet, be found by its titles."""
    keys, grams = title_rows(film, number)
    connection.executemany("INSERT INTO title_key (folded, film, kind) VALUES (?, ?, ?)", keys)
    connection.executemany("INSERT INTO title_gram (rowid, folded) VALUES (?, ?)", grams)


def title_rows(film: Film, number: int) -> tuple[list[tuple[str, int, str]], list[tuple[int, str]]]:
    """The rows of title_key and of title_gram that a film has while it is not in the trash."""
    kinds: dict[str, str] = {}
    for kind, title in (("title", film.title), ("original", film.original_title)):
        if title:
            key = title_key(title)
            kinds.setdefault(key, kind)
            kinds.setdefault(without_article(key), f"bare {kind}")
    return (
        [(folded, number, kind) for folded, kind in kinds.items()],
        [
            (number * GRAM_SLOTS + slot, folded)
            for slot, (folded, kind) in enumerate(kinds.items())
            if not kind.startswith("bare")
        ],
    )
