"""A card on the screen: drawn by Rich in colour, as plain text where there is none."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from filmlog.cli.context import Session
from filmlog.domain.entry import Entry
from filmlog.domain.film import Film
from filmlog.screen.card import build_card
from filmlog.screen.console import has_colour, show, width_of

if TYPE_CHECKING:
    from filmlog.domain.shelf import Shelved

_PICTURE_WIDTH = 80


def show_card(
    session: Session,
    film: Film,
    entries: Sequence[Entry],
    films_on_pass: Mapping[str, int],
    *,
    spoilers: bool,
    full_cast: bool,
    shelved: Shelved | None = None,
) -> None:
    """Print the card of a film."""
    card = build_card(
        film,
        entries,
        spoilers=spoilers,
        rating_style=session.config["rating_style"],
        full_cast=full_cast,
        films_on_pass=films_on_pass,
        shelved=shelved,
    )
    width = width_of(sys.stdout)
    if has_colour(sys.stdout, session.config["colour"]):
        from filmlog.screen.console import to_ansi  # Rich, with its Markdown: 80 ms
        from filmlog.screen.rich_card import render_rich

        text = to_ansi(render_rich(card, width), width)
    else:
        from filmlog.screen.plain_card import render_plain

        text = render_plain(card, width)
    show(text, session.config["pager"])


def save_card_picture(
    path: Path, film: Film, entries: Sequence[Entry], films_on_pass: Mapping[str, int]
) -> None:
    """Save the card as an SVG picture, the same to the byte each time."""
    from filmlog.files import write_private
    from filmlog.screen.console import to_svg
    from filmlog.screen.rich_card import render_rich

    card = build_card(
        film, entries, spoilers=False, rating_style="stars", films_on_pass=films_on_pass
    )
    command = f'filmlog show "{film.title}"'
    picture = to_svg(render_rich(card, _PICTURE_WIDTH), _PICTURE_WIDTH, command)
    write_private(path, picture.encode())
