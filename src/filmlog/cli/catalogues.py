"""The catalogue of films that a command may look in; the starter one is made when there is none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from filmlog import paths
from filmlog.errors import CatalogueError, FilmlogError

if TYPE_CHECKING:
    from filmlog.catalogue.catalogue import Catalogue
    from filmlog.cli.context import Session


@contextmanager
def catalogue_of(
    session: Session, *, make: bool = True, is_silent: bool = False
) -> Iterator[Catalogue | None]:
    """The catalogue, or None when it is switched off, or cannot be read, which is then said.

    With `make` the starter catalogue is made where there is none, which takes a second or two.
    """
    try:
        catalogue = _open(session, make=make)
    except FilmlogError as error:
        # The diary does not need it: a film is logged with what was typed.
        if not is_silent:
            session.say(f"No catalogue: {error.sentence}", *([error.hint] if error.hint else []))
        catalogue = None
    if catalogue is None:
        yield None
        return
    with catalogue:
        yield catalogue


@contextmanager
def needed_catalogue(session: Session) -> Iterator[Catalogue]:
    """The catalogue for a command that does nothing without it. Raises CatalogueError."""
    catalogue = _open(session, make=True)
    if catalogue is None:
        raise CatalogueError(
            "The catalogue is switched off.", "`filmlog config set catalogue auto` switches it on."
        )
    with catalogue:
        yield catalogue


def _open(session: Session, *, make: bool) -> Catalogue | None:
    if session.config["catalogue"] == "never":
        return None
    path = paths.catalogue_path()
    if not path.exists():
        return _made(session, path) if make else None
    from filmlog.catalogue.catalogue import Catalogue  # 5 ms

    catalogue = Catalogue.open(path)
    if make and catalogue.is_of_an_older_starter:
        with catalogue:
            session.say("This filmlog brings a newer starter catalogue.")
        return _made(session, path)
    return catalogue


def _made(session: Session, path: Path) -> Catalogue:
    from filmlog.catalogue.catalogue import Catalogue
    from filmlog.catalogue.starter import build_starter

    session.say("Indexing the starter catalogue, once ...")
    films = build_starter(path)
    session.say(f"It has {films:,} films; `filmlog catalogue build` gets every other one.")
    return Catalogue.open(path)
