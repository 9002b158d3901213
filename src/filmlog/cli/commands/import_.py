"""`filmlog import`: move in with what another program, another diary or a folder of pages has."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from filmlog.cli import options
from filmlog.cli.context import session_of
from filmlog.cli.imports import importing
from filmlog.cli.imports.attempt import Manner
from filmlog.cli.imports.wishes import Wishes
from filmlog.screen.safe import clean, escape_json

app = options.new_app()


@app.command("import")
def import_diary(
    ctx: typer.Context,
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="A file, a folder or a zip; - reads standard input.",
            show_default=False,
        ),
    ],
    from_: Annotated[
        str,
        typer.Option("--from", metavar="FORMAT", help="What it is, where that is not recognised."),
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Give the same account, and change nothing.")
    ] = False,
    as_: Annotated[
        str | None,
        options.text_option(
            "--as", "WHAT", "What the rows are, where the file does not say: viewings, watchlist, "
            "or 'list NAME'.",
        ),
    ] = None,
    map_: Annotated[
        str | None,
        options.text_option(
            "--map", "COLUMNS", "How to read any table: 'Title=film.title,Seen=viewing.watched_on'."
        ),
    ] = None,
    rated_as_watched: Annotated[
        bool | None,
        typer.Option(
            "--rated-as-watched/--no-rated-as-watched",
            help="IMDb, TMDB, Trakt: take the day of rating for the day of viewing.",
        ),
    ] = None,
    tag_source: Annotated[
        list[str] | None,
        options.text_option("--tag-source", "TAG=NAME", "A tag that is a source; repeat."),
    ] = None,
    tag_with: Annotated[
        list[str] | None,
        options.text_option("--tag-with", "TAG", "A tag that is company: 'with *'; repeat."),
    ] = None,
    tag_venue: Annotated[
        list[str] | None,
        options.text_option("--tag-venue", "TAG=NAME", "A tag that is a venue; repeat."),
    ] = None,
    deleted: Annotated[
        bool, typer.Option("--deleted", help="Letterboxd: what you deleted there too.")
    ] = False,
    orphaned: Annotated[
        bool, typer.Option("--orphaned", help="Letterboxd: entries whose film is gone there too.")
    ] = False,
    encoding: Annotated[
        str, typer.Option("--encoding", metavar="NAME", help="Such as cp1251, if it is misread.")
    ] = "",
    as_typed: options.AsTyped = False,
    overwrite: Annotated[
        bool,
        typer.Option(
            "--overwrite", help="Pages, filmlog's JSON: take its word where the diary has changed."
        ),
    ] = False,
    report: Annotated[
        Path | None,
        typer.Option(
            "--report", metavar="FILE", help="Write what became of each row: .json or .csv."
        ),
    ] = None,
    as_json: options.AsJson = False,
) -> None:  # fmt: skip
    """Import from Letterboxd, IMDb, Trakt and others, from filmlog itself, or from any table.

    What it is is told from its content. All of it is kept or nothing; a backup is made before, and
    importing the same again changes nothing.
    """
    session = session_of(ctx)
    wishes = Wishes(
        file=file,
        format=from_,
        role=as_ or "",
        mapping=map_ or "",
        rated_as_watched=rated_as_watched,
        deleted=deleted,
        orphaned=orphaned,
        encoding=encoding,
        tags={"source": tag_source, "with": tag_with, "venue": tag_venue},
        as_typed=as_typed,
        report=report,
        manner=Manner(dry_run, overwrite, every_row=as_json or report is not None),
    )
    done = importing.run(session, wishes)
    if as_json:
        document = done.as_json()
        sys.stdout.write(escape_json(document) if sys.stdout.isatty() else document)
    else:
        for line in done.lines():
            typer.echo(clean(line))
    session.say(*done.talk())
    if done.is_refused:
        raise typer.Exit(1)
