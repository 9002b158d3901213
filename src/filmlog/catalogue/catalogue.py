"""The catalogue: what is known of films without asking anybody, in one file beside the diary."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple, Self

from filmlog.catalogue.rows import CatalogueRows
from filmlog.catalogue.schema import FIRST_STARTER_PERSON, STARTER_DAY
from filmlog.catalogue.titles import CatalogueTitles
from filmlog.domain.film import Credit, Film, Origin
from filmlog.domain.matching import goes_on, title_key
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.references import Reference


class About(NamedTuple):
    """What a catalogue is: `starter` or `imdb`, of which day (ISO 8601), and how large in bytes.

    `whence` is the folder or address IMDb's files came from, `versions` says which ones they were,
    as JSON, and `everything` whether every film of theirs is in it.
    """

    kind: str
    day: str
    films: int
    size: int
    whence: str = ""
    everything: bool = False
    versions: str = ""


class Catalogue:
    """An open catalogue. It is only read; a new one takes the place of its file."""

    def __init__(self, rows: CatalogueRows) -> None:
        self._rows = rows
        self.titles = CatalogueTitles(rows)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the catalogue at `path`.

        Raises CatalogueError where there is none, or one that is damaged or of another version, as
        does all that is asked of one that turns out to be damaged.
        """
        return cls(CatalogueRows.open(path))

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self._rows.close()

    @property
    def about(self) -> About:
        """What it is."""
        kept = dict(self._rows.ask("SELECT key, value FROM about"))
        if not {"from", "day", "films"} <= kept.keys() or not kept["films"].isdecimal():
            raise self._rows.damaged()
        return About(
            kept["from"],
            kept["day"],
            int(kept["films"]),
            self._rows.path.stat().st_size,
            kept.get("whence", ""),
            kept.get("everything") == "yes",
            kept.get("versions", ""),
        )

    @property
    def is_of_an_older_starter(self) -> bool:
        """Whether it was made from another table than the one that this filmlog brings."""
        older = self._rows.ask(
            "SELECT 1 FROM about a JOIN about b ON a.key = 'from' AND b.key = 'day' "
            "WHERE a.value = 'starter' AND b.value < ?",
            (STARTER_DAY,),
        )
        return bool(older)

    def identified(self, reference: Reference) -> int | None:
        """The number of the film with an id of IMDb or Wikidata; None where it is not in it."""
        if reference.service == "imdb":
            found = self._one("SELECT number FROM film WHERE number = ?", int(reference.id[2:]))
        elif reference.service == "wikidata":
            found = self._one("SELECT film FROM origin WHERE wikidata = ?", int(reference.id[1:]))
        else:
            found = None
        return found[0] if found is not None else None

    def film(self, number: int) -> Film:
        """The facts of a film that it has, with their origins; id '' and number 0."""
        try:
            return self._film(number)
        except ValueError as error:  # a day that is none
            raise self._rows.damaged() from error

    def _film(self, number: int) -> Film:
        row = self._one(
            "SELECT title, original_title, year, runtime, genres FROM film WHERE number = ?", number
        )
        if row is None:
            raise self._rows.damaged()
        title, original_title, year, runtime, genres = row
        crew = self._one("SELECT directors, writers FROM crew WHERE film = ?", number)
        directors, writers = crew or (b"", b"")
        people, roles = self._one(
            "SELECT people, coalesce(roles, '') FROM billing WHERE film = ?", number
        ) or (b"", "")
        released, countries, languages, wikidata = self._one(
            "SELECT released, countries, languages, wikidata FROM origin WHERE film = ?", number
        ) or (None, "", "", None)
        names = self._names(directors, writers, people)
        film = Film(
            id="",
            title=title,
            original_title=original_title or "",
            year=year,
            released=PartialDate.parse_iso(released) if released else None,
            runtime=runtime,
            directors=_named(directors, names),
            writers=_named(writers, names),
            cast=_credits(_named(people, names), roles),
            genres=_parts(genres),
            countries=_parts(countries),
            languages=_parts(languages),
            imdb=f"tt{number:07}",
            wikidata=f"Q{wikidata}" if wikidata else "",
        )
        return film._replace(origins=tuple(self._origins(film, is_starter=_is_starter(names))))

    def directors(self, numbers: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """The directors of films, by the number of the film."""
        rows = self._rows.ask(
            f"SELECT film, directors FROM crew WHERE film IN ({', '.join('?' * len(numbers))})",
            numbers,
        )
        names = self._names(*(directors for _, directors in rows))
        return {film: _named(directors, names) for film, directors in rows}

    def starting(self, typed: str, limit: int) -> list[str]:
        """Titles that go on from what was typed, then those with such words, the best known first.

        `Title`, or `Title (Year)` where several films have it.
        """
        key = title_key(typed)
        *words, last = key.split() or [""]
        found = self.titles.holding([[word] for word in words], last) if last else []
        found.sort(key=lambda c: not goes_on(c.key, key))
        films = {c.number: c for c in reversed(found)}
        once = Counter(c.title for c in films.values())
        return [
            f"{c.title} ({c.year})" if once[c.title] > 1 and c.year is not None else c.title
            for c in reversed(films.values())
        ][:limit]

    def _one(self, sql: str, value: int) -> tuple[Any, ...] | None:
        found = self._rows.ask(sql, (value,))
        return found[0] if found else None

    def _names(self, *packed: bytes) -> dict[int, str]:
        if any(len(people) % array("i").itemsize for people in packed):
            raise self._rows.damaged()
        numbers = sorted({number for people in packed for number in array("i", people)})
        marks = ", ".join("?" * len(numbers))
        return dict(
            self._rows.ask(f"SELECT number, name FROM person WHERE number IN ({marks})", numbers)
        )

    def _origins(self, film: Film, *, is_starter: bool) -> Iterator[Origin]:
        about = self.about
        is_starter = is_starter or about.kind == "starter"
        for name in _FACTS:
            if getattr(film, name) in (None, "", ()):
                continue
            if is_starter or name in _STARTER_ONLY:
                yield Origin(name, "wikidata", STARTER_DAY)
            else:
                yield Origin(name, "imdb", about.day)


_FACTS = Film._fields[Film._fields.index("title") : Film._fields.index("origins")]
_STARTER_ONLY = frozenset(("released", "countries", "languages", "wikidata"))


def _is_starter(names: dict[int, str]) -> bool:
    return any(number >= FIRST_STARTER_PERSON for number in names)


def _named(people: bytes, names: dict[int, str]) -> tuple[str, ...]:
    # A person whom name.basics does not have is left out.
    return tuple(names[number] for number in array("i", people) if number in names)


def _credits(names: Sequence[str], roles: str) -> tuple[Credit, ...]:
    lines = roles.split("\n") if roles else []
    return tuple(
        Credit(name, role) for name, role in zip_longest(names, lines[: len(names)], fillvalue="")
    )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)
