"""The fields of the query language: one table that parsing, completion and the manual read."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["words", "number", "year", "runtime", "rating", "price", "date", "mark"]


class Field(NamedTuple):
    """A field by the name it is asked for. `columns` are the texts that a words field looks in."""

    name: str
    kind: Kind
    help: str
    columns: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


FIELDS = (
    Field("title", "words", "title or original title", ("title",)),
    Field("director", "words", "name of a director", ("director",)),
    Field("writer", "words", "name of a writer", ("writer",)),
    Field("cast", "words", "name or role of an actor", ("cast",), ("actor",)),
    Field("person", "words", "name of a director, writer or actor", ("director", "writer", "cast")),
    Field("genre", "words", "genre", ("genre",)),
    Field("country", "words", "country", ("country",)),
    Field("language", "words", "language", ("language",)),
    Field("overview", "words", "overview or tagline", ("overview",)),
    Field("award", "words", "prize or festival", ("award",), ("prize", "festival")),
    Field("related", "words", "films it brings to mind, and why", ("related",)),
    Field("tag", "words", "tag", ("tag",)),
    Field("with", "words", "with whom", ("with",)),
    Field("venue", "words", "where it was watched", ("venue",)),
    Field("format", "words", "print or format", ("format",)),
    Field("subtitles", "words", "language of the subtitles", ("subtitles",)),
    Field("source", "words", "name or address of the source", ("source",)),
    Field("pass", "words", "kind of pass: ticket, rental, one-day pass, ...", ("pass",)),
    Field("headline", "words", "headline", ("headline",)),
    Field("quote", "words", "pull quote, and whose it is", ("quote",)),
    Field("review", "words", "review, and why it was not finished, without spoilers", ("review",)),
    Field("spoiler", "words", "what is hidden as a spoiler, and its title", ("spoiler",)),
    Field("caption", "words", "caption of a picture", ("caption",)),
    Field("film", "number", "number of the film, also #7", (), ("number",)),
    Field("year", "year", "year of the film; 1950s is a decade"),
    Field("runtime", "runtime", "minutes, or 1h37"),
    Field("rating", "rating", "your rating, out of five stars, or 9/10 or 90%"),
    Field("price", "price", "price of the pass, in one currency; or free"),
    Field("watched", "date", "day, month or year of the viewing; or unknown"),
    Field("released", "date", "day, month or year of the release; or unknown"),
    Field("has", "mark", "what is there at all"),
)

MARKS = {
    "heart": "you gave it a heart",
    "rewatch": "you had seen it before",
    "unfinished": "you stopped before the end",
    "review": "there is a review",
    "spoiler": "something is hidden as a spoiler",
    "picture": "there is a picture",
    "quote": "there is a pull quote",
    "rating": "it is rated",
    "source": "the source is known",
    "pass": "it was watched on a pass",
    "tag": "it has a tag",
}
"""What `has:` can be asked about, and what each means."""

FLAGS = ("heart", "rewatch", "unfinished")
"""Marks that stand for themselves, without `has:`."""

BY_NAME = {name: field for field in FIELDS for name in (field.name, *field.aliases)}


def field_named(name: str) -> Field | None:
    """The field of this name or alias, whatever its case."""
    return BY_NAME.get(name.casefold())


def complete_query(word: str) -> list[str]:
    """What the query word being typed can become: `dir` is `director:`, `-re` also `-rewatch`."""
    dash = "-" if word.startswith("-") else ""
    typed = word.removeprefix("-").casefold()
    known = (
        [f"has:{mark}" for mark in MARKS]
        if ":" in typed
        else [*(f"{field.name}:" for field in FIELDS), *FLAGS]
    )
    return [dash + name for name in known if name.startswith(typed) and name != typed]
