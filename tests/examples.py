"""Records for tests: the example film, a diary that holds it, and strategies for any record."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from filmlog.demo import cranes
from filmlog.domain.change import Change
from filmlog.domain.filling import FACTS
from filmlog.domain.film import Award, Credit, Film, Origin, Related
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.viewing import Viewing
from filmlog.storage.diary import Diary
from filmlog.storage.ulid import new_ulid


def cranes_diary(path: Path) -> Diary:
    """An open diary with The Cranes Are Flying in it, seen twice."""
    diary = Diary.open(path, create=True)
    changes, pictures = cranes.changes()
    with diary.writing():
        for sha256, data in pictures.items():
            diary.keep_picture(sha256, data)
        diary.apply(changes, "example")
    return diary


def log(diary: Diary, film: Film, *viewings: Viewing) -> Film:
    """Write a film and viewings of it; return the film with its number."""
    with diary.writing():
        number, *_ = diary.apply(
            [Change(None, film), *(Change(None, viewing) for viewing in viewings)], "test"
        )
    found = diary.film(number)
    assert found is not None
    return found


# What a diary keeps: any Unicode but surrogates and NUL, which are refused on the way in.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60)
names = texts.filter(lambda text: text.strip() != "")
years = st.integers(1870, 2200)
services = st.sampled_from(["imdb", "tmdb", "wikidata"])
days = st.dates().map(str)


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(st.dates())
    return draw(
        st.sampled_from(
            [PartialDate.of(day), PartialDate(day.year, day.month), PartialDate(day.year)]
        )
    )


@st.composite
def films(draw: st.DrawFn) -> Film:
    some_names = st.lists(names, max_size=3).map(tuple)
    film = Film(
        id=new_ulid(),
        title=draw(names),
        original_title=draw(texts),
        year=draw(st.none() | years),
        released=draw(st.none() | partial_dates()),
        runtime=draw(st.none() | st.integers(1, 6000)),
        directors=draw(some_names),
        writers=draw(some_names),
        cast=tuple(Credit(name, draw(texts)) for name in draw(some_names)),
        genres=draw(some_names),
        countries=draw(some_names),
        languages=draw(some_names),
        overview=draw(texts),
        tagline=draw(texts),
        awards=tuple(
            Award(name, draw(texts), draw(st.none() | years)) for name in draw(some_names)
        ),
        related=tuple(
            Related(name, draw(st.none() | years), draw(texts)) for name in draw(some_names)
        ),
        imdb=draw(texts),
        tmdb=draw(texts),
        wikidata=draw(texts),
        letterboxd=draw(texts),
    )
    if rating := draw(st.none() | st.integers(1, 100)):
        film = film._replace(rating=rating, rated=draw(st.none() | partial_dates()))
    known = [name for name in FACTS if getattr(film, name)]
    origins = draw(st.dictionaries(st.sampled_from(known), st.tuples(services, days), max_size=4))
    return film._replace(
        origins=tuple(Origin(name, *origins[name]) for name in FACTS if name in origins)
    )


@st.composite
def viewings(draw: st.DrawFn, film_id: str) -> Viewing:
    some_names = st.lists(names, max_size=3).map(tuple)
    return Viewing(
        id=new_ulid(),
        film_id=film_id,
        watched=draw(st.none() | partial_dates()),
        rating=draw(st.none() | st.integers(1, 100)),
        heart=draw(st.booleans()),
        rewatch=draw(st.none() | st.booleans()),
        unfinished=draw(st.none() | st.integers(0, 600)),
        unfinished_why=draw(texts),
        companions=draw(some_names),
        venue=draw(texts),
        format=draw(texts),
        subtitles=draw(texts),
        tags=draw(some_names),
        headline=draw(texts),
        quote=draw(texts),
        quote_by=draw(texts),
        review=draw(texts),
    )
