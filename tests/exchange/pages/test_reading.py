from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.domain.entry import Entry
from filmlog.domain.film import Film
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.shelf import NOWHERE, FilmList, Listed, OnList, Shelved
from filmlog.domain.source import Pass, Source
from filmlog.domain.viewing import Picture
from filmlog.exchange.markdown.folds import SpoilerMode
from filmlog.exchange.markdown.sections import newest_first
from filmlog.exchange.pages.reading import (
    PageError,
    kind_of_page,
    read_list_page,
    read_page,
    read_source_page,
)
from filmlog.exchange.pages.writing import film_page
from filmlog.exchange.shelves import Shelves
from tests.effort import some
from tests.examples import films, partial_dates, viewings
from tests.exchange.diaries import cranes, full_entry, full_shelves, hostile
from tests.exchange.markdown.test_document import secretive
from tests.exchange.page_examples import (
    ASCENT,
    FILE,
    SHA,
    page_of,
    refused,
    review_of,
    seen,
    shelf_pages_of,
)

# What a page itself is made of.
lookalike = st.lists(
    hostile
    | st.sampled_from(
        [
            *(
                "\n\n",
                "\n",
                "||he||",
                "\\[spoiler 1]",
                "[spoiler 2]",
                "[spoiler, 1 word]",
                "## Ran",
            ),
            *("<details><summary>Spoiler</summary>\n\nx\n\n</details>", "&lt;", "^\\[", "]\\: x"),
            *("<details><summary>Spoiler 1</summary>\n\n**Spoiler 1:** x\n\n</details>", "&#37;"),
            *("![x](pictures/p.png)", "**Cold.**", "> Look.", "\n:::spoiler T\nx\n:::\n", "---"),
            *("\n```\n", "## Brings to mind", "\n:::spoiler\n## He\n:::\n", "\n---\n"),
        ]
    ),
    max_size=5,
).map("".join)


def _check(page: str, film: Film, entries: Sequence[Entry], shelved: Shelved = NOWHERE) -> None:
    read = read_page(page, FILE)
    assert read.film == film
    assert [seen.viewing for seen in read.viewings] == [e.viewing for e in newest_first(entries)]
    assert [(seen.source, seen.pass_) for seen in read.viewings] == [
        (entry.source, entry.pass_) for entry in newest_first(entries)
    ]
    assert list(read.offers) == list(shelved.offers)
    assert read.wish == shelved.wish


@settings(max_examples=some(150), deadline=None)
@given(hostile | secretive, hostile | secretive)
def test_a_page_says_all_of_a_film_again(text: str, review: str) -> None:
    film, entry = full_entry(text, review)
    film = film._replace(rating=70, rated=PartialDate(2026, 11))
    shelved = full_shelves(film, text or "x").by_film()[film.id]
    source = entry.source._replace(name=text or "x") if entry.source else None
    entries = [entry._replace(source=source, film=film)]
    page = film_page(film, entries, picture_names={SHA: "p.png"}, shelved=shelved)
    _check(page, film, entries, shelved)
    assert kind_of_page(page) == "film"


@settings(max_examples=some(150), deadline=None)
@given(st.lists(st.tuples(lookalike, lookalike), min_size=2, max_size=3))
def test_no_review_reaches_into_what_stands_around_it(given_texts: list[tuple[str, str]]) -> None:
    pictures = (Picture("p.png", SHA, "||He||"), Picture("p.png", SHA, "plain"))
    entries = [
        seen(review, id=f"01V{n}", headline=headline, quote=headline, pictures=pictures)
        for n, (headline, review) in enumerate(given_texts)
    ]
    _check(page_of(*newest_first(entries)), ASCENT, entries)


@settings(max_examples=some(60), deadline=None)
@given(st.data())
def test_a_page_says_all_of_any_film_and_viewings_again(data: st.DataObject) -> None:
    film = data.draw(films())
    film = film._replace(
        rating=data.draw(st.none() | st.integers(1, 100)),
        rated=data.draw(st.none() | partial_dates()),
    )
    entries = [
        Entry(data.draw(viewings(film.id)), film, ordinal=number, rewatch=data.draw(st.booleans()))
        for number in range(1, data.draw(st.integers(0, 3)) + 1)
    ]
    _check(film_page(film, entries, picture_names={}), film, entries)


@settings(max_examples=some(80), deadline=None)
@given(hostile | secretive)
def test_pages_of_lists_and_sources_say_all_again(text: str) -> None:
    shelves = full_shelves(ASCENT, text)
    pages = shelf_pages_of(shelves)
    for film_list, items in shelves.lists:
        read = read_list_page(pages[film_list.id], FILE)
        assert read.film_list == film_list
        assert list(read.listed) == [item.listed for item in items]
        assert read.films == (Film(ASCENT.id, ASCENT.title, year=1977),)
        assert kind_of_page(pages[film_list.id]) == "list"
    source, passes = shelves.at_sources()[0]
    read_source = read_source_page(pages[source.id], FILE)
    assert read_source == (source, tuple(passes))
    assert kind_of_page(pages[source.id]) == "source"
    assert kind_of_page(pages[""]) == "watchlist"


