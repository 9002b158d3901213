"""Write a made-up Letterboxd export: `python -m bench.letterboxd_zip 10000 FILE [--seed 7]`.

So many diary entries, half as many reviews in HTML, and what goes with them: ratings, films seen,
watchlist, likes, lists. The same number and seed give the same bytes. A film's address and that of
an entry never meet, and no two films share title and year.
"""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bench import prose
from bench import vocabulary as v
from filmlog.domain.matching import title_key

FIRST_DAY = date(2011, 11, 21)
LAST_DAY = date(2026, 11, 19)

_FILMS = "Date,Name,Year,Letterboxd URI"
_COLUMNS = {
    "diary.csv": f"{_FILMS},Rating,Rewatch,Tags,Watched Date",
    "reviews.csv": f"{_FILMS},Rating,Rewatch,Review,Tags,Watched Date",
    "ratings.csv": f"{_FILMS},Rating",
    "watched.csv": _FILMS,
    "watchlist.csv": _FILMS,
    "likes/films.csv": _FILMS,
}
_LIST_ABOUT = "Date,Name,Tags,URL,Description"
_LIST_FILMS = "Position,Name,Year,URL,Description"
_LISTS, _ON_A_LIST = 5, 100

_NEW_FILM = 0.85
_TAGGED = 2 / 3
_CHANGED_RATING = 0.06  # of 661 in a real diary 43 differed from ratings.csv
_NO_DAY = 0.01  # reviews of no day, by entries: these are not in the diary
_TAGS = [*v.TAGS, "theater", "netflix", "disney+", "fell asleep", "on a plane"]
_TAGS += [f"with {name}" for name in v.COMPANIONS]

_ELEMENTS = (
    *(("<i>", "</i>"), ("<i>", "</i>"), ("<b>", "</b>"), ("<em>", "</em>")),
    *(("<strong>", "</strong>"), ("<blockquote>", "</blockquote>")),
    ('<a href="https://letterboxd.com/film/the-cranes-are-flying/">', "</a>"),
)
_UNCLOSED = 0.03
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


class Seen(NamedTuple):
    """A film as Letterboxd writes it: title, year and address."""

    name: str
    year: str
    uri: str


