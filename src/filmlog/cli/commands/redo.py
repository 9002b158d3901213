"""`filmlog redo`: do again what undo took back."""

from typing import Annotated

import typer

from filmlog.cli import options
from filmlog.cli.context import session_of

app = options.new_app()


@app.command()
def redo(
    ctx: typer.Context,
    steps: Annotated[
        int, typer.Argument(metavar="[STEPS]", min=1, help="How many commands to do again.")
    ] = 1,
) -> None:
    """Do again what `filmlog undo` took back, as long as nothing else was done since."""
    from filmlog.cli import turning_back

    session = session_of(ctx)
    with session.diary() as diary:
        done = turning_back.redo(diary, steps, session.now)
        session.say(*turning_back.lines(done, "Done again", diary.who))
    if len(done) < steps:
        session.say("Nothing else was undone.")
