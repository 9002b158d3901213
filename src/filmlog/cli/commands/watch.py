"""`filmlog watch`: a film to see, with why, from whom, by when and where."""

from typing import Annotated

import typer

from filmlog.cli import options, watching
from filmlog.cli.completion import complete_mood, complete_source
from filmlog.cli.context import session_of
from filmlog.cli.shelving import film_for_shelf, settled
from filmlog.cli.sightings import read_sighting
from filmlog.domain.shelf import PRIORITIES
from filmlog.errors import UsageError

app = options.new_app()


@app.command()
def watch(
    ctx: typer.Context,
    title: options.NewTitle,
    year: options.Year = None,
    why: Annotated[
        str | None, options.text_option("--why", "TEXT", "Why you want to see it.")
    ] = None,
    recommended_by: Annotated[
        str | None, options.text_option("--recommended-by", "NAME", "Who told you of it.")
    ] = None,
    priority: Annotated[
        str | None,
        options.text_option(
            "--priority",
            "P",
            f"{', '.join(PRIORITIES[:-1])} or {PRIORITIES[-1]}.",
            autocompletion=lambda: list(PRIORITIES),
        ),
    ] = None,
    by: Annotated[
        str | None, options.text_option("--by", "DATE", "See it by then: a day, month or year.")
    ] = None,
    mood: Annotated[
        list[str] | None,
        options.text_option(
            "--mood", "WORD", "A mood it suits; repeat.", autocompletion=complete_mood
        ),
    ] = None,
    at: Annotated[
        str | None,
        options.text_option(
            "--at", "SOURCE", "Where it can be found.", autocompletion=complete_source
        ),
    ] = None,
    url: Annotated[str | None, options.text_option("--url", "URL", "Its address there.")] = None,
    price: Annotated[
        str | None, options.text_option("--price", "PRICE", "What it costs there: '5 USD'.")
    ] = None,
    director: options.Director = None,
    runtime: options.Runtime = None,
    genre: options.Genre = None,
    new: options.New = False,
    as_typed: options.AsTyped = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take it off the watchlist.")] = False,
    yes: options.Yes = False,
) -> None:
    """Put a film on the watchlist.

    A film that the diary does not know is made, with no viewing. One that is on the list already
    gets what is given. `filmlog add` takes it off when you have seen it.
    """
    session = session_of(ctx)
    details = watching.read_details(session, ctx.params)
    sighting = read_sighting(session, at, url, price)
    if remove:
        if any(details) or sighting is not None or new:
            raise UsageError("--remove takes the film off the list, and changes nothing of it.")
        session.say(*watching.take_off(session, title, year, sure=yes))
        return
    with session.diary_or_new() as diary:
        film, made = film_for_shelf(session, diary, title, year, is_new=new, as_typed=as_typed)
        with diary.writing():
            film, made = settled(diary, film, made, is_new=new)
            said = watching.put(session, diary, film, made, details, sighting)
    session.say(*said)
