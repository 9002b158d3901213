"""`filmlog config`: show and change the settings."""

from typing import Annotated

import typer

from filmlog import paths
from filmlog.cli import options
from filmlog.cli.context import session_of
from filmlog.cli.editor import edit_file
from filmlog.config import SETTINGS, find, load, store
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
    typer.echo(paths.config_path())


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
