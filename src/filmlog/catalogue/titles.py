"""Finding the names of a catalogue: the queries that `domain/finding.py` asks of any store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from filmlog.catalogue.rows import CatalogueRows
from filmlog.catalogue.writing import spelling
from filmlog.domain.matching import Candidate, squashed

_HELD = 60
"""Names an answer has at most."""

_SHORTEST_PREFIX = 3
"""Letters from which a begun word is looked up; below, it only sifts what the others found."""

_GRAMS = 9
_PER_GRAM = 1500
_SCANNED = 600


class CatalogueTitles:
    """The names in a catalogue file."""

    def __init__(self, rows: CatalogueRows) -> None:
        self._rows = rows

    def called(self, key: str) -> list[Candidate]:
        """Films with a name that is `key`, but for a leading article and spaces."""
        return self._candidates("n.spelling = ?", (spelling(key),))

    def holding(self, words: Sequence[Sequence[str]], beginning: str) -> list[Candidate]:
        """Films with a name that holds one of each of `words` and a word begun so."""
        terms = [" OR ".join(f'"{word}"' for word in choice) for choice in words]
        terms = [f"({term})" for term in terms]
        if len(beginning) >= _SHORTEST_PREFIX:
            terms.append(f'"{beginning}" *')
        # Signs are no words, and a title may be nothing but signs.
        is_of_words = "".join([*chain.from_iterable(words), beginning]).isalnum()
        if not terms or not is_of_words:
            return []
        sifted = 0 < len(beginning) < _SHORTEST_PREFIX
        found = self._candidates(
            "n.number IN (SELECT rowid FROM name_words WHERE name_words MATCH ? LIMIT ?)",
            (" AND ".join(terms), _SCANNED if sifted else _HELD),
        )
        if sifted:
            found = [c for c in found if any(w.startswith(beginning) for w in c.key.split())]
        return found[:_HELD]

    def nearest_words(self, word: str) -> list[str]:
        """Words of the titles that `word` may be a slip of, the likeliest first."""
        from rapidfuzz.distance import OSA

        rows = self._by_grams("word_grams", f"^{word}$", None)
        if not rows:
            return []
        allowed = 1 if len(word) < 8 else 2
        near = []
        for number, term in self._rows.ask(
            f"SELECT number, term FROM word WHERE number IN ({_marks(rows)})", rows
        ):
            distance = OSA.distance(word, term, score_cutoff=allowed)
            if distance <= allowed:
                near.append((distance, number, term))
        return [term for _, _, term in sorted(near)[:8]]

    def known(self, words: Sequence[str]) -> set[str]:
        """Which of some words stand in titles."""
        rows = self._rows.ask(f"SELECT term FROM word WHERE term IN ({_marks(words)})", words)
        return {term for (term,) in rows}

    def spelt_like(self, key: str) -> list[Candidate]:
        """Films with a name much like `key`, letter by letter."""
        rows = self._by_grams("name_grams", squashed(key), "gram")
        return self._candidates(f"n.number IN ({_marks(rows)})", rows) if rows else []

    def _by_grams(self, table: str, text: str, counts: str | None) -> list[int]:
        """Rows that share most of the rarest trigrams of a text: a slip spares the others."""
        grams = sorted({text[at : at + 3] for at in range(len(text) - 2)})
        grams = [gram for gram in grams if "\0" not in gram]  # where SQLite ends a text
        if counts is not None:
            known = dict(
                self._rows.ask(
                    f"SELECT term, names FROM {counts} WHERE term IN ({_marks(grams)})", grams
                )
            )
            grams = sorted(known, key=lambda gram: (known[gram], gram))[:_GRAMS]
        hits: Counter[int] = Counter()
        for gram in grams:
            hits.update(
                row
                for (row,) in self._rows.ask(
                    f"SELECT rowid FROM {table} WHERE {table} MATCH ? LIMIT ?",
                    ('"' + gram.replace('"', '""') + '"', _PER_GRAM),
                )
            )
        needed = max(1, len(grams) // 4)
        return [row for row, count in hits.most_common(_HELD) if count >= needed]

    def _candidates(self, condition: str, values: Sequence[object]) -> list[Candidate]:
        rows = self._rows.ask(
            "SELECT f.number, f.title, f.year, n.folded, n.kind, f.votes "
            f"FROM name n JOIN film f ON f.number = n.film WHERE {condition} ORDER BY n.number",
            values,
        )
        return [Candidate(*row) for row in rows]


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
