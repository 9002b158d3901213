"""Settling a conflict: which of two values stands, or both, or another one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from filmlog.cli import typed
from filmlog.cli.context import Session
from filmlog.cli.editor import written_in_editor
from filmlog.cli.fields import FILM_FIELDS, RATED_FILM_FIELDS, VIEWING_FIELDS
from filmlog.cli.questions import ask
from filmlog.cli.sync.conflicts import Question
from filmlog.domain.change import Change, Record
from filmlog.domain.codec import read_value, to_plain
from filmlog.domain.conflict import TEXTS, Conflict, both
from filmlog.domain.filling import by_hand
from filmlog.domain.film import Film
from filmlog.domain.moment import stamp
from filmlog.domain.naming import field_name
from filmlog.domain.viewing import Viewing
from filmlog.errors import UsageError
from filmlog.exchange import checking
from filmlog.exchange.record import FieldError
from filmlog.storage.diary import Diary

Choice = Literal["mine", "theirs", "both", "edit"]
CHOICES: tuple[Choice, ...] = ("mine", "theirs", "both", "edit")


def choices(question: Question) -> tuple[Choice, ...]:
    """The ways in which a conflict can be settled."""
    field = question.conflict.field
    if field in TEXTS:
        return CHOICES
    return ("mine", "theirs", "edit") if _reader(question) is not None else ("mine", "theirs")


def settle(session: Session, diary: Diary, question: Question, choice: Choice) -> None:
    """Settle a conflict as one command. Raises UsageError for a choice that it does not have."""
    if choice not in choices(question):
        raise UsageError(
            f"The {field_name(question.conflict.field)} cannot be settled by {choice!r}.",
            f"It can by {', '.join(choices(question))}.",
        )
    if choice == "edit" and question.conflict.field in TEXTS:
        both_texts = both(question.conflict.field, question.here or "", question.there or "")
        with written_in_editor(f"conflict-{question.conflict.id}", both_texts) as written:
            text = typed.text(question.conflict.field, both_texts if written is None else written)
            _apply(session, diary, question, text)
    elif choice == "edit":
        _apply(session, diary, question, _asked(session, question))
    elif choice == "both":
        text = both(question.conflict.field, question.here or "", question.there or "")
        _apply(session, diary, question, text)
    elif choice == "theirs":
        value = read_value(question.conflict.field, json.loads(question.conflict.other))
        _apply(session, diary, question, value)
    else:
        _apply(session, diary, question, getattr(question.record, question.conflict.field))


def _asked(session: Session, question: Question) -> Any:
    if not session.may_ask:
        raise UsageError(
            "Nobody can be asked for the value here.",
            f"Take one with --mine or --theirs, and change {question.label} by `filmlog edit`.",
        )
    reader = _reader(question)
    assert reader is not None  # noqa: S101 - `choices` has looked
    return reader.read(session, [ask(f"The {field_name(question.conflict.field)}:")])


def _reader(question: Question) -> Any:
    """What reads the field as a person types it; None for one that has none."""
    tables: dict[type[Any], Any] = {
        Film: (*FILM_FIELDS, *RATED_FILM_FIELDS),
        Viewing: VIEWING_FIELDS,
    }
    fields = tables.get(type(question.record), ())
    return next(
        (f for f in fields if f.attribute == question.conflict.field and not f.plural), None
    )


def _apply(session: Session, diary: Diary, question: Question, value: Any) -> None:
    """Give the field the value and close the conflict, unless another terminal has done so."""
    at = stamp(session.now)
    conflict = question.conflict
    with diary.writing():
        open_ones = {one.id: one for one in diary.syncing.open_conflicts()}
        record = diary.by_id.get(type(question.record), question.record.id)
        if record is None or conflict.id not in open_ones:
            return
        closed = [conflict, *_settled_with(diary, record, conflict, open_ones.values())]
        changes = [
            *_changes(diary, record, conflict.field, value, at),
            *(Change(one, one._replace(deleted=at)) for one in closed),
        ]
        diary.apply(changes, f"settle the {field_name(conflict.field)} of {question.label}")


def _settled_with(
    diary: Diary, film: Record, conflict: Conflict, open_ones: Iterable[Conflict]
) -> list[Conflict]:
    """The removals of viewings that went with their film, and are settled with it."""
    if not isinstance(film, Film) or conflict.field != "deleted":
        return []
    own = {viewing.id for viewing in diary.by_id.viewings_of(film.id)}
    return [
        one for one in open_ones if (one.of, one.field) == ("viewing", "deleted")
        and one.record_id in own and one.other == conflict.other
    ]  # fmt: skip


def _changes(diary: Diary, record: Record, field: str, value: Any, at: str) -> Iterator[Change]:
    """What makes the field of a record a value, with what follows from that."""
    after: Record = record._replace(**{field: value})
    if after == record:
        return
    if isinstance(after, Film) and isinstance(record, Film):
        after = by_hand(record, after)
    try:
        checking.read(type(record).__name__.lower(), to_plain(after))
    except FieldError as error:
        raise UsageError(
            f"The {field_name(field)} does not go with the rest: its {error.field} {error.why}.",
            "Change the rest first, or take the other value.",
        ) from None
    if field == "deleted":
        yield from _moved_along(diary, record, value)
    yield Change(record, after)


def _moved_along(diary: Diary, record: Record, deleted: str) -> Iterator[Change]:
    """What goes into the trash with a film, or comes out of it with what is of the film."""
    if isinstance(record, Film) and deleted:
        for viewing in diary.by_id.viewings_of(record.id):
            yield Change(viewing, viewing._replace(deleted=deleted))
    film_id = getattr(record, "film_id", "")
    film = diary.films_by_id([film_id]).get(film_id) if film_id else None
    if film is not None and film.deleted and not deleted:
        yield Change(film, film._replace(deleted=""))
