"""A card on the screen: with Rich on a terminal, as plain text anywhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from filmlog.cli.context import Session
from filmlog.domain.entry import Entry
from filmlog.domain.film import Film


def show_card(
    session: Session,
    film: Film,
    entries: Sequence[Entry],
    films_on_pass: Mapping[str, int],
    *,
    spoilers: bool,
    full_cast: bool,
) -> None:
    """Print the card of a film."""
