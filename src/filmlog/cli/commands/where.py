"""`filmlog where`: where the diary is."""

import typer

from filmlog.cli.context import session_of
from filmlog.cli.options import new_app

app = new_app()


@app.command()
def where(ctx: typer.Context) -> None:
    """Print where the diary is, whether or not there is one yet."""
    from filmlog.screen.console import show_path

    show_path(session_of(ctx).db_path)
