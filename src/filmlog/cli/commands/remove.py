"""`filmlog remove`: put a viewing, or a film with all its viewings, in the trash."""

from typing import Annotated

import typer

from filmlog.cli import options
from filmlog.cli.context import session_of
from filmlog.cli.questions import confirm
from filmlog.cli.resolve import find_film, find_viewing
from filmlog.cli.trashcan import throw_away
from filmlog.domain.entry import Entry
from filmlog.errors import UsageError

app = options.new_app()


@app.command()
def remove(
    ctx: typer.Context,
    title: options.Title,
    viewing: options.ViewingNumber = None,
    year: options.Year = None,
    everything: Annotated[
        bool, typer.Option("--all", help="The film with all its viewings.")
    ] = False,
    yes: options.Yes = False,
) -> None:
    """Put a viewing in the trash; the film goes too when it was the only one.

    Nothing is lost: `filmlog restore` takes it out again.
    """
    session = session_of(ctx)
    if everything and viewing is not None:
        raise UsageError("--all and --viewing say different things.", "Leave one of them out.")
    with session.diary() as diary:
        film = find_film(session, diary, title, year)
        entries = diary.entries_of(film)
        gone = (
            entries
            if everything or not entries
            else [find_viewing(session, entries, film, viewing, "remove")]
        )
        # A film on the watchlist or on a list is kept without a viewing, unless it is meant.
        with_film = len(gone) == len(entries) and (
            everything or not gone or not diary.is_shelved(film)
        )
        what = _what(film.label, gone, with_film=with_film)
        confirm(f"Put {what} in the trash?", may_ask=session.may_ask, yes=yes)
        with diary.writing():
            ids = {e.viewing.id for e in gone}
            fresh = diary.entries_of(film)
            going = [e for e in fresh if e.viewing.id in ids]
            has_changed = with_film and len(fresh) != len(entries)
            if len(going) != len(gone) or has_changed or diary.film(film.number) is None:
                raise UsageError(f"{film.label} has just been changed.", "Nothing was removed.")
            throw_away(diary, film, going, session.now, with_film=with_film)
        session.say(f"In the trash: {what}.", "`filmlog restore` takes it out again.")


def _what(label: str, gone: list[Entry], *, with_film: bool) -> str:
    if with_film:
        return f"{label}, with its {len(gone)} viewings" if len(gone) > 1 else label
    watched = gone[0].viewing.watched
    when = watched.words if watched is not None else "an unknown date"
    return f"the viewing of {label} on {when}"
