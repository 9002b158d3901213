"""Viewings and films in the editor: composing their forms, reading them back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from filmlog.cli import typed
from filmlog.cli.context import Session
from filmlog.cli.editor import written_in_editor
from filmlog.cli.fields import RATED_FILM_FIELDS, VIEWING_FIELDS, from_lines, written
from filmlog.cli.form import compose, parse
from filmlog.domain.film import Film
from filmlog.domain.viewing import Viewing
from filmlog.errors import UsageError

_VIEWING_HEAD = """{label}
One `field: value` a line; with: and tag: may stand several times.
Hide the ending from view with ||a few words||, or with lines of their own:
  :::spoiler The ending
  what happens
  :::
Save and close to keep it. Leave all as it is to change nothing."""

_FILM_HEAD = """{label}
One `field: value` a line; director, writer, cast, genre, country, language, award and
related may stand several times. Begin the further lines of a long text with two blanks.
Save and close to keep it. Leave all as it is to change nothing."""


@contextmanager
def edited_viewing(
    session: Session, viewing: Viewing, label: str, draft: str
) -> Iterator[dict[str, Any]]:
    """The attributes changed in the editor; the draft is let go when the block ends well."""
    head = _VIEWING_HEAD.format(label=label)
    text = compose(head, written(VIEWING_FIELDS, viewing), viewing.review)
    with written_in_editor(draft, text) as edited:
        if edited is None:
            yield {}
            return
        form = parse(edited)
        if form.review is None:
            raise UsageError(
                "The line of dashes above the review is gone.",
                "Put five dashes in a line of their own, and the review below it.",
            )
        said = from_lines(VIEWING_FIELDS, form.fields, session)
        said["review"] = typed.text("the review", form.review)
        yield _changed(viewing, said)


@contextmanager
def edited_film(session: Session, film: Film) -> Iterator[dict[str, Any]]:
    """The facts changed in the editor; the draft is let go when the block ends well."""
    text = compose(_FILM_HEAD.format(label=film.label), written(RATED_FILM_FIELDS, film))
    with written_in_editor(f"film-{film.id}", text) as edited:
        if edited is None:
            yield {}
            return
        form = parse(edited)
        if form.review is not None:  # and with it every field below the dashes
            raise UsageError(
                "A line of dashes ends the form.", "Take it out, or put two blanks before it."
            )
        yield _changed(film, from_lines(RATED_FILM_FIELDS, form.fields, session))


def _changed(record: Film | Viewing, said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if getattr(record, name) != value}
