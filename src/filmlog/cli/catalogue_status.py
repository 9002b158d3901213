"""What the catalogue is: of whom, as of which day, how large, and on which terms."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import NamedTuple

from filmlog import paths
from filmlog.catalogue.catalogue import About, Catalogue
from filmlog.cli.context import Session
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.services import NOTICES

NONE_YET = "None yet. The starter catalogue of 17,470 films is made when it is first needed."
STARTER_TERMS = "In the public domain (CC0); the facts are from Wikidata."
IMDB_TERMS = f"For personal and non-commercial use. {NOTICES['imdb']}"


class Status(NamedTuple):
    """A catalogue at `path`, or None; `days` is how old it is, `is_off` that it is not used."""

    path: Path
    about: About | None
    days: int
    is_off: bool


def status_of(session: Session) -> Status:
    """How things stand. Raises CatalogueError for a file that is damaged or no catalogue."""
    path = paths.catalogue_path()
    is_off = session.config["catalogue"] == "never"
    if not path.exists():
        return Status(path, None, 0, is_off)
    with Catalogue.open(path) as catalogue:
        about = catalogue.about
    # A clock that is wrong makes nothing younger than new.
    days = max(0, (session.now.date() - date.fromisoformat(about.day)).days)
    return Status(path, about, days, is_off)


def heading(status: Status) -> str:
    """What is there, in a line."""
    if status.about is None:
        return NONE_YET
    if status.about.kind == "starter":
        return "The starter catalogue"
    return "A catalogue made from IMDb's files"


def facts(status: Status) -> list[tuple[str, str]]:
    """The rest, each under its label."""
    about = status.about
    off = (
        "switched off; `filmlog config set catalogue auto` switches it on" if status.is_off else ""
    )
    if about is None:
        return [("File", _at_home(str(status.path))), ("Use", off)]
    is_starter = about.kind == "starter"
    return [
        ("As of", f"{day_words(about.day)}, {_ago(status.days)}"),
        ("Films", f"{about.films:,}{'' if is_starter else f', {kind_words(about)}'}"),
        ("Size", f"{megabytes(about.size)} MB"),
        ("File", _at_home(str(status.path))),
        ("From", _at_home(about.whence)),
        ("Use", off),
        ("Terms", STARTER_TERMS if is_starter else IMDB_TERMS),
        ("More", "`filmlog catalogue build` gets every film." if is_starter else ""),
    ]


def as_json(status: Status) -> dict[str, object]:
    """The same for programs; `catalogue` is null where there is none yet."""
    about = status.about
    return {
        "file": str(status.path),
        "is_used": not status.is_off,
        "catalogue": about
        and {
            "courtesy": NOTICES["imdb"] if about.kind == "imdb" else "",
            "day": about.day,
            "days_old": status.days,
            "everything": about.everything,
            "films": about.films,
            "from": about.kind,
            "size": about.size,
            "whence": about.whence,
        },
    }


def day_words(day: str) -> str:
    """`24 November 2026`."""
    return PartialDate.parse_iso(day).long


def kind_words(about: About) -> str:
    """Which of IMDb's films are in it."""
    return "every one there is" if about.everything else "those that are rated or recent"


def megabytes(size: int) -> str:
    """Bytes as millions of them, begun ones too."""
    return f"{-(-size // 1_000_000):,}"


def _at_home(place: str) -> str:
    """A path as people write it, with `~` for their own folder."""
    home = str(Path.home())
    return f"~{place.removeprefix(home)}" if place.startswith(home + os.sep) else place


def _ago(days: int) -> str:
    return {0: "today", 1: "yesterday"}.get(days, f"{days:,} days ago")
