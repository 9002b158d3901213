from __future__ import annotations

from filmlog.domain.change import replace
from filmlog.domain.entry import Entry
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.screen.card import Card, Part, build_card
from tests.screen.cranes import DAY, ENTRIES, FILM, FIRST, SECOND, SECRETS, SITE


def test_the_head_of_the_card() -> None:
    card = build_card(FILM, ENTRIES)
    assert (card.number, card.title) == ("#7", "The Cranes Are Flying (1957)")
    assert card.original_title == "Летят журавли"
    assert card.verdict == ("", "★★★★½", "♥", ("seen twice",))


def test_the_verdict_is_the_latest_rating_and_the_hearts_of_all() -> None:
    unrated = replace(SECOND, rating=None, heart=False)
    card = build_card(FILM, [ENTRIES[0], Entry(unrated, FILM, ordinal=2)], rating_style="ten")
    assert card.verdict == ("", "8/10", "", ("seen twice",))
    assert build_card(FILM, []).verdict is None


def test_a_films_own_rating_has_a_line_and_is_the_verdict_while_no_later_viewing_has_one() -> None:
    before = FILM._replace(rating=60, rated=PartialDate(2024, 3, 12))
    card = build_card(before, ENTRIES)
    assert card.own_rating == "Your rating then ★★★ (Tue 12 Mar 2024)"
    assert card.verdict == ("", "★★★★½", "♥", ("seen twice",))
    after = FILM._replace(rating=60, rated=PartialDate(2026, 11, 21))
    card = build_card(after, ENTRIES, rating_style="ten")
    assert card.own_rating == "Your rating now 6/10 (Sat 21 Nov 2026)"
    assert card.verdict == ("", "6/10", "♥", ("seen twice",))
    unseen = build_card(FILM._replace(rating=60), [])
    assert (unseen.own_rating, unseen.verdict) == ("Your rating now ★★★", None)
    assert build_card(FILM, ENTRIES).own_rating == ""


def test_viewings_are_the_latest_first_each_with_where_and_how() -> None:
    latest, first = build_card(FILM, ENTRIES, films_on_pass={DAY.id: 3}).viewings
    assert latest == (
        "Fri 20 Nov 2026", "★★★★½", "♥",
        ("Soviet Movies Online, one-day pass, 5.00 USD for 3 films", "rewatch", "tagged war, rare"),
    )  # fmt: skip
    assert first == (
        "Mar 2024", "★★★★", "",
        (
            "with Nina and Oleg · Arsenal · 35 mm · German subtitles",
            "stopped after 60 min: fell asleep",
        ),
    )  # fmt: skip


def _paid(price: Money | None, kind: str = "ticket") -> str:
    entry = Entry(SECOND, FILM, SITE, replace(DAY, kind=kind, price=price))
    return build_card(FILM, [entry]).viewings[0].details[0]


def test_what_was_paid() -> None:
    assert _paid(Money(500, "USD")) == "Soviet Movies Online, ticket, 5.00 USD"
    assert _paid(None) == "Soviet Movies Online, ticket"
    assert _paid(Money(0, "USD")) == "Soviet Movies Online, ticket, free"
    assert _paid(Money(0, "USD"), "free") == "Soviet Movies Online, free"


def test_words_stand_under_the_viewing_they_are_about() -> None:
    (words,) = build_card(FILM, ENTRIES).words
    assert words.heading == "Review, Fri 20 Nov 2026"
    assert build_card(FILM, ENTRIES[1:]).words[0].heading == "Review"
    noted = replace(FIRST, headline="For the staircase.", watched=None)
    _, notes = build_card(FILM, [Entry(noted, FILM), ENTRIES[1]]).words
    assert (notes.heading, notes.headline) == ("Notes, unknown date", "For the staircase.")


def test_spoilers_are_folded() -> None:
    card = build_card(FILM, ENTRIES)
    (words,) = card.words
    assert words.headline == "The camera is in love, [spoiler, 3 words]."
    assert words.review[-1] == Part("fold", "Spoiler: The ending, 9 words. --spoilers shows it")
    assert words.pictures == (("stairs.png", "The staircase"), ("end.png", "[spoiler, 1 word]"))
    assert not _leaks(card)


def test_spoilers_are_shown_to_those_who_ask() -> None:
    (words,) = build_card(FILM, ENTRIES, spoilers=True).words
    assert words.headline == "The camera is in love, then he dies."
    assert words.review[-1] == Part(
        "spoiler", "Boris is dead, and she gives the flowers away.", "The ending"
    )
    assert "||" not in str(words)


def test_no_text_of_a_film_or_viewing_gives_away_what_is_marked() -> None:
    marked = "before ||Boris is dead|| after"
    film = replace(
        FILM,
        overview=marked,
        tagline=marked,
        related=(replace(FILM.related[0], reason=marked),),
    )
    viewing = replace(SECOND, quote=marked, quote_by=marked, unfinished=3, unfinished_why=marked)
    assert not _leaks(build_card(film, [Entry(viewing, film)]))


def test_an_original_title_like_the_title_is_not_said_twice() -> None:
    assert build_card(replace(FILM, original_title=FILM.title), []).original_title == ""


def _leaks(card: Card) -> list[str]:
    return [secret for secret in SECRETS if secret in str(card)]
