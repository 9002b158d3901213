"""Building a catalogue from IMDb's own files: every film, or those that are rated or recent.

What keeps it small and quick: one bit for each number of a title or a person says whether a line is
wanted, most lines are left after a look at their first bytes, and nothing of a file stays in memory
but these bits and the votes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from filmlog.catalogue.imdb_files import COLUMNS, NONE, ImdbFile
from filmlog.catalogue.imdb_lines import (
    AKA,
    CAST,
    FILM,
    LAST_YEAR,
    ONE_TITLE,
    is_no_text,
    is_wrong_credit,
    role,
    within,
)
from filmlog.catalogue.numbers import HIGHEST, NumberMap, NumberSet
from filmlog.catalogue.starter import add_origins, add_starter, starter_films
from filmlog.catalogue.writing import CatalogueWriter, packed
from filmlog.domain.matching import title_key
from filmlog.domain.services import NOTICES
from filmlog.files import explain

Progress = Callable[[int, int], None]
"""Told how many bytes have been read, and of how many."""


class Choice(NamedTuple):
    """Which films go in: every one, or those rated or of `since` or later, adult ones not."""

    since: int
    everything: bool = False


def build(
    folder: Path,
    path: Path,
    choice: Choice,
    about: Mapping[str, str],
    progress: Progress = lambda *_: None,
) -> int:
    """Make the catalogue at `path` from the files in `folder`; how many films it has.

    `about` is kept beside the films. Raises ImdbFileError for files that cannot be used and what
    CatalogueWriter raises; the old catalogue is replaced only by a whole one.
    """
    with CatalogueWriter(path) as writer:
        films = _Build(folder, writer, choice, progress).run()
        kept = {"films": str(films), "everything": "yes" if choice.everything else "no"}
        writer.finish({**about, **kept, "courtesy": NOTICES["imdb"]})
    return films


class _Build:
    """One build; the steps are in the order of `run`."""

    def __init__(
        self, folder: Path, writer: CatalogueWriter, choice: Choice, progress: Progress
    ) -> None:
        self._folder = folder
        self._writer = writer
        self._choice = choice
        self._progress = progress
        self._done = 0
        self._size = sum(size_of(folder, name) for name in COLUMNS)
        self._starter = {film.imdb: film for film in starter_films()}
        self._films = NumberSet()
        self._people = NumberSet()
        self._votes = NumberMap(())

    def run(self) -> int:
        add = self._writer.add
        self._votes = NumberMap(self._ratings(self._file("title.ratings.tsv.gz")))
        add("film", self._basics(self._file("title.basics.tsv.gz")))
        self._votes = NumberMap(())
        add("crew", self._crew(self._file("title.crew.tsv.gz")))
        add("billing", self._billings(self._file("title.principals.tsv.gz")))
        self._add_names(self._file("title.akas.tsv.gz"))
        add("person", self._persons(self._file("name.basics.tsv.gz")))
        present = [film for film in self._starter.values() if film.imdb in self._films]
        add_origins(self._writer, present)
        add_starter(
            self._writer, [film for film in self._starter.values() if film.imdb not in self._films]
        )
        return int(self._writer.select("SELECT count(*) FROM film").fetchone()[0])

    def _file(self, name: str) -> ImdbFile:
        return ImdbFile(self._folder, name, self._read)

    def _read(self, size: int) -> None:
        self._done += size
        self._progress(self._done, self._size)

    def _ratings(self, file: ImdbFile) -> Iterator[tuple[int, int]]:
        for text in file.texts():
            for line in text.split(b"\n"):
                try:
                    title, _, votes = line.split(b"\t")
                    yield within(int(title[2:]), HIGHEST), within(int(votes), HIGHEST)
                except ValueError:
                    raise file.wrong_line(line) from None

    def _basics(self, file: ImdbFile) -> Iterator[tuple[Any, ...]]:
        for text in file.texts():
            for line in FILM.findall(text):
                try:
                    if row := self._film(line):
                        yield row
                except ValueError:
                    raise file.wrong_line(line) from None

    def _film(self, line: bytes) -> tuple[Any, ...] | None:
        """A line of title.basics as a row; None for a film that was not chosen."""
        number, _, title, original, adult, start, _, runtime, genres = line.split(b"\t")
        film = int(number[2:])
        votes = self._votes.get(film)
        year = None if start == NONE else within(int(start), LAST_YEAR)
        minutes = None if runtime == NONE else within(int(runtime), HIGHEST)
        known = self._starter.get(film)
        if not self._choice.everything and not known:
            is_recent = year is not None and year >= self._choice.since
            if adult == b"1" or not (votes or is_recent):
                return None
        self._films.update((film,))
        return (
            film,
            title.decode(),
            None if original in (title, NONE) else original.decode(),
            year or (known.year if known else None),
            minutes or (known.runtime if known else None),
            "" if genres == NONE else genres.decode().replace(",", "|"),
            votes,
        )

    def _crew(self, file: ImdbFile) -> Iterator[tuple[int, bytes, bytes]]:
        for text in file.texts():
            for line in text.split(b"\n"):
                try:
                    title, directors, writers = line.split(b"\t")
                    film = int(title[2:])
                    if film in self._films:
                        yield film, self._packed(directors), self._packed(writers)
                except ValueError:
                    raise file.wrong_line(line) from None

    def _packed(self, people: bytes) -> bytes:
        if people == NONE:
            return b""
        numbers = [int(person[2:]) for person in people.split(b",")]
        self._people.update(numbers)
        return packed(numbers)

    def _grouped(self, file: ImdbFile) -> Iterator[tuple[int, bytes]]:
        """The lines of each film that is wanted."""
        for text in file.groups():
            for group in ONE_TITLE.finditer(text):
                try:
                    film = int(group[1])
                except ValueError:
                    raise file.wrong_line(group[0].partition(b"\n")[0]) from None
                if film in self._films:
                    yield film, group[0]

    def _billings(self, file: ImdbFile) -> Iterator[tuple[int, bytes, str | None]]:
        for film, text in self._grouped(file):
            try:
                cast = sorted(CAST.findall(text), key=_ordering)
                roles: dict[int, bytes] = {}
                for _, person, characters in cast:
                    roles.setdefault(int(person[2:]), characters)
                self._people.update(roles)
                texts = [role(characters) for characters in roles.values()]
            except ValueError:
                raise file.wrong_line(next(filter(is_wrong_credit, text.split(b"\n")))) from None
            if cast:
                yield film, packed(roles), "\n".join(texts) if any(texts) else None

    def _add_names(self, file: ImdbFile) -> None:
        named = NumberSet()
        for film, text in self._grouped(file):
            if film not in named:
                named.update((film,))
                try:
                    self._name(film, AKA.findall(text))
                except ValueError:
                    raise file.wrong_line(next(filter(is_no_text, text.split(b"\n")))) from None
        for (film,) in self._writer.select("SELECT number FROM film"):
            if film not in named:
                self._name(film, ())

    def _name(self, film: int, akas: Iterable[tuple[bytes, bytes]]) -> None:
        """Put in the names of a film, each once, of the best kind it has."""
        title, original, votes = self._writer.select(
            "SELECT title, original_title, votes FROM film WHERE number = ?", film
        ).fetchone()
        originals: list[str] = [original] if original else []
        others: list[str] = []
        for aka, is_original in dict.fromkeys(akas):
            (originals if is_original == b"1" else others).append(aka.decode())
        if known := self._starter.get(film):
            others += [known.title, *filter(None, known.other_titles.split("|"))]
        spelt = dict.fromkeys(others, 2) | dict.fromkeys(originals, 1) | {title: 0}
        names: dict[str, int] = {}
        for name, kind in spelt.items():
            folded = title_key(name)
            names[folded] = min(kind, names.get(folded, kind))
        self._writer.add_names(film, votes, names.items())

    def _persons(self, file: ImdbFile) -> Iterator[tuple[int, str]]:
        for text in file.texts():
            for line in text.split(b"\n"):
                try:
                    number = int(line[2 : line.index(b"\t")])
                    if number in self._people:
                        _, name, _, _, _, _ = line.split(b"\t")
                        yield number, name.decode()
                except ValueError:
                    raise file.wrong_line(line) from None


def _ordering(credit: tuple[bytes, bytes, bytes]) -> int:
    return int(credit[0])


def size_of(folder: Path, name: str) -> int:
    """The bytes of one of the files. Raises FilmlogError when it is not there."""
    try:
        return (folder / name).stat().st_size
    except OSError as error:
        raise explain(error, folder / name) from error
