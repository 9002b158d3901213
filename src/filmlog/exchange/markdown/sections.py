"""A film and its viewings as Markdown, at any level of headings; pages and documents share it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from filmlog.domain.entry import Entry
from filmlog.domain.filling import is_billed
from filmlog.domain.film import NOBODY, Award, Credit, Film, Related
from filmlog.domain.numerals import ordinal
from filmlog.domain.rating import describe
from filmlog.domain.services import NAMES
from filmlog.domain.shelf import NOWHERE, Shelved
from filmlog.domain.viewing import Picture, Viewing
from filmlog.exchange.markdown.escaping import (
    inline,
    is_link,
    link,
    open_line,
    paragraphs,
    target_of,
)
from filmlog.exchange.markdown.folds import Folds, SpoilerMode, details, name
from filmlog.exchange.markdown.shelf_lines import NO_PATHS, Paths, shelf_facts
from filmlog.exchange.markdown.words import fact_lines, length, names, paid, place, plural

PageOf = Callable[[Related], str]
"""The path of a related film's page, '' when it has none."""

RELATED = "Brings to mind"
"""The heading above the related films."""


def no_page(_: Related) -> str:
    """For a document that has no pages to link to."""
    return ""


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """The viewings that are not in the trash, unknown dates last, whatever order they came in."""
    return sorted(
        (entry for entry in entries if not entry.viewing.deleted),
        key=lambda entry: (
            entry.viewing.watched.iso if entry.viewing.watched else "",
            entry.ordinal,
            entry.viewing.id,
        ),
        reverse=True,
    )


def shown_pictures(viewing: Viewing, mode: SpoilerMode) -> tuple[Picture, ...]:
    """The pictures of a viewing that an export has: one with a spoiler for a caption may be one."""
    if mode != "omit":
        return viewing.pictures
    return tuple(p for p in viewing.pictures if name(p.caption) == p.caption)


def film_lines(
    film: Film,
    entries: Sequence[Entry],
    *,
    level: int,
    spoilers: SpoilerMode,
    picture_paths: Mapping[str, str] | None = None,
    page_of: PageOf = no_page,
    shelved: Shelved = NOWHERE,
    list_paths: Paths = NO_PATHS,
) -> Iterator[str]:
    """Lines of Markdown under a heading of `level`; entries as from `newest_first`.

    Pictures are shown where `picture_paths` (SHA-256 to relative path) is given, else named.
    """
    folds = Folds(spoilers)
    yield f"{'#' * level} {inline(name(film.label))}"
    yield ""
    yield from fact_lines([*_facts(film), *shelf_facts(shelved, list_paths, folds)])
    if film.tagline:
        yield f"*{inline(folds.plain(film.tagline))}*"
        yield ""
    if film.overview:
        yield from paragraphs(folds.plain(film.overview))
        yield ""
    yield from folds.listing()
    for entry in entries:
        yield f"{'#' * (level + 1)} {viewing_heading(entry.viewing)}"
        yield ""
        yield from _viewing_lines(entry, level + 2, Folds(spoilers), picture_paths)
    if film.related:
        yield f"{'#' * (level + 1)} {RELATED}"
        yield ""
        yield from (_related(item, page_of(item), folds) for item in film.related)
        yield ""
        yield from folds.listing()


def _facts(film: Film) -> Iterator[tuple[str, str]]:
    yield "Original title", inline(name(film.original_title))
    yield "Released", film.released.long if film.released else ""
    yield "Runtime", length(film.runtime) if film.runtime is not None else ""
    yield plural("Director", film.directors), names(film.directors)
    yield plural("Writer", film.writers), names(film.writers)
    yield "Cast" if is_billed(film) else "Cast (A-Z)", ", ".join(map(_credit, film.cast))
    yield plural("Genre", film.genres), names(film.genres)
    yield "Countries" if len(film.countries) > 1 else "Country", names(film.countries)
    yield plural("Language", film.languages), names(film.languages)
    yield plural("Award", film.awards), "; ".join(_award(award) for award in film.awards)
    yield "My rating now", _own_rating(film)
    yield "Elsewhere", ", ".join(_elsewhere(film))
    yield "Facts from", "; ".join(_origins(film))


def _own_rating(film: Film) -> str:
    """The rating given apart from any viewing, and its day."""
    if film.rating is None:
        return ""
    on = f" ({film.rated.long})" if film.rated is not None else ""
    return describe(film.rating, "stars") + on


def _elsewhere(film: Film) -> Iterator[str]:
    for site, id_, address in (
        ("IMDb", film.imdb, "https://www.imdb.com/title/{}/"),
        ("TMDB", film.tmdb, "https://www.themoviedb.org/movie/{}"),
        ("Wikidata", film.wikidata, "https://www.wikidata.org/wiki/{}"),
        ("Letterboxd", film.letterboxd, "https://letterboxd.com/film/{}/"),
    ):
        if id_.startswith("boxd.it/"):
            id_ = f"https://{id_}"  # noqa: PLW2901 - Letterboxd's own short address
        if is_link(id_):
            yield link(site, id_)
        elif id_.replace("-", "").isalnum() and id_.isascii():
            yield link(site, address.format(id_))
        elif id_:
            yield f"{site} {inline(name(id_))}"


