"""Which column of a person's own table is which field: `Title=film.title,Seen=viewing.watched_on`.

Said by the person, or guessed from the names of the columns, in several languages, and where a name
says too little from the values below it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from filmlog.domain.references import read_reference
from filmlog.errors import UsageError
from filmlog.exchange.record import FieldError, Rejected
from filmlog.exchange.services.values import shown
from filmlog.exchange.services.written_dates import written_day

if TYPE_CHECKING:
    from filmlog.exchange.files.archive import Member

_NAMES = {
    "film.title": "title, name, film, movie, film title, movie title, titel, filmtitel, titre"
    ", título, titulo, película, pelicula, filme, titolo, название, фильм, 映画, タイトル, 片名",
    "film.original_title": "original title, originaltitel, titre original, título original"
    ", titolo originale, оригинальное название",
    "film.year": "year, release year, released, jahr, erscheinungsjahr, année, annee, año, ano"
    ", anno, год, 年",
    "film.directors": "director, directors, directed by, regie, regisseur, réalisateur"
    ", réalisation, réalisatrice, directora, dirección, regia, regista, режиссер, режиссёр, 監督",
    "film.genres": "genre, genres, género, generi, genere, жанр",
    "film.countries": "country, countries, land, länder, pays, país, paese, страна",
    "film.languages": "language, languages, sprache, sprachen, langue, idioma, lingua, язык",
    "film.runtime": "runtime, running time, runtime mins, length, minutes, duration, laufzeit"
    ", länge, dauer, durée, duración, durata, длительность",
    "film.imdb": "imdb, imdb id, imdbid, imdb url, imdb link, const, tconst",
    "film.tmdb": "tmdb, tmdb id, tmdbid, themoviedb",
    "film.letterboxd": "letterboxd, letterboxd url, letterboxd link",
    "film.wikidata": "wikidata, wikidata id",
    "viewing.watched_on": "date, watched, watched on, watched date, date watched, watch date, seen"
    ", seen on, date seen, viewed, day, datum, gesehen, gesehen am, vu, vu le, date de visionnage"
    ", fecha, vista, visto, vista el, data, visto il, дата, просмотрено, дата просмотра, 日付",
    "viewing.rating": "rating, my rating, your rating, stars, score, grade, bewertung, note"
    ", punkte, sterne, note sur 10, calificación, puntuación, voto, valutazione, оценка, 評価",
    "viewing.rewatch": "rewatch, rewatched, again, wiederholung, nochmal, revu, revisión, rivisto",
    "viewing.heart": "heart, liked, like, favourite, favorite, loved, liebling, favori, favorito",
    "viewing.tags": "tags, tag, labels, schlagworte, étiquettes, etiquetas, теги, метки",
    "viewing.with": "with, with whom, watched with, company, mit, mit wem, avec, con, con quién"
    ", с кем",
    "viewing.venue": "venue, where, cinema, theater, theatre, place, location, kino, ort, wo"
    ", cinéma, lieu, où, cine, lugar, dónde, luogo, dove, где, кинотеатр, 映画館",
    "viewing.format": "format, medium, print",
    "viewing.subtitles": "subtitles, untertitel, sous titres, subtítulos, sottotitoli, субтитры",
    "viewing.source": "source, platform, service, streaming, streaming service, quelle, plateforme"
    ", plataforma, piattaforma, платформа",
    "viewing.headline": "headline, summary, überschrift",
    "viewing.review": "review, notes, note, comment, comments, thoughts, remarks, kritik, notizen"
    ", kommentar, kommentare, anmerkungen, critique, avis, commentaire, commentaires, reseña"
    ", crítica, comentario, comentarios, notas, recensione, commento, отзыв, рецензия, заметки"
    ", комментарий, 感想",
    "viewing.quote": "quote, zitat, citation, cita, цитата",
    "watchlist.added": "added, date added, added on, hinzugefügt, ajouté, añadido, добавлено",
    "watchlist.why": "why, reason, warum, pourquoi, por qué, зачем",
    "watchlist.recommended_by": "recommended by, empfohlen von, recommandé par, recomendado por",
    "list.name": "list, list name, liste, lista, список",
    "list.place": "place on list, position, rank, rang, platz, posición, posizione, место",
    "list.note": "list note, description, beschreibung, descripción, descrizione, описание",
}
"""The names that a column of each field has; of two fields with one name the values decide."""

FIELDS = tuple(_NAMES)
"""What a column can be; `viewing.rating` may have its scale behind it, as `viewing.rating/10`."""

Columns = tuple[tuple[str, str], ...]
"""Pairs of a column and its field."""

RATING = re.compile(r"viewing\.rating(?:/(5|10|100))?")
_PAIR = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([^=,"]+?))\s*=\s*([^,=]*?)\s*(?:,|$)')
_UNPLAIN = re.compile(r'[,="]|^\s|\s$')
_MANY, _LONG = 40, 80
_NO_LETTERS = re.compile(r"[\W_]+")
_FIRST_ROWS = 50
_IDS = ("imdb", "tmdb", "letterboxd", "wikidata")


def parse_mapping(text: str) -> Columns:
    """The columns and fields in `Title=film.title,"Date, seen"=viewing.watched_on`.

    Within quotes `""` is a quote. Raises UsageError, with the fields listed where one is none.
    """
    pairs: list[tuple[str, str]] = []
    start = 0
    while start < len(text):
        found = _PAIR.match(text, start)
        if found is None:
            raise UsageError(
                f"{shown(text[start:].strip())} is not a column and its field.",
                "Write --map 'Title=film.title,Seen=viewing.watched_on'.",
            )
        quoted, plain, field = found.groups()
        column = plain if quoted is None else quoted.replace('""', '"')
        pairs.append((column.strip(), field.casefold()))
        start = found.end()
    check_mapping(pairs)
    return tuple(pairs)


def check_mapping(pairs: Iterable[tuple[str, str]]) -> None:
    """Raise UsageError for a field that there is not, one given twice, or none for the title."""
    seen: set[str] = set()
    for column, field in pairs:
        name = "viewing.rating" if RATING.fullmatch(field) else field
        if name not in FIELDS:
            raise UsageError(
                f"{shown(field)}, for the column {shown(column)}, is no field of a table.",
                "The fields are these; a rating may say its scale: viewing.rating/10.",
                FIELDS,
            )
        if name in seen:
            raise UsageError(f"Two columns are mapped to {name}.", "Leave one of them out.")
        seen.add(name)
    if "film.title" not in seen:
        raise UsageError(
            "No column is mapped to film.title.",
            "Say which has the titles: --map 'Title=film.title'.",
        )


def as_words(mapping: Iterable[tuple[str, str]]) -> str:
    """What `parse_mapping` reads back."""
    return ",".join(f"{_quoted(column)}={field}" for column, field in mapping)


def guess(member: Member) -> Columns:
    """What the columns of a table seem to be, in their order; nothing where no title is found.

    The names are casefolded, as a table has them. Raises FilmlogError as `Member.text` does.
    """
    rows = [line.fields for line in member.lines() if not isinstance(line, Rejected)][:_FIRST_ROWS]
    columns: dict[str, str] = {}
    for column in (each for row in rows[:1] for each in row if len(each) <= _LONG):
        values = [value for row in rows if (value := row[column].strip())]
        free = (field for field in _candidates(column, values) if field not in columns)
        if field := next(free, ""):
            columns[field] = column
    if "film.title" not in columns:
        return ()
    return tuple((column, field) for field, column in _of_one_kind(columns).items())


def listed(columns: Iterable[str]) -> tuple[str, ...]:
    """The names of columns as a refusal lists them: not endlessly many, nor endlessly long."""
    names = sorted(columns)
    shortened = [name if len(name) <= _LONG else f"{name[: _LONG - 1]}…" for name in names[:_MANY]]
    return (*shortened, *(["…"] if len(names) > _MANY else []))


def _candidates(column: str, values: list[str]) -> Iterator[str]:
    """The fields that a column may be, the likeliest first."""
    name = " ".join(_NO_LETTERS.split(column)).strip()
    for field, names in _NAMES.items():
        if name in names.split(", ") and _fits(field, values):
            yield field
    references = [read_reference(value) for value in values]
    for service in _IDS:
        if values and all(each is not None and each.service == service for each in references):
            yield f"film.{service}"
    if values and "date" in name.split() and _fits("viewing.watched_on", values):
        yield "viewing.watched_on"


def _of_one_kind(columns: dict[str, str]) -> dict[str, str]:
    """The columns that go together: a row is a viewing, a wish or a place on a list.

    One that is none of these is left out; notes belong to whatever a row is.
    """
    kind, notes = "viewing", "viewing.review"
    if not columns.keys() & {"viewing.watched_on", "viewing.rating"}:
        if "list.name" in columns:
            kind, notes = "list", "list.note"
        elif any(field.startswith("watchlist.") for field in columns):
            kind, notes = "watchlist", "watchlist.why"
    kept = {
        notes if field == "viewing.review" and notes not in columns else field: column
        for field, column in columns.items()
    }
    return {
        field: column for field, column in kept.items() if field.partition(".")[0] in {"film", kind}
    }


def _fits(field: str, values: list[str]) -> bool:
    """Whether half of the values or more can be read as the field, where that can be told."""
    test = _TESTS.get(field)
    return test is None or 2 * sum(1 for value in values if test(value)) >= len(values)


def _is_date(value: str) -> bool:
    for day_first in (True, False):
        try:
            return written_day(value, "", day_first=day_first) is not None
        except FieldError:
            continue
    return False


def _quoted(column: str) -> str:
    doubled = column.replace('"', '""')
    return f'"{doubled}"' if _UNPLAIN.search(column) else column


_TESTS: dict[str, Callable[[str], object]] = {
    "film.year": re.compile(r"(?:1[89]|2[01])\d\d(?:\.0)?").fullmatch,
    "film.runtime": re.compile(r"\d+(?:\s*h\s*|:)?\d*\s*(?:m|min|mins|minutes)?\.?").fullmatch,
    "viewing.watched_on": _is_date,
    "viewing.rating": re.compile(
        r"\d{1,3}(?:[.,]\d+)?(?:\s*(?:/|out of)\s*\d+|\s*%)?|[★*½☆]+.*"
    ).fullmatch,
    "watchlist.added": _is_date,
    "list.place": re.compile(r"\d{1,6}\.?").fullmatch,
}
