"""A page taken apart: its fields, and which lines of its body are reviews."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from filmlog.domain.entry import Entry
from filmlog.domain.film import Film
from filmlog.domain.numerals import counted, ordinal
from filmlog.domain.viewing import Viewing
from filmlog.exchange.markdown.confined import top_headings
from filmlog.exchange.markdown.folds import Folds
from filmlog.exchange.markdown.sections import RELATED, above_review, viewing_heading
from filmlog.exchange.pages.exact import Exact, item_path, unpacked
from filmlog.exchange.pages.fields import NOT_KEPT, Fields
from filmlog.exchange.pages.front_matter_reading import PageError, lines_of, read_front_matter
from filmlog.exchange.pages.layout import BLOCKS, Layout, first_of_review
from filmlog.exchange.pages.records import Seen, seen
from filmlog.exchange.pages.review_reading import read_review, round_trip

_HEADING = "## "


class Page(NamedTuple):
    """A page: its lines, where its body begins (from 0), its file and what it says."""

    lines: list[str]
    body: int
    file: str
    fields: Fields
    exact: Exact

    def error(self, number: int, why: str, hint: str = "") -> PageError:
        """An error about a line, counted from 0."""
        return PageError(self.file, min(number, len(self.lines) - 1) + 1, why, hint)


class Part(NamedTuple):
    """A viewing on a page: what its record says, and the lines of its review and what follows."""

    seen: Seen
    layout: Layout
    lines: list[str]
    span: range
    kept: str | None

    def seen_with_review(self) -> Seen:
        """The viewing with its review: the text kept for it, if that is what the page shows."""
        was = {"spoilers": self.layout.spoilers, "lowered": self.layout.lowered}
        review = read_review(self.lines[self.span.start : self.span.stop], **was)
        if self.kept is not None and round_trip(self.kept, **was) == review:
            review = self.kept
        return self.seen._replace(viewing=self.seen.viewing._replace(review=review))


def begun(text: str, file: str) -> Page:
    """A page with the fields of its front matter, their texts as they are in full.

    Raises PageError.
    """
    lines = lines_of(text)
    if NOT_KEPT.search(text):
        number = next(n for n, line in enumerate(lines, 1) if NOT_KEPT.search(line))
        raise PageError(file, number, "A NUL or half a character is not kept in a diary.")
    record, body = read_front_matter(lines, file)
    fields = Fields(record, file)
    if said := fields.text("spoilers"):
        raise PageError(
            file,
            record.line_of("spoilers"),
            f"The hidden words of this page were {said} when it was written.",
            "They would be lost: write the pages with neither --spoilers nor --no-spoilers.",
        )
    given = fields.one("exact")
    exact = Exact(_unpacked(given) if given is not None else {})
    for key, value in record.items():
        if key != "exact":
            record[key] = exact.restore(value, key)
    return Page(lines, body, file, fields, exact)


def viewing_parts(page: Page, film_id: str) -> list[Part]:
    """The viewings of a film's page, in its order. Raises PageError."""
    records = page.fields.records("viewings")
    all_seen = [seen(record, film_id) for record in records]
    spans = _viewing_spans(page, [each.viewing for each in all_seen])
    return [
        Part(
            each,
            layout := _layout(record),
            page.lines,
            _review_span(page, span, each, record, layout),
            page.exact.get(f"{item_path('viewings', record.record, index)}.review"),
        )
        for index, (each, span, record) in enumerate(zip(all_seen, spans, records, strict=True))
    ]


def _viewing_spans(page: Page, viewings: Sequence[Viewing]) -> list[range]:
    """The lines of each viewing, its heading first."""
    body = page.lines[page.body :]
    starts = [page.body + n for n in top_headings("\n".join(body)) if body[n].startswith(_HEADING)]
    spans = [range(*pair) for pair in pairwise([*starts, len(page.lines)])]
    texts = [page.lines[start].removeprefix(_HEADING).strip() for start in starts]
    if texts and texts[-1] == RELATED:
        spans.pop()
    if len(spans) != len(viewings):
        too_many = spans[len(viewings) :]
        raise page.error(
            too_many[0].start if too_many else page.fields.record.line_of("viewings") - 1,
            f"The front matter has {counted(len(viewings), 'viewing')}, and below it stand "
            f"{counted(len(spans), 'heading')} of level 2.",
            "Each viewing has one (##), in the same order; headings in a review begin with ###.",
        )
    headings = [viewing_heading(viewing) for viewing in viewings]
    for span, text, heading in zip(spans, texts, headings, strict=False):
        if text != heading and text in headings:
            raise page.error(
                span.start,
                "This is the heading of another viewing.",
                "The viewings stand in the same order in the front matter and below it.",
            )
    return spans


def _review_span(page: Page, span: range, given: Seen, fields: Fields, layout: Layout) -> range:
    """The lines of a viewing that are its review, with the pictures and spoilers at its end."""
    below = range(span.start + 1, span.stop)
    first = next((page.lines[n] for n in below if page.lines[n].strip()), "")
    entry = Entry(
        given.viewing,
        Film(given.viewing.film_id, ""),
        given.source,
        given.pass_,
        _ordinal(first),
        fields.flag("rewatch") or False,
    )
    blocks = above_review(entry, Folds("fold"))
    start, is_sure = first_of_review(page.lines, below, layout, blocks)
    if not is_sure:
        raise page.error(
            start,
            "What stands between this viewing's heading and its review is not as filmlog wrote it.",
            "It is worked out from the front matter: change it there and leave it as it was here.",
        )
    return range(start, span.stop)


def _layout(fields: Fields) -> Layout:
    """The layout of a viewing as its record has it; one that was added by hand has none."""
    given = fields.one("layout")
    if given is None:
        return Layout({})
    given.only((*BLOCKS, *Layout._fields[1:]))
    return Layout(
        {key: given.text(key) for key in BLOCKS if key in given.record},
        given.whole("spoilers", 0, 10**9) or 0,
        given.whole("lowered", 0, 6) or 0,
    )


def _ordinal(byline: str) -> int:
    """Which viewing of the film a byline says it is."""
    number = byline[:9].partition(" ")[0].rstrip("stndrh")
    is_said = number.isdecimal() and byline.startswith(f"{ordinal(int(number))} viewing")
    return int(number) if is_said else 1


def _unpacked(fields: Fields) -> dict[str, str]:
    found = {}
    for key in fields.record:
        try:
            found[key] = unpacked(fields.text(key))
        except ValueError:
            fields.fail(key, "is damaged. Leave what stands under `exact` as it was.")
        if NOT_KEPT.search(found[key]):
            fields.fail(key, "holds a NUL, which a diary does not keep.")
    return found
