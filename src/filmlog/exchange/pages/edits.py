"""Changes on a page that are not read, so that they can be told and are not lost in silence."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from filmlog.exchange.pages.body import Page, begun, viewing_parts
from filmlog.exchange.pages.front_matter_reading import Record
from filmlog.exchange.pages.review_reading import end_of_review

_WORKED_OUT = ("rating", "tags")
"""Keys of a film's page that follow from its viewings."""

_NOT_ALWAYS = frozenset({"origins", "film_rating", "rated", "exact"})
"""Keys that are read, and that only some pages have."""


def unread_edits(page_text: str, *rendered: str) -> list[int]:
    """The lines (from 1) of a page that were changed and say nothing, in order.

    They differ from those of every one of the `rendered` pages: of the film, list or source as it
    was, and as it is with the changes that the page does say. Keys that filmlog does not know
    count too. Raises PageError for a page that cannot be read.
    """
    page = begun(page_text, "")
    others = [begun(text, "") for text in rendered]
    changed = [_body_edits(page, other) | _key_edits(page, other) for other in others]
    return sorted(set.intersection(*changed)) if changed else []


def _body_edits(page: Page, other: Page) -> set[int]:
    ours, theirs = list(_worked_out(page)), list(_worked_out(other))
    left = [page.lines[n].rstrip() for n in ours]
    right = [other.lines[n].rstrip() for n in theirs]
    if left == right:
        return set()
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    same = {
        n for block in matcher.get_matching_blocks() for n in range(block.a, block.a + block.size)
    }
    return {number + 1 for n, number in enumerate(ours) if n not in same}


def _worked_out(page: Page) -> Iterator[int]:
    """The lines of the body, from 0, that are worked out: neither reviews nor their spoilers."""
    read: set[int] = set()
    if "viewings" in page.fields.record:
        for part in viewing_parts(page, ""):
            stop, listing = end_of_review(page.lines[part.span.start : part.span.stop])
            read.update(part.span[:stop])
            read.update(part.span[listing.start : listing.stop])
    for number in range(page.body, len(page.lines)):
        if number not in read and page.lines[number].strip():
            yield number


def _key_edits(page: Page, other: Page) -> set[int]:
    ours, theirs = page.fields.record, other.fields.record
    found = {
        ours.line_of(key)
        for key, value in ours.items()
        if (key in _WORKED_OUT and value != theirs.get(key))
        or (key not in theirs and key not in _NOT_ALWAYS)
    }
    rewatches = {each.get("id"): each.get("rewatch") for each in _viewings(theirs)}
    for each in _viewings(ours):
        id_ = each.get("id")
        if id_ and id_ in rewatches and each.get("rewatch") != rewatches[id_]:
            found.add(each.line_of("rewatch"))
    return found


def _viewings(record: Record) -> list[Record]:
    return [each for each in record.get("viewings") or () if isinstance(each, Record)]
