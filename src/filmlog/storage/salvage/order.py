"""Rows in the order of their keys: one that is out of order has a damaged key."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from filmlog.storage.salvage.shapes import Key, Row

_SPAN = 256


class Found(NamedTuple):
    """A row and the page it stands on; None for what cannot be read there."""

    page: int
    row: Row | None


def in_order(found: Iterable[Found], numbers: Callable[[], Mapping[str, int]]) -> Iterator[Found]:
    """The same, without the rows whose keys cannot be right.

    `numbers` has the number of a record by its second column, from an index of the table; it is
    asked where a row is out of order, and for the last one, which nothing comes after.
    """
    context: list[Key] = []
    window: list[Found] = []
    for item in found:
        window.append(item)
        if len(window) == 2 * _SPAN:
            judged = list(_judged(context, window, numbers))[:_SPAN]
            context = [*context, *(item.row.key for item in judged if item.row)][-_SPAN:]
            yield from judged
            del window[:_SPAN]
    yield from _last_checked(context, list(_judged(context, window, numbers)), numbers)


def _judged(
    context: list[Key], window: list[Found], numbers: Callable[[], Mapping[str, int]]
) -> Iterator[Found]:
    keys = [*context, *(item.row.key for item in window if item.row)]
    if all(left < right for left, right in pairwise(keys)):
        yield from window
        return
    good = _longest_rise(keys)
    place = len(context)
    for item in window:
        if item.row is None:
            yield item
            continue
        if place in good:
            yield item
        else:
            number = numbers().get(str(item.row.values[1])) if item.row.values[1:] else None
            yield item._replace(row=None if number is None else _numbered(item.row, number))
        place += 1


def _last_checked(
    context: list[Key], items: list[Found], numbers: Callable[[], Mapping[str, int]]
) -> list[Found]:
    rows = [(place, item.row) for place, item in enumerate(items) if item.row]
    if not rows or not isinstance(rows[-1][1].key, int):
        return items
    place, row = rows[-1]
    before = rows[-2][1].key if len(rows) > 1 else context[-1] if context else 0
    number = numbers().get(str(row.values[1]), row.key)
    if before < number < row.key:  # numbers are given one after the other
        items[place] = items[place]._replace(row=_numbered(row, number))
    return items


def _numbered(row: Row, number: int) -> Row:
    return row._replace(key=number, values=(number, *row.values[1:]))


def _longest_rise(keys: list[Key]) -> set[int]:
    """The places of a longest strictly rising run among `keys`, others left out."""
    tails: list[Key] = []
    places: list[int] = []
    before: list[int] = []
    for place, key in enumerate(keys):
        at = bisect_left(tails, key)
        before.append(places[at - 1] if at else -1)
        if at == len(tails):
            tails.append(key)
            places.append(place)
        else:
            tails[at], places[at] = key, place
    found: set[int] = set()
    place = places[-1] if places else -1
    while place >= 0:
        found.add(place)
        place = before[place]
    return found
