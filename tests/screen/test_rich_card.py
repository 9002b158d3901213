from __future__ import annotations

import re

import pytest

from filmlog.domain.film import Film, Origin
from filmlog.screen.card import build_card
from filmlog.screen.console import to_ansi
from filmlog.screen.rich_card import render_rich
from tests.screen.cranes import ENTRIES, FILM, SECRETS

_COLOUR = re.compile("\x1b\\[[0-9;]*m")


def drawn(width: int, *, spoilers: bool = False) -> str:
    card = build_card(FILM, ENTRIES, spoilers=spoilers)
    return _COLOUR.sub("", to_ansi(render_rich(card, width), width))


def test_the_card_at_80_is_one_frame() -> None:
    lines = drawn(80).splitlines()
    assert {len(line) for line in lines} == {80}
    assert lines[0] == f"╭{'─' * 78}╮"
    assert lines[-1] == f"╰{'─' * 78}╯"
    inside = [line[3:-3].rstrip() for line in lines]
    for line in (
        f"The Cranes Are Flying (1957){'#7':>46}",
        "★★★★½ ♥ · seen twice",
        "Director  Mikhail Kalatozov",
        "Fri 20 Nov 2026  ★★★★½ ♥  Soviet Movies Online, one-day pass, 5.00 USD",
        f"Review, Fri 20 Nov 2026 {'─' * 50}",
        "  “You run beside it.”",
        "The story",
        " • the birches",
        "▌ Her face does not act the news.",
        "▸ Spoiler: The ending, 9 words. --spoilers shows it",
        "▣ The staircase (stairs.png)",
        "Roma (2018): a woman whom history runs over",
    ):
        assert line in inside


def test_the_card_at_40_has_the_details_below_the_date() -> None:
    lines = drawn(40).splitlines()
    assert {len(line) for line in lines} == {40}
    at = lines.index("│ Fri 20 Nov 2026  ★★★★½ ♥             │")
    assert lines[at + 1] == "│   Soviet Movies Online, one-day      │"


def test_no_card_is_wider_than_can_be_read() -> None:
    assert {len(line) for line in drawn(200).splitlines()} == {92}


@pytest.mark.parametrize("width", [20, 40, 80])
def test_no_spoiler_is_on_the_card(width: int) -> None:
    text = drawn(width)
    assert not [secret for secret in SECRETS if secret in text]


def test_a_spoiler_shown_is_framed() -> None:
    text = drawn(80, spoilers=True)
    assert "┌─ Spoiler: The ending ─" in text
    assert "Boris is dead, and she gives the flowers away." in text


def test_stars_are_in_colour() -> None:
    card = build_card(FILM, ENTRIES)
    assert "\x1b[33m★★★★½\x1b[0m" in to_ansi(render_rich(card, 80), 80)


@pytest.mark.parametrize("film", [FILM, Film("01X", "Lost")])
def test_the_origins_stand_dim_below_the_facts(film: Film) -> None:
    film = film._replace(origins=(Origin("title", "tmdb", "2026-11-24"),))
    lines = to_ansi(render_rich(build_card(film, []), 80), 80).splitlines()
    at = next(i for i, line in enumerate(lines) if "Facts: TMDB, 24 Nov 2026" in line)
    assert "\x1b[2mFacts: TMDB, 24 Nov 2026" in lines[at]
    assert "\x1b[2mThis product uses the TMDB API" in lines[at + 1]
    assert ("IMDb" in lines[at - 1]) == bool(film.imdb)


def test_a_films_own_rating_stands_in_the_head() -> None:
    film = FILM._replace(rating=80)
    lines = _COLOUR.sub("", to_ansi(render_rich(build_card(film, ENTRIES), 80), 80)).splitlines()
    assert [line[3:-3].rstrip() for line in lines[4:6]] == [
        "★★★★ ♥ · seen twice",
        "Your rating now ★★★★",
    ]
