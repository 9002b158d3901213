"""`filmlog export`: the diary written out, to read elsewhere or to leave with."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from filmlog.cli import options
from filmlog.cli.context import session_of
from filmlog.errors import UsageError

app = options.new_app(no_args_is_help=True, help="Write the diary out as Markdown.")


@app.callback()
def export() -> None:
    """Write the diary out as Markdown."""


@app.command()
def markdown(
    ctx: typer.Context,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write it to this file.")
    ] = None,
    pages: Annotated[
        Path | None,
        typer.Option("--pages", metavar="DIR", help="One page a film in this folder instead."),
    ] = None,
    spoilers: Annotated[
        bool, typer.Option("--spoilers", help="Write spoilers out in the open.")
    ] = False,
    no_spoilers: Annotated[
        bool, typer.Option("--no-spoilers", help="Leave spoilers out altogether.")
    ] = False,
    overwrite: Annotated[
        bool,
        typer.Option("--overwrite", help="Write over what in DIR or FILE is not filmlog's own."),
    ] = False,
) -> None:
    """Write the whole diary as one readable document, or a page a film with --pages.

    Spoilers are folded away in <details>. The same diary gives the same bytes; a second export
    into a folder touches only the pages that changed.
    """
    session = session_of(ctx)
    if spoilers and no_spoilers:
        raise UsageError("--spoilers and --no-spoilers say different things.", "Leave one out.")
    if output is not None and pages is not None:
        raise UsageError("--output and --pages say different things.", "Leave one of them out.")
    mode = "open" if spoilers else "omit" if no_spoilers else "fold"
