from __future__ import annotations

import pytest

from filmlog.domain.film import Origin
from filmlog.domain.partial_date import PartialDate
from filmlog.screen.card import build_card
from filmlog.screen.plain_card import render_plain
from tests.screen.cranes import ENTRIES, FILM, SECRETS

AT_80 = """\
The Cranes Are Flying (1957)                                                  #7
Летят журавли
★★★★½ ♥ · seen twice
════════════════════════════════════════════════════════════════════════════════

  Director  Mikhail Kalatozov
  Writer    Viktor Rozov
  Cast      Tatyana Samoylova, Aleksey Batalov, Vasili Merkuryev, Aleksandr
            Shvorin, Svetlana Kharitonova, Konstantin Kadochnikov, Valentin
            Zubkov, Antonina Bogdanova, Boris Kokovkin, Ekaterina Kupriyanova
            and 10 more
  Genres    Drama, Romance, War
  Released  12 October 1957
  Runtime   1 h 37 min
  Prize     Palme d'Or, Cannes 1958
  Found at  Soviet Movies Online, https://sovietmoviesonline.com
  IMDb      tt0050634

  Moscow, June 1941. Veronika and Boris mean to marry.

── Viewings ────────────────────────────────────────────────────────────────────

  Fri 20 Nov 2026  ★★★★½ ♥  Soviet Movies Online, one-day pass, 5.00 USD
                            rewatch
                            tagged war, rare
  Mar 2024         ★★★★     with Nina and Oleg · Arsenal · 35 mm · German
                            subtitles
                            stopped after 60 min: fell asleep

── Review, Fri 20 Nov 2026 ─────────────────────────────────────────────────────

  The camera is in love, [spoiler, 3 words].

    “You run beside it.”
    — Nina

  ## The story

  They run through Moscow at dawn. Then there is a war, and it is about
  **waiting**.

  - the staircase, and [spoiler, 4 words]
  - the birches

  > Her face does not act the news.

  ▸ Spoiler: The ending, 9 words. --spoilers shows it

  ▣ The staircase (stairs.png)
  ▣ [spoiler, 1 word] (end.png)

── Brings to mind ──────────────────────────────────────────────────────────────

  Roma (2018): a woman whom history runs over
  The Third Man
"""

VIEWINGS_AT_40 = """\
── Viewings ────────────────────────────

  Fri 20 Nov 2026 ★★★★½ ♥
    Soviet Movies Online, one-day pass,
    5.00 USD
    rewatch
    tagged war, rare
  Mar 2024 ★★★★
    with Nina and Oleg · Arsenal · 35 mm
    · German subtitles
    stopped after 60 min: fell asleep
"""


def test_the_card_at_80() -> None:
    assert render_plain(build_card(FILM, ENTRIES), 80) == AT_80


def test_the_viewings_at_40() -> None:
    assert VIEWINGS_AT_40 in render_plain(build_card(FILM, ENTRIES), 40)


def test_a_spoiler_shown_is_set_apart() -> None:
    text = render_plain(build_card(FILM, ENTRIES, spoilers=True), 40)
    assert (
        "  ▾ Spoiler: The ending\n  │ Boris is dead, and she gives the\n  │ flowers away.\n"
    ) in text


@pytest.mark.parametrize("width", [20, 33, 80, 200])
def test_no_spoiler_is_on_the_card(width: int) -> None:
    text = render_plain(build_card(FILM, ENTRIES), width)
    assert not [secret for secret in SECRETS if secret in text]


def test_a_film_without_anything_but_a_title() -> None:
    bare = type(FILM)("01X", "Lost")
    assert render_plain(build_card(bare, []), 20) == f"Lost\n{'═' * 20}\n"


def test_the_origins_stand_below_the_facts() -> None:
    film = FILM._replace(origins=(Origin("cast", "imdb", "2026-11-24"),), overview="", related=())
    assert render_plain(build_card(film, []), 60).endswith(
        "  IMDb      tt0050634\n"
        "\n"
        "  Facts: IMDb, 24 Nov 2026\n"
        "  Information courtesy of IMDb (https://www.imdb.com). Used\n"
        "  with permission.\n"
    )


def test_a_films_own_rating_stands_in_the_head() -> None:
    film = FILM._replace(rating=75, rated=PartialDate(2024, 3, 12))
    assert render_plain(build_card(film, ENTRIES), 40).splitlines()[2:6] == [
        "★★★★½ ♥ · seen twice",
        "Your rating then ★★★★ 3.75 (Tue 12 Mar",
        "2024)",
        "═" * 40,
    ]
