"""`filmlog found`: where a film can be found, and where it could not."""

from typing import Annotated

import typer

from filmlog.cli import options, sightings
from filmlog.cli.completion import complete_source
from filmlog.cli.context import Session, session_of
from filmlog.cli.questions import confirm
from filmlog.cli.resolve import find_film
from filmlog.cli.shelving import settled
from filmlog.domain.change import Change, replace
from filmlog.domain.film import Film
from filmlog.domain.moment import stamp
from filmlog.domain.source import Offer, Source
from filmlog.errors import AmbiguousError, NotFoundError, UsageError
from filmlog.storage.diary import Diary

app = options.new_app()


@app.command()
def found(
    ctx: typer.Context,
    title: options.Title,
    year: options.Year = None,
    at: Annotated[
        str | None,
        options.text_option(
            "--at", "SOURCE", "The site, cinema, shop or shelf.", autocompletion=complete_source
        ),
    ] = None,
    url: Annotated[str | None, options.text_option("--url", "URL", "Its address there.")] = None,
    price: Annotated[
        str | None, options.text_option("--price", "PRICE", "What it costs there: '5 USD'.")
    ] = None,
    not_there: Annotated[
        bool, typer.Option("--not-there", help="It is not there, or no longer.")
    ] = False,
    on: Annotated[
        str | None, options.text_option("--on", "DATE", "The day you looked; today if not said.")
    ] = None,
    note: Annotated[str | None, options.text_option("--note", "TEXT", "A note of yours.")] = None,
    forget: Annotated[
        bool, typer.Option("--forget", help="Take away what is noted of that source.")
    ] = False,
    yes: options.Yes = False,
    as_json: options.AsJson = False,
    spoilers: options.Spoilers = False,
) -> None:
    """Note where a film can be found.

    Each source has one note a film, and the next one changes it. Without --at it shows them.
    """
    session = session_of(ctx)
    sighting = sightings.read_sighting(
        session, at, url, price, note=note, on=on, is_there=not not_there
    )
    if sighting is None:
        if forget:
            raise UsageError("What to forget was not said.", "Say it with --at SOURCE.")
        _show(session, title, year, as_json=as_json, spoilers=spoilers)
        return
    if as_json:
        raise UsageError("--json shows what is noted.", "Leave --at out.")
    if forget and (url, price, note, on, not_there) != (None, None, None, None, False):
        raise UsageError("--forget takes all away that is noted of a source.", "Give --at alone.")
    with session.diary() as diary:
        film = _known(session, diary, title, year)
        if forget:
            source, _ = _noted(diary, film, sighting.source)
            question = f"Forget what is noted of {film.label} at {source.name}?"
            confirm(question, may_ask=session.may_ask, yes=yes)
        with diary.writing():
            # What was asked about may have been changed by another terminal.
            film, _ = settled(diary, film, [], is_new=False)
            said = (
                _forget(session, diary, film, sighting.source)
                if forget
                else _note(diary, film, sighting)
            )
    session.say(*said)


def _note(diary: Diary, film: Film, sighting: sightings.Sighting) -> list[str]:
    source, offer, changes = sightings.offer_changes(diary, film, sighting)
    if changes:
        diary.apply(changes, f"found {film.label}")
    return sightings.found_words(film, source, offer)


def _forget(session: Session, diary: Diary, film: Film, name: str) -> list[str]:
    source, offer = _noted(diary, film, name)
    gone = replace(offer, deleted=stamp(session.now))
    diary.apply([Change(offer, gone)], f"found --forget {film.label}")
    return [f"Nothing is noted of {film.label} at {source.name} any more."]


def _noted(diary: Diary, film: Film, name: str) -> tuple[Source, Offer]:
    source = diary.sources.named(name)
    offer = diary.offers.at(film, source) if source is not None else None
    if source is None or offer is None:
        raise NotFoundError(
            f"Nothing is noted of {film.label} at {name}.", "`filmlog found TITLE` shows what is."
        )
    return source, offer


def _show(session: Session, title: str, year: int | None, *, as_json: bool, spoilers: bool) -> None:
    with session.diary() as diary:
        film = _known(session, diary, title, year)
        offers = diary.offers.of(film)
    from filmlog.screen import watchlist as screen

    if as_json:
        from filmlog.screen.machine import envelope

        typer.echo(envelope("found", screen.found_json(film, offers, spoilers=spoilers)))
        return
    if not offers:
        session.say(
            f"Nothing is noted of where {film.label} can be found.",
            "`filmlog found TITLE --at SOURCE` notes it.",
        )
        return
    from filmlog.cli.lists import show_table

    session.say(film.label)
    show_table(session, screen.OFFERS, screen.offer_rows(offers, spoilers=spoilers))


def _known(session: Session, diary: Diary, title: str, year: int | None) -> Film:
    """The film of the diary that is meant. Raises NotFoundError, saying how to put it there."""
    try:
        return find_film(session, diary, title, year)
    except AmbiguousError:
        raise
    except NotFoundError as error:
        raise NotFoundError(
            error.sentence, "`filmlog watch TITLE` puts a film to see in the diary."
        ) from None
