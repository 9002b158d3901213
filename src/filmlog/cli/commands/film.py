"""`filmlog film edit`: change the facts of a film, by flags or in the editor."""

from typing import Annotated, Any

import typer

from filmlog.cli import options
from filmlog.cli.context import Session, session_of
from filmlog.cli.echo import differences
from filmlog.cli.fields import FILM_FIELDS, given
from filmlog.cli.resolve import find_film
from filmlog.domain.change import Change, replace
from filmlog.domain.film import Film
from filmlog.errors import UsageError
from filmlog.storage.diary import Diary

app = options.new_app(no_args_is_help=True, help="Change the facts of a film.")


@app.callback()
def film() -> None:
    """Change the facts of a film."""


@app.command("edit")
def edit_film(
    ctx: typer.Context,
    film_title: options.Title,
    title: Annotated[
        str | None, options.text_option("--title", "TITLE", "The film's title from now on.")
    ] = None,
    year: Annotated[
        str | None, options.text_option("--year", "YEAR", "The year of release; '' for none.")
    ] = None,
    original_title: options.OriginalTitle = None,
    director: options.Director = None,
    writer: options.Writer = None,
    cast: options.Cast = None,
    runtime: options.Runtime = None,
    released: options.Released = None,
    genre: options.Genre = None,
    country: options.Country = None,
    language: options.Language = None,
    overview: options.Overview = None,
    tagline: options.Tagline = None,
    award: options.Award = None,
    related: options.Related = None,
    imdb: options.Imdb = None,
    tmdb: options.Tmdb = None,
    in_editor: options.Edit = False,
) -> None:
    """Change the facts you give, or all in your editor.

    With no option it opens the editor.
    An empty value ('') takes a fact away. Plural facts are replaced by what you give.
    """
    session = session_of(ctx)
    asked = dict(ctx.params)
    del asked["film_title"]
    facts = given(FILM_FIELDS, asked, session)
    if not facts and not in_editor and not session.may_ask:
        raise UsageError(
            "Nothing to change was given, and there is no terminal for an editor.",
            "Give what to change, such as --year 1957, or --edit.",
        )
    with session.diary() as diary:
        before = find_film(session, diary, film_title)
        if in_editor or not facts:
            from filmlog.cli.forms import edited_film

            with edited_film(session, replace(before, **facts)) as edited:
                _write(session, diary, before, facts | edited)
        else:
            _write(session, diary, before, facts)


def _write(session: Session, diary: Diary, before: Film, facts: dict[str, Any]) -> None:
    if not facts.get("title", before.title):
        raise UsageError("A film needs a title.", "Give it one; it can be changed again.")
    with diary.writing():
        # Read again under the lock: another terminal may have changed what is not changed here.
        fresh = diary.film(before.number)
        if fresh is None:
            raise UsageError(f"{before.label} has just been removed.", "Nothing was changed.")
        after = replace(fresh, **facts)
        if after != fresh:
            diary.apply([Change(fresh, after)], f"film edit {after.label}")
    if after == fresh:
        session.say(f"Nothing to change in {after.label}.")
    else:
        what = differences(fresh, after, (field.attribute for field in FILM_FIELDS))
        session.say(f"Changed the {what} of {after.label}, film #{after.number}")
