"""`filmlog pass`: what was paid for, when it runs, and what it comes to."""

from typing import Annotated

import typer

from filmlog.cli import options, pass_changes, passes, payment, typed
from filmlog.cli.context import session_of
from filmlog.cli.moments import read_moment
from filmlog.domain.change import Change, replace
from filmlog.domain.money import parse_money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.passes import usual_end, usual_period
from filmlog.domain.source import Pass, Source
from filmlog.errors import UsageError
from filmlog.storage.ulid import new_ulid

app = options.new_app(
    invoke_without_command=True, help="Keep what was paid: tickets, rentals, passes."
)

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
Every = Annotated[
    str | None,
    options.text_option("--every", "PERIOD", "Paid again each month or year, or once."),
]
Paid = Annotated[
    str | None, options.text_option("--paid", "DATE", "When it was (first) paid; '' for unknown.")
]
Note = Annotated[str | None, options.text_option("--note", "TEXT", "A note of yours.")]


@app.callback()
def running(ctx: typer.Context, as_json: options.AsJson = False) -> None:
    """Show the passes that are running and when each ends; the commands below change them."""
    if ctx.invoked_subcommand is not None:
        return
    session = session_of(ctx)
    with session.diary() as diary:
        found = passes.running(diary, session.now)
    if as_json:
        from filmlog.screen.machine import envelope
        from filmlog.screen.passes import running_json

        typer.echo(envelope("running", [running_json(one) for one in found]))
        return
    if not found:
        session.say("No pass is running.", "`filmlog pass list` shows those that ran.")
        return
    from filmlog.screen.passes import running_words

    for one in found:
        typer.echo(running_words(one, session.now))


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
    every: Every = None,
    paid: Paid = None,
    note: Note = None,
) -> None:
    """Add a pass, a one-day pass unless --kind says otherwise.

    Viewings at its source while it runs are put on it by themselves. A subscription is paid again
    each month until it is stopped; with --ends it is paid once.
    """
    session = session_of(ctx)
    what = payment.read_kind(kind or "one-day")
    money = parse_money(price, session.config["currency"]) if price is not None else None
    begins = read_moment(session, starts or "now", None)
    name = typed.line("the source", source)
    made = Pass(new_ulid(), "", what, money, begins, note=typed.text("--note", note or ""))
    if ends is not None:
        made = replace(made, ends=read_moment(session, ends, begins))
    else:
        stops = usual_end(what, begins) if begins is not None else None
        made = replace(made, ends=stops, every=usual_period(what))
    if begins is not None:
        made = replace(made, paid=PartialDate.of(min(begins, session.now).date()))
    made = pass_changes.changed(session, made, every=every, paid=paid)
    with session.diary_or_new() as diary, diary.writing():
        changes = []
        at = diary.sources.named(name)
        if at is None:
            at = Source(new_ulid(), name)
            changes.append(Change(None, at))
        made = replace(made, source_id=at.id)
        *_, number = diary.apply([*changes, Change(None, made)], f"pass add {at.name}")
    session.say(f"Added pass #{number}: {at.name}, {payment.describe(made)}.")


@app.command("list")
def list_passes(ctx: typer.Context, as_json: options.AsJson = False) -> None:
    """List the passes, the latest first, with those running marked."""
    session = session_of(ctx)
    with session.diary() as diary:
        found = diary.passes.all()
        sources = diary.sources.of(found)
        counts = diary.passes.counts(p.id for p in found)
    rows = [(p, sources[p.source_id], counts.get(p.id, 0)) for p in found]
    if as_json:
        from filmlog.screen.machine import passes_envelope

        typer.echo(passes_envelope(rows))
        return
    if not found:
        session.say(
            "There are no passes yet.", "`filmlog pass add SOURCE --price '5 USD'` adds one."
        )
        return
    from filmlog.cli.lists import show_passes

    show_passes(session, [(p, s, n, passes.runs(p, session.now)) for p, s, n in rows])


