"""`filmlog restore-backup`: go back to a backup, after showing the difference."""

from typing import Annotated

import typer

from filmlog.cli import options
from filmlog.cli.context import session_of

app = options.new_app()


@app.command()
def restore_backup(
    ctx: typer.Context,
    which: Annotated[
        str | None,
        typer.Argument(
            metavar="[BACKUP]",
            help="A number or a name that `filmlog backups` shows, or a file; else the newest.",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the difference, and change nothing.")
    ] = False,
    yes: options.Yes = False,
) -> None:
    """Go back to a backup: the difference is shown first, and you are asked.

    It is one command, and `filmlog undo` takes it back: records that are only in the diary go to
    the trash. A diary that is damaged or missing is replaced by the backup as a file, which undo
    does not take back, and what was there is kept beside it.
    """
    from filmlog.cli.going_back import Wishes, choose, go_back

    session = session_of(ctx)
    go_back(session, choose(session, which), Wishes(dry_run, yes))
