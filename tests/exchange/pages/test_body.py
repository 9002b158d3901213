from __future__ import annotations

import pytest

from filmlog.domain.partial_date import PartialDate
from filmlog.domain.source import Source
from filmlog.domain.viewing import Picture, Viewing
from filmlog.exchange.pages.reading import (
    read_page,
)
from tests.exchange.page_examples import (
    ASCENT,
    FILE,
    SHA,
    page_of,
    refused,
    review_of,
    seen,
)


def test_a_review_may_be_added_and_taken_away() -> None:
    entry = seen("", venue="Home", pictures=(Picture("p.png", SHA, "||He||"),))
    page = page_of(entry)
    assert review_of(page) == ""
    added = page.replace("\nHome\n", "\nHome\n\nNew words.\n")
    assert review_of(added) == "New words."
    full = page_of(seen("Old words.", venue="Home"))
    assert review_of(full.replace("\nOld words.\n", "")) == ""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"tags": []', '"tags": ["snow"]'),
        ('"headline": "Cold."', '"headline": ""'),
        ('"headline": "Cold."', '"headline": "Cold and white."'),
        ('"quote": "Look."', '"quote": ""'),
    ],
)
def test_front_matter_is_changed_alone_or_with_what_it_makes(before: str, after: str) -> None:
    entry = seen("**Cold.**\n\n> Look.\n\nHome", headline="Cold.", quote="Look.", venue="Home")
    page = page_of(entry)
    assert before in page
    edited = page.replace(before, after)
    read = read_page(edited, FILE).viewings[0].viewing
    assert read.review == entry.viewing.review
    assert read != entry.viewing
    both = edited.replace("Home\n", "Home · tagged snow\n", 1) if "tags" in after else ""
    if "white" in after:
        both = edited.replace("\n**Cold.**\n", "\n**Cold and white.**\n", 1)
    if after == '"headline": ""':
        both = edited.replace("\n**Cold.**\n", "", 1)
    if both:
        assert read_page(both, FILE).viewings[0].viewing == read


def test_what_stands_above_a_review_is_not_taken_for_it() -> None:
    page = page_of(seen("Words.", venue="Home", headline="Cold."))
    sentence = "What stands between this viewing's heading and its review is not as filmlog wrote"
    for edited in (
        page.replace("\nHome\n", "\nCinema\n"),
        page.replace("\nHome\n", "\n"),
        page.replace("\nHome\n", "\nMine.\n\nHome\n"),
        page.replace("\n**Cold.**\n", "\n**Warm.**\n"),
    ):
        assert sentence in refused(edited)
    line = page.split("\n").index("Home") + 1
    assert refused(page.replace("\nHome\n", "\nCinema\n")).startswith(f"{FILE}, line {line}: ")


def test_viewings_are_added_and_taken_away_by_hand() -> None:
    entries = [
        seen("First.", id=f"01V{number}", watched=PartialDate(2020 + number), venue="Home")
        for number in range(2)
    ]
    page = page_of(*entries)
    record = "  - {watched: 2026-11-20, rating: 95, rewatch: yes, source: Arsenal, tags: [snow]}\n"
    added = page.replace("viewings:\n", f"viewings:\n{record}").replace(
        "\n## 2021", "\n## Seen again\n\nNew and ||hidden||.\n\n## 2021"
    )
    first, *others = read_page(added, FILE).viewings
    assert first.viewing == Viewing(
        "",
        ASCENT.id,
        PartialDate(2026, 11, 20),
        95,
        rewatch=True,
        tags=("snow",),
        review="New and ||hidden||.",
    )
    assert first.source == Source("", "Arsenal")
    assert [seen.viewing for seen in others] == [e.viewing for e in reversed(entries)]
    lines = page.split("\n")
    at = next(n for n, line in enumerate(lines) if '"01V1"' in line)
    heading, following = lines.index(next(x for x in lines if x.startswith("## 2021"))), 6
    gone = [*lines[:at], *lines[at + 1 : heading], *lines[heading + following :]]
    assert [s.viewing for s in read_page("\n".join(gone), FILE).viewings] == [entries[0].viewing]
    without_record = "\n".join(lines[:at] + lines[at + 1 :])
    assert "has 1 viewing, and below it stand 2 headings of" in refused(without_record)
    swapped = (
        page.replace("## 2021", "## 9").replace("## 2020", "## 2021").replace("## 9", "## 2020")
    )
    assert "heading of another viewing" in refused(swapped)
