"""A card in colour, for a terminal: one frame around everything, the review drawn from Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from filmlog.screen.card import WIDEST, Card, Part, Seen, Words
from filmlog.screen.facts import Fact
from filmlog.screen.markdown import SafeMarkdown

_ROOMY = 60
"""Cells from which on there is room for margins, and for details beside a date."""


def render_rich(card: Card, width: int) -> RenderableType:
    """The card as something Rich can print, at most `width` cells wide (20 or more)."""
    roomy = width >= _ROOMY
    return Panel(
        Group(*_separated(_sections(card, roomy=roomy))),
        box=box.ROUNDED,
        border_style="film.border",
        padding=(1, 2) if roomy else (0, 1),
        width=min(width, WIDEST),
    )


def _sections(card: Card, *, roomy: bool) -> Iterator[RenderableType]:
    yield _head(card)
    if card.facts or card.origins:
        facts = [(Text(fact.label, "film.label"), Text(fact.value)) for fact in card.facts]
        origins = (Text(line, "film.faint") for line in card.origins)
        yield Group(*([_grid(facts)] if facts else []), *origins)
    if card.overview:
        yield SafeMarkdown(card.overview)
    if card.viewings:
        yield _heading("Viewings" if len(card.viewings) > 1 else "Viewing")
        yield _viewings(card.viewings) if roomy else _stacked(card.viewings)
    for words in card.words:
        yield _heading(words.heading)
        yield from _words(words)
    if card.related:
        yield _heading("Brings to mind")
        yield Group(*(_related(other) for other in card.related))


def _head(card: Card) -> RenderableType:
    title = Table.grid(padding=(0, 0, 0, 2), expand=True)
    title.add_column(overflow="fold")
    title.add_column(justify="right", no_wrap=True)
    title.add_row(Text(card.title, "film.title"), Text(card.number, "film.number"))
    lines: list[RenderableType] = [title]
    if card.original_title:
        lines.append(Text(card.original_title, "film.original"))
    if card.verdict is not None:
        verdict = _stars(card.verdict)
        for detail in card.verdict.details:
            verdict.append(" · " if verdict else "", "film.faint").append(detail, "film.faint")
        lines.append(verdict)
    if card.own_rating:
        lines.append(Text(card.own_rating, "film.faint"))
    if card.tagline:
        lines.append(Text(card.tagline, "film.tagline"))
    return Group(*lines)


def _heading(words: str) -> Rule:
    return Rule(Text(words, "film.section"), style="film.rule", align="left")


def _stars(seen: Seen) -> Text:
    space = " " if seen.rating and seen.heart else ""
    return Text.assemble((seen.rating, "film.stars"), space, (seen.heart, "film.heart"))


def _grid(rows: Iterable[Sequence[RenderableType]], gap: int = 2) -> Table:
    """Rows side by side; the last column takes what the others leave, and wraps."""
    grid = Table.grid(padding=(0, gap, 0, 0))
    for row in rows:
        if not grid.columns:
            for _ in row[:-1]:
                grid.add_column(no_wrap=True)
            grid.add_column(overflow="fold", ratio=1)
        grid.add_row(*row)
    return grid


def _viewings(viewings: Iterable[Seen]) -> RenderableType:
    return _grid((Text(seen.when, "film.date"), _stars(seen), _details(seen)) for seen in viewings)


def _stacked(viewings: Iterable[Seen]) -> RenderableType:
    lines: list[RenderableType] = []
    for seen in viewings:
        lines.append(Text.assemble((seen.when, "film.date"), "  ", _stars(seen)))
        lines.append(Padding(_details(seen), (0, 0, 0, 2)))
    return Group(*lines)


def _details(seen: Seen) -> Text:
    text = Text(overflow="fold")
    for number, detail in enumerate(seen.details):
        text.append("\n" if number else "").append(detail, "" if number == 0 else "film.faint")
    return text


def _words(words: Words) -> Iterator[RenderableType]:
    if words.headline:
        yield Text(words.headline, "film.headline")
    if words.quote or words.quote_by:
        quote = Text(f"“{words.quote}”" if words.quote else "", "film.quote")
        if words.quote_by:
            quote.append("\n" if words.quote else "").append(f"— {words.quote_by}", "film.quote_by")
        yield Padding(quote, (0, 0, 0, 2))
    for part in words.review:
        yield _part(part)
    if words.pictures:
        marked = ((Text("▣", "film.picture"), _picture(picture)) for picture in words.pictures)
        yield _grid(marked, gap=1)


def _part(part: Part) -> RenderableType:
    if part.kind == "fold":
        return _grid([(Text("▸", "film.spoiler"), Text(part.text, "film.spoiler"))], gap=1)
    if part.kind == "prose":
        return SafeMarkdown(part.text)
    return Panel(
        SafeMarkdown(part.text),
        box=box.SQUARE,
        title=Text(f"Spoiler: {part.title}" if part.title else "Spoiler", "film.spoiler"),
        title_align="left",
        border_style="film.spoiler",
    )


def _picture(picture: Fact) -> Text:
    text = Text(picture.value or picture.label)
    return text.append(f" ({picture.label})", "film.faint") if picture.value else text


def _related(other: Fact) -> Text:
    return Text.assemble((other.label, "film.title"), f": {other.value}" if other.value else "")


def _separated(blocks: Iterable[RenderableType]) -> Iterator[RenderableType]:
    for number, block in enumerate(blocks):
        if number:
            yield Text()
        yield block
