"""`filmlog backups`: the backups there are, and whether they are sound."""

from typing import Annotated

import typer

from filmlog.cli import options
from filmlog.cli.context import session_of
from filmlog.cli.progress import tracked
from filmlog.domain.numerals import counted
from filmlog.domain.size import parse_size
from filmlog.errors import FilmlogError
from filmlog.screen import backups as screen
from filmlog.storage.backup_reading import contents, fault
from filmlog.storage.backups import backups_of, folder_of

app = options.new_app()


@app.command()
def backups(
    ctx: typer.Context,
    check: Annotated[
        bool, typer.Option("--check", help="Read each to its end; exit 1 if one is damaged.")
    ] = False,
    as_json: options.AsJson = False,
) -> None:
    """Show the backups of the diary, the newest first: when, why, and what is in them.

    `filmlog restore-backup` takes their numbers. The diary itself is not opened.
    """
    session = session_of(ctx)
    limit = parse_size(session.config["backup_size"])
    every = backups_of(session.db_path)
    found = [
        screen.Shown(
            str(backup.path),
            backup.at,
            backup.why,
            backup.size,
            contents(backup.path),
            fault(backup.path) if check else None,
        )
        for backup in (tracked(every, "Checking") if check else every)
    ]
    folder = folder_of(session.db_path)
    if as_json:
        from filmlog.screen.machine import envelope

        typer.echo(envelope("backups", screen.backups_json(found, str(folder), limit)))
    elif not found:
        session.say(
            f"There are no backups in {folder} yet.",
            "The first change of a day makes one, and so does `filmlog backup`.",
        )
    else:
        from filmlog.cli.lists import show_table

        show_table(session, screen.COLUMNS, screen.rows(found))
        session.say(f"{screen.total_words(found, limit)}, in {folder}")
        if sum(backup.size for backup in found) > limit:
            session.say(
                "That is more than `backup_size` allows. The next backup deletes what may go; the "
                "newest and the fullest always stay."
            )
    bad = [backup for backup in found if backup.is_bad]
    if check and bad:
        raise FilmlogError(
            f"{counted(len(bad), 'backup')} of {len(found)} {'is' if len(bad) == 1 else 'are'} "
            "damaged.",
            "`filmlog backup` makes a new one; delete what is of no use by hand.",
            tuple(backup.fault for backup in bad if backup.fault),
        )
