from __future__ import annotations

from filmlog.domain.viewing import Picture
from filmlog.exchange.pages.reading import (
    unread_edits,
)
from tests.exchange.diaries import full_shelves
from tests.exchange.page_examples import (
    ASCENT,
    SHA,
    page_of,
    seen,
    shelf_pages_of,
)


def test_edits_that_say_nothing_are_found() -> None:
    picture = Picture("p.png", SHA, "A bridge")
    film = ASCENT._replace(tagline="Snow")
    entry = seen("I saw ||it||.\n\nTwice.", tags=("war",), pictures=(picture,))
    page = page_of(entry, film=film)
    assert unread_edits(page, page) == []
    read = page.replace("Twice", "Once").replace(":** it", ":** them")
    read = read.replace('"tags": ["war"]', '"tags": ["war", "snow"]').replace(
        "\ntags: [", "\ntags: [ "
    )
    assert unread_edits(read, page) == []
    told = {
        "rating: 90": "rating: 95",
        'tags: ["war"]': 'tags: ["war", "x"]',
        "filmlog_id:": "cssclass: film\nfilmlog_id:",
        '"rewatch": false': '"rewatch": true',
        "# The Ascent (1977)": "# The Climb",
        "*Snow*": "*Ice*",
        "![A bridge]": "![A tunnel]",
    }
    for before, after in told.items():
        edited = page.replace(before, after, 1)
        assert edited != page
        found = unread_edits(edited, page)
        assert [edited.split("\n")[n - 1] for n in found] == [
            next(line for line in edited.split("\n") if after.split("\n")[0] in line)
        ]
        assert unread_edits(edited, page, edited) == []
    listing = shelf_pages_of(full_shelves(ASCENT, "x"))["01LISTranked"]
    assert unread_edits(listing.replace("*Ranked", "*Sorted"), listing) == [12]
