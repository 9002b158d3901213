"""`filmlog export`: the diary written out, to read elsewhere or to leave with."""

from pathlib import Path
from typing import Annotated

import typer

from filmlog.cli import exports, letterboxd_export, options
from filmlog.cli.context import session_of
from filmlog.cli.queries import condition_of
from filmlog.domain.numerals import counted
from filmlog.errors import UsageError
from filmlog.exchange import flat, ics, native
from filmlog.exchange.html.letterboxd import SpoilerMarks
from filmlog.exchange.markdown.document import document
from filmlog.exchange.markdown.folds import SpoilerMode
from filmlog.exchange.pages.writing import write_pages
from filmlog.paths import expanded
from filmlog.screen.safe import escape_json

app = options.new_app(no_args_is_help=True, help="Write the diary out, whole or by a query.")


@app.callback()
def export() -> None:
    """Write the diary out, whole or by a query."""


@app.command(**exports.WITH_QUERY)
def markdown(
    ctx: typer.Context,
    query: options.Query = None,
    output: exports.Output = None,
    pages: Annotated[
        Path | None,
        typer.Option("--pages", metavar="DIR", help="One page a film in this folder instead."),
    ] = None,
    spoilers: exports.Spoilers = False,
    no_spoilers: Annotated[
        bool, typer.Option("--no-spoilers", help="Leave spoilers out altogether.")
    ] = False,
    overwrite: Annotated[
        bool,
        typer.Option("--overwrite", help="Write over what in DIR or FILE is not filmlog's own."),
    ] = False,
) -> None:
    """Write the diary as one document, or a page a film.

    Spoilers are folded away in <details>. The same diary gives the same bytes; a second export
    into a folder touches only the pages that changed. With a query the document has the viewings
    that it picks and their films, and no watchlist or lists.
    """
    session = session_of(ctx)
    if spoilers and no_spoilers:
        raise UsageError("--spoilers and --no-spoilers say different things.", "Leave one out.")
    if output is not None and pages is not None:
        raise UsageError("--output and --pages say different things.", "Leave one of them out.")
    mode: SpoilerMode = "open" if spoilers else "omit" if no_spoilers else "fold"
    condition = condition_of(session, query) if query else None
    with session.diary() as diary, diary.reading():
        films, shelves = exports.films(diary, condition), exports.shelves(diary, condition)
        if pages is None:
            text = document(films, shelves, spoilers=mode)
            exports.deliver(session, text, output, overwrite=overwrite, for_people=True)
            return
        report = write_pages(
            expanded(pages),
            films,
            shelves,
            spoilers=mode,
            picture_bytes=diary.picture,
            overwrite=overwrite,
        )
    session.say(f"In {pages}: {exports.counts(report)}.")


@app.command(**exports.WITH_QUERY)
def letterboxd(
    ctx: typer.Context,
    query: options.Query = None,
    output: exports.Output = None,
    spoilers: exports.Spoilers = False,
    mark_spoilers: Annotated[
        bool, typer.Option("--mark-spoilers", help="Write them out, each marked as one.")
    ] = False,
    overwrite: exports.Overwrite = False,
) -> None:
    """Write viewings as Letterboxd's import takes them, without spoilers.

    Letterboxd takes 1 MB a file: beyond that it is FILE-1.csv, FILE-2.csv and so on.
    """
    session = session_of(ctx)
    if spoilers and mark_spoilers:
        raise UsageError("--spoilers and --mark-spoilers say different things.", "Leave one out.")
    marks: SpoilerMarks = "open" if spoilers else "mark" if mark_spoilers else "omit"
    condition = condition_of(session, query)
    with session.diary() as diary, diary.reading():
        letterboxd_export.write(session, diary, condition, marks, output, overwrite=overwrite)


@app.command("csv", **exports.WITH_QUERY)
def as_table(
    ctx: typer.Context,
    query: options.Query = None,
    output: exports.Output = None,
    spreadsheet: Annotated[
        bool, typer.Option("--spreadsheet", help="A formula in a text stays a text.")
    ] = False,
    overwrite: exports.Overwrite = False,
) -> None:
    """Write a table with a row for each viewing, and every column there is."""
    session = session_of(ctx)
    condition = condition_of(session, query)
    with session.diary() as diary, diary.reading():
        numbers = [line.viewing_number for line in exports.lines(diary, condition)]
        table = flat.table(diary.entries(numbers), spreadsheet=spreadsheet)
        exports.deliver(session, table, output, overwrite=overwrite)
    if not query:
        session.say(
            "Lists, the watchlist, films without a viewing and pictures have no place in a table "
            "of viewings; filmlog export json has everything."
        )


@app.command("json", **exports.WITH_QUERY)
def as_json(
    ctx: typer.Context,
    query: options.Query = None,
    output: exports.Output = None,
    overwrite: exports.Overwrite = False,
) -> None:
    """Write everything, for filmlog to read again: it loses nothing.

    With a query it is the viewings that it picks, with their films, sources, passes and pictures.
    """
    session = session_of(ctx)
    condition = condition_of(session, query)
    with session.diary() as diary, diary.reading():
        records = diary.records.meeting(condition) if query else diary.records
        exports.deliver(
            session, native.document(records), output, overwrite=overwrite, safe=escape_json
        )


@app.command("ics", **exports.WITH_QUERY)
def as_calendar(
    ctx: typer.Context,
    query: options.Query = None,
    output: exports.Output = None,
    overwrite: exports.Overwrite = False,
) -> None:
    """Write viewings as days of a calendar, without spoilers.

    Viewings on a day that is not known are left out.
    """
    session = session_of(ctx)
    condition = condition_of(session, query)
    with session.diary() as diary, diary.reading():
        found = [(line.viewing_number, line.watched) for line in exports.lines(diary, condition)]
        dated = [number for number, watched in found if len(watched) == len("2026-11-20")]
        exports.deliver(session, ics.calendar(diary.entries(dated)), output, overwrite=overwrite)
    if left := len(found) - len(dated):
        session.say(f"Left out {counted(left, 'viewing')} on no known day.")


@app.command()
def sqlite(
    ctx: typer.Context,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Make the copy in this file."),
    ] = None,
    overwrite: exports.Overwrite = False,
) -> None:
    """Copy the whole diary, history and trash too, while it may be in use.

    The copy is a diary like the first: `filmlog --db FILE list`.
    """
    session = session_of(ctx)
    if output is None:
        raise UsageError("A copy of the diary has to go into a file.", "Add -o FILE.")
    path = expanded(output)
    exports.check_file(session, path)
    if not overwrite and path.exists():
        raise exports.in_the_way(path)
    with session.diary() as diary:
        diary.copy_to(path)
    session.say(f"Copied the diary to {output}.")
