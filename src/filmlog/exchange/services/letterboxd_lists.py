"""Letterboxd's lists: a file each, with a table of one row about the list and one of its films.

`Letterboxd list export v7`, then `Date,Name,Tags,URL,Description` with its row, a blank line, and
`Position,Name,Year,URL,Description` with the films. Position is empty where the list has no order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from filmlog.domain.film import Film
from filmlog.domain.references import read_reference
from filmlog.exchange.files.csv_file import tables
from filmlog.exchange.record import FieldError, Place, Reading, Rejected, Row, Values
from filmlog.exchange.services import values
from filmlog.exchange.services.readings import readings

if TYPE_CHECKING:
    from filmlog.exchange.files.archive import Member
    from filmlog.exchange.files.csv_file import Line

_SHORT = re.compile(r"https://(boxd\.it/[A-Za-z0-9]+)")
_FIRST_LINE = re.compile(r'\s*"?Letterboxd list export v\d+\b')
# A spreadsheet fills the first line and the blank one up with delimiters.
_FILLED_UP = re.compile(r"(?m)^(\s*\"?Letterboxd list export v\d+\"?|)[,;\t]+(?=\r?$)")
_HTML = re.compile(r"</?[a-z]|&#?\w+;", re.IGNORECASE)


class Names:
    """The names of the lists so far: two lists of an account may have the same one."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def unique(self, name: str, slug: str) -> str:
        """The name, with what tells the list apart at Letterboxd behind it where it is taken."""
        if name.casefold() in self._taken:
            name = f"{name} ({slug})"
        self._taken.add(name.casefold())
        return name


def is_list(member: Member) -> bool:
    """Whether the file is a list, by its first line."""
    return _FIRST_LINE.match(member.head) is not None


def film_id(uri: str) -> str:
    """What a film is known by at Letterboxd: `boxd.it/2bcA`, or the slug in a longer address."""
    if short := _SHORT.fullmatch(uri):
        return short[1]
    found = read_reference(uri)
    return found.id if found and found.service == "letterboxd" else ""


def read_list(member: Member, keys: values.Keys, names: Names) -> Iterator[Reading]:
    """The list, then its films. Raises FilmlogError for a file that is no text."""
    slug = PurePosixPath(member.name).stem
    found = tables(_FILLED_UP.sub(r"\1", member.text()), member.name)
    about = next((table.lines for table in found if "tags" in table.columns), [])
    films = next((table.lines for table in found if "position" in table.columns), None)
    head = next((line for line in about if not isinstance(line, Rejected)), None)
    name = " ".join(head.field("name").split()) if head else ""
    name = names.unique(name or slug, slug)
    known_by = (head.field("url").strip() if head else "") or slug
    has_order = any(not isinstance(line, Rejected) and _position(line) for line in films or ())
    yield from readings(about, partial(_list, f"list {known_by}", name, has_order, keys))
    if films is None:
        yield Rejected(Place(member.name, 1), "", "has no table of films: the file was cut")
    else:
        yield from readings(films, partial(_listed, f"listed {known_by}", name, keys))


def _list(key: str, name: str, has_order: bool, keys: values.Keys, line: Line) -> Row:
    values.title(line.field("name"), "Name")
    read = partial(_about, name, "ordered" if has_order else "unordered", line)
    return Row(line.place, "list", keys.unique(key), None, line.raw, read)


def _about(name: str, kind: str, line: Line) -> Values:
    tags = values.words(line.field("tags"), "Tags")
    paragraphs = (_note(line), f"Tags: {', '.join(tags)}" if tags else "")
    note = "\n\n".join(filter(None, paragraphs))
    return {"name": name, "kind": kind} | ({"note": note} if note else {})


def _listed(key: str, name: str, keys: values.Keys, line: Line) -> Row:
    uri = line.field("url").strip()
    film = Film(
        "",
        values.title(line.field("name"), "Name"),
        year=values.year(line.field("year"), "Year"),
        letterboxd=film_id(uri),
    )
    key = keys.unique(f"{key} {uri or film.label}")
    return Row(line.place, "listed", key, film, line.raw, partial(_on_list, name, line))


def _on_list(name: str, line: Line) -> Values:
    said = _position(line)
    if said and not (said.isascii() and said.isdecimal() and len(said) <= 6 and int(said)):
        raise FieldError("Position", f"{values.shown(said)} is no place counted from 1")
    note = _note(line)
    return {"list": name, "place": int(said) if said else None} | ({"note": note} if note else {})


def _position(line: Line) -> str:
    return line.field("position").strip().removesuffix(".0")


def _note(line: Line) -> str:
    """The description: what is HTML in it as Markdown, plain text as it is."""
    text = line.field("description").strip().replace("\r\n", "\n")
    if not _HTML.search(text):
        return text
    from filmlog.exchange.html.review import markdown_of

    return markdown_of(text)