class Account:
    """One member's tables, by the name of the file in the zip."""

    def __init__(self, entries: int, seed: int) -> None:
        self._rng = Random(seed)
        self._labels: set[tuple[str, int]] = set()
        self._films: list[Seen] = []
        self._ratings: dict[Seen, str] = {}
        self.tables: dict[str, list[Sequence[str]]] = {name: [] for name in _COLUMNS}
        undated = round(entries * _NO_DAY)
        reviewed = set(self._rng.sample(range(entries), entries // 2 - undated))
        span = (LAST_DAY - FIRST_DAY).days
        for index in range(entries):
            day = FIRST_DAY + timedelta(days=span * index // max(1, entries - 1))
            self._entry(index, day, is_reviewed=index in reviewed)
        for index in range(entries, entries + undated):
            self._entry(index, LAST_DAY, is_reviewed=True, is_dated=False)
        self._films_alone(entries)
        for name in ("diary.csv", "reviews.csv"):
            self._rng.shuffle(self.tables[name])

    def lists(self) -> Iterable[tuple[str, str]]:
        """The lists: the name of the file and its text."""
        rng = self._rng
        for number in range(1, _LISTS + 1):
            uri = f"https://boxd.it/{_base62(62**3 + number)}"
            about = [LAST_DAY.isoformat(), f"List {number}", "rare, war", uri, "<i>Mine</i>"]
            films = rng.sample(self._films, min(_ON_A_LIST, len(self._films)))
            rows = [[str(n), *film, ""] for n, film in enumerate(films, 1)]
            head = f"Letterboxd list export v7\n{_table(_LIST_ABOUT, [about])}\n"
            yield f"lists/list-{number}.csv", head + _table(_LIST_FILMS, rows)

    def _entry(self, index: int, day: date, *, is_reviewed: bool, is_dated: bool = True) -> None:
        rng = self._rng
        is_new = not self._films or rng.random() < _NEW_FILM
        film = self._film() if is_new else rng.choice(self._films)
        if is_new:
            self._films.append(film)
        rating = "" if rng.random() < 0.1 else _rating(rng)
        if rating:
            self._ratings[film] = rating
        tags = rng.sample(_TAGS, rng.randint(1, 3)) if rng.random() < _TAGGED else []
        logged = (day + timedelta(days=rng.choice((0, 0, 0, 1, 2)))).isoformat()
        uri = f"https://boxd.it/{_base62(62**5 + index * 7)}"
        about = [logged, film.name, film.year, uri, rating, "" if is_new else "Yes"]
        end = [", ".join(tags), day.isoformat() if is_dated else ""]
        if is_dated:
            self.tables["diary.csv"].append([*about, *end])
        if is_reviewed:
            self.tables["reviews.csv"].append([*about, review(rng), *end])

    def _films_alone(self, entries: int) -> None:
        """The tables of films; one seen on no day and one to be seen for each 20 entries."""
        rng = self._rng
        self._films += [self._film() for _ in range(entries // 20)]
        for film in self._films:
            day = (FIRST_DAY + timedelta(days=rng.randrange(5000))).isoformat()
            self.tables["watched.csv"].append([day, *film])
            if rng.random() < 0.1:
                self.tables["likes/films.csv"].append([day, *film])
            rating = self._ratings.get(film, "")
            if not rating or rng.random() < _CHANGED_RATING:
                rating = _rating(rng)
            self.tables["ratings.csv"].append([day, *film, rating])
        for _ in range(entries // 20):
            self.tables["watchlist.csv"].append([LAST_DAY.isoformat(), *self._film()])

    def _film(self) -> Seen:
        rng = self._rng
        while True:
            name, year = prose.title(rng).shown, rng.randint(1915, LAST_DAY.year)
            label = (title_key(name), year)
            if label not in self._labels:
                self._labels.add(label)
                return Seen(
                    name, str(year), f"https://boxd.it/{_base62(62**3 * 2 + len(self._labels))}"
                )


def review(rng: Random) -> str:
    """HTML as Letterboxd has it: raw line ends, some elements in the text, not all of them closed.

    At least one element is in each, so that no review is plain text.
    """
    parts = []
    for part in prose.review(rng).replace("||", "").split("\n\n"):
        if part.startswith("## "):
            parts.append(f"<b>{part[3:]}</b>")
            continue
        text = part.split("\n")[1] if part.startswith(":::") else part
        parts.append(_with_element(rng, text) if not parts or rng.random() < 0.5 else text)
    return ("\n\n" if rng.random() < 0.8 else "\n").join(parts)


def _with_element(rng: Random, text: str) -> str:
    words = text.split(" ")
    start = rng.randrange(len(words))
    end = min(len(words), start + rng.randint(1, 5))
    if rng.random() < 0.5:
        words[end - 1] += rng.choice(("&#39;s", "&#39;s", "&amp;", "&nbsp;"))
    opened, closed = rng.choice(_ELEMENTS)
    words[start] = opened + words[start]
    if rng.random() >= _UNCLOSED:
        words[end - 1] += closed
    return " ".join(words)


def _rating(rng: Random) -> str:
    """Half stars as Letterboxd writes them: 3 or 3.5."""
    return f"{min(10, max(1, round(rng.gauss(6.8, 1.9)))) / 2:g}"


def _base62(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 62)
        digits = _DIGITS[digit] + digits
    return digits


def _table(columns: str, rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([columns.split(","), *rows])
    return text.getvalue()


def write_zip(path: Path, entries: int, seed: int) -> None:
    """Write the export of a member with so many diary entries."""
    account = Account(entries, seed)
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, columns in _COLUMNS.items():
            _add(archive, name, _table(columns, account.tables[name]))
        for name, text in account.lists():
            _add(archive, name, text)


def _add(archive: ZipFile, name: str, text: str) -> None:
    info = ZipInfo(name, (2026, 11, 20, 0, 0, 0))
    archive.writestr(info, text, ZIP_DEFLATED)


def main() -> None:
    """Write what the command line asks for; an existing file is refused."""
    parser = argparse.ArgumentParser(prog="python -m bench.letterboxd_zip", description=__doc__)
    parser.add_argument("entries", type=int)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    if asked.file.exists():
        parser.error(f"{asked.file} exists")
    write_zip(asked.file, asked.entries, asked.seed)


if __name__ == "__main__":
    main()
