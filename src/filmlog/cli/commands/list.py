"""`filmlog list`: viewings that a query picks, the newest first."""

from typing import Annotated

import typer

from filmlog.cli import options
from filmlog.cli.context import session_of
from filmlog.cli.notices import mention_passes
from filmlog.cli.queries import condition_of
from filmlog.errors import UsageError
from filmlog.storage.listing import ORDERS

app = options.new_app()

PAGE = 25
"""Rows, unless told otherwise."""


@app.command("list", context_settings=options.QUERY_SETTINGS)
def list_viewings(
    ctx: typer.Context,
    query: options.Query = None,
    everything: options.Everything = False,
    limit: options.Limit = None,
    sort: Annotated[
        str,
        typer.Option(
            "--sort",
            metavar="ORDER",
            help=f"By {', '.join(ORDERS)}.",
            autocompletion=lambda: list(ORDERS),
        ),
    ] = "watched",
    reverse: Annotated[bool, typer.Option("--reverse", help="The other way round.")] = False,
    as_json: options.AsJson = False,
    as_csv: options.AsCsv = False,
    spreadsheet: options.Spreadsheet = False,
    spoilers: options.Spoilers = False,
) -> None:
    """List viewings, the newest first: all of them, or those a query picks.

    `filmlog list director:kalatozov 'rating:>=4' watched:2026 -rewatch`
    """
    session = session_of(ctx)
    if sort not in ORDERS:
        raise UsageError(f"A list cannot be sorted by {sort!r}.", f"Sort by {', '.join(ORDERS)}.")
    options.check_form(as_json=as_json, as_csv=as_csv, spreadsheet=spreadsheet)
    condition = condition_of(session, query)
    rows = None if everything else limit or (None if as_json or as_csv else PAGE)
    if as_json:
        from filmlog.screen.machine import write_entries

        with session.diary() as diary:
            lines = diary.lines(condition, order=sort, reverse=reverse, limit=rows)
            numbers = [line.viewing_number for line in lines]
            write_entries(diary.entries(numbers), spoilers=spoilers)
        return
    with session.lists() as lists:
        one_more = None if rows is None else rows + 1
        found = list(lists.lines(condition, order=sort, reverse=reverse, limit=one_more))
        has_more = len(found) == one_more
        # To count all that a query finds takes longer than to find the first of it.
        rest = "and more" if query or not has_more else f"of {lists.count():,} viewings"
        mention_passes(session, lists)
    if as_csv:
        from filmlog.screen.csv_table import write_csv
        from filmlog.screen.machine import CSV_COLUMNS, csv_rows

        rows_of_csv = csv_rows(found[:rows], spoilers=spoilers)
        write_csv(CSV_COLUMNS, rows_of_csv, spreadsheet=spreadsheet)
    else:
        from filmlog.cli.lists import show_lines

        show_lines(session, found[:rows], has_query=bool(query))
        if has_more:
            session.say(f"{rows} {rest}; --all shows every one.")
