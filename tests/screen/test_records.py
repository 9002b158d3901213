from __future__ import annotations

from typing import NamedTuple

from filmlog.domain.change import replace
from filmlog.domain.entry import Entry
from filmlog.domain.film import Origin
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.screen.records import entry_json, film_json, pass_json, source_json
from tests.screen.cranes import DAY, ENTRIES, FILM, REVIEW, SECOND, SECRETS, SITE


def _names(record: NamedTuple) -> set[str]:
    return set(record._fields) - {"deleted"}


def test_no_field_is_forgotten() -> None:
    known = FILM._replace(origins=(Origin("year", "imdb", "2026-11-24"),))
    names = _names(FILM) - {"rating"} | {"film_rating"}
    assert set(film_json(known)) == names
    assert set(film_json(FILM)) == names - {"origins"}
    assert film_json(known)["origins"] == {"year": {"day": "2026-11-24", "service": "imdb"}}
    assert set(source_json(SITE)) == _names(SITE)
    assert set(pass_json(DAY)) == _names(DAY)
    linked = {"source_id", "pass_id"}
    assert set(entry_json(ENTRIES[0])) == (_names(SECOND) - linked) | {
        "folded", "ordinal", "pass", "source",
    }  # fmt: skip


def test_the_rating_of_a_film_is_told_from_those_of_its_viewings() -> None:
    rated = film_json(FILM._replace(rating=75, rated=PartialDate(2024, 3, 12)))
    assert (rated["film_rating"], rated["rated"]) == (75, "2024-03-12")
    assert (film_json(FILM)["film_rating"], film_json(FILM)["rated"]) == (None, None)


def test_a_viewing() -> None:
    plain = entry_json(ENTRIES[1], spoilers=True)
    assert plain["watched"] == "2026-11-20"
    assert plain["rating"] == 90
    assert plain["rewatch"] is True
    assert plain["review"] == REVIEW
    assert plain["folded"] is False
    assert plain["source"]["url"] == "https://sovietmoviesonline.com"
    assert plain["pass"]["price"] == {"currency": "USD", "minor": 500}
    assert plain["pass"]["starts"] == "2026-11-20T17:30:00+00:00"
    assert plain["pictures"][0] == {
        "caption": "The staircase",
        "name": "stairs.png",
        "sha256": "ab12",
    }


def test_a_pass() -> None:
    plain = pass_json(DAY)
    assert (plain["every"], plain["paid"], plain["refund"], plain["refunded"]) == (
        "",
        None,
        None,
        None,
    )
    card = replace(
        DAY, every="year", paid=PartialDate(2026, 11, 20), refund=Money(200, "USD"),
        refunded=PartialDate(2026, 12), ends=None,
    )  # fmt: skip
    plain = pass_json(card)
    assert (plain["every"], plain["paid"], plain["refunded"]) == ("year", "2026-11-20", "2026-12")
    assert plain["refund"] == {"currency": "USD", "minor": 200}
    assert plain["ends"] is None


def test_spoilers_are_folded_unless_asked_for() -> None:
    plain = entry_json(ENTRIES[1])
    assert plain["folded"] is True
    assert plain["review"].endswith("\n\nSpoiler: The ending, 9 words.")
    assert not [secret for secret in SECRETS if secret in str(plain)]


def test_a_review_without_spoilers_is_exact() -> None:
    review = "one\r\n\r\n\r\ntwo  \n\n"
    plain = entry_json(Entry(replace(SECOND, review=review, headline="", pictures=()), FILM))
    assert (plain["review"], plain["folded"]) == (review, False)


def test_facts_of_a_film_are_folded_too() -> None:
    marked = "||Boris is dead||"
    film = replace(
        FILM, overview=marked, tagline=marked, related=(replace(FILM.related[0], reason=marked),)
    )
    assert "Boris is dead" not in str(film_json(film))
    assert str(film_json(film, spoilers=True)).count("Boris is dead") == 3
