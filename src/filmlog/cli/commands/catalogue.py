"""`filmlog catalogue`: the films that are known without asking anybody."""

from typing import Annotated

import typer

from filmlog.cli import options
from filmlog.cli.catalogues import needed_catalogue
from filmlog.cli.completion import complete_title_of_catalogue
from filmlog.cli.context import session_of
from filmlog.errors import NotFoundError

app = options.new_app(invoke_without_command=True, help="Keep the films that fill themselves in.")


@app.callback()
def catalogue(ctx: typer.Context, as_json: options.AsJson = False) -> None:
    """Keep the films that fill themselves in. Alone it says what is there."""
    if ctx.invoked_subcommand is not None:
        return
    from filmlog.cli import catalogue_status

    session = session_of(ctx)
    status = catalogue_status.status_of(session)
    if as_json:
        from filmlog.screen.machine import envelope

        typer.echo(envelope("catalogue", catalogue_status.as_json(status)))
        return
    from filmlog.cli.lists import show_facts

    show_facts(session, catalogue_status.heading(status), catalogue_status.facts(status))


@app.command("build")
def build_catalogue(
    ctx: typer.Context,
    source: Annotated[
        str | None,
        options.text_option(
            "--from", "DIR|URL", "A folder with IMDb's files, or where to download them."
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Every film, not only those that are rated or recent.")
    ] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the downloads.")] = False,
    yes: options.Yes = False,
) -> None:
    """Make a catalogue of every film from IMDb's own files.

    They are downloaded, once you agree to IMDb's terms, or read from a folder. The old catalogue
    serves until the new one is whole.
    """
    from filmlog.cli import catalogue_builds  # 15 ms

    catalogue_builds.build_catalogue(
        session_of(ctx), source, everything=everything, keep=keep, yes=yes
    )


@app.command("update")
def update_catalogue(ctx: typer.Context, yes: options.Yes = False) -> None:
    """Build it again from where it was built, if there are other files by now."""
    from filmlog.cli import catalogue_builds

    catalogue_builds.update_catalogue(session_of(ctx), yes=yes)


@app.command("remove")
def remove_catalogue(ctx: typer.Context, yes: options.Yes = False) -> None:
    """Delete it; the starter catalogue is made again when it is first needed."""
    from filmlog.cli import catalogue_builds

    catalogue_builds.remove_catalogue(session_of(ctx), yes=yes)


@app.command("search")
def search_catalogue(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS...",
            help="A title or the beginning of one, `Title (Year)`, an id or an address.",
            show_default=False,
        ),
    ],
    limit: options.Limit = None,
    as_json: options.AsJson = False,
) -> None:
    """Find films by what you type, slips of the pen and all, the likeliest first."""
    from filmlog.cli.catalogue_films import MORE, films_like

    session = session_of(ctx)
    typed = " ".join(words)
    with needed_catalogue(session) as known:
        films = films_like(known, typed)[:limit]
    if not films:
        raise NotFoundError(f"The catalogue has no film like {typed!r}.", MORE)
    if as_json:
        from filmlog.screen.machine import envelope
        from filmlog.screen.records import film_json

        typer.echo(envelope("films", [film_json(film) for film in films]))
        return
    from filmlog.cli.lists import show_films

    show_films(session, films)


@app.command("show")
def show_film(
    ctx: typer.Context,
    title: Annotated[
        str,
        typer.Argument(
            metavar="TITLE",
            help="A title, `Title (Year)`, an id or an address.",
            autocompletion=complete_title_of_catalogue,
            show_default=False,
        ),
    ],
    full_cast: Annotated[bool, typer.Option("--cast", help="Name the whole cast.")] = False,
    as_json: options.AsJson = False,
) -> None:
    """Show what the catalogue knows of a film, as a card."""
    from filmlog.cli.catalogue_films import film_named

    session = session_of(ctx)
    with needed_catalogue(session) as known:
        film = film_named(session, known, title)
    if as_json:
        from filmlog.screen.machine import envelope
        from filmlog.screen.records import film_json

        typer.echo(envelope("film", {"film": film_json(film)}))
        return
    from filmlog.cli.cards import show_card

    show_card(session, film, (), {}, spoilers=False, full_cast=full_cast)
