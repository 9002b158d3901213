"""`filmlog backup`: a checked copy of the diary, among its backups or in a file."""

import os
from pathlib import Path
from typing import Annotated

import typer

from filmlog.cli import options
from filmlog.cli.context import Session, session_of
from filmlog.cli.daily_backup import thin_out
from filmlog.cli.questions import confirm
from filmlog.domain.size import size_words
from filmlog.errors import NotADiaryError, UsageError
from filmlog.files import refuse_no_folder
from filmlog.paths import expanded
from filmlog.screen.console import show_path
from filmlog.storage.backup_reading import contents, is_diary, is_readable, misfit
from filmlog.storage.backups import back_up
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
        bool, typer.Option("--overwrite", help="Write over a backup at FILE that holds no more.")
    ] = False,
    yes: options.Yes = False,
) -> None:
    """Make a backup of the diary, and check that it is whole.

    The place is printed. A backup that is there is written over once you agree; one with more in it
    than the diary has takes your yes also with --overwrite. Another file is never written over.
    """
    session = session_of(ctx)
    with session.lists():  # says what is wrong with a file that is no diary
        pass
    if file is None:
        made = back_up(session.db_path, "asked", session.now)
        thin_out(session, session.db_path, made)
    else:
        made = expanded(file)
        # A link stays one: what it leads to is written.
        real = Path(os.path.realpath(made))
        _check_target(session, made, real, overwrite=overwrite, yes=yes)
        copy_to(session.db_path, real)
    show_path(made)
    held = contents(made)
    what = f": {held.words}" if held is not None else ""
    unread = misfit(made)
    session.say(
        f"A backup of {size_words(made.stat().st_size)}{'' if unread else ', checked'}{what}."
    )
    if unread:
        raise NotADiaryError(
            f"It holds what cannot be read, as the diary does: {unread}.",
            "An earlier backup may be better, as `filmlog backups --check` tells; `filmlog doctor` "
            "says what can be done.",
        )


def _check_target(session: Session, file: Path, real: Path, *, overwrite: bool, yes: bool) -> None:
    """Raise unless a backup may be written to `file`, which leads to `real`."""
    if str(file) == "-":
        raise UsageError(
            "A backup is a file and cannot be written to standard output.", "Name a FILE."
        )
    refuse_no_folder(real if file.is_symlink() else file)
    if real.is_symlink():
        raise UsageError(f"{file} is a link that leads back to itself.", "Name another file.")
    if not real.exists():
        return
    if real.is_dir():
        raise UsageError(f"{file} is a folder.", "Name a file in it.")
    if real.samefile(session.db_path):
        raise UsageError(f"{file} is the diary itself.", "Name another file.")
    if not real.is_file() or (real.stat().st_size and not is_diary(real)):
        raise UsageError(
            f"{file} is no backup of a diary, and is not written over.",
            "Name another place, or move it away.",
        )
    there, here = contents(real), contents(session.db_path)
    more = ""
    if there is not None and (here is None or there.is_fuller_than(here)):
        more = " and holds more than the diary does"
    elif there is not None and is_readable(real) and not is_readable(session.db_path):
        more = " and can be read in full, which the diary cannot"
    confirm(
        f"{file} is there already{more}. Write over it?",
        may_ask=session.may_ask,
        yes=yes or (overwrite and not more),
    )
