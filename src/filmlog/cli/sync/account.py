"""What a sync did, as it is said to the person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from filmlog.domain.numerals import kinds_counted

_NAMED = 20
"""Records of a sort that are named."""


class Account:
    """What went out, what came in, and what the person has to look at."""

    def __init__(self) -> None:
        self.sent: dict[str, set[str]] = {}
        self.received: dict[str, set[str]] = {}
        self.was_pushed = False
        self.joined: list[str] = []
        self.unsure: list[str] = []
        self.clashes = 0
        self.was_purged = False

    def add_sent(self, ids: Mapping[str, Iterable[str]]) -> None:
        """Note records that went out, by kind; each counts once, however often it goes."""
        _add(self.sent, ids)

    def add_received(self, ids: Mapping[str, Iterable[str]]) -> None:
        """Note records that came in, by kind."""
        _add(self.received, ids)


class Tense(NamedTuple):
    """How what happened is told: as done, or as it would be."""

    sent: str
    received: str


DONE = Tense("Sent", "Received")
WOULD_BE = Tense("Would send", "Would receive")


def lines(account: Account, tense: Tense) -> Iterator[str]:
    """The account in words."""
    for words, ids in ((tense.sent, account.sent), (tense.received, account.received)):
        if ids:
            counts = {kind: len(of_kind) for kind, of_kind in ids.items()}
            yield f"{words}: {kinds_counted(counts) or 'what is known of imports'}."
    if account.was_pushed and not account.sent:
        yield f"{tense.sent}: what a sync before this could not send."
    if account.was_purged:
        yield "The history was purged at the other end; it is gone here too."
    if account.joined:
        yield "Now one:"
        yield from _listed(account.joined)
    if account.unsure:
        yield "Perhaps one, and left as they are:"
        yield from _listed(account.unsure)
    if not (account.sent or account.received or account.was_purged or account.was_pushed):
        yield "Nothing is new, here or there."


def _listed(words: list[str]) -> Iterator[str]:
    yield from (f"  {one}" for one in words[:_NAMED])
    if len(words) > _NAMED:
        yield f"  and {len(words) - _NAMED:,} more"


def _add(known: dict[str, set[str]], more: Mapping[str, Iterable[str]]) -> None:
    for kind, ids in more.items():
        known.setdefault(kind, set()).update(ids)
