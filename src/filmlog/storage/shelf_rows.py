"""Rows of offers, the watchlist and named lists to records and back; see rows.py."""

from __future__ import annotations

from typing import Any

from filmlog.domain.shelf import FilmList, Listed, Wish
from filmlog.domain.source import Offer
from filmlog.storage.rows import Row, iso, money, partial, price_values

OFFER = (
    "number", "id", "film", "source", "url", "minor", "currency", "is_there", "checked", "note",
    "deleted",
)  # fmt: skip
WISH = (
    "number", "id", "film", "why", "recommended_by", "priority", "due", "added", "deleted",
)  # fmt: skip
FILM_LIST = ("number", "id", "name", "kind", "note", "deleted")
LISTED = ("number", "id", "filmlist", "film", "rank", "note", "deleted")


def offer_values(offer: Offer) -> tuple[Any, ...]:
    """The columns of OFFER after the number; film and source as ULIDs."""
    return (
        offer.id, offer.film_id, offer.source_id, offer.url, *price_values(offer.price),
        int(offer.is_there), iso(offer.checked), offer.note, offer.deleted,
    )  # fmt: skip


def make_offer(row: Row) -> Offer:
    """An offer from its row (columns OFFER, references as ULIDs)."""
    number, ulid, film, source, url, minor, currency, is_there, checked, note, deleted = row
    price, day = money(minor, currency), partial(checked)
    return Offer(ulid, film, source, url, price, bool(is_there), day, note, deleted, number)


def wish_values(wish: Wish) -> tuple[Any, ...]:
    """The columns of WISH after the number; the film as a ULID."""
    return (
        wish.id, wish.film_id, wish.why, wish.recommended_by, wish.priority, iso(wish.due),
        iso(wish.added), wish.deleted,
    )  # fmt: skip


def wish_children(wish: Wish) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of the child table of a wish."""
    return {"wish_mood": list(enumerate(wish.moods))}


def make_wish(row: Row, moods: tuple[str, ...]) -> Wish:
    """A wish from its row (columns WISH, the film as a ULID) and its moods."""
    number, ulid, film, why, by, priority, due, added, deleted = row
    days = partial(due), moods, partial(added)
    return Wish(ulid, film, why, by, priority, *days, deleted, number)


def film_list_values(film_list: FilmList) -> tuple[Any, ...]:
    """The columns of FILM_LIST after the number."""
    return (film_list.id, film_list.name, film_list.kind, film_list.note, film_list.deleted)


def make_film_list(row: Row) -> FilmList:
    """A list from its row (columns FILM_LIST)."""
    number, ulid, name, kind, note, deleted = row
    return FilmList(ulid, name, kind, note, deleted, number)


def listed_values(listed: Listed) -> tuple[Any, ...]:
    """The columns of LISTED after the number; list and film as ULIDs."""
    return (listed.id, listed.list_id, listed.film_id, listed.rank, listed.note, listed.deleted)


def make_listed(row: Row) -> Listed:
    """A film on a list from its row (columns LISTED, references as ULIDs)."""
    number, ulid, film_list, film, rank, note, deleted = row
    return Listed(ulid, film_list, film, rank, note, deleted, number)
