"""`filmlog trash`: what is in the trash, the latest first."""

import typer

from filmlog.cli import options
from filmlog.cli.context import session_of
from filmlog.cli.trashcan import binned, label

app = options.new_app()


@app.command()
def trash(ctx: typer.Context, as_json: options.AsJson = False) -> None:
    """Show what is in the trash, the latest first, with the numbers `restore` takes."""
    session = session_of(ctx)
    with session.diary() as diary:
        items = binned(diary)
    if as_json:
        from filmlog.screen.machine import trash_envelope

        typer.echo(trash_envelope((item.film, item.viewings, item.at) for item in items))
        return
    if not items:
        session.say("The trash is empty.")
    from filmlog.screen.safe import clean

    for number, item in enumerate(items, 1):
        typer.echo(clean(f"{number:>3}  removed {item.at[:10]}  {label(item)}"))
