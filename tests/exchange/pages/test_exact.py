from __future__ import annotations

from filmlog.exchange.pages.reading import (
    read_page,
)
from tests.exchange.page_examples import (
    ASCENT,
    FILE,
    page_of,
    seen,
)


def test_hidden_words_outlast_an_edit_around_them() -> None:
    film = ASCENT._replace(overview="They ||die|| there, ||all of them||.")
    entry = seen("", tags=("||a||", "b"), headline="||Ooh||")
    page = page_of(entry, film=film)
    assert "die" not in page.split("exact")[0]
    edited = page.replace("They [spoiler, 1 word] there", "Both [spoiler, 1 word] up there")
    edited = edited.replace('"tags": ["[spoiler, 1 word]"', '"tags": ["new", "[spoiler, 1 word]"')
    read = read_page(edited, FILE)
    assert read.film.overview == "Both ||die|| up there, ||all of them||."
    assert read.viewings[0].viewing.tags == ("new", "||a||", "b")
    assert read.viewings[0].viewing.headline == "||Ooh||"
