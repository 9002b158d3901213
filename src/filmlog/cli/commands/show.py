"""`filmlog show`: a film's card."""

from typing import Annotated

import typer

from filmlog.cli import options
from filmlog.cli.cards import show_card
from filmlog.cli.context import session_of
from filmlog.cli.resolve import find_film

app = options.new_app()


@app.command()
def show(
    ctx: typer.Context,
    title: options.Title,
    year: options.Year = None,
    spoilers: options.Spoilers = False,
    full_cast: Annotated[bool, typer.Option("--cast", help="Name the whole cast.")] = False,
    as_json: options.AsJson = False,
) -> None:
    """Show a film's card: the facts, your viewings, your review, with spoilers folded."""
    session = session_of(ctx)
    with session.diary() as diary:
        film = find_film(session, diary, title, year)
        entries = diary.entries_of(film)
        shelved = diary.shelved(film)
        if as_json:
            from filmlog.screen.machine import film_envelope

            typer.echo(film_envelope(film, entries, shelved, spoilers=spoilers))
            return
        counts = diary.passes.counts(e.viewing.pass_id for e in entries)
        show_card(
            *(session, film, entries, counts),
            spoilers=spoilers,
            full_cast=full_cast,
            shelved=shelved,
        )
