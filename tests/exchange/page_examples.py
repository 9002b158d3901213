"""Pages to be read back, of one film."""

from __future__ import annotations

from typing import Any

import pytest

from filmlog.domain.entry import Entry
from filmlog.domain.film import Film
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.shelf import NOWHERE, Shelved
from filmlog.domain.viewing import Viewing
from filmlog.exchange.markdown.folds import SpoilerMode
from filmlog.exchange.pages.reading import (
    PageError,
    read_page,
)
from filmlog.exchange.pages.shelf_pages import list_paths, wanted
from filmlog.exchange.pages.writing import film_page
from filmlog.exchange.shelves import Shelves

FILE = "The Ascent (1977).md"
SHA = "ab" * 32
ASCENT = Film("01A", "The Ascent", year=1977, directors=("Larisa Shepitko",))


def seen(review: str = "", **fields: Any) -> Entry:
    """A viewing of The Ascent, with these fields."""
    viewing = Viewing("01V", ASCENT.id, PartialDate(2026, 11, 20), 90, review=review)
    return Entry(viewing._replace(**fields), ASCENT)


def page_of(*entries: Entry, film: Film = ASCENT, shelved: Shelved = NOWHERE) -> str:
    """Its page."""
    names = {picture.sha256: picture.name for e in entries for picture in e.viewing.pictures}
    return film_page(film, entries, picture_names=names, shelved=shelved)


def review_of(page: str) -> str:
    """The review that a page says."""
    return read_page(page, FILE).viewings[0].viewing.review


def shelf_pages_of(shelves: Shelves, mode: SpoilerMode = "fold") -> dict[str, str]:
    """The pages of lists and sources, by the id of what they are of."""
    pages = wanted(shelves, mode, {}, list_paths(shelves))
    return {page.film: page.data().decode() for page in pages}


def refused(page: str) -> str:
    """Why a page is not read."""
    with pytest.raises(PageError) as caught:
        read_page(page, FILE)
    return caught.value.sentence