@app.command("show")
def show_pass(ctx: typer.Context, number: Number, as_json: options.AsJson = False) -> None:
    """Show a pass and the films seen on it."""
    session = session_of(ctx)
    with session.diary() as diary:
        pass_ = passes.numbered(diary, number)
        source = diary.sources.of([pass_])[pass_.source_id]
        seen = diary.passes.seen_on(pass_)
    if as_json:
        from filmlog.screen.machine import pass_envelope

        typer.echo(pass_envelope(pass_, source, seen))
        return
    from filmlog.cli.lists import show_facts

    facts = passes.facts(pass_, session.now)
    facts += [("Seen", f"{title}, {watched or 'unknown date'}") for title, watched in seen]
    show_facts(session, f"#{pass_.number} {source.name}, {pass_.kind}", facts)


@app.command("edit")
def edit_pass(
    ctx: typer.Context,
    number: Number,
    kind: Kind = None,
    price: options.Price = None,
    starts: Starts = None,
    ends: Ends = None,
    every: Every = None,
    paid: Paid = None,
    note: Note = None,
) -> None:
    """Correct a pass.

    An empty price ('') means that it is not known.
    """
    session = session_of(ctx)
    if (kind, price, starts, ends, every, paid, note) == (None,) * 7:
        raise UsageError("Nothing to change was given.", "`filmlog pass edit --help` says what.")
    with session.diary() as diary, diary.writing():
        before = passes.numbered(diary, number)
        after = pass_changes.changed(
            session, before, kind, price, starts, ends, every=every, paid=paid, note=note
        )
        passes.apply(diary, before, after, "edit")
    session.say(f"Changed pass #{number}: {payment.describe(after)}.")
    session.say(*pass_changes.paid_again(before, after))


@app.command("extend")
def extend_pass(
    ctx: typer.Context,
    number: Number,
    by: Annotated[
        str | None, options.text_option("--by", "TIME", "How much longer: 24h, 90 min, 3 days.")
    ] = None,
    until: options.Until = None,
    price: Annotated[
        str | None, options.text_option("--price", "PRICE", "What the extension cost.")
    ] = None,
) -> None:
    """Let a pass run longer, and add what that cost to its price."""
    session = session_of(ctx)
    with session.diary() as diary, diary.writing():
        before = passes.numbered(diary, number)
        after = pass_changes.extended(session, before, by, until, price)
        passes.apply(diary, before, after, "extend")
    session.say(f"Pass #{number} runs longer: {payment.describe(after)}.")
    session.say(*pass_changes.paid_again(before, after))


@app.command("stop")
def stop_pass(
    ctx: typer.Context,
    number: Number,
    on: Annotated[
        str | None,
        options.text_option("--on", "WHEN", "When it ends, instead of with what is paid: now."),
    ] = None,
) -> None:
    """Stop a subscription: it runs to the end of what is paid and is not paid again."""
    session = session_of(ctx)
    with session.diary() as diary, diary.writing():
        before = passes.numbered(diary, number)
        after = pass_changes.stopped(session, before, on)
        passes.apply(diary, before, after, "stop")
    session.say(f"Pass #{number} is not paid again: {payment.describe(after)}.")


@app.command("refund")
def refund_pass(
    ctx: typer.Context,
    number: Number,
    amount: Annotated[
        str | None,
        typer.Argument(
            metavar="[AMOUNT]",
            help="What came back in all: the price when not said, 0 for nothing.",
            show_default=False,
        ),
    ] = None,
    on: Annotated[
        str | None, options.text_option("--on", "DATE", "The day it came back; today.")
    ] = None,
) -> None:  # fmt: skip
    """Note money that came back for a pass; spending counts what was paid less that.

    Said again it takes the place of what was said before.
    """
    session = session_of(ctx)
    with session.diary() as diary, diary.writing():
        before = passes.numbered(diary, number)
        after = pass_changes.refunded(session, before, amount, on)
        passes.apply(diary, before, after, "refund")
    session.say(f"Pass #{number}: {payment.describe(after)}.")
