"""`filmlog film`: change the facts of a film by flags or in the editor, or look them up."""

from typing import Annotated

import typer

from filmlog.cli import options
from filmlog.cli.completion import complete_title
from filmlog.cli.context import session_of
from filmlog.cli.fields import RATED_FILM_FIELDS, given
from filmlog.cli.film_facts import write
from filmlog.cli.resolve import find_film
from filmlog.errors import UsageError

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
    wikidata: options.Wikidata = None,
    letterboxd: options.Letterboxd = None,
    rating: Annotated[
        str | None,
        options.text_option(
            "--rating", "R", "What you think of it apart from any viewing: 4.5; '' for none."
        ),
    ] = None,
    rated: Annotated[
        str | None, options.text_option("--rated", "DATE", "Since when; today if not said.")
    ] = None,
    in_editor: options.Edit = False,
) -> None:
    """Change the facts you give, or all in your editor.

    With no option it opens the editor.
    An empty value ('') takes a fact away. Plural facts are replaced by what you give.
    """
    session = session_of(ctx)
    asked = dict(ctx.params)
    del asked["film_title"]
    facts = given(RATED_FILM_FIELDS, asked, session)
    if not facts and not in_editor and not session.may_ask:
        raise UsageError(
            "Nothing to change was given, and there is no terminal for an editor.",
            "Give what to change, such as --year 1957, or --edit.",
        )
    with session.diary() as diary:
        before = find_film(session, diary, film_title)
        if in_editor or not facts:
            from filmlog.cli.forms import edited

            with edited(session, before, facts, before.label) as form:
                write(session, diary, before, form.changes, form)
        else:
            write(session, diary, before, facts)


@app.command("lookup")
def look_up_film(
    ctx: typer.Context,
    title: options.SomeTitle = None,
    service: Annotated[
        str | None,
        options.text_option(
            "--from",
            "SERVICE",
            "tmdb or wikidata; tmdb where you gave a token.",
            autocompletion=lambda: ["tmdb", "wikidata"],
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--refresh", help="Fetch all that is from TMDB anew, the oldest first.")
    ] = False,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> None:
    """Ask TMDB or Wikidata for a film, and fill in what is missing.

    What you typed yourself is never overwritten: where the service says otherwise, both are shown.
    Before the first request to a service filmlog says what it would tell whom, and asks you.
    """
    from filmlog.cli import lookup  # 20 ms, with the services

    session = session_of(ctx)
    if everything:
        if title is not None or service not in (None, "tmdb"):
            raise UsageError(
                "--refresh is for all films with facts from TMDB.", "Leave TITLE and --from out."
            )
        with session.diary() as diary:
            lookup.refresh(session, diary, yes=yes, dry_run=dry_run)
        return
    if title is None:
        raise UsageError("Which film is to be looked up?", "Give its title, or --refresh.")
    with session.diary() as diary:
        film = find_film(session, diary, title)
        lookup.look_up(session, diary, film, service, yes=yes, dry_run=dry_run)


@app.command("match")
def match_films(
    ctx: typer.Context,
    title: options.SomeTitle = None,
    to: Annotated[
        str | None,
        options.text_option(
            "--to", "FILM", "The film of the catalogue it is: 'Title (Year)', an id or an address."
        ),
    ] = None,
    none: Annotated[
        bool, typer.Option("--none", help="No service knows this film; do not ask about it.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Fill in all that is sure, and ask nothing.")
    ] = False,
    dry_run: options.DryRun = False,
    as_json: options.AsJson = False,
) -> None:
    """Fill films from the catalogue: one, or all that were logged or imported without their facts.

    What is sure is filled in; on a terminal you are asked about the others. What you typed yourself
    is never overwritten: where the catalogue says otherwise, both are shown.
    """
    from filmlog.cli import left_open  # 10 ms, with the catalogue

    session = session_of(ctx)
    if title is not None:
        if everything or as_json:
            raise UsageError("--all and --json are for all films.", "Leave TITLE out.")
        if none:
            if to is not None or dry_run:
                raise UsageError("--none says that there is no such film.", "Give it alone.")
            film = left_open.leave_out(session, title)
            session.say(f"{film.label}, film #{film.number}, is not asked about any more.")
            return
        session.say(
            *left_open.filled_words(
                *left_open.match_one(session, title, to, dry_run=dry_run), dry_run=dry_run
            )
        )
        return
    if to is not None or none:
        raise UsageError("--to and --none are of one film.", "Give its TITLE too.")
    may_ask = session.may_ask and not (everything or dry_run or as_json)
    dry_run = dry_run or not (everything or may_ask)
    account = left_open.match_all(session, ask=may_ask, dry_run=dry_run)
    if as_json:
        from filmlog.screen.machine import envelope

        typer.echo(envelope("match", left_open.account_json(account)))
        return
    if not any(account):
        session.say("No film is left open.")
        return
    from filmlog.screen.safe import clean

    for line in left_open.account_lines(account, dry_run=dry_run):
        typer.echo(clean(line))
    if dry_run and not everything:
        session.say("Nothing was changed; `filmlog film match --all` fills in what is sure.")


@app.command("merge")
def merge_films(
    ctx: typer.Context,
    films: Annotated[
        tuple[str, str],
        typer.Argument(
            metavar="FILM OTHER",
            help="A title of each, or '#7', its number.",
            autocompletion=complete_title,
        ),
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would become of it, and change nothing.")
    ] = False,
    yes: options.Yes = False,
) -> None:
    """Make one film of two that are the same: OTHER goes into FILM, with all that belongs to it.

    Viewings, places to find it, lists and watchlist come along. What FILM has already stays.
    """
    from filmlog.cli.film_merging import merge  # few merge films

    merge(session_of(ctx), *films, yes=yes, dry_run=dry_run)
