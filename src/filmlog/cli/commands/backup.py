"""`filmlog backup`: a checked copy of the diary, among its backups or in a file."""

from pathlib import Path
from typing import Annotated

import typer

from filmlog.cli import options
from filmlog.cli.context import Session, session_of
from filmlog.cli.daily_backup import thin_out
from filmlog.cli.questions import confirm
from filmlog.domain.size import size_words
from filmlog.errors import UsageError
from filmlog.screen.console import show_path
from filmlog.storage.backups import back_up, contents
from filmlog.storage.copying import copy_to

app = options.new_app()


@app.command()
def backup(
    ctx: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="Make it here, and not among the backups."),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Write over a FILE that holds no more than this.")
    ] = False,
    yes: options.Yes = False,
) -> None:
    """Make a backup of the diary, and check that it is whole.

    The place is printed. A FILE that is there is written over once you agree; one with more in it
    than the diary has takes your yes also with --overwrite.
    """
    session = session_of(ctx)
    with session.lists():  # says what is wrong with a file that is no diary
        pass
    if file is None:
        made = back_up(session.db_path, "asked", session.now)
        thin_out(session, session.db_path, made)
    else:
        made = file.expanduser()
        _check_target(session, made, overwrite=overwrite, yes=yes)
        copy_to(session.db_path, made)
    show_path(made)
    held = contents(made)
    what = f": {held.words}" if held is not None else ""
    session.say(f"A backup of {size_words(made.stat().st_size)}, checked{what}.")


def _check_target(session: Session, file: Path, *, overwrite: bool, yes: bool) -> None:
    """Raise unless there is nothing at `file`, or what is there may be written over."""
    if not file.exists():
        return
    if file.is_dir():
        raise UsageError(f"{file} is a folder.", "Name a file in it.")
    if file.samefile(session.db_path):
        raise UsageError(f"{file} is the diary itself.", "Name another file.")
    there, here = contents(file), contents(session.db_path)
    is_fuller = there is not None and (here is None or there.is_fuller_than(here))
    more = " and holds more than the diary does" if is_fuller else ""
    confirm(
        f"{file} is there already{more}. Write over it?",
        may_ask=session.may_ask,
        yes=yes or (overwrite and not is_fuller),
    )
