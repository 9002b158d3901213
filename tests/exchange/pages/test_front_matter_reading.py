from __future__ import annotations

from filmlog.domain.film import Credit, Origin
from filmlog.domain.partial_date import PartialDate
from filmlog.exchange.pages.reading import (
    read_page,
)
from tests.exchange.page_examples import (
    ASCENT,
    FILE,
    page_of,
    seen,
)


def test_facts_are_changed_by_hand_in_yaml() -> None:
    film = ASCENT._replace(rating=90, origins=(Origin("year", "imdb", "2026-11-24"),))
    page = page_of(seen("Words."), film=film)
    for before, after in {
        'title: "The Ascent"': "title: Ascent, The  # as libraries do",
        'original_title: ""': "original_title: 'Восхождение: one''s'",
        "year: 1977": "year: 1976",
        "released: null": "released: 1977-04",
        "runtime: null": "runtime: 109\n",
        'directors: ["Larisa Shepitko"]': "directors:\n- Larisa Shepitko\n- No",
        "writers: []": "writers: [Yuri Klepikov, 'Larisa Shepitko',\n  1984]",
        "cast: []": "cast:\n  - Boris Plotnikov\n  - {name: Vladimir Gostyukhin, role: Rybak}",
        'overview: ""': "overview: |\n  Two partisans\n  in snow.",
        "film_rating: 90": "film_rating:\nrated:",
    }.items():
        assert before in page
        page = page.replace(before, after)
    read = read_page("\ufeff" + page.replace("\n", "\r\n"), FILE)
    assert read.film == film._replace(
        title="Ascent, The",
        original_title="Восхождение: one's",
        year=1976,
        released=PartialDate(1977, 4),
        runtime=109,
        directors=("Larisa Shepitko", "No"),
        writers=("Yuri Klepikov", "Larisa Shepitko", "1984"),
        cast=(Credit("Boris Plotnikov"), Credit("Vladimir Gostyukhin", "Rybak")),
        overview="Two partisans\nin snow.\n",
        rating=None,
    )
    assert read.viewings[0].viewing == seen("Words.").viewing
