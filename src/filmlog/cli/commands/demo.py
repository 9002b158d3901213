"""`filmlog demo`: a full card from a throw-away diary, for a first look."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from filmlog.cli import options
from filmlog.cli.cards import save_card_picture, show_card
from filmlog.cli.context import session_of
from filmlog.demo import cranes
from filmlog.errors import UsageError
from filmlog.storage.diary import Diary

app = options.new_app()


@app.command()
def demo(
    ctx: typer.Context,
    spoilers: options.Spoilers = False,
    svg: Annotated[
        Path | None,
        typer.Option("--svg", metavar="FILE", help="Save the card as an SVG picture instead."),
    ] = None,
    keep: Annotated[
        Path | None,
        typer.Option("--keep", metavar="FILE", help="Keep the example diary in this new file."),
    ] = None,
) -> None:
    """Show a full card from a throw-away diary; your own diary is not touched."""
    session = session_of(ctx)
    if keep is not None and keep.exists():
        raise UsageError(f"{keep} is there already.", "Name a file that is not.")
    with tempfile.TemporaryDirectory(prefix="filmlog-demo-") as folder:
        with Diary.open(keep or Path(folder) / "diary.db", create=True) as diary:
            changes, pictures = cranes.changes()
            with diary.writing():
                for sha256, data in pictures.items():
                    diary.keep_picture(sha256, data)
                number, *_ = diary.apply(changes, "demo")
            film = diary.film(number)
            assert film is not None  # noqa: S101 - it was written a line above
            entries = diary.entries_of(film)
            counts = diary.passes.counts(e.viewing.pass_id for e in entries)
        if svg is not None:
            save_card_picture(svg, film, entries, counts)
            session.say(f"The card is saved in {svg}.")
            return
        show_card(session, film, entries, counts, spoilers=spoilers, full_cast=False)
    if keep is None:
        session.say(
            "This diary is gone again. Begin your own: filmlog add 'The Cranes Are Flying' "
            "--rating 4.5"
        )
    else:
        session.say(f"The diary is kept: filmlog --db {keep} list")
