"""`filmlog spending`: what was paid in a period, and what came of it."""

import sys
from typing import Annotated, get_args

import typer

from filmlog.cli import options
from filmlog.cli.context import Session, session_of
from filmlog.cli.lists import show_styled
from filmlog.cli.periods import period_of
from filmlog.domain.rates import Converted, convert, parse_rates
from filmlog.domain.spending import GROUPS, By, Spending
from filmlog.errors import UsageError
from filmlog.screen.console import width_of

app = options.new_app()

TOP = 20


@app.command()
def spending(
    ctx: typer.Context,
    period: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PERIOD]",
            help="2026, 2026-11, 2024..2026, 'last month'; everything when not said.",
            show_default=False,
        ),
    ] = None,
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="GROUP",
            help=f"{', '.join(GROUPS)}.",
            autocompletion=lambda: list(GROUPS),
        ),
    ] = "source",
    top: Annotated[
        int, typer.Option("--top", metavar="N", min=1, help="So many bars of each currency.")
    ] = TOP,
    as_ascii: options.Ascii = False,
    as_json: options.AsJson = False,
    as_csv: options.AsCsv = False,
) -> None:
    """Show what was paid, per currency: sums, cost of a film and an hour, bars by source.

    `filmlog spending 2026 --by month`. Nothing is converted unless the setting `rates` says how.
    """
    session = session_of(ctx)
    options.check_form(as_json=as_json, as_csv=as_csv)
    group = _group(by)
    asked = period_of(session, period)
    with session.diary() as diary:
        found = diary.spending(session.now.date(), asked, group)
    together = _together(session, found)
    if as_json:
        from filmlog.screen.figures import period_json, plain
        from filmlog.screen.machine import envelope

        data = plain(found) | {"converted": plain(together), "period": period_json(asked)}
        typer.echo(envelope("spending", data))
    elif as_csv:
        from filmlog.screen.csv_table import write_csv
        from filmlog.screen.spending import CSV_COLUMNS, csv_row, ordered

        write_csv(CSV_COLUMNS, map(csv_row, ordered(group, found.rows)))
    elif found.totals or found.free or found.unpriced or found.undated:
        from filmlog.screen.manner import Manner
        from filmlog.screen.spending import statement

        manner = Manner(width_of(sys.stdout), session.config["rating_style"], as_ascii)
        heading = f"Spending, {asked.label}"
        show_styled(session, statement(found, heading, together, top, manner))
    else:
        session.say(
            f"Nothing was paid in {asked.label}.",
            "`filmlog pass add SOURCE --price PRICE` notes it.",
        )


def _group(text: str) -> By:
    for group in get_args(By):
        if text.casefold() == group:
            found: By = group
            return found
    raise UsageError(f"Spending is not grouped by {text!r}.", f"Take {', '.join(GROUPS)}.")


def _together(session: Session, found: Spending) -> Converted | None:
    """The sums as one, where the settings have rates for it and there are several."""
    currency = session.config["currency"]
    rates = parse_rates(session.config["rates"])
    amounts = [spent.total for spent in found.totals]
    if not currency or not any(money.currency in rates for money in amounts):
        return None
    try:
        return convert(amounts, currency, rates)
    except ValueError:
        raise UsageError(
            "At your rates the sum is more than a price can be.",
            "Correct them: filmlog config set rates USD=0.92",
        ) from None
