"""What a salvage saved and what it did not: in lines for people, and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from filmlog.domain.numerals import counted, kinds_counted
from filmlog.domain.salvaged import Account, Note
from filmlog.screen.safe import clean
from filmlog.screen.width import wrap

_MOST = 20
"""Notes of a kind that are shown to people; `--json` has them all."""

_HEADINGS = {
    "lost": "Lost:",
    "stand-in": "Lost, with something in its place:",
    "in part": "Saved, but not as it was:",
    "older": "Saved from pages that were given back, so maybe as it was earlier:",
}
_WORDS = {
    "filmlist": "list",
    "listed": "film on a list",
    "wish": "film on the watchlist",
    "offer": "place to find a film",
    "imported": "row of an import",
    "command": "command of the history",
    "change": "step of the history",
    "film_credit": "credit of film",
    "film_label": "genre, country or language of film",
    "film_award": "award of film",
    "film_related": "related film of film",
    "film_origin": "origin of a fact of film",
    "viewing_label": "tag or companion of viewing",
    "viewing_picture": "picture of viewing",
    "wish_mood": "mood of film on the watchlist",
}


def lines(account: Account, out: str, width: int) -> Iterator[str]:
    """What is in the new diary `out`, and what is not, in lines of `width` cells."""
    saved = kinds_counted(account.saved) or "nothing"
    history = counted(account.saved.get("command", 0), "command")
    yield from wrap(clean(f"Saved in {out}: {saved}; {history} of the history."), width)
    if account.is_whole:
        yield "Nothing was lost."
        return
    if account.bad_pages:
        yield ""
        yield f"Damaged pages, of {account.pages:,}:"
        yield from _items(
            [f"page {page:,}: {_word(table)}" for page, table in account.bad_pages], width
        )
    for outcome, heading in _HEADINGS.items():
        notes = [note for note in account.notes if note.outcome == outcome]
        if notes:
            yield ""
            yield heading
            yield from _items([_told(note) for note in notes], width)


def account_json(account: Account, out: str) -> dict[str, Any]:
    """The account as `doctor --salvage --json` prints it; numbers are null where not known."""
    return {
        "file": out,
        "schema": account.schema,
        "whole": account.is_whole,
        "pages": account.pages,
        "damaged_pages": [page._asdict() for page in account.bad_pages],
        "saved": account.saved,
        "not_as_it_was": [note._asdict() for note in account.notes],
    }


def _told(note: Note) -> str:
    number = "" if note.number is None else f" {note.number:,}"
    name = f" ({note.name})" if note.name else ""
    return f"{_word(note.table)}{number}{name}: {note.why}"


def _word(table: str) -> str:
    return _WORDS.get(table, table)


def _items(items: list[str], width: int) -> Iterator[str]:
    """Each once, with how often it comes."""
    grouped = [(item, len(list(same))) for item, same in groupby(items)]
    for item, count in grouped[:_MOST]:
        times = f" ({count:,} times)" if count > 1 else ""
        for place, line in enumerate(wrap(clean(item + times), width - 2)):
            yield f"{'  ' if place else '- '}{line}"
    if len(grouped) > _MOST:
        yield f"- and {len(grouped) - _MOST:,} more; --json has them all"