def test_the_example_comes_back_and_shows_its_review_as_it_reads() -> None:
    film, entries, paths = cranes()
    names = {sha: path.removeprefix("pictures/") for sha, path in paths.items()}
    page = film_page(film, entries, picture_names=names)
    _check(page, film, entries)
    assert page.count('"viewings.') == 1
    assert '"layout": {"byline": "' in page
    assert read_page(page, FILE).viewings[0].files[0] == (
        entries[1].viewing.pictures[0].sha256,
        paths[entries[1].viewing.pictures[0].sha256],
    )


def test_a_pass_of_another_source_and_a_picture_of_another_name_are_told() -> None:
    source, pass_ = Source("01S", "Arsenal"), Pass("01P", "01T", "ticket", Money(1234, "BHD"))
    viewing = seen().viewing._replace(
        source_id="01S", pass_id=pass_.id, pictures=(Picture("IMG/1.png", SHA),)
    )
    entries = [Entry(viewing, ASCENT, source, pass_)]
    page = film_page(ASCENT, entries, picture_names={SHA: "IMG 1.png"})
    _check(page, ASCENT, entries)
    own = Pass("01P", "01S", "free", starts=datetime(2026, 1, 1, tzinfo=UTC))
    entries = [Entry(viewing, ASCENT, source, own)]
    page = film_page(ASCENT, entries, picture_names={SHA: "IMG 1.png"})
    assert '"source": "01' not in page
    _check(page, ASCENT, entries)


@pytest.mark.parametrize("mode", ["open", "omit"])
def test_pages_with_spoilers_written_or_left_out_are_refused(mode: SpoilerMode) -> None:
    plain = seen("[a]: b\n===")
    page = film_page(ASCENT, [plain], spoilers=mode, picture_names={})
    assert review_of(page) == plain.viewing.review
    hidden_picture = seen(pictures=(Picture("p.png", SHA, "||He||"),))
    for entry in (seen("||He||"), seen(":::spoiler\nHe"), seen(headline="||He||"), hidden_picture):
        page = film_page(ASCENT, [entry], spoilers=mode, picture_names={SHA: "p.png"})
        assert "The hidden words of this page were" in refused(page)
    shelves = full_shelves(ASCENT, "||He||")
    with pytest.raises(PageError, match="hidden words"):
        read_source_page(shelf_pages_of(shelves, mode)["01SOURCE"], FILE)


@settings(max_examples=some(300), deadline=None)
@given(st.integers(0, 2**32))
def test_a_damaged_page_is_read_or_refused(seed: int) -> None:
    film, entries, _ = cranes()
    shelved = full_shelves(film, "||x||\n").by_film()[film.id]
    page = page_of(*entries, film=film, shelved=shelved)
    chance = random.Random(seed)  # noqa: S311 - damage, not a secret
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(page))
        much = chance.choice([1, 1, 3, 200, 2000])
        put = chance.choice(
            [
                *("", "\n", "\x00", "\ud800", '"', "- ", "[", "{", ": ", "---\n", "## ", "```\n"),
                *("</details>", "<details><summary>Spoiler</summary>", "&a ", page[at : at + 50]),
            ]
        )
        page = page[:at] + put + page[at + chance.choice([0, much]) :]
    error = None
    try:
        read_page(page, FILE)
    except PageError as caught:
        error = caught
    if error is not None:
        assert error.sentence.startswith(f"{FILE}, line {error.line}: ")
        assert 1 <= error.line <= page.count("\n") + page.count("\r") + 1


def test_kinds_of_pages() -> None:
    assert kind_of_page("# Notes\n") == kind_of_page("") == kind_of_page("---\n") == ""
    assert kind_of_page("---\ntitle: A post\ndate: 2026\n---\nviewings:\n") == ""
    assert kind_of_page("---\nname: A\nkind: post\n---\n") == ""
    assert kind_of_page("\ufeff---\r\ntitle: Ran\r\nviewings: []\r\n---\r\n") == "film"
    assert kind_of_page("---\nname: Top\nkind: ranked\nfilms: [Ran]\n---\n") == "list"
    assert kind_of_page("---\nname: watchlist\nkind: site\nurl: x\n---\n") == "source"


def test_a_list_is_put_in_another_order_by_moving_lines() -> None:
    made = FilmList("01L", "Top", "ranked")
    others = [Film(f"01F{n}", f"Film {n}", year=2000) for n in range(3)]
    items = [OnList(Listed(f"01I{n}", "01L", f.id, n), f, n + 1) for n, f in enumerate(others)]
    page = shelf_pages_of(Shelves(lists=[(made, items)]))["01L"]
    lines = page.split("\n")
    at = lines.index("films:") + 1
    lines[at : at + 3] = [lines[at + 2], *lines[at : at + 2]]
    moved = read_list_page("\n".join(lines), FILE)
    assert [film.title for film in moved.films] == ["Film 2", "Film 0", "Film 1"]
    ranks = [listed.rank for listed in moved.listed]
    assert ranks == sorted(set(ranks))
    added = page.replace("films:\n", "films:\n  - {title: Ran, year: 1985}\n")
    read = read_list_page(added, FILE)
    assert read.films[0] == Film("", "Ran", year=1985)
    assert read.listed[0].rank < 0
    assert list(read.listed[1:]) == [item.listed for item in items]
