"""Diaries of two machines with much in common: few names, days and texts, so that they meet."""

from __future__ import annotations

from hypothesis import strategies as st

from filmlog.domain.change import Record
from filmlog.domain.film import Film, Origin
from filmlog.domain.imported import Imported, imported_id
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.shelf import LIST_KINDS, PRIORITIES, FilmList, Listed, Wish
from filmlog.domain.source import Offer, Pass, Source
from filmlog.domain.viewing import Viewing

_days = st.sampled_from(["2024-03-09", "2024-03-09", "2025-01-01", "2024"]).map(
    PartialDate.parse_iso
)
_some_days = st.none() | _days
_ratings = st.sampled_from([None, None, 80, 90])
_stamps = st.sampled_from(["", "", "", "2026-11-01T00:00:00Z", "2026-11-01T00:00:00Z undone"])


@st.composite
def records(draw: st.DrawFn, machine: str) -> list[Record]:
    """The records of a machine, each text of a person's with its letter in it at times."""

    def text() -> str:
        return draw(st.sampled_from(["", "", "rain", f"by {machine}", f"of {machine}, at night"]))

    def several(most: int) -> range:
        return range(draw(st.integers(0, most)))

    def id_of(kind: str, serial: int) -> str:
        # Which machine has the lower id must not matter.
        return f"01{draw(st.sampled_from('MN'))}{kind}{machine}{serial}"

    films = [_film(draw, id_of("F", serial), text()) for serial in several(3)]
    sources = [
        Source(id_of("S", n), draw(st.sampled_from(["Mubi", "MUBI", "Kino"])), url=text(),
               note=text())
        for n in several(2)
    ]  # fmt: skip
    passes = [
        Pass(id_of("P", n), draw(st.sampled_from(sources)).id, "ticket", note=text(),
             paid=draw(_some_days))
        for n in (several(1) if sources else ())
    ]  # fmt: skip
    lists = [
        FilmList(id_of("L", n), draw(st.sampled_from(["Top", "top", "Sea"])),
                 draw(st.sampled_from(LIST_KINDS)), text())
        for n in several(2)
    ]  # fmt: skip
    found: list[Record] = [*films, *sources, *passes, *lists]
    if not films:
        return found
    some_films = st.sampled_from(films).map(lambda film: film.id)
    found += [
        Viewing(
            id_of("V", n), draw(some_films), draw(_some_days), draw(_ratings),
            tags=tuple(filter(None, (text(), draw(st.sampled_from(["", "sea"]))))),
            review=text(), venue=text(), quote=text(), quote_by=text(),
            source_id=draw(st.sampled_from(["", *(source.id for source in sources)])),
            pass_id=draw(st.sampled_from(["", *(pass_.id for pass_ in passes)])),
            deleted=draw(_stamps),
        )
        for n in several(3)
    ]  # fmt: skip
    for film in films:
        if draw(st.booleans()):
            found.append(
                Wish(id_of(f"W{film.id}", 0), film.id, text(), text(),
                     draw(st.sampled_from(PRIORITIES)), added=draw(_some_days))
            )  # fmt: skip
        found += [
            Offer(id_of(f"O{film.id}", at), film.id, source.id, text(),
                  draw(st.none() | st.just(Money(5, "EUR"))), checked=draw(_some_days),
                  note=text())
            for at, source in enumerate(sources) if draw(st.booleans())
        ]  # fmt: skip
        found += [
            Listed(id_of(f"E{film.id}", at), film_list.id, film.id, draw(st.integers(0, 2)), text())
            for at, film_list in enumerate(lists) if draw(st.booleans())
        ]  # fmt: skip
    into = [record.id for record in found if isinstance(record, (Film, Viewing, Wish, Pass))]
    for key in several(4):
        said = f"row {key}"
        found.append(
            Imported(imported_id("x", said), "x", said, draw(st.sampled_from(into)), "ab", "{}")
        )
    return found


def _film(draw: st.DrawFn, id_: str, text: str) -> Film:
    film = Film(
        id_,
        draw(st.sampled_from(["Ran", "RAN", "The Ran", "Яма"])),
        original_title=draw(st.sampled_from(["", "Yama"])),
        year=draw(st.sampled_from([None, 1985, 1985, 1985, 1986])),
        directors=tuple(filter(None, [draw(st.sampled_from(["", "", "Kurosawa", "Ozu"]))])),
        overview=text,
        imdb=draw(st.sampled_from(["", "", "tt1", "tt2"])),
        tmdb=draw(st.sampled_from(["", "", "7", "8"])),
        rating=draw(_ratings),
        deleted=draw(st.sampled_from(["", "", "", "", "2026-11-02T00:00:00Z"])),
    )
    if draw(st.booleans()) and film.directors:
        return film._replace(origins=(Origin("directors", "imdb", "2026-01-01"),))
    return film
