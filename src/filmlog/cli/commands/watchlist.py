"""`filmlog watchlist`: the films to see, filtered and sorted, or one of them drawn."""

from typing import Annotated, Any

import typer

from filmlog.cli import options
from filmlog.cli.completion import complete_mood, complete_source
from filmlog.cli.context import Session, session_of
from filmlog.domain.shelf import PRIORITIES
from filmlog.errors import UsageError
from filmlog.screen.watchlist import COLUMNS, WatchView
from filmlog.storage.diary import Diary
from filmlog.storage.listing import Condition
from filmlog.storage.watchlist import ORDERS

app = options.new_app()

PAGE = 25
"""Rows, unless told otherwise."""

_FILTERS = "query mood shorter_than at recommended_by priority on_pass".split()


@app.command("watchlist", context_settings=options.QUERY_SETTINGS)
def show_watchlist(
    ctx: typer.Context,
    query: options.Query = None,
    mood: Annotated[
        str | None,
        options.text_option("--mood", "M", "What suits this mood.", autocompletion=complete_mood),
    ] = None,
    shorter_than: Annotated[
        str | None, options.text_option("--shorter-than", "LENGTH", "Minutes, or 1h37.")
    ] = None,
    at: Annotated[
        str | None,
        options.text_option(
            "--at", "SOURCE", "What can be found there.", autocompletion=complete_source
        ),
    ] = None,
    recommended_by: Annotated[
        str | None, options.text_option("--recommended-by", "NAME", "What they recommended.")
    ] = None,
    priority: Annotated[
        str | None,
        options.text_option(
            "--priority",
            "P",
            f"{', '.join(PRIORITIES[:-1])} or {PRIORITIES[-1]}.",
            autocompletion=lambda: list(PRIORITIES),
        ),
    ] = None,
    on_pass: Annotated[
        bool, typer.Option("--pass", help="What you can still see on a pass that runs now.")
    ] = False,
    pick: Annotated[bool, typer.Option("--pick", help="Draw one.")] = False,
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="N", help="With --pick: the same one again.")
    ] = None,
    sort: Annotated[
        str,
        typer.Option(
            "--sort",
            metavar="ORDER",
            help=f"By {', '.join(ORDERS)}.",
            autocompletion=lambda: list(ORDERS),
        ),
    ] = "priority",
    reverse: Annotated[bool, typer.Option("--reverse", help="The other way round.")] = False,
    everything: options.Everything = False,
    limit: options.Limit = None,
    as_json: options.AsJson = False,
    as_csv: options.AsCsv = False,
    spreadsheet: options.Spreadsheet = False,
    spoilers: options.Spoilers = False,
) -> None:
    """Show the films to see, or draw one.

    `filmlog watchlist director:klimov --mood quiet --shorter-than 2h --pick`
    """
    session = session_of(ctx)
    options.check_form(as_json=as_json, as_csv=as_csv, spreadsheet=spreadsheet)
    _check(sort, seed, is_drawing=pick)
    if pick:
        _draw(session, ctx.params)
        return
    rows = None if everything else limit or (None if as_json or as_csv else PAGE)
    with session.diary() as diary:
        condition = _asked(session, diary, ctx.params)
        one_more = None if rows is None else rows + 1
        found = diary.watchlist.films(condition, order=sort, reverse=reverse, limit=one_more)
        total = diary.watchlist.count(condition) if len(found) == one_more else len(found)
    view = WatchView(found[:rows], session.today, spoilers)
    if as_json:
        from filmlog.screen.machine import envelope

        typer.echo(envelope("watchlist", view.json()))
    elif as_csv:
        _write_csv(view, spreadsheet=spreadsheet)
    elif found:
        from filmlog.cli.lists import show_table

        show_table(session, COLUMNS, list(view.rows()))
        if total > len(view.items):
            session.say(f"{len(view.items)} of {total:,} films; --all shows every one.")
    else:
        _say_none(session, condition)


def _asked(session: Session, diary: Diary, options: dict[str, Any]) -> Condition:
    """What is asked for, none for the whole list, and then nothing that reads it is loaded."""
    if all(options[name] in (None, False, (), []) for name in _FILTERS):
        return Condition()
    from filmlog.cli.picking import Asked

    asked = Asked(session, diary, options)
    asked.say()
    return asked.condition


def _draw(session: Session, options: dict[str, Any]) -> None:
    """Draw a film from what is asked for, and print it."""
    from filmlog.cli.picking import Asked

    with session.diary() as diary:
        asked = Asked(session, diary, options)
        asked.say()
        drawn = asked.draw(options["seed"])
    view = WatchView([] if drawn is None else [drawn], session.today, options["spoilers"])
    passes = [] if drawn is None else asked.passes_for(drawn)
    if options["as_json"]:
        from filmlog.screen.machine import envelope

        one = None if drawn is None else view.picked_json(drawn, passes)
        typer.echo(envelope("watchlist-pick", one))
    elif options["as_csv"]:
        _write_csv(view, spreadsheet=options["spreadsheet"])
    elif drawn is None:
        _say_none(session, asked.condition)
    else:
        from filmlog.cli.lists import show_facts

        facts = view.picked_facts(drawn, passes, session.now)
        show_facts(session, drawn.film.label, facts)


def _say_none(session: Session, condition: Condition) -> None:
    session.say(
        *("No film fits.",)
        if condition.sql
        else ("Your watchlist is empty.", "`filmlog watch TITLE` puts a film on it.")
    )


def _write_csv(view: WatchView, *, spreadsheet: bool) -> None:
    from filmlog.screen.csv_table import write_csv
    from filmlog.screen.watchlist import CSV_COLUMNS

    write_csv(CSV_COLUMNS, view.csv_rows(), spreadsheet=spreadsheet)


def _check(sort: str, seed: int | None, *, is_drawing: bool) -> None:
    """Raise UsageError for an order there is not, or a seed with nothing to draw."""
    if sort not in ORDERS:
        raise UsageError(
            f"The watchlist cannot be sorted by {sort!r}.", f"Sort by {', '.join(ORDERS)}."
        )
    if seed is not None and not is_drawing:
        raise UsageError("--seed is for drawing one.", "Add --pick.")