def _origins(film: Film) -> Iterator[str]:
    """`IMDb on 2026-11-24 (directors, cast)`: a service and a day, and the fields from there."""
    fields: dict[tuple[str, str], list[str]] = {}
    for field, service, day in film.origins:
        if service == NOBODY:
            continue
        fields.setdefault((service, day), []).append(field.replace("_", " "))
    for (service, day), named in fields.items():
        called = NAMES.get(service, service)
        yield f"{inline(name(called))} on {inline(day)} ({inline(', '.join(named))})"


def viewing_heading(viewing: Viewing) -> str:
    """The text of a viewing's heading: when, and how it was liked."""
    when = viewing.watched.words if viewing.watched else "Date not known"
    rating = f", {describe(viewing.rating, 'stars')}" if viewing.rating is not None else ""
    return f"{when}{rating}{' ♥' if viewing.heart else ''}"


def _viewing_lines(
    entry: Entry, level: int, folds: Folds, picture_paths: Mapping[str, str] | None
) -> Iterator[str]:
    viewing = entry.viewing
    for block in above_review(entry, folds).values():
        yield from [*block, ""]
    if viewing.review:
        yield from folds.review(viewing.review, base=level)
    shown = shown_pictures(viewing, folds.mode)
    if picture_paths is not None:
        for picture in shown:
            yield from _picture(picture, picture_paths[picture.sha256], folds)
    elif shown:
        named = "; ".join(_picture_name(picture, folds) for picture in shown)
        yield f"**{plural('Picture', shown)}:** {named}"
        yield ""
    yield from folds.listing()


def above_review(entry: Entry, folds: Folds) -> dict[str, list[str]]:
    """The blocks of Markdown between a viewing's heading and its review, by what they show."""
    viewing = entry.viewing
    blocks: dict[str, list[str]] = {}
    # One paragraph and no list: a review may begin with a list, and the two would be one.
    if byline := [part for part in _byline(entry, folds) if part]:
        blocks["byline"] = [open_line(" · ".join(byline))]
    if viewing.headline:
        blocks["headline"] = [f"**{inline(folds.plain(viewing.headline))}**"]
    if viewing.quote:
        quote = [f"> {line}".rstrip() for line in paragraphs(folds.plain(viewing.quote))]
        if viewing.quote_by:
            quote += [">", f"> — {inline(folds.plain(viewing.quote_by))}"]
        blocks["quote"] = quote
    return blocks


def _byline(entry: Entry, folds: Folds) -> Iterator[str]:
    viewing = entry.viewing
    seen = f"{ordinal(entry.ordinal)} viewing" if entry.ordinal > 1 else ""
    yield ", ".join([seen or "First viewing here", "a rewatch"]) if entry.rewatch else seen
    if viewing.unfinished is not None:
        why = f": {inline(folds.plain(viewing.unfinished_why))}" if viewing.unfinished_why else ""
        yield f"stopped after {length(viewing.unfinished)}{why}"
    yield inline(name(viewing.venue))
    yield inline(name(viewing.format))
    yield f"{inline(name(viewing.subtitles))} subtitles" if viewing.subtitles else ""
    yield _where(entry)
    yield f"with {names(viewing.companions)}" if viewing.companions else ""
    yield f"tagged {names(viewing.tags)}" if viewing.tags else ""


def _where(entry: Entry) -> str:
    at = place(entry.source) if entry.source is not None else ""
    what = paid(entry.pass_) if entry.pass_ is not None else ""
    return f"{at} ({what})" if at and what else at or what


def _picture(picture: Picture, path: str, folds: Folds) -> list[str]:
    """A picture with its caption; one whose caption holds a spoiler is hidden as its words are."""
    hidden = name(picture.caption)
    image = f"![{inline(hidden)}]({target_of(path)})"
    if hidden == picture.caption:
        return [image, ""]
    caption = Folds("open").plain(picture.caption)
    lines = [image, "", *paragraphs(caption)]
    if folds.mode == "open":
        return [*lines, ""]
    return details("Picture with a spoiler", "\n".join(lines))


def _picture_name(picture: Picture, folds: Folds) -> str:
    caption = f" ({inline(folds.plain(picture.caption))})" if picture.caption else ""
    return inline(name(picture.name)) + caption


def _related(item: Related, page: str, folds: Folds) -> str:
    label = inline(name(f"{item.title} ({item.year})" if item.year is not None else item.title))
    reason = f": {inline(folds.plain(item.reason))}" if item.reason else ""
    return f"- {link(label, page) if page else open_line(label)}{reason}"


def _credit(credit: Credit) -> str:
    role = f" as {inline(name(credit.role))}" if credit.role else ""
    return inline(name(credit.name)) + role


def _award(award: Award) -> str:
    at = [inline(name(award.festival)), str(award.year or "")]
    return ", ".join(filter(None, (inline(name(award.prize)), " ".join(filter(None, at)))))
