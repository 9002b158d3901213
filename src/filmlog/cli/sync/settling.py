"""Settling a conflict: which of two values stands, or both, or another one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
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
from filmlog.domain.source import Pass
from filmlog.domain.travelling import known_elsewhere
from filmlog.domain.viewing import Viewing
from filmlog.errors import UsageError
from filmlog.exchange import checking
from filmlog.exchange.record import FieldError
from filmlog.storage import records
from filmlog.storage.belongings import REFERENCES
from filmlog.storage.diary import Diary

Choice = Literal["mine", "theirs", "both", "edit"]
CHOICES: tuple[Choice, ...] = ("mine", "theirs", "both", "edit")


def choices(question: Question) -> tuple[Choice, ...]:
    """The ways in which a conflict can be settled."""
    field = question.conflict.field
    if field in TEXTS:
        return CHOICES
    return ("mine", "theirs", "edit") if _reader(question) is not None else ("mine", "theirs")


def settle(
    session: Session, diary: Diary, questions: Sequence[Question], choice: Choice
) -> list[Question]:
    """Settle conflicts as one command; those that were, without those that have not this choice.

    Of several values of one field "both" keeps every text, "theirs" only the first, and leaves the
    others open. A text that comes out of the editor as it went in leaves its conflict open. Raises
    UsageError for a value that does not go with the rest, or that was changed since it was shown.
    """
    fitting = [question for question in questions if choice in choices(question)]
    if choice == "edit":
        return [one for one in fitting if _edited(session, diary, one)]
    answers = list(_answers(fitting, choice))
    _write(session, diary, answers)
    return [question for question, _ in answers]


def _answers(questions: Sequence[Question], choice: Choice) -> Iterator[tuple[Question, Any]]:
    fields = [(one.conflict.of, one.conflict.record_id, one.conflict.field) for one in questions]
    if choice == "mine":
        yield from ((one, getattr(one.record, one.conflict.field)) for one in questions)
    elif choice == "theirs":
        first = dict(zip(fields[::-1], questions[::-1], strict=True))
        for field, one in zip(fields, questions, strict=True):
            if one is first[field]:
                yield one, read_value(one.conflict.field, json.loads(one.conflict.other))
    else:
        texts: dict[tuple[str, str, str], str] = {}
        for field, one in zip(fields, questions, strict=True):
            texts[field] = _both(one, texts.get(field))
        yield from ((one, texts[field]) for field, one in zip(fields, questions, strict=True))


def _edited(session: Session, diary: Diary, question: Question) -> bool:
    if question.conflict.field not in TEXTS:
        _write(session, diary, [(question, _asked(session, question))])
        return True
    name = f"conflict-{question.conflict.id}"
    with written_in_editor(name, _both(question)) as written:
        if written is not None:
            text = typed.text(question.conflict.field, written)
            _write(session, diary, [(question, text)])
    return written is not None


def _both(question: Question, here: str | None = None) -> str:
    """The other text with what stands, or with `here`, as one.

    It travels; so what TMDB said since is not in it.
    """
    record, field = question.record, question.conflict.field
    if here is None:
        here = getattr(known_elsewhere(record) if isinstance(record, Film) else record, field)
    return both(field, here, question.there)


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


def _write(session: Session, diary: Diary, answers: Sequence[tuple[Question, Any]]) -> None:
    """Give fields their values and close the conflicts, as one command."""
    at = stamp(session.now)
    one = (
        f"the {field_name(answers[0][0].conflict.field)} of {answers[0][0].label}"
        if answers
        else ""
    )
    words = f"settle {one if len(answers) == 1 else f'{len(answers)} conflicts'}"
    with diary.writing():
        changes = _all_changes(diary, answers, at)
        first = next(changes, None)
        if first is not None:
            diary.apply(chain([first], changes), words)


def _all_changes(
    diary: Diary, answers: Sequence[tuple[Question, Any]], at: str
) -> Iterator[Change]:
    """The changes, each written before the next is looked for; what is settled by now is left."""
    open_ones = {one.id: one for one in diary.syncing.open_conflicts()}
    for question, value in answers:
        conflict, field = question.conflict, question.conflict.field
        record = diary.by_id.get(type(question.record), question.record.id)
        if record is None or conflict.id not in open_ones:
            continue
        if getattr(record, field) not in (getattr(question.record, field), value):
            raise UsageError(
                f"The {field_name(field)} of {question.label} was changed meanwhile.",
                "It stays open: look at it again.",
            )
        with_it = [*_settled_with(diary, record, conflict, open_ones.values())]
        yield from _changes(diary, record, field, value, at)
        stands = diary.by_id.get(type(record), record.id) or record
        with_it += _answered(stands, conflict, open_ones.values())
        for id_ in {conflict.id: None, **{one.id: None for one in with_it}}:
            one = open_ones.pop(id_)
            yield Change(one, one._replace(deleted=at))


def _settled_with(
    diary: Diary, film: Record, conflict: Conflict, open_ones: Iterable[Conflict]
) -> Iterator[Conflict]:
    """The removals of viewings that went with their film, and are settled with it."""
    if isinstance(film, Film) and conflict.field == "deleted":
        own = {viewing.id for viewing in diary.by_id.viewings_of(film.id)}
        for one in open_ones:
            is_removal = (one.of, one.field, one.other) == ("viewing", "deleted", conflict.other)
            if is_removal and one.record_id in own:
                yield one


def _answered(
    record: Record, conflict: Conflict, open_ones: Iterable[Conflict]
) -> Iterator[Conflict]:
    """The conflicts over a record of which both values are the same by now."""
    own = (one for one in open_ones if (one.of, one.record_id) == (conflict.of, record.id))
    for one in own:
        if getattr(record, one.field) == read_value(one.field, json.loads(one.other)):
            yield one


def _changes(diary: Diary, record: Record, field: str, value: Any, at: str) -> Iterator[Change]:
    """What makes the field of a record a value, with what follows from that."""
    after: Record = record._replace(**{field: value})
    if after == record:
        return
    if isinstance(after, Viewing):
        after = _paid_there(diary, after, field)
    if isinstance(after, Film) and isinstance(record, Film):
        after = by_hand(record, after)
    try:
        checking.read(type(record).__name__.lower(), to_plain(after))
    except FieldError as error:
        raise UsageError(
            f"The {field_name(field)} does not go with the rest: its {error.field} {error.why}.",
            "Change the rest first, or take the other value.",
        ) from None
    if _is_missing(diary, field, value):
        raise UsageError(
            f"The other {field_name(field)} is not in this diary.",
            "`filmlog sync settle N --mine` keeps what stands.",
        )
    if field == "deleted":
        yield from _moved_along(diary, record, value)
    yield Change(record, after)


def _paid_there(diary: Diary, viewing: Viewing, field: str) -> Viewing:
    """The viewing at the source of its pass; without it where the source is what was chosen."""
    pass_ = diary.by_id.get(Pass, viewing.pass_id) if viewing.pass_id else None
    if pass_ is None or pass_.source_id == viewing.source_id:
        return viewing
    if field == "source_id":
        return viewing._replace(pass_id="")
    return viewing._replace(source_id=pass_.source_id) if field == "pass_id" else viewing


def _is_missing(diary: Diary, field: str, value: Any) -> bool:
    """Whether a value names a record, or shows a picture, that there is not."""
    if field == "pictures":
        return not all(diary.has_picture(picture.sha256) for picture in value)
    if field not in REFERENCES or not value:
        return False
    return not list(records.by_ids(diary.connection, REFERENCES[field], [value]))


def _moved_along(diary: Diary, record: Record, deleted: str) -> Iterator[Change]:
    """What goes into the trash with a film, or comes out of it with what is of the film."""
    if isinstance(record, Film) and deleted:
        for viewing in diary.by_id.viewings_of(record.id):
            yield Change(viewing, viewing._replace(deleted=deleted))
    film_id = getattr(record, "film_id", "")
    film = diary.films_by_id([film_id]).get(film_id) if film_id else None
    if film is not None and film.deleted and not deleted:
        yield Change(film, film._replace(deleted=""))
