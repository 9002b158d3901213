"""`filmlog compare`: the viewings of a film side by side."""

import sys

import typer

from filmlog.cli import options
from filmlog.cli.context import session_of
from filmlog.cli.resolve import find_film
from filmlog.errors import NotFoundError
from filmlog.screen.comparison import build_comparison, comparison_envelope, render
from filmlog.screen.console import has_colour, show, width_of

app = options.new_app()


@app.command()
def compare(
    ctx: typer.Context,
    title: options.Title,
    year: options.Year = None,
    spoilers: options.Spoilers = False,
    as_json: options.AsJson = False,
) -> None:
    """Put the viewings of a film side by side: ratings, words, where, with whom, then and now."""
    session = session_of(ctx)
    with session.diary() as diary:
        film = find_film(session, diary, title, year)
        entries = diary.entries_of(film)
        counts = diary.passes.counts(e.viewing.pass_id for e in entries)
    if not entries:
        raise NotFoundError(f"{film.label} has no viewing.", "`filmlog add` logs one.")
    if as_json:
        typer.echo(comparison_envelope(film, entries, spoilers=spoilers))
        return
    comparison = build_comparison(
        film,
        entries,
        spoilers=spoilers,
        rating_style=session.config["rating_style"],
        films_on_pass=counts,
    )
    width = width_of(sys.stdout)
    if has_colour(sys.stdout, session.config["colour"]):
        from filmlog.screen.comparison import render_rich
        from filmlog.screen.console import to_ansi  # Rich: 65 ms

        text = to_ansi(render_rich(comparison, width), width)
    else:
        text = "".join(f"{line}\n" for line in render(comparison, width))
    show(text, session.config["pager"])
    if len(entries) == 1:
        session.say("Seen once; nothing to compare yet.")
