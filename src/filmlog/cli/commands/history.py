"""`filmlog history`: what was changed, by whom and when, and going back to it."""

from typing import Annotated

import typer

from filmlog.cli import options
from filmlog.cli.context import session_of
from filmlog.errors import UsageError

app = options.new_app()

PAGE = 25
"""Commands, unless told otherwise."""


@app.command()
def history(
    ctx: typer.Context,
    title: options.SomeTitle = None,
    restore: Annotated[
        int | None,
        typer.Option("--restore", metavar="N", help="Put the film back as the command #N left it."),
    ] = None,
    everything: options.Everything = False,
    limit: options.Limit = None,
    spoilers: options.Spoilers = False,
    as_json: options.AsJson = False,
) -> None:
    """Show what was done to the diary, the newest first; or to one film, with its earlier texts.

    With --restore the film, its viewings and its places are as #N left them; what came later stays,
    and `filmlog undo` takes it back.
    """
    from filmlog.cli import history_lists  # 10 ms, with the journal

    session = session_of(ctx)
    if title is None:
        if restore is not None or spoilers:
            raise UsageError("--restore and --spoilers are about one film.", "Give its TITLE too.")
        rows = None if everything else limit or (None if as_json else PAGE)
        history_lists.show_commands(session, rows, as_json=as_json)
    elif restore is not None:
        history_lists.restore(session, title, restore)
    else:
        history_lists.show_versions(session, title, limit, spoilers=spoilers, as_json=as_json)
