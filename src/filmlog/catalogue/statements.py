"""What an item of Wikidata states: its name, and the values of its properties.

The form is that of mediawiki.org/wiki/Wikibase/DataModel/JSON. Of the values of a property those of
the best rank count, and deprecated ones never; one that is unknown to Wikidata is left out.
"""

from __future__ import annotations

import re

from filmlog.catalogue import service
from filmlog.catalogue.answer import Answer
from filmlog.domain.partial_date import PartialDate

LANGUAGES = "en|mul|fr|de|es|it|pt|nl|sv|da|nb|fi|pl|cs|hu|ro|tr|ru|uk|ja|zh|ko|ar|fa|he|hi"
"""Whose label is taken for a name, the first that there is; `mul` is one for all languages."""

_UNITS = {"Q7727": 1.0, "Q25235": 60.0, "Q11574": 1 / 60}
"""Minutes in a minute, an hour and a second."""

_GENRES = {
    "Science fiction": "Sci-Fi", "Biographical": "Biography", "Animated": "Animation",
    "Historical": "History", "Children's": "Family", "Romantic": "Romance", "Sports": "Sport",
}  # fmt: skip
"""Genres that the starter catalogue, and so a query, has under another name."""


def label(item: Answer) -> str:
    """The item's name in the first language that has one, '' for none."""
    labels = item.under("labels")
    for language in LANGUAGES.split("|"):
        if name := labels.under(language).text("value"):
            return name
    return ""


def texts(item: Answer, number: str) -> list[str]:
    """The values of a property whose values are texts in a language, such as titles."""
    return [text for data in _data(item, number) if (text := data.under("value").text("text"))]


def linked(item: Answer, number: str) -> list[str]:
    """The ids of the items that a property links to."""
    return [key for data in _data(item, number) if (key := data.under("value").text("id"))]


def external(item: Answer, number: str, form: str) -> str:
    """The first id elsewhere that has such a form, '' for none."""
    found = (data.text("value") for data in _data(item, number))
    return next((text for text in found if re.fullmatch(form, text)), "")


def earliest(item: Answer, number: str) -> PartialDate | None:
    """The first of the dates; among those of one year, a day goes before the year alone."""
    dates = [
        found for data in _data(item, number) if (found := _date(data.under("value"))) is not None
    ]
    return min(dates, key=lambda d: (d.year, d.month or 13, d.day or 32), default=None)


def minutes(item: Answer, number: str) -> int | None:
    """The first of the durations, in minutes."""
    for data in _data(item, number):
        value = data.under("value")
        unit = _UNITS.get(value.text("unit").rpartition("/")[2], 0.0)
        found = service.minutes((value.number("amount") or 0) * unit)
        if found is not None:
            return found
    return None


def genre(name: str) -> str:
    """`drama film` is Drama, as everywhere else."""
    bare = name.removesuffix(" film")
    bare = bare[:1].upper() + bare[1:]
    return _GENRES.get(bare, bare)


def _data(item: Answer, number: str) -> list[Answer]:
    ranked: dict[str, list[Answer]] = {"preferred": [], "normal": []}
    for claim in item.under("claims").each(number):
        snak = claim.under("mainsnak")
        if snak.text("snaktype") == "value":
            ranked.get(claim.text("rank"), []).append(snak.under("datavalue"))
    return ranked["preferred"] or ranked["normal"]


def _date(value: Answer) -> PartialDate | None:
    """A date as far as its precision goes: 9 is a year, 10 a month, 11 a day, less nothing."""
    known = {9: 1, 10: 2, 11: 3}.get(int(value.number("precision") or 0))
    parts = re.match(r"\+(\d{4})-(\d\d)-(\d\d)T", value.text("time"))
    if known is None or parts is None:
        return None
    try:
        return PartialDate(*(int(part) for part in parts.groups()[:known]))
    except ValueError:
        return None
