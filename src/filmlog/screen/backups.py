"""Backups as a table and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from filmlog.domain.contents import Contents
from filmlog.domain.numerals import counted
from filmlog.domain.size import size_words
from filmlog.screen.records import Plain
from filmlog.screen.table import Column

COLUMNS = (
    Column("#", align="right", style="film.number"),
    Column("Made", style="film.date"),
    Column("Why"),
    Column("Size", rank=3, align="right"),
    Column("Films", rank=4, align="right"),
    Column("Viewings", rank=2, align="right"),
    Column("Reviews", rank=5, align="right"),
    Column("Latest", rank=1),
    Column("Check", rank=1),
)
_WHY = {"day": "daily", "asked": "asked for"}


class Shown(NamedTuple):
    """A backup to be shown: where, when made, why, its bytes, and what is in it.

    `contents` is None for one that cannot be read; `fault` is None where nobody looked, '' where
    nothing is wrong, else a sentence.
    """

    path: str
    at: datetime
    why: str
    size: int
    contents: Contents | None
    fault: str | None

    @property
    def is_bad(self) -> bool:
        """Whether nobody could go back to it."""
        return self.contents is None or bool(self.fault)


def rows(backups: Sequence[Shown]) -> list[tuple[str, ...]]:
    """The cells of COLUMNS for each, numbered from 1; times are local."""
    return [
        (
            str(number),
            f"{backup.at.astimezone():%Y-%m-%d %H:%M}",
            _why(backup.why),
            size_words(backup.size),
            *_held(backup.contents),
            _state(backup),
        )
        for number, backup in enumerate(backups, 1)
    ]


def total_words(backups: Sequence[Shown], limit: int) -> str:
    """`3 backups, 1.2 MB of 500 MB`."""
    total = sum(backup.size for backup in backups)
    return f"{counted(len(backups), 'backup')}, {size_words(total)} of {size_words(limit)}"


def backups_json(backups: Sequence[Shown], folder: str, limit: int) -> Plain:
    """What `backups --json` prints. What is not known of a backup is null; `latest` is ISO 8601."""
    return {
        "backups": [
            {
                "at": f"{backup.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
                "is_readable": backup.contents is not None,
                "is_whole": None if backup.fault is None else not backup.fault,
                "number": number,
                "path": backup.path,
                "size": backup.size,
                "why": backup.why,
                **_held_json(backup.contents),
            }
            for number, backup in enumerate(backups, 1)
        ],
        "folder": folder,
        "limit": limit,
        "size": sum(backup.size for backup in backups),
    }


def _why(why: str) -> str:
    return "upgrade" if why.startswith("schema-") else _WHY.get(why, why)


def _held(contents: Contents | None) -> tuple[str, ...]:
    if contents is None:
        return ("", "", "", "")
    numbers = contents.films, contents.viewings, contents.reviews
    return (*(f"{number:,}" for number in numbers), contents.latest)


def _held_json(contents: Contents | None) -> Plain:
    names = ("films", "viewings", "reviews", "latest", "schema")
    if contents is None:
        return dict.fromkeys(names)
    return {name: getattr(contents, name) for name in names} | {"latest": contents.latest or None}


def _state(backup: Shown) -> str:
    if backup.contents is None:
        return "cannot be read"
    return {None: "", "": "sound"}.get(backup.fault, "damaged")
