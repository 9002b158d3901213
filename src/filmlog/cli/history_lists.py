"""The history on the screen: of the diary, of one film, and what going back in it changed."""

from __future__ import annotations

import sys
from itertools import islice

import typer

from filmlog.cli.context import Session
from filmlog.cli.histories import film_ever, label_of, restoring, versions_of
from filmlog.cli.lists import show_table
from filmlog.domain.film import Film
from filmlog.domain.history import RecordChange, Version
from filmlog.domain.naming import field_words
from filmlog.domain.shelf import FilmList
from filmlog.domain.source import Pass, Source
from filmlog.screen.console import show, width_of
from filmlog.screen.table import Column
from filmlog.storage.diary import Diary

_COLUMNS = (
    Column("#", align="right", style="film.number"),
    Column("When", rank=1, style="film.date"),
    Column("What", flexible=True, style="film.title"),
    Column("", rank=3),
    Column("By", rank=2, flexible=True, minimum=8, maximum=24),
)


def show_commands(session: Session, limit: int | None, *, as_json: bool) -> None:
    """Print the commands of the journal, the newest first."""
    from filmlog.screen import history

    with session.diary() as diary:
        commands = list(diary.journal.commands(limit))
        who = diary.who
    if as_json:
        from filmlog.screen.machine import envelope

        typer.echo(envelope("history", [history.command_json(command) for command in commands]))
        return
    with_who = any(command.who != who for command in commands)
    show_table(session, _COLUMNS, [history.command_row(c, with_who=with_who) for c in commands])
    if limit is not None and len(commands) == limit and commands[-1].number > 1:
        session.say(f"{limit} and more; --all shows every one.")


def show_versions(
    session: Session, title: str, limit: int | None, *, spoilers: bool, as_json: bool
) -> None:
    """Print what happened to a film, the newest first."""
    from filmlog.screen import history

    with session.diary() as diary:
        versions = list(islice(versions_of(diary, film_ever(session, diary, title)), limit))
        if as_json:
            from filmlog.screen.machine import envelope

            typer.echo(envelope("history", history.version_json(versions, spoilers=spoilers)))
            return
        names = _names(diary, versions)
        lines = history.version_lines(
            versions, width_of(sys.stdout), diary.who, spoilers=spoilers, names=names
        )
        show("".join(f"{line}\n" for line in lines), session.config["pager"])


def restore(session: Session, title: str, number: int) -> None:
    """Put a film back as a command left it, and say what that changed."""
    with session.diary() as diary:
        film = film_ever(session, diary, title)
        with diary.writing():
            changes = restoring(diary, film, number)
            # By the title that it has from then on, which may be an earlier one.
            film = next((c.after for c in changes if isinstance(c.after, Film)), film)
            if changes:
                diary.apply(changes, f"history {film.label} --restore {number}")
            said = [_said(diary, RecordChange("", c.before, c.after)) for c in changes]
    if not changes:
        session.say(f"{film.label} is as #{number} left it; nothing was changed.")
        return
    session.say(f"{film.label} is as #{number} left it again.", *said)
    session.say("`filmlog undo` takes it back.")


def _said(diary: Diary, change: RecordChange) -> str:
    label = label_of(diary, change.after)
    names = [name for name, _, _ in change.fields]
    was = change.before.deleted if change.before is not None else ""
    if bool(was) != bool(change.after.deleted):
        return f"{label}: {'in the trash' if change.after.deleted else 'back in the diary'}"
    return f"{label}: {field_words(names)}" if names else label


def _names(diary: Diary, versions: list[Version]) -> dict[str, str]:
    """Words for the sources, passes, lists and films that changes refer to."""
    ids = {
        getattr(record, name, "")
        for _, changes in versions
        for change in changes
        for record in (change.before, change.after)
        if record is not None
        for name in ("source_id", "pass_id", "film_id", "list_id")
    }
    names = {id_: film.label for id_, film in diary.films_by_id(ids).items()}
    for id_ in ids - names.keys() - {""}:
        pass_ = diary.by_id.get(Pass, id_)
        place = pass_.source_id if pass_ is not None else id_
        named = diary.by_id.get(Source, place) or diary.by_id.get(FilmList, place)
        if named is not None:
            names[id_] = named.name if pass_ is None else f"{pass_.kind} at {named.name}"
    return names
