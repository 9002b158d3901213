from __future__ import annotations

import pytest

from filmlog.domain.entry import Entry
from filmlog.domain.film import Film
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.shelf import FilmList, Found, Listed, OnList, Shelved, Wish, Wished
from filmlog.domain.source import Offer, Pass, Source
from filmlog.domain.viewing import Viewing
from filmlog.exchange.markdown.document import document
from filmlog.exchange.markdown.folds import Folds, SpoilerMode
from filmlog.exchange.markdown.shelf_lines import (
    list_lines,
    shelf_facts,
    source_lines,
    watchlist_lines,
)
from filmlog.exchange.shelves import Shelves

DAY = PartialDate(2026, 11, 20)
SITE = Source("01S", "Soviet Movies Online", "site", "https://smo.example")
SHELF = Source("01T", "Nina's shelf", "shelf")
ASCENT = Film("01A", "The Ascent", year=1977, directors=("Larisa Shepitko",), runtime=109)
RAN = Film("01R", "Ran", year=1985)
AT_SITE = Offer("01O", ASCENT.id, SITE.id, "https://smo.example/7", Money(500, "USD"), checked=DAY)
AT_NINAS = Offer("01P", ASCENT.id, SHELF.id, "left, below", is_there=False, checked=DAY)
FOUND = (Found(AT_SITE, SITE), Found(AT_NINAS, SHELF))
WORDS = (
    "[Soviet Movies Online](https://smo.example/7), 5.00 USD, checked 20 Nov 2026; "
    "Nina's shelf, left, below, not there on 20 Nov 2026"
)
WISH = Wish(
    "01W", ASCENT.id, "Nina ||cried||", "Nina", "high", PartialDate(2026, 12, 24), ("snow",), DAY
)


def _list(kind: str, *films: Film, note: str = "") -> tuple[FilmList, list[OnList]]:
    film_list = FilmList(f"01L{kind}", f"My {kind}", kind, note)
    items = [
        OnList(Listed(f"01E{place}", film_list.id, film.id, place, f"note {place}"), film, place)
        for place, film in enumerate(films, 1)
    ]
    return film_list, items


def test_a_film_says_where_it_can_be_found() -> None:
    entry = Entry(Viewing("01V", ASCENT.id), ASCENT)
    whole = "".join(document([(ASCENT, [entry])], Shelves(offers={ASCENT.id: FOUND})))
    assert f"\n- **Where to find it:** {WORDS}\n" in whole


@pytest.mark.parametrize(
    ("offer", "said"),
    [
        (Offer("01O", "01A", "01S"), "[Soviet Movies Online](https://smo.example)"),
        (
            Offer("01O", "01A", "01S", is_there=False, note="gone ||for good||"),
            "[Soviet Movies Online](https://smo.example), not there: gone \\[spoiler 1\\]",
        ),
        (
            Offer("01O", "01A", "01S", price=Money(0, "USD"), checked=PartialDate(2026, 11)),
            "[Soviet Movies Online](https://smo.example), 0.00 USD, checked Nov 2026",
        ),
    ],
)
def test_an_offer(offer: Offer, said: str) -> None:
    folds = Folds("fold")
    facts = dict(shelf_facts(Shelved([Found(offer, SITE)]), {}, folds))
    assert facts["Where to find it"] == said
    assert ("for good" in "".join(folds.listing())) == bool(offer.note)


def test_a_page_says_what_lists_a_film_is_on() -> None:
    shelves = Shelves(
        [Wished(WISH._replace(why=""), ASCENT, FOUND), Wished(Wish("01X", RAN.id), RAN, ())],
        [_list("ranked", RAN, ASCENT), _list("unordered", ASCENT)],
        {ASCENT.id: FOUND},
    )
    shelved = shelves.by_film()
    paths = {"01Lranked": "lists/My ranked.md"}
    facts = dict(shelf_facts(shelved[ASCENT.id], paths, Folds("fold")))
    assert facts == {
        "Where to find it": WORDS,
        "On the watchlist": "recommended by Nina · high priority · see it by 24 Dec 2026 · "
        "mood: snow · since 20 Nov 2026",
        "Lists": "[My ranked](lists/My%20ranked.md) (2nd), My unordered",
    }
    facts = dict(shelf_facts(shelved[RAN.id], {}, Folds("fold")))
    assert facts == {"Where to find it": "", "On the watchlist": "yes", "List": "My ranked (1st)"}


def test_the_shelves_follow_the_films() -> None:
    shelves = Shelves(
        [Wished(WISH, ASCENT, FOUND), Wished(Wish("01X", RAN.id), RAN, ())],
        [_list("ranked", RAN, ASCENT, note="Of all\n\ntime"), _list("unordered", ASCENT)],
    )
    whole = "".join(document([(ASCENT, []), (RAN, [])], shelves))
    assert whole == (
        "# Film diary\n\n0 films, 0 viewings.\n\n"
        "# Watchlist\n\n"
        "- The Ascent (1977), Larisa Shepitko, 1 h 49 min · Nina \\[spoiler 1\\] · "
        "recommended by Nina · high priority · see it by 24 Dec 2026 · mood: snow · "
        f"since 20 Nov 2026 · where to find it: {WORDS}\n"
        "- Ran (1985)\n\n"
        "<details><summary>Spoiler 1</summary>\n\n**Spoiler 1:** cried\n\n</details>\n\n"
        "# Lists\n\n"
        "## My ranked\n\n*Ranked, 2 films.*\n\nOf all\n\ntime\n\n"
        "1. Ran (1985): note 1\n2. The Ascent (1977): note 2\n\n"
        "## My unordered\n\n*Unordered, 1 film.*\n\n- The Ascent (1977): note 1\n"
    )


@pytest.mark.parametrize(
    ("mode", "said"), [("open", "Nina cried"), ("omit", "Nina \\[spoiler left out\\]")]
)
def test_spoilers_of_a_wish(mode: SpoilerMode, said: str) -> None:
    lines = "\n".join(watchlist_lines([Wished(WISH, ASCENT, ())], spoilers=mode))
    assert f"· {said} ·" in lines
    assert "details" not in lines


def test_a_list_links_to_its_films() -> None:
    lines = list_lines(
        *_list("ordered", ASCENT, RAN), level=1, spoilers="fold", film_paths={"01A": "../A (1).md"}
    )
    assert list(lines)[4:6] == [
        "1. [The Ascent (1977)](../A%20%281%29.md): note 1",
        "2. Ran (1985): note 2",
    ]
    empty = list_lines(*_list("ordered"), level=1, spoilers="fold")
    assert "\n".join(empty).strip() == "# My ordered\n\n*Ordered, 0 films.*"


def test_a_source_has_what_was_paid_there() -> None:
    passes = [
        Pass(
            "01P", SITE.id, "subscription", Money(500, "USD"), every="month", paid=DAY, note="*a*"
        ),
        Pass("01Q", SITE.id, "free"),
    ]
    lines = "\n".join(source_lines(SITE._replace(note="Good\nprints"), passes, spoilers="fold"))
    assert lines.rstrip() == (
        "# Soviet Movies Online\n\n- **Kind:** site\n"
        "- **Address:** [https://smo.example](https://smo.example)\n\n"
        "Good\nprints\n\n## Passes\n\n"
        "- subscription, 5.00 USD every month, paid 20 Nov 2026: \\*a\\*\n- free"
    )
    bare = source_lines(Source("01Z", "Z"), [], spoilers="fold")
    assert "\n".join(bare).strip() == "# Z"
