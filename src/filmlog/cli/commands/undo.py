"""`filmlog undo`: take back what was done last, any number of steps."""

from typing import Annotated

import typer

from filmlog.cli import options
from filmlog.cli.context import session_of

app = options.new_app()


@app.command()
def undo(
    ctx: typer.Context,
    steps: Annotated[
        int, typer.Argument(metavar="[STEPS]", min=1, help="How many commands to take back.")
    ] = 1,
) -> None:
    """Take back the last command that changed the diary, whichever it was, or several.

    An import is one step. Nothing is lost: `filmlog redo` does it again.
    """
    from filmlog.cli import turning_back

    session = session_of(ctx)
    with session.diary() as diary:
        undone = turning_back.undo(diary, steps, session.now)
        session.say(*turning_back.lines(undone, "Undone", diary.who))
        if len(undone) < steps:
            before = diary.journal.to_undo()
            session.say(
                "There is nothing before that."
                if before is None
                else f"Undo goes no further than: {before.words}."
            )
    session.say("`filmlog redo` does it again.")
