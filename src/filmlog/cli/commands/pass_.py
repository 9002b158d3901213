"""`filmlog pass`: what was paid for, and when it runs."""

from datetime import datetime
from typing import Annotated

import typer

from filmlog.cli import options, payment, typed
from filmlog.cli.context import Session, session_of
from filmlog.cli.moments import read_moment
from filmlog.domain.change import Change, replace
from filmlog.domain.money import parse_money
from filmlog.domain.passes import is_running, usual_end
from filmlog.domain.source import Pass, Source
from filmlog.errors import NotFoundError, UsageError
from filmlog.storage.diary import Diary
from filmlog.storage.ulid import new_ulid

app = options.new_app(no_args_is_help=True, help="Keep what was paid: tickets, rentals, passes.")

Number = Annotated[int, typer.Argument(metavar="NUMBER", help="The number `pass list` shows.")]
Kind = Annotated[str | None, options.text_option("--kind", "KIND", f"{options.KIND_WORDS}.")]
Starts = Annotated[
    str | None,
    options.text_option("--starts", "WHEN", "When it begins: now, today, '2026-11-20 19:00'."),
]
Ends = Annotated[
    str | None,
    options.text_option("--ends", "WHEN", "When it ends: '2026-11-21 19:00', midnight, never."),
]
Note = Annotated[str | None, options.text_option("--note", "TEXT", "A note of yours.")]


@app.command("add")
def add_pass(
    ctx: typer.Context,
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE", help="Where it is valid.", autocompletion=options.complete_source
        ),
    ],
    kind: Kind = None,
    price: options.Price = None,
    starts: Starts = None,
    ends: Ends = None,
    note: Note = None,
) -> None:
    """Add a pass, a one-day pass unless --kind says otherwise.

    Viewings at its source while it runs are put on it by themselves.
    """
    session = session_of(ctx)
    what = payment.read_kind(kind or "one-day")
    money = parse_money(price, session.config["currency"]) if price is not None else None
    begins = read_moment(session, starts or "now", None)
    name = typed.line("the source", source)
    with session.diary_or_new() as diary, diary.writing():
        changes = []
        at = diary.source_named(name)
        if at is None:
            at = Source(new_ulid(), name)
            changes.append(Change(None, at))
        stops = usual_end(what, begins) if begins and ends is None else None
        if ends is not None:
            stops = read_moment(session, ends, begins)
        made = Pass(new_ulid(), at.id, what, money, begins, stops, typed.text("--note", note or ""))
        _check_order(made)
        *_, number = diary.apply([*changes, Change(None, made)], f"pass add {at.name}")
    session.say(f"Added pass #{number}: {at.name}, {payment.describe(made)}.")


@app.command("list")
def list_passes(ctx: typer.Context, as_json: options.AsJson = False) -> None:
    """List the passes, the latest first, with those running marked."""
    session = session_of(ctx)
    with session.diary() as diary:
        passes = diary.passes()
        sources = diary.sources_of(passes)
        counts = diary.films_on_passes(p.id for p in passes)
    rows = [(p, sources[p.source_id], counts.get(p.id, 0)) for p in passes]
    if as_json:
        from filmlog.screen.machine import passes_envelope

        typer.echo(passes_envelope(rows))
        return
    if not passes:
        session.say(
            "There are no passes yet.", "`filmlog pass add SOURCE --price '5 USD'` adds one."
        )
        return
    from filmlog.cli.lists import show_passes

    show_passes(session, [(p, s, n, _runs(session, p)) for p, s, n in rows])


@app.command("show")
def show_pass(ctx: typer.Context, number: Number, as_json: options.AsJson = False) -> None:
    """Show a pass and the films seen on it."""
    session = session_of(ctx)
    with session.diary() as diary:
        pass_ = _numbered(diary, number)
        source = diary.sources_of([pass_])[pass_.source_id]
        seen = diary.viewings_on_pass(pass_)
    if as_json:
        from filmlog.screen.machine import pass_envelope

        typer.echo(pass_envelope(pass_, source, seen))
        return
    from filmlog.cli.lists import show_facts

    facts = [
        ("Price", str(pass_.price) if pass_.price is not None else ""),
        ("Starts", payment.when(pass_.starts) if pass_.starts is not None else ""),
        ("Ends", payment.when(pass_.ends) if pass_.ends is not None else ""),
        ("Runs", "now" if _runs(session, pass_) else ""),
        ("Note", pass_.note),
        *(("Seen", f"{title}, {watched or 'unknown date'}") for title, watched in seen),
    ]
    show_facts(session, f"#{pass_.number} {source.name}, {pass_.kind}", facts)


@app.command("edit")
def edit_pass(
    ctx: typer.Context,
    number: Number,
    kind: Kind = None,
    price: options.Price = None,
    starts: Starts = None,
    ends: Ends = None,
    note: Note = None,
) -> None:
    """Change a pass.

    An empty price ('') means that it is not known.
    """
    session = session_of(ctx)
    if (kind, price, starts, ends, note) == (None, None, None, None, None):
        raise UsageError(
            "Nothing to change was given.", "Give --kind, --price, --starts, --ends or --note."
        )
    with session.diary() as diary, diary.writing():
        before = _numbered(diary, number)
        after = _changed(session, before, kind, price, note)
        if starts is not None:
            after = replace(after, starts=read_moment(session, starts, None))
        if ends is not None:
            after = replace(after, ends=read_moment(session, ends, after.starts))
        _check_order(after)
        if after != before:
            diary.apply([Change(before, after)], f"pass edit #{number}")
    session.say(f"Changed pass #{number}: {payment.describe(after)}.")


def _runs(session: Session, pass_: Pass) -> bool:
    # A ticket has no end and is used up by its one film.
    return pass_.kind != "ticket" and is_running(pass_, session.now)


def _changed(
    session: Session, pass_: Pass, kind: str | None, price: str | None, note: str | None
) -> Pass:
    if price is not None:
        money = parse_money(price, session.config["currency"]) if price.strip() else None
        pass_ = replace(pass_, price=money)
    if kind is not None:
        pass_ = replace(pass_, kind=payment.read_kind(kind))
    return pass_ if note is None else replace(pass_, note=typed.text("--note", note))


def _numbered(diary: Diary, number: int) -> Pass:
    found = next((p for p in diary.passes() if p.number == number), None)
    if found is None:
        raise NotFoundError(f"There is no pass #{number}.", "`filmlog pass list` shows them.")
    return found


def _check_order(pass_: Pass) -> None:
    latest: datetime | None = pass_.ends
    if pass_.starts is not None and latest is not None and latest <= pass_.starts:
        raise UsageError(
            f"A pass that starts {payment.when(pass_.starts)} cannot end {payment.when(latest)}.",
            "Give a later --ends.",
        )
