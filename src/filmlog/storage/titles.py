"""Finding films by a typed title: exactly, by a slip of the pen, by some words, by prefix."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence

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
_CANDIDATES = 20
_LAST = chr(0x10FFFF)


class DiaryTitles:
    """The names of the films of a diary, as `domain/finding.py` asks for them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def called(self, key: str) -> list[Candidate]:
        """The films that answer to a folded title, its own or the original, but for an article.

        A name in full goes before the same name without an article ("The Thing", "Thing").
        """
        for keys, kinds in (
            ((key,), "'title', 'original'"),
            ((key, without_article(key)), "'title', 'original', 'bare title', 'bare original'"),
        ):
            found = self._connection.execute(
                "SELECT DISTINCT f.number, f.title, f.year FROM title_key k "
                "JOIN film f ON f.number = k.film "
                f"WHERE k.folded IN ({', '.join('?' * len(keys))}) AND k.kind IN ({kinds}) "
                "ORDER BY f.year, f.number",
                keys,
            ).fetchall()
            if found:
                return [Candidate(number, name, year, key) for number, name, year in found]
        return []

    def holding(self, words: Sequence[Sequence[str]], beginning: str) -> list[Candidate]:
        """Films whose title or original title holds one of each of `words` and a word begun so."""
        terms = [" OR ".join(_all_grams(w) for w in choice if len(w) > 2) for choice in words]
        terms.append(_all_grams(beginning) if len(beginning) > 2 else "")
        match = " AND ".join(f"({term})" for term in terms if term)
        if match:
            found = self._connection.execute(
                "SELECT g.rowid FROM title_gram g WHERE title_gram MATCH ? LIMIT ?",
                (match, _PER_GRAM),
            ).fetchall()
            candidates = _films_of(self._connection, [rowid for (rowid,) in found])
        else:
            rows = self._connection.execute(
                "SELECT f.number, f.title, f.year, k.folded FROM title_key k "
                "JOIN film f ON f.number = k.film WHERE k.folded >= ? AND k.folded < ? LIMIT ?",
                (beginning, beginning + _LAST, _PER_GRAM),
            )
            candidates = [Candidate(*row) for row in rows]
        return [c for c in candidates if _holds(c.key.split(), words, beginning)][:_CANDIDATES]

    def nearest_words(self, word: str) -> list[str]:
        """None: the trigrams of whole titles find what is mistyped in a diary."""
        return []

    def known(self, words: Sequence[str]) -> set[str]:
        """None: the words of a diary's titles are too few to tell a slip from a word by them."""
        return set()

    def spelt_like(self, key: str) -> list[Candidate]:
        """Films with a title spelt much like this one; bounded work at any size.

        The rarest trigrams of the title are looked up, since a slip spares most of them.
        """
        typed = without_article(key)
        if len(typed) < MINIMUM_SLIP_LENGTH:
            return []
        grams = sorted({typed[i : i + 3] for i in range(len(typed) - 2)})
        counts = dict(
            self._connection.execute(
                "SELECT term, doc FROM title_gram_count "
                f"WHERE term IN ({', '.join('?' * len(grams))})",
                grams,
            )
        )
        rarest = sorted(counts, key=lambda gram: (counts[gram], gram))[:_RAREST]
        hits: Counter[int] = Counter()
        for gram in rarest:
            hits.update(
                rowid
                for (rowid,) in self._connection.execute(
                    "SELECT rowid FROM title_gram WHERE title_gram MATCH ? LIMIT ?",
                    ('"' + gram.replace('"', '""') + '"', _PER_GRAM),
                )
            )
        needed = max(1, len(rarest) // 4)
        likely = [rowid for rowid, count in hits.most_common(_CANDIDATES) if count >= needed]
        return _films_of(self._connection, likely)


def starting(connection: sqlite3.Connection, prefix: str, limit: int = 20) -> list[str]:
    """Titles for completion: those whose name, or name without its article, starts so."""
    folded = title_key(prefix) if prefix.strip() else ""
    found = connection.execute(
        "SELECT DISTINCT f.title, f.year FROM ("
        " SELECT film, kind FROM title_key WHERE folded >= ? AND folded < ?"
        " LIMIT 200) k JOIN film f ON f.number = k.film LIMIT ?",
        (folded, folded + _LAST, limit),
    ).fetchall()
    names = Counter(title for title, _ in found)
    return [
        f"{title} ({year})" if names[title] > 1 and year is not None else title
        for title, year in found
    ]


def _all_grams(word: str) -> str:
    """What the trigrams of a word are asked for by, all of them."""
    grams = {word[at : at + 3].replace('"', '""') for at in range(len(word) - 2)}
    return "(" + " AND ".join(f'"{gram}"' for gram in sorted(grams)) + ")"


def _holds(name: Sequence[str], words: Sequence[Sequence[str]], beginning: str) -> bool:
    return all(any(w in name for w in choice) for choice in words) and any(
        w.startswith(beginning) for w in name
    )


def _films_of(connection: sqlite3.Connection, rowids: Iterable[int]) -> list[Candidate]:
    listed = list(rowids)
    found = connection.execute(
        "SELECT f.number, f.title, f.year, g.folded FROM title_gram g "
        f"JOIN film f ON f.number = g.rowid / {GRAM_SLOTS} "
        f"WHERE g.rowid IN ({', '.join('?' * len(listed))})",
        listed,
    )
    return [Candidate(*row) for row in found]
