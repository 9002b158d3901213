"""`filmlog doctor`: look for anything wrong with the diary, mend it, or save what can be read."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from filmlog.cli import options
from filmlog.cli.context import session_of
from filmlog.errors import UsageError

app = options.new_app()


@app.command()
def doctor(
    ctx: typer.Context,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend what can be mended, after a backup.")
    ] = False,
    salvage: Annotated[
        Path | None,
        typer.Option(
            "--salvage",
            metavar="FILE",
            help="Save what can be read of a damaged diary into a new one.",
        ),
    ] = None,
    as_json: options.AsJson = False,
) -> None:
    """Look for anything wrong with the diary and what belongs to it; exit 1 if there is.

    Nothing is written without --fix or --salvage.
    """
    session = session_of(ctx)
    if salvage is not None:
        if fix:
            raise UsageError("--fix and --salvage say different things.", "Leave one of them out.")
        from filmlog.cli import salvaging

        salvaging.run(session, salvage, as_json=as_json)
        return
    from filmlog.cli.checkup.examining import examine

    checkup = examine(session, fix=fix)
    if as_json:
        from filmlog.screen.checkup import checkup_json
        from filmlog.screen.machine import envelope

        typer.echo(envelope("doctor", checkup_json(checkup)))
    else:
        from filmlog.screen.checkup import lines
        from filmlog.screen.console import show, width_of

        # Not the pager of the settings: they may be what is wrong.
        show("".join(f"{line}\n" for line in lines(checkup, width_of(sys.stdout))), "never")
    if not checkup.is_sound:
        raise typer.Exit(1)
