"""A person's own table, through a mapping of its columns to fields (mapping.py).

A row is a viewing where a column is a field of viewings; one without a date is a viewing of unknown
date. Else it is a place on a list, or a wish, where a column is a field of these, and a film that
was seen where there are but facts of films. What the person says it is (`Asked.role`) comes first,
and columns of another kind are then left out.

A review is taken for the Markdown of a diary, as it stands. Ratings without a sign are out of 5, 10
or 100, whichever the highest of the column first fits; `viewing.rating/10` says it outright. Names
are parted by `;` where there is one, else by commas.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from filmlog.domain.film import Film
from filmlog.errors import UsageError
from filmlog.exchange.record import Asked, Kind, Reading, Rejected, Row, Values
from filmlog.exchange.services import cells, values
from filmlog.exchange.services.mapping import check_mapping, listed
from filmlog.exchange.services.readings import readings
from filmlog.exchange.services.spellings import named
from filmlog.exchange.services.values import Keys, clean, shown
from filmlog.exchange.services.written_dates import tell_day_first, written_day

if TYPE_CHECKING:
    from filmlog.exchange.files.archive import Member
    from filmlog.exchange.files.csv_file import Line
    from filmlog.exchange.formats import Part

TITLE = "A table"
ROLES = ("table",)

_LINES = ("venue", "format", "subtitles", "source", "headline")
_TEXTS = ("review", "quote")


class _Table(NamedTuple):
    """How one table is read: what its rows are, the columns by field, and their habits.

    `headers` are the names as they were mapped, `columns` as a table has them.
    """

    role: str
    headers: Mapping[str, str]
    columns: Mapping[str, str]
    day_first: bool
    top: int

    def text(self, line: Line, field: str) -> str:
        """The cleaned value of a field, '' where no column has it. Raises FieldError."""
        column = self.columns.get(field)
        return "" if column is None else clean(line.field(column), self.headers[field])

    def one_line(self, line: Line, field: str) -> str:
        """The value of a field that has one line in a diary. Raises FieldError."""
        return " ".join(self.text(line, field).split())

    def cell(self, line: Line, field: str) -> tuple[str, str]:
        """The value and its column, for a function of cells.py. Raises FieldError."""
        return self.text(line, field), self.headers.get(field, "")


def role(_member: Member) -> str:
    """No file is told to be a person's own table: it takes a mapping."""
    return ""


def read(parts: Sequence[Part], asked: Asked) -> Iterator[Reading]:
    """Every row of the tables.

    Raises UsageError for a mapping that does not fit the table, or rows of several kinds.
    """
    check_mapping(asked.mapping)
    keys = Keys()
    for part in parts:
        lines = list(part.member.lines())
        yield from readings(lines, partial(_reading, keys, _table(part.member, lines, asked)))


def _table(member: Member, lines: Iterable[Line | Rejected], asked: Asked) -> _Table:
    headers = {_field(field): column for column, field in asked.mapping}
    columns = {field: column.strip().casefold() for field, column in headers.items()}
    for field, column in columns.items():
        if column not in member.columns:
            raise UsageError(
                f"{member.name} has no column {shown(headers[field])}.",
                "The columns are these.",
                listed(member.columns),
            )
    rows = [line for line in lines if not isinstance(line, Rejected)]

    def under(*fields: str) -> list[str]:
        wanted = [columns[field] for field in fields if field in columns]
        return [line.field(column) for line in rows for column in wanted]

    told = tell_day_first(under("viewing.watched_on", "watchlist.added"))
    day_first = asked.day_first is True if told is None else told
    scales = [int(scale) for _, field in asked.mapping if (scale := field.partition("/")[2])]
    top = scales[0] if scales else cells.scale_of(under("viewing.rating"))
    return _Table(asked.role or _role(columns), headers, columns, day_first, top)


def _field(field: str) -> str:
    """A field without the scale of a rating."""
    return field.partition("/")[0]


