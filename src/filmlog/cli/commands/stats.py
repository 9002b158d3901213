"""`filmlog stats`: the figures of a year, a period, a query or the whole diary."""

import sys
from typing import Annotated

import typer

from filmlog.cli import options
from filmlog.cli.context import session_of
from filmlog.cli.lists import show_styled
from filmlog.cli.periods import period_and_query
from filmlog.cli.queries import condition_of
from filmlog.domain.period import WHOLE
from filmlog.screen.console import width_of
from filmlog.screen.safe import clean
from filmlog.storage.spending import within

app = options.new_app()

TOP, TOP_OF_JSON = 3, 100


@app.command(context_settings=options.QUERY_SETTINGS)
def stats(
    ctx: typer.Context,
    query: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[YEAR | PERIOD] [QUERY]...",
            help="2025, 2025-11, 2024..2026, 'last 30 days'; then what `list` takes.",
            autocompletion=options.complete_query_word,
            show_default=False,
        ),
    ] = None,
    top: Annotated[
        int | None,
        typer.Option("--top", metavar="N", min=1, help="So many names of each kind; 3."),
    ] = None,
    least: Annotated[
        int,
        typer.Option("--least", metavar="N", min=1, help="Rated films that a best-rated one has."),
    ] = 3,
    as_ascii: options.Ascii = False,
    as_json: options.AsJson = False,
) -> None:
    """Show figures: films, hours, ratings, a calendar, who and what, streaks, spending.

    `filmlog stats 2025`, `filmlog stats director:kalatozov`, `filmlog stats` for everything.
    """
    session = session_of(ctx)
    period, words = period_and_query(session, query)
    asked = condition_of(session, words)
    condition = asked
    if not period.is_whole:
        inside = within("v.watched", period)
        both = f"({inside.sql}){asked.where}"
        condition = inside._replace(sql=both, values=(*inside.values, *asked.values))
    with session.diary() as diary:
        found = diary.stats(condition, top=top or (TOP_OF_JSON if as_json else TOP), least=least)
        # By the day it was paid, or for the viewings that a query picks, whenever it was.
        paid = diary.sums(
            session.now.date(), WHOLE if words else period, condition if words else None
        )
    if as_json:
        from filmlog.screen.figures import period_json, plain, stats_json
        from filmlog.screen.machine import envelope

        data = {"period": period_json(period), "query": " ".join(words), "stats": stats_json(found)}
        typer.echo(envelope("stats", data | {"spending": plain(paid)}))
        return
    heading = _heading(period.label, words)
    if not found.viewings:
        session.say(f"{heading}: no viewing." if query else "The diary is empty.")
        return
    from filmlog.screen.manner import Manner
    from filmlog.screen.statistics import review

    manner = Manner(width_of(sys.stdout), session.config["rating_style"], as_ascii)
    show_styled(session, review(found, heading, period, paid, session.today, manner))


def _heading(label: str, words: tuple[str, ...]) -> str:
    label = label[0].upper() + label[1:]
    return clean(f"{label}: {' '.join(words)}" if words else label)
