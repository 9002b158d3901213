"""One viewing of a film: when, how, with whom, and what was thought of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from filmlog.domain.record import numbered

if TYPE_CHECKING:
    from filmlog.domain.partial_date import PartialDate


class Picture(NamedTuple):
    """A picture kept with a viewing: its file name, caption, and the SHA-256 of its bytes."""

    name: str
    sha256: str
    caption: str = ""


@numbered
class Viewing(NamedTuple):
    """One film, seen once. The rating belongs here, so a film has as many as it has viewings.

    `watched` is known to the day, month or year, or not at all. `rating` is an integer 1-100 (a
    half star is 10). `rewatch` is the person's own word and None when it is to be worked out.
    `unfinished` is the minutes watched before stopping, None for a film seen to its end.
    `subtitles` is a language; `format` the print (35 mm, DVD, stream). `review` is Markdown
    with the spoiler notation of domain/review.py. `id` is a ULID, `number` a short number.
    """

    id: str
    film_id: str
    watched: PartialDate | None = None
    rating: int | None = None
    heart: bool = False
    rewatch: bool | None = None
    unfinished: int | None = None
    unfinished_why: str = ""
    companions: tuple[str, ...] = ()
    venue: str = ""
    format: str = ""
    subtitles: str = ""
    tags: tuple[str, ...] = ()
    headline: str = ""
    quote: str = ""
    quote_by: str = ""
    review: str = ""
    pictures: tuple[Picture, ...] = ()
    source_id: str = ""
    pass_id: str = ""
    deleted: str = ""
    number: int = 0