def _role(columns: Iterable[str]) -> str:
    """What the rows are, in the words of `Asked.role`; "list " where each row names its list."""
    kinds = {field.partition(".")[0] for field in columns} - {"film"}
    if len(kinds) > 1:
        raise UsageError(
            f"The columns are of {' and '.join(f'{kind}.*' for kind in sorted(kinds))}.",
            "A row is one thing: say which with --as viewings, --as watchlist or --as 'list NAME'.",
        )
    if kinds == {"list"} and "list.name" not in columns:
        raise UsageError("No column has the name of the list.", "Say it with --as 'list NAME'.")
    kind = next(iter(kinds), "")
    return {"viewing": "viewings", "list": "list "}.get(kind, kind)


def _reading(keys: Keys, table: _Table, line: Line) -> Row:
    film = _film(table, line)
    if table.role.startswith("list "):
        name = table.role.removeprefix("list ").strip() or values.title(
            *table.cell(line, "list.name")
        )
        key = keys.unique(f"list {name} {film.label}")
        return Row(line.place, "listed", key, film, line.raw, partial(_listed, table, line, name))
    kind, made = _KINDS[table.role]
    day = table.text(line, "viewing.watched_on") if kind == "viewing" else ""
    key = keys.unique(" ".join(filter(None, (kind, film.label, day))))
    return Row(line.place, kind, key, film, line.raw, partial(made, table, line))


def _film(table: _Table, line: Line) -> Film:
    cell = partial(table.cell, line)
    title, year = named(*cell("film.title"))
    if "film.year" in table.columns:
        # The brackets behind a title are no year where the year has a column of its own.
        title, year = values.title(*cell("film.title")), values.year(*cell("film.year"))
    return Film(
        "",
        title,
        original_title=table.one_line(line, "film.original_title"),
        year=year,
        runtime=cells.minutes(*cell("film.runtime")),
        directors=cells.names(*cell("film.directors")),
        genres=cells.names(*cell("film.genres")),
        countries=cells.names(*cell("film.countries")),
        languages=cells.names(*cell("film.languages")),
        imdb=cells.film_id(*cell("film.imdb"), "imdb"),
        tmdb=cells.film_id(*cell("film.tmdb"), "tmdb"),
        wikidata=cells.film_id(*cell("film.wikidata"), "wikidata"),
        letterboxd=cells.film_id(*cell("film.letterboxd"), "letterboxd"),
    )


def _viewing(table: _Table, line: Line) -> Values:
    cell = partial(table.cell, line)
    said = {
        "rating": cells.rating(*cell("viewing.rating"), table.top),
        "heart": cells.flag(*cell("viewing.heart")),
        "tags": cells.names(*cell("viewing.tags")),
        "companions": cells.names(*cell("viewing.with")),
        **{name: table.one_line(line, f"viewing.{name}") for name in _LINES},
        **{name: table.text(line, f"viewing.{name}") for name in _TEXTS},
    }
    rewatch = cells.flag(*cell("viewing.rewatch"))
    return {
        "watched": written_day(*cell("viewing.watched_on"), day_first=table.day_first),
        **{name: value for name, value in said.items() if value},
        **({"rewatch": rewatch} if rewatch is not None else {}),
    }


def _seen(_table: _Table, _line: Line) -> Values:
    return {}


def _wish(table: _Table, line: Line) -> Values:
    said = {
        "added": written_day(*table.cell(line, "watchlist.added"), day_first=table.day_first),
        "why": table.text(line, "watchlist.why"),
        "recommended_by": table.one_line(line, "watchlist.recommended_by"),
    }
    return {name: value for name, value in said.items() if value}


_KINDS: dict[str, tuple[Kind, Callable[[_Table, Line], Values]]] = {
    "viewings": ("viewing", _viewing),
    "watchlist": ("wish", _wish),
    "": ("seen", _seen),
}


def _listed(table: _Table, line: Line, name: str) -> Values:
    note = table.text(line, "list.note")
    listed = {"list": name, "place": cells.place(*table.cell(line, "list.place"))}
    return {**listed, "note": note} if note else listed
