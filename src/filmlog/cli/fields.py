"""The fields a person can set on a film or a viewing: one table for flags and for the editor.

A field's `read` turns what was typed (a list of strings, one unless it is plural) into the value
the record keeps; `write` turns that value back into lines, which `read` takes again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from filmlog.cli import typed
from filmlog.cli.context import Session
from filmlog.domain.film import Film
from filmlog.domain.viewing import Viewing
from filmlog.errors import UsageError


class Field(NamedTuple):
    """One field: the name people use, the record's attribute, and both directions."""

    name: str
    attribute: str
    read: Callable[[Session, list[str]], Any]
    write: Callable[[Any], list[str]]
    plural: bool = False


def _line(name: str) -> Callable[[Session, list[str]], str]:
    return lambda _, values: typed.line(name, values[-1])


def _text(name: str) -> Callable[[Session, list[str]], str]:
    return lambda _, values: typed.text(name, values[-1])


def _lines(name: str) -> Callable[[Session, list[str]], tuple[str, ...]]:
    return lambda _, values: typed.lines(name, values)


def _last(reader: Callable[[str, str], Any], name: str) -> Callable[[Session, list[str]], Any]:
    return lambda _, values: reader(name, values[-1])


def _date(*, to_come: bool) -> Callable[[Session, list[str]], Any]:
    def read(session: Session, values: list[str]) -> Any:
        said = values[-1].strip()
        if said.casefold() in {"", "unknown"}:
            return None
        return session.read_date(said, to_come=to_come)

    return read


def _rating(_: Session, values: list[str]) -> int | None:
    from filmlog.domain.rating import parse_rating

    said = values[-1].strip()
    return parse_rating(said) if said.casefold() not in {"", "none"} else None


def _one(value: Any) -> list[str]:
    return [] if value in (None, "") else [str(value)]


def _titled(value: str) -> list[str]:
    return [value] if value else []


def _rating_lines(value: int | None) -> list[str]:
    from filmlog.domain.rating import describe

    return [] if value is None else [describe(value, "ten")]


def _truth_lines(value: bool | None) -> list[str]:
    return [] if value is None else ["yes" if value else "no"]


def _plural(name: str, attribute: str) -> Field:
    return Field(name, attribute, _lines(name), list, plural=True)


def _simple(name: str, attribute: str = "") -> Field:
    return Field(name, attribute or name.replace("-", "_"), _line(name), _titled)


FILM_FIELDS = (
    _simple("title"),
    _simple("original-title"),
    Field("year", "year", _last(typed.year, "year"), _one),
    Field("released", "released", _date(to_come=True), _one),
    Field("runtime", "runtime", _last(typed.minutes, "runtime"), _one),
    _plural("director", "directors"),
    _plural("writer", "writers"),
    Field(
        "cast", "cast", lambda _, v: typed.cast("cast", v), lambda v: [c.words for c in v], True
    ),
    _plural("genre", "genres"),
    _plural("country", "countries"),
    _plural("language", "languages"),
    Field("overview", "overview", _text("overview"), _titled),
    _simple("tagline"),
    Field(
        "award", "awards", lambda _, v: typed.awards("award", v), lambda v: [a.words for a in v],
        True,
    ),
    Field(
        "related", "related", lambda _, v: typed.related("related", v),
        lambda v: [f.words for f in v], True,
    ),
    Field("imdb", "imdb", _last(typed.imdb, "imdb"), _titled),
    Field("tmdb", "tmdb", _last(typed.tmdb, "tmdb"), _titled),
    Field("wikidata", "wikidata", _last(typed.wikidata, "wikidata"), _titled),
    Field("letterboxd", "letterboxd", _last(typed.letterboxd, "letterboxd"), _titled),
)  # fmt: skip

RATED_FILM_FIELDS = (
    *FILM_FIELDS,
    Field("rating", "rating", _rating, _rating_lines),
    Field("rated", "rated", _date(to_come=False), _one),
)
"""With the rating apart from any viewing; where a film is logged, a rating is the viewing's."""

VIEWING_FIELDS = (
    Field("on", "watched", _date(to_come=False), _one),
    Field("rating", "rating", _rating, _rating_lines),
    Field("heart", "heart", _last(typed.truth, "heart"), lambda v: _truth_lines(v or None)),
    Field(
        "rewatch", "rewatch",
        lambda _, v: typed.truth("rewatch", v[-1]) if v[-1].strip() else None, _truth_lines,
    ),
    Field("unfinished", "unfinished", _last(typed.minutes, "unfinished"), _one),
    _simple("why", "unfinished_why"),
    _plural("with", "companions"),
    _simple("venue"),
    _simple("format"),
    _simple("subtitles"),
    _plural("tag", "tags"),
    _simple("headline"),
    Field("quote", "quote", _text("quote"), _titled),
    _simple("quote-by"),
)  # fmt: skip


def given(fields: Sequence[Field], options: Mapping[str, Any], session: Session) -> dict[str, Any]:
    """The attributes that command-line options set, read and checked; options not given are None.

    `options` are a command's parameters by name, with `_` for `-` and one after a Python keyword.
    """
    changes = {}
    for field in fields:
        value = options.get(field.name.replace("-", "_"))
        if value is None or value == ():
            continue
        if isinstance(value, bool):
            changes[field.attribute] = value
            continue
        said = [str(item) for item in value] if isinstance(value, (list, tuple)) else [str(value)]
        changes[field.attribute] = field.read(session, said)
    return changes


def written(fields: Sequence[Field], record: Film | Viewing) -> list[tuple[str, list[str]]]:
    """Each field's name with the lines its value is written as, none for an empty value."""
    return [(field.name, field.write(getattr(record, field.attribute))) for field in fields]


def check_names(fields: Sequence[Field], said: Mapping[str, list[str]]) -> None:
    """Raises UsageError for a name in an edited form that is of no field."""
    known = {field.name for field in fields}
    for name in said:
        if name not in known:
            raise UsageError(
                f"There is no field {name!r}.", f"The fields are {', '.join(sorted(known))}."
            )


def from_lines(
    fields: Sequence[Field], said: Mapping[str, list[str]], session: Session
) -> dict[str, Any]:
    """The attributes that an edited form sets: every field, those left empty to nothing."""
    check_names(fields, said)
    return {
        field.attribute: field.read(session, said.get(field.name) or ([] if field.plural else [""]))
        for field in fields
    }
