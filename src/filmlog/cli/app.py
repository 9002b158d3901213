"""The program's table of contents: its commands, its global options, and its one way out.

Each command is imported only when it is called, and every error leaves through `run`.
"""

import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from filmlog import __version__
from filmlog.cli.context import Session
from filmlog.cli.ending import ReaderLeftError, guarded

COMMANDS = {
    "add": "Log a film you have watched.",
    "show": "Show a film's card: facts, viewings, review.",
    "compare": "Put the viewings of a film side by side.",
    "list": "List viewings, the newest first.",
    "search": "Find viewings by any words, with excerpts.",
    "stats": "Show the figures of a year, a query, or everything.",
    "spending": "Show what was paid: by source, month, kind or film.",
    "edit": "Change a viewing: date, rating, review, anything.",
    "film": "Change the facts of a film.",
    "catalogue": "Keep the films that fill themselves in.",
    "remove": "Put a viewing or a film in the trash.",
    "restore": "Take it out of the trash again.",
    "trash": "Show what is in the trash.",
    "undo": "Take back what was done last.",
    "redo": "Do again what undo took back.",
    "history": "Show what was changed, by whom and when.",
    "source": "Keep the places where films are found.",
    "pass": "Keep what was paid: tickets, rentals, day passes.",
    "found": "Note where a film can be found.",
    "watch": "Put a film on the watchlist.",
    "watchlist": "Show the films to see, or draw one.",
    "lists": "Keep lists of films: ranked, ordered or not.",
    "import": "Move in from a service, a table, or filmlog itself.",
    "export": "Write the diary out: Markdown, JSON, CSV and others.",
    "backup": "Make a backup of the diary, checked.",
    "backups": "Show the backups there are.",
    "restore-backup": "Go back to a backup, after showing the difference.",
    "doctor": "Look for anything wrong with the diary, and mend it.",
    "sync": "Keep one diary on several machines, through git.",
    "config": "Show and change the settings.",
    "where": "Print where the diary is.",
    "demo": "Show a full card from a throw-away diary.",
}
"""Every command with the line `filmlog --help` gives it; its module has the same name."""


class CommandGroup(TyperGroup):
    """The root: knows its commands by name, and turns every error into a sentence and a code."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]  # Typer's own Context
        """The commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]  # Typer's own Context
        """Import the command and build it, this one alone."""
        if cmd_name not in COMMANDS:
            return None
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name.replace("-", "_")
        module = import_module(f"filmlog.cli.commands.{name}")
        command = typer.main.get_command(module.app)
        command.name = cmd_name
        return command

    def format_commands(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]  # Typer's own Context
        """List the commands from the table, without importing them all."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]  # Typer's own Context
        """Find the command; for a word that is none, suggest the nearest."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            ctx.fail(
                f"There is no command {args[0]!r}."
                + (f" Did you mean `filmlog {near[0]}`?" if near else "")
            )
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]  # Typer's own Context
        """Run the command; Click would make an exit code 1 of a reader that has seen enough."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise ReaderLeftError from error
        except Exception:
            if not isinstance(ctx.obj, Session):
                raise
            # Much is shown after the diary is closed: a value no filmlog writes fails only there.
            from filmlog.storage.failures import explained

            with explained(ctx.obj.db_path):
                raise

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command line; exit with its code, or return it when not `standalone_mode`."""
        run_it = partial(
            super().main, args, "filmlog", complete_var, False, windows_expand_args, **extra
        )
        code = guarded(run_it)
        if standalone_mode:
            sys.exit(code)
        return code


app = typer.Typer(
    cls=CommandGroup,
    pretty_exceptions_enable=False,  # its locals would print private notes
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(value: bool) -> None:
    if value:
        typer.echo(f"filmlog {__version__}")
        raise typer.Exit


@app.callback()
def root(
    ctx: typer.Context,
    db: Annotated[
        Path | None,
        typer.Option("--db", metavar="FILE", help="Use this diary. $FILMLOG_DB does the same."),
    ] = None,
    no_input: Annotated[
        bool, typer.Option("--no-input", help="Never ask; stop with a sentence instead.")
    ] = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version", "-V", callback=_print_version, is_eager=True, help="Show the version."
        ),
    ] = False,
) -> None:
    """A private film diary, kept in one SQLite file you own.

    Log a film with `filmlog add`, read your review years later with `filmlog show`.
    """
    ctx.obj = Session(db, may_ask=not no_input)


def run() -> int:
    """Run filmlog on sys.argv; the code to exit with, after everything is written."""
    return int(app(standalone_mode=False))
