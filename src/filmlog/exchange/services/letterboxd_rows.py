"""Rows of Letterboxd's tables.

In diary and reviews the address is that of an entry, elsewhere that of the film. A review with a
day of viewing stands in the diary too: the keys of the two rows are `diary URI` and `review URI`.
`ratings.csv` is what is thought of a film today, and may differ from the diary.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from filmlog.domain.film import Film
from filmlog.exchange.record import FieldError, Kind, Row, Values
from filmlog.exchange.services.letterboxd_lists import film_id
from filmlog.exchange.services.values import Keys, day, rating, shown, title, words, year

if TYPE_CHECKING:
    from filmlog.exchange.files.csv_file import Line


class Rows(NamedTuple):
    """What the rows of a table are: the beginning of their keys, their kind, their values.

    `of_film` says whether the address in them is that of the film, or that of an entry. `also` is
    the beginning of the keys of the other table in which the same entries stand.
    """

    key: str
    kind: Kind
    values: Callable[[Line], Values]
    of_film: bool = True
    also: str = ""

    def row(self, keys: Keys, addresses: Mapping[str, str], line: Line) -> Row:
        """One of them. Raises FieldError for one without a title, or with a year that is none.

        `addresses` has what films are known by, by their label.
        """
        uri = line.field("letterboxd uri").strip()
        film = Film("", title(line.field("name"), "Name"), year=year(line.field("year"), "Year"))
        address = film_id(uri) if self.of_film else addresses.get(film.label, "")
        film = film._replace(letterboxd=address)
        # Orphaned entries have no address any more.
        days = (line.field("date").strip(), line.field("watched date").strip())
        key = keys.unique(f"{self.key} {uri or ' '.join((film.label, *filter(None, days)))}")
        same_as = self.also + key.removeprefix(self.key) if self.also else ""
        return Row(line.place, self.kind, key, film, line.raw, partial(self.values, line), same_as)


def listed_on(name: str) -> Rows:
    """The rows of a table that the person says is a list."""
    return Rows(f"listed {name}", "listed", partial(_listed, name))


def _viewing(line: Line) -> Values:
    # Before Watched Date there was, the day of logging was all there was.
    column = "Watched Date" if "watched date" in line.fields else "Date"
    said: dict[str, Any] = {"watched": day(line.field(column.casefold()), column)}
    stars = rating(line.field("rating"), "Rating", 5)
    if stars is not None:
        said["rating"] = stars
    rewatch = line.field("rewatch").strip()
    if rewatch.casefold() == "yes":
        said["rewatch"] = True
    elif rewatch:
        raise FieldError("Rewatch", f"{shown(rewatch)} is neither Yes nor empty")
    if tags := words(line.field("tags"), "Tags"):
        said["tags"] = tags
    if html := line.field("review").strip():
        from filmlog.exchange.html.review import markdown_of

        said["review"] = markdown_of(html)
    return said


def _watched(_line: Line) -> Values:
    return {}


def _rating(line: Line) -> Values:
    stars = rating(line.field("rating"), "Rating", 5)
    rated = day(line.field("date"), "Date")
    if stars is None:
        return {}
    return {"rating": stars} if rated is None else {"rating": stars, "rated": rated}


def _liked(_line: Line) -> Values:
    return {"heart": True}


def _wish(line: Line) -> Values:
    added = day(line.field("date"), "Date")
    return {} if added is None else {"added": added}


def _listed(name: str, _line: Line) -> Values:
    return {"list": name, "place": None}


ROWS: Mapping[str, Rows] = {
    "reviews": Rows("review", "viewing", _viewing, of_film=False, also="diary"),
    "diary": Rows("diary", "viewing", _viewing, of_film=False, also="review"),
    "watched": Rows("watched", "seen", _watched),
    "ratings": Rows("rating", "seen", _rating),
    "likes-films": Rows("like", "seen", _liked),
    "watchlist": Rows("watchlist", "wish", _wish),
}
"""By what the table is."""
