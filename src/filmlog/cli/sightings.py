"""Where a film can be found, as `found` and `watch` are told: a source and the offer it makes."""

from __future__ import annotations

from typing import Any, NamedTuple

from filmlog.cli import typed
from filmlog.cli.context import Session
from filmlog.domain.change import Change, replace
from filmlog.domain.film import Film
from filmlog.domain.money import parse_money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.source import Offer, Source
from filmlog.errors import UsageError
from filmlog.screen.safe import clean
from filmlog.storage.diary import Diary
from filmlog.storage.ulid import new_ulid


class Sighting(NamedTuple):
    """What was said about where a film can be found: a source, and attributes of its offer."""

    source: str
    offer: dict[str, Any]


def read_sighting(
    session: Session,
    at: str | None,
    url: str | None,
    price: str | None,
    *,
    note: str | None = None,
    on: str | None = None,
    is_there: bool = True,
) -> Sighting | None:
    """Read what is said of a place, None when nothing is. Raises UsageError without a source."""
    if at is None:
        if (url, price, note, on, is_there) != (None, None, None, None, True):
            raise UsageError("Where that is was not said.", "Say it with --at SOURCE.")
        return None
    name = typed.line("--at", at)
    if not clean(name).strip():
        raise UsageError("The source has no name.", "Give --at a name that can be read.")
    offer: dict[str, Any] = {"is_there": is_there, "checked": PartialDate.of(session.today)}
    if on is not None:
        offer["checked"] = session.read_date(on) if on.strip() else None
    if url is not None:
        offer["url"] = typed.line("--url", url)
    if price is not None:
        currency = session.config["currency"]
        offer["price"] = parse_money(price, currency) if price.strip() else None
    if note is not None:
        offer["note"] = typed.text("--note", note)
    return Sighting(name, offer)


def offer_changes(
    diary: Diary, film: Film, sighting: Sighting
) -> tuple[Source, Offer, list[Change]]:
    """The source and the offer that a sighting means, and what makes or changes them.

    A film has one offer a source; one seen again keeps what is not said anew.
    """
    changes: list[Change] = []
    source = diary.sources.named(sighting.source)
    if source is None:
        source = Source(new_ulid(), sighting.source)
        changes.append(Change(None, source))
    before = diary.offers.at(film, source)
    after = replace(before or Offer(new_ulid(), film.id, source.id), **sighting.offer)
    if after != before:
        changes.append(Change(before, after))
    return source, after, changes


def found_words(film: Film, source: Source, offer: Offer) -> list[str]:
    """What is known of a place, in a sentence, and its address."""
    price = f" for {offer.price}" if offer.price is not None else ""
    checked = f", checked {offer.checked.words}" if offer.checked is not None else ""
    is_there = (
        f"can be found at {source.name}{price}" if offer.is_there else f"is not at {source.name}"
    )
    return [f"{film.label} {is_there}{checked}.", *([offer.url] if offer.url else [])]
