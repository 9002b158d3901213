"""`filmlog doctor --salvage FILE`: save what can be read of the diary, and say what could not."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from filmlog.cli.context import Session
from filmlog.errors import UsageError
from filmlog.paths import expanded


def run(session: Session, out: Path, *, as_json: bool = False) -> None:
    """Save into the new diary `out` and print the account; exit 1 when anything was lost.

    Raises UsageError for `-`, and what `storage.salvage.saving.save` does.
    """
    from filmlog.screen import salvage
    from filmlog.storage.salvage.saving import save

    target = expanded(out)
    if str(out) == "-":
        raise UsageError(
            "A diary is a file and cannot be written to standard output.", "Name a new FILE."
        )
    account = save(session.db_path, target)
    if as_json:
        from filmlog.screen.machine import envelope

        typer.echo(envelope("salvage", salvage.account_json(account, str(target))))
    else:
        from filmlog.screen.console import show, width_of

        lines = salvage.lines(account, str(target), width_of(sys.stdout))
        show("".join(f"{line}\n" for line in lines), "never")
    if not account.is_whole:
        raise typer.Exit(1)
