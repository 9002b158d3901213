"""`filmlog search`: viewings by any words, each with an excerpt of where they stand."""

from typing import Annotated

import typer

from filmlog.cli import options
from filmlog.cli.context import session_of
from filmlog.cli.queries import flags_said, read_query
from filmlog.errors import UsageError
from filmlog.storage.listing import ORDERS

app = options.new_app()

PAGE = 25


@app.command()
def search(
    ctx: typer.Context,
    query: options.Query = None,
    everything: Annotated[bool, typer.Option("--all", "-a", help="Every hit, not 25.")] = False,
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", metavar="N", min=1, help="So many hits.")
    ] = None,
    as_json: options.AsJson = False,
) -> None:
    """Find viewings by words anywhere: titles, people, reviews, quotes, tags, sources.

    Takes the same query as `list`: filmlog search staircase director:kalatozov "long take"
    """
    session = session_of(ctx)
