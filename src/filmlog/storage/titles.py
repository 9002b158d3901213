"""Finding films by a typed title: exactly, by a slip of the pen, by some words, by prefix."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable

from filmlog.domain.matching import (
    MINIMUM_SLIP_LENGTH,
    Candidate,
    title_key,
    without_article,
)

GRAM_SLOTS = 8
"""Rows of title_gram set aside for one film: its rowids are film * 8 and up."""

_RAREST = 8
_PER_GRAM = 1000
_CANDIDATES = 40


def exact(connection: sqlite3.Connection, title: str) -> list[Candidate]:
    """The films that answer to a title: its own or original, with or without its article.

    A name in full goes before the same name without an article ("The Thing", "Thing").
    """
    typed = title_key(title)
    for keys, kinds in (
        ((typed,), "'title', 'original'"),
        ((typed, without_article(typed)), "'title', 'original', 'bare title', 'bare original'"),
    ):
        found = connection.execute(
            "SELECT DISTINCT f.number, f.title, f.year FROM title_key k "
            "JOIN film f ON f.number = k.film "
            f"WHERE k.folded IN ({', '.join('?' * len(keys))}) AND k.kind IN ({kinds}) "
            "ORDER BY f.year, f.number",
            keys,
        ).fetchall()
        if found:
            return [Candidate(number, name, year, typed) for number, name, year in found]
    return []


def close(connection: sqlite3.Connection, title: str) -> list[Candidate]:
    """Films with a title spelt much like this one, unranked; bounded work at any size.

    The rarest trigrams of the title are looked up, since a slip spares most of them.
    """
    typed = without_article(title_key(title))
    if len(typed) < MINIMUM_SLIP_LENGTH:
        return []
    grams = sorted({typed[i : i + 3] for i in range(len(typed) - 2)})
    counts = dict(
        connection.execute(
            f"SELECT term, doc FROM title_gram_count WHERE term IN ({', '.join('?' * len(grams))})",
            grams,
        )
    )
    rarest = sorted(counts, key=lambda gram: (counts[gram], gram))[:_RAREST]
    hits: Counter[int] = Counter()
    for gram in rarest:
        hits.update(
            rowid
            for (rowid,) in connection.execute(
                "SELECT rowid FROM title_gram WHERE title_gram MATCH ? LIMIT ?",
                ('"' + gram.replace('"', '""') + '"', _PER_GRAM),
            )
        )
    needed = max(1, len(rarest) // 4)
    likely = [rowid for rowid, count in hits.most_common(_CANDIDATES) if count >= needed]
    return _films_of(connection, likely)


def by_words(connection: sqlite3.Connection, title: str) -> list[Candidate]:
    """Films whose title or original title holds every word typed, the last as a prefix."""
    from filmlog.domain.words import words  # only when nothing else fits

    tokens = words(title)
    if not tokens:
        return []
    match = " ".join(f'"{token}"' for token in tokens[:-1]) + f' "{tokens[-1]}" *'
    return [
        Candidate(number, name, year, title_key(name))
        for number, name, year in connection.execute(
            "SELECT f.number, f.title, f.year FROM film_words w "
            "JOIN film f ON f.number = w.rowid "
            "WHERE film_words MATCH ? ORDER BY f.number DESC LIMIT ?",
            (f"title : ({match})", _CANDIDATES),
        )
    ]


def starting(connection: sqlite3.Connection, prefix: str, limit: int = 20) -> list[str]:
    """Titles for completion: those whose name, or name without its article, starts so."""
    folded = title_key(prefix) if prefix.strip() else ""
    found = connection.execute(
        "SELECT DISTINCT f.title, f.year FROM ("
        " SELECT film, kind FROM title_key WHERE folded >= ? AND folded < ? || char(1114111)"
        " LIMIT 200) k JOIN film f ON f.number = k.film LIMIT ?",
        (folded, folded, limit),
    ).fetchall()
    names = Counter(title for title, _ in found)
    return [
        f"{title} ({year})" if names[title] > 1 and year is not None else title
        for title, year in found
    ]


def _films_of(connection: sqlite3.Connection, rowids: Iterable[int]) -> list[Candidate]:
    listed = list(rowids)
    found = connection.execute(
        "SELECT f.number, f.title, f.year, g.folded FROM title_gram g "
        f"JOIN film f ON f.number = g.rowid / {GRAM_SLOTS} "
        f"WHERE g.rowid IN ({', '.join('?' * len(listed))})",
        listed,
    )
    return [Candidate(*row) for row in found]
