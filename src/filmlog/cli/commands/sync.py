"""`filmlog sync`: one diary on several machines, carried by git."""

from typing import Annotated

import typer

from filmlog.cli import options
from filmlog.cli.context import session_of
from filmlog.errors import UsageError

app = options.new_app(
    invoke_without_command=True, help="Keep one diary on several machines, through git."
)

_DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Fetch, say what would change, and change nothing.")
]


@app.callback()
def sync(ctx: typer.Context, dry_run: _DryRun = False) -> None:
    """Keep one diary on several machines, through git.

    Alone it syncs: what changed here goes out, what changed elsewhere comes in, and what was
    changed on both sides is asked about.
    """
    if ctx.invoked_subcommand is not None:
        if dry_run:
            raise UsageError("--dry-run goes with `filmlog sync` alone.", "Leave it out.")
        return
    from filmlog.cli.sync import running

    running.sync(session_of(ctx), dry_run=dry_run)


@app.command()
def setup(
    ctx: typer.Context,
    remote: Annotated[
        str,
        typer.Argument(
            metavar="REMOTE|PATH",
            help="A folder (a new or an empty one becomes a repository), `user@machine:folder`, "
            "or the address that a forge gives.",
            show_default=False,
        ),
    ],
) -> None:
    """Say what to sync with; `filmlog sync` then does it.

    Use a private repository: whoever can read it can read the diary.
    """
    from filmlog.cli.sync.setting_up import set_up

    set_up(session_of(ctx), remote)


@app.command()
def status(
    ctx: typer.Context, spoilers: options.Spoilers = False, as_json: options.AsJson = False
) -> None:
    """Show what waits to be synced, and the conflicts to settle; exit 11 while there are any.

    Nothing is fetched: `filmlog sync --dry-run` asks the other end.
    """
    from filmlog.cli.sync import state

    state.show_status(session_of(ctx), spoilers=spoilers, as_json=as_json)


@app.command()
def log(
    ctx: typer.Context,
    number: Annotated[
        int, typer.Option("--number", "-n", min=1, metavar="N", help="How many, the newest first.")
    ] = 20,
    as_json: options.AsJson = False,
) -> None:
    """Show what was synced: when, from whom, and what they had done."""
    from filmlog.cli.sync import state

    state.show_log(session_of(ctx), number, as_json=as_json)


@app.command()
def settle(
    ctx: typer.Context,
    conflict: Annotated[
        int | None,
        typer.Argument(
            metavar="[N]", help="The number that `filmlog sync status` shows.", show_default=False
        ),
    ] = None,
    mine: Annotated[bool, typer.Option("--mine", help="Keep what stands here.")] = False,
    theirs: Annotated[bool, typer.Option("--theirs", help="Take the other value.")] = False,
    both: Annotated[bool, typer.Option("--both", help="Keep both texts.")] = False,
    edit: Annotated[bool, typer.Option("--edit", help="Write it in the editor.")] = False,
) -> None:
    """Settle conflicts: one by its number, or all of them; you are asked what you do not say.

    It is a command like any other: `filmlog undo` takes it back.
    """
    from filmlog.cli.sync import running
    from filmlog.cli.sync.settling import CHOICES

    chosen = [
        name for name, is_so in zip(CHOICES, (mine, theirs, both, edit), strict=True) if is_so
    ]
    if len(chosen) > 1:
        raise UsageError("Those options say different things.", "Leave one of them.")
    running.settle_open(session_of(ctx), conflict, chosen[0] if chosen else None)


@app.command()
def purge(ctx: typer.Context, yes: options.Yes = False) -> None:
    """Make the repository forget what was: every earlier text, here and at the other end.

    What the diary holds now stays, also in the trash. The other machines follow at their next
    sync. A copy that somebody made of the repository is out of reach.
    """
    from filmlog.cli.sync import purging

    purging.purge(session_of(ctx), yes=yes)
