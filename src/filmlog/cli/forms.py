"""Viewings and films in the editor: composing their forms, reading them back.

What comes back is merged in three ways: with the record as the form was begun from it, and as it
is once the form is read. Another terminal may have changed it, or the draft be of another day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from filmlog.cli import typed
from filmlog.cli.context import Session
from filmlog.cli.echo import quoted
from filmlog.cli.editor import changed_in_editor, written_in_editor
from filmlog.cli.fields import RATED_FILM_FIELDS, VIEWING_FIELDS, Field, check_names, from_lines
from filmlog.cli.fields import written as lines_of
from filmlog.cli.form import Form, compose, parse
from filmlog.domain.change import replace
from filmlog.domain.film import Film
from filmlog.domain.naming import field_words
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


class Edited(NamedTuple):
    """The attributes that a form changes, and the form of the record as it was begun from."""

    changes: dict[str, Any]
    begun: Form

    def meanwhile(self, now: Film | Viewing, film: Film) -> list[str]:
        """What is said of the fields that were changed elsewhere since the form was begun.

        `now` is the record of the film before the form is put in the diary.
        """
        stands = _differing(self.begun, _form_of(now), _fields_of(now))
        taken = [n for n in stands if n in self.changes and self.changes[n] != getattr(now, n)]
        left = [name for name in stands if name not in self.changes]
        said = []
        if taken:
            said.append(
                f"Changed elsewhere meanwhile too: {field_words(taken)}. Yours is in the diary, "
                f"and `filmlog history {quoted(film.label)}` has what was there."
            )
        if left:
            said.append(f"Changed elsewhere meanwhile, and left so: {field_words(left)}.")
        return said


@contextmanager
def new_viewing(
    session: Session, viewing: Viewing, label: str, draft: str
) -> Iterator[dict[str, Any]]:
    """The attributes of a viewing to be logged that were changed in the editor."""
    with written_in_editor(draft, _text(viewing, label)) as text:
        if text is None:
            yield {}
            return
        said = _read(session, viewing, _form_of(viewing), _parsed(viewing, text))
        yield {name: value for name, value in said.items() if getattr(viewing, name) != value}


@contextmanager
def edited(
    session: Session, record: Film | Viewing, facts: Mapping[str, Any], label: str
) -> Iterator[Edited]:
    """What is changed of a record of the diary: `facts`, and in the editor, which shows them.

    The draft is let go when the block ends well.
    """
    draft = f"{'film' if isinstance(record, Film) else 'edit'}-{record.id}"
    shown = replace(record, **facts)
    with changed_in_editor(draft, _text(shown, label), _text(record, label)) as written:
        begun = parse(written.base)
        # Options given today are not in a draft from before, but there they may be changed too.
        base = begun if written.is_reopened else _form_of(shown)
        said = _read(session, record, base, _parsed(record, written.text))
        yield Edited({**facts, **said}, begun)


def _text(record: Film | Viewing, label: str) -> str:
    if isinstance(record, Film):
        return compose(_FILM_HEAD.format(label=label), lines_of(RATED_FILM_FIELDS, record))
    head = _VIEWING_HEAD.format(label=label)
    return compose(head, lines_of(VIEWING_FIELDS, record), record.review)


def _form_of(record: Film | Viewing) -> Form:
    return parse(_text(record, "").replace("\r\n", "\n"))  # as it comes back from the editor


def _fields_of(record: Film | Viewing) -> Sequence[Field]:
    return RATED_FILM_FIELDS if isinstance(record, Film) else VIEWING_FIELDS


def _parsed(record: Film | Viewing, text: str) -> Form:
    """Read the form of a record. Raises UsageError for one that cannot be read."""
    form = parse(text)
    if isinstance(record, Film) and form.review is not None:  # and with it every field below
        raise UsageError(
            "A line of dashes ends the form.", "Take it out, or put two blanks before it."
        )
    if isinstance(record, Viewing) and form.review is None:
        raise UsageError(
            "The line of dashes above the review is gone.",
            "Put five dashes in a line of their own, and the review below it.",
        )
    check_names(_fields_of(record), form.fields)
    return form


def _read(session: Session, record: Film | Viewing, base: Form, form: Form) -> dict[str, Any]:
    """The attributes in which a form differs from another; what is as it was is not read."""
    differing = set(_differing(base, form, _fields_of(record)))
    fields = [field for field in _fields_of(record) if field.attribute in differing]
    said = from_lines(fields, {f.name: form.fields.get(f.name) or [] for f in fields}, session)
    if "review" in differing:
        said["review"] = typed.text("the review", form.review or "")
    return said


def _differing(one: Form, other: Form, fields: Sequence[Field]) -> list[str]:
    """The attributes of a record of which two forms say different things."""
    names = [
        field.attribute
        for field in fields
        if (one.fields.get(field.name) or []) != (other.fields.get(field.name) or [])
    ]
    return [*names, "review"] if one.review != other.review else names
