"""`filmlog config`: show and change the settings."""

import sys
from typing import Annotated

import typer

from filmlog import paths
from filmlog.cli import options
from filmlog.cli.context import Session, session_of
from filmlog.cli.editor import edit_file
from filmlog.config import SETTINGS, find, load, store
from filmlog.errors import CancelledError, UsageError
from filmlog.files import make_private_dir, write_private

app = options.new_app(no_args_is_help=True, help="Show and change the settings.")

Name = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help="A setting; `config list` shows them.",
        autocompletion=lambda: [setting.name for setting in SETTINGS],
    ),
]


@app.command("list")
def list_settings(ctx: typer.Context, as_json: options.AsJson = False) -> None:
    """Show every setting, its value, and what it does."""
    config = session_of(ctx).config
    if as_json:
        from filmlog.screen.machine import envelope

        typer.echo(envelope("config", {setting.name: config[setting.name] for setting in SETTINGS}))
        return
    for setting in SETTINGS:
        origin = "" if config.is_set(setting.name) else "  (default)"
        typer.echo(f"{setting.name} = {config[setting.name] or '(none)'}{origin}")
        typer.echo(f"    {setting.help}; {setting.values}")


@app.command("get")
def get_setting(ctx: typer.Context, name: Name) -> None:
    """Print the value of one setting."""
    typer.echo(session_of(ctx).config[find(name).name])


@app.command("set")
def set_setting(
    ctx: typer.Context,
    name: Name,
    value: Annotated[
        str, typer.Argument(metavar="VALUE", help="Its value; `config list` says which there are.")
    ],
) -> None:
    """Set one setting; the other lines of the file stay as they are."""
    kept = store(name, value)
    session_of(ctx).say(f"{find(name).name} = {kept or '(none)'}")


@app.command("path")
def print_path() -> None:
    """Print where the settings are, whether or not there are any yet."""
    from filmlog.screen.console import show_path

    show_path(paths.config_path())


@app.command("edit")
def edit_settings(ctx: typer.Context) -> None:
    """Open the settings in your editor, and check them after."""
    path = paths.config_path()
    if not path.exists():
        lines = [f'# {s.name} = "{s.default}"  # {s.help}; {s.values}\n' for s in SETTINGS]
        make_private_dir(path.parent)
        write_private(path, "".join(lines).encode())
    edit_file(path)
    load(path)
    session_of(ctx).say(f"The settings in {path} are in order.")


@app.command("token")
def keep_token(
    ctx: typer.Context,
    remove: Annotated[bool, typer.Option("--remove", help="Forget the token.")] = False,
) -> None:
    """Keep your own TMDB token where only you can read it.

    It is asked for without showing it, or read from a pipe, and kept in the keyring if there is
    one, else in a file of mode 0600. $FILMLOG_TMDB_TOKEN goes before it.
    """
    from filmlog.catalogue import token  # seldom used

    session = session_of(ctx)
    if remove:
        was_there = token.remove()
        session.say("The token is forgotten." if was_there else "No token was kept.")
        return
    text = _read_token(session)
    if not text:
        raise CancelledError("Nothing was given, and nothing was changed.")
    session.say(f"The token is kept in {token.store(text)}.")


def _read_token(session: Session) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline(5000).strip()
    if not session.may_ask:
        raise UsageError("The token cannot be asked for here.", "Give it through a pipe.")
    from getpass import getpass

    return getpass("Your TMDB token (it is not shown): ").strip()
