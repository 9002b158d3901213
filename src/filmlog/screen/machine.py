"""Records for programs: JSON in one versioned envelope, and the rows of CSV.

The envelope is `{"filmlog": {"format": 1, "kind": KIND}, "data": ...}`. Keys within records are
sorted, dates ISO 8601, ratings 1-100, prices whole minor units, what is not known null. Format
changes its number when a key goes or changes its meaning; a new key alone does not change it.
Text is exact, but for what could act on a terminal being written as `\\uXXXX`, which is the same.
"""

from __future__ import annotations

import json  # 4 ms, in a module that only --json and --csv load
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from filmlog.domain.entry import Entry
from filmlog.domain.film import Film
from filmlog.domain.line import DiaryLine
from filmlog.domain.review import hide_inline
from filmlog.domain.source import Pass, Source
from filmlog.domain.viewing import Viewing
from filmlog.screen.console import make_writable
from filmlog.screen.records import (
    Plain,
    entry_json,
    film_json,
    iso,
    pass_json,
    shelved_json,
    source_json,
)
from filmlog.screen.safe import escape_json

if TYPE_CHECKING:
    from filmlog.domain.shelf import Shelved

FORMAT = 1

CSV_COLUMNS = (
    "film title year watched rating heart rewatch unfinished source headline viewing".split()
)

Seen = Sequence[tuple[str, str | None]]
"""Title and ISO date of viewings."""


def envelope(kind: str, data: object) -> str:
    """A whole JSON document for `data`, indented; without the line end after it."""
    head = {"format": FORMAT, "kind": kind}
    document = json.dumps({"filmlog": head, "data": _sorted(data)}, ensure_ascii=False, indent=2)
    return escape_json(document)


def film_envelope(
    film: Film, entries: Iterable[Entry], shelved: Shelved | None = None, *, spoilers: bool
) -> str:
    """What `show --json` prints: the film, its viewings in order of date, and its shelves."""
    viewings = [entry_json(entry, spoilers=spoilers) for entry in entries]
    data = {"film": film_json(film, spoilers=spoilers), "viewings": viewings}
    return envelope("film", data | shelved_json(shelved, spoilers=spoilers))


def write_entries(entries: Iterable[Entry], *, spoilers: bool, kind: str = "list") -> None:
    """Write to stdout what `list --json` prints: each viewing with its film, on a line each.

    Nothing but the viewing at hand is held in memory.
    """
    make_writable(sys.stdout)
    write = sys.stdout.write
    write(f'{{"filmlog": {{"format": {FORMAT}, "kind": "{kind}"}},\n"data": [')
    comma = "\n"
    for entry in entries:
        record = entry_json(entry, spoilers=spoilers)
        record["film"] = film_json(entry.film, spoilers=spoilers)
        write(comma + escape_json(json.dumps(record, ensure_ascii=False, sort_keys=True)))
        comma = ",\n"
    write("\n]}\n")


def csv_rows(lines: Iterable[DiaryLine], *, spoilers: bool) -> Iterator[tuple[object, ...]]:
    """The rows of `list --csv`, under CSV_COLUMNS."""
    for line in lines:
        headline = (
            line.headline if spoilers or "||" not in line.headline else hide_inline(line.headline)
        )
        marks = ["yes" if mark else "" for mark in (line.heart, line.rewatch, line.unfinished)]
        yield (
            *(line.number, line.title, line.year, line.watched, line.rating, *marks),
            *(line.source, headline, line.viewing_number),
        )


def sources_envelope(rows: Iterable[tuple[Source, int]]) -> str:
    """What `source list --json` prints: each source with how many viewings were there."""
    return envelope("sources", [source_json(s) | {"viewings": n} for s, n in rows])


def source_envelope(source: Source, passes: Iterable[Pass], seen: Seen) -> str:
    """What `source show --json` prints: a source, its passes and what was seen there."""
    passes_there = [pass_json(pass_) for pass_ in passes]
    return envelope("source", source_json(source) | {"passes": passes_there, "seen": _seen(seen)})


def passes_envelope(rows: Iterable[tuple[Pass, Source, int]]) -> str:
    """What `pass list --json` prints: each pass, its source, and how many films were seen on it."""
    return envelope(
        "passes", [pass_json(p) | {"source": source_json(s), "films": n} for p, s, n in rows]
    )


def pass_envelope(pass_: Pass, source: Source, seen: Seen) -> str:
    """What `pass show --json` prints: a pass, its source and what was seen on it."""
    return envelope("pass", pass_json(pass_) | {"source": source_json(source), "seen": _seen(seen)})


def trash_envelope(items: Iterable[tuple[Film, Sequence[Viewing], str]]) -> str:
    """What `trash --json` prints: what went together, when, numbered as `restore` takes it."""
    return envelope(
        "trash",
        [
            {
                "deleted": at,
                "film": {"id": film.id, "title": film.title, "year": film.year},
                "film_deleted": bool(film.deleted),
                "number": number,
                "viewings": [{"id": v.id, "watched": iso(v.watched)} for v in viewings],
            }
            for number, (film, viewings, at) in enumerate(items, 1)
        ],
    )


def _seen(seen: Seen) -> list[Plain]:
    return [{"title": title, "watched": watched or None} for title, watched in seen]


def _sorted(data: object) -> object:
    """The data with the keys of every object in order, those of the envelope being told apart."""
    if isinstance(data, dict):
        return {key: _sorted(data[key]) for key in sorted(data)}
    return [_sorted(item) for item in data] if isinstance(data, list | tuple) else data
