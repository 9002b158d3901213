"""The one place with colours. They are the terminal's own sixteen, so that its theme fits them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.theme import Theme

STYLES = {
    "film.title": "bold",
    "film.original": "italic",
    "film.tagline": "italic",
    "film.number": "dim",
    "film.date": "cyan",
    "film.stars": "yellow",
    "film.heart": "red",
    "film.source": "green",
    "film.headline": "italic",
    "film.label": "cyan",
    "film.section": "bold cyan",
    "film.rule": "cyan",
    "film.border": "yellow",
    "film.quote": "italic",
    "film.quote_by": "dim",
    "film.spoiler": "magenta",
    "film.picture": "green",
    "film.faint": "dim",
    "table.header": "bold",
    "markdown.h1": "bold underline",
    "markdown.h2": "bold",
    "markdown.h3": "bold",
    "markdown.h4": "italic",
    "markdown.h5": "italic",
    "markdown.h6": "italic",
    "markdown.code": "cyan",
    "markdown.code_block": "cyan",
    "markdown.block_quote": "italic",
    "markdown.item.bullet": "yellow",
    "markdown.item.number": "yellow",
    "markdown.hr": "dim",
    "markdown.table.border": "dim",
    "markdown.table.header": "bold",
}


def theme() -> Theme:
    """The styles as Rich takes them."""
    from rich.theme import Theme  # 20 ms

    return Theme(STYLES)
