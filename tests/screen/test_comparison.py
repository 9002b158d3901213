from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from filmlog.domain.change import replace
from filmlog.domain.entry import Entry, rating_changes
from filmlog.domain.film import Film
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.rating import RATING_STYLES, change_words, describe, parse_rating
from filmlog.domain.source import Source
from filmlog.domain.viewing import Viewing
from filmlog.screen.comparison import (
    Comparison,
    build_comparison,
    comparison_envelope,
    render,
    render_rich,
)
from filmlog.screen.console import to_ansi
from filmlog.screen.safe import is_safe
from tests.effort import some
from tests.screen.cranes import DAY, ENTRIES, FILM, SECRETS, SITE
from tests.screen.hostile import hostile, widths

_COLOUR = re.compile("\x1b\\[[0-9;]*m")

AT_80 = """\
The Cranes Are Flying (1957)                                                  #7
seen twice
════════════════════════════════════════════════════════════════════════════════

            Mar 2024                           Fri 20 Nov 2026
            1st time                           2nd time
            ────────────────────────────────   ────────────────────────────────
Rating      ★★★★                               ★★★★½ ♥ (+½ star)
Where       Arsenal                            Soviet Movies Online
Paid                                           one-day pass, 5.00 USD for 3
                                               films
Format      35 mm
Subtitles   German
With        Nina, Oleg
Stopped     after 60 min: fell asleep
Tags                                           war, rare

Headline                                       The camera is in love, [spoiler,
                                               3 words].

Quote                                          “You run beside it.”
                                               — Nina

Review                                         ## The story

                                               They run through Moscow at dawn.
                                               Then there is a war, and it is
                                               about **waiting**.

                                               - the staircase, and [spoiler, 4
                                                 words]
                                               - the birches

                                               > Her face does not act the
                                               > news.

                                               ▸ Spoiler: The ending, 9 words.
                                                 --spoilers shows it
"""

AT_40 = """\
The Cranes Are Flying (1957)          #7
seen twice
════════════════════════════════════════

            Mar 2024
            1st time
            ────────────────────────────
Rating      ★★★★
Where       Arsenal
Format      35 mm
Subtitles   German
With        Nina, Oleg
Stopped     after 60 min: fell asleep

            Fri 20 Nov 2026
            2nd time
            ────────────────────────────
Rating      ★★★★½ ♥ (+½ star)
Where       Soviet Movies Online
Paid        one-day pass, 5.00 USD for 3
            films
Tags        war, rare
"""

THREE_AT_80 = """\
1st time                   2nd time                   3rd time
── Rating ──────────────────────────────────────────────────────────────────────
★★★                        ★★★★ (+1 star)             ★★★★ (the same)
── Headline ────────────────────────────────────────────────────────────────────
Seen young, and far too                               Again.
late at night.
"""

FIVE_AT_80 = """\
Unknown date               Tue 1 Jan 2019             Jun 2021
                           2nd time                   3rd time
── Rating ──────────────────────────────────────────────────────────────────────
★★                         ★★★                        ★★★★ (+1 star)
── Headline ────────────────────────────────────────────────────────────────────
                           Seen young, and far too
                           late at night.

2024                       2026
4th time                   5th time
── Rating ──────────────────────────────────────────────────────────────────────
★★★★ (the same)
── Headline ────────────────────────────────────────────────────────────────────
Again.
"""


def _text(comparison: Comparison, width: int) -> str:
    return "".join(f"{line}\n" for line in render(comparison, width))


def _entries(*viewings: Viewing) -> list[Entry]:
    return [Entry(viewing, FILM, ordinal=nth) for nth, viewing in enumerate(viewings, 1)]


def _seen(iso: str, rating: int | None = None, headline: str = "") -> Viewing:
    watched = PartialDate.parse_iso(iso) if iso else None
    return Viewing("01V", FILM.id, watched, rating, headline=headline)


UNDATED = _seen("", 40)
THREE = (
    _seen("2019-01-01", 60, "Seen young, and far too late at night."),
    _seen("2021-06", 80),
    _seen("2024", 80, "Again."),
)


def _cranes(*, spoilers: bool = False, rating_style: str = "stars") -> Comparison:
    return build_comparison(
        FILM, ENTRIES, spoilers=spoilers, rating_style=rating_style, films_on_pass={DAY.id: 3}
    )


def _row(comparison: Comparison, label: str) -> list[list[str]]:
    (row,) = [row for row in comparison.rows if row.label == label]
    return [[part.text for part in cell] for cell in row.cells]


def test_two_viewings_at_80() -> None:
    assert _text(_cranes(), 80) == AT_80


def test_at_40_a_viewing_stands_under_the_other() -> None:
    assert _text(_cranes(), 40).startswith(AT_40)


def test_three_viewings_at_80_have_their_labels_over_the_rows() -> None:
    assert THREE_AT_80 in _text(build_comparison(FILM, _entries(*THREE)), 80)


def test_four_viewings_make_two_bands_of_two() -> None:
    last = _seen("2026", headline="At last")
    lines = _text(build_comparison(FILM, _entries(*THREE, last)), 80).splitlines()
    assert [line.split() for line in lines if " time" in line and "seen" not in line] == [
        ["1st", "time", "2nd", "time"],
        ["3rd", "time", "4th", "time"],
    ]
    assert len({line.index("─") for line in lines if "─" in line}) == 1


def test_a_band_has_the_rows_of_its_own_viewings() -> None:
    entries = _entries(*THREE, _seen("2025", 70), replace(_seen("2026"), venue="Home"))
    first, second = _text(build_comparison(FILM, entries), 80).split("4th time")
    assert "Where" not in first
    assert "Home" in second
    assert "Headline" not in second


def test_five_viewings_and_one_on_an_unknown_date() -> None:
    entries = _entries(UNDATED, *THREE, _seen("2026"))
    assert _text(build_comparison(FILM, entries), 80).endswith(FIVE_AT_80)


def test_an_unknown_date_comes_neither_before_nor_after() -> None:
    assert rating_changes(_entries(UNDATED, *THREE)) == [None, None, 20, 0]
    assert build_comparison(FILM, _entries(UNDATED)).heads[0][0].text == "Unknown date"


def test_a_change_is_from_the_rated_viewing_before() -> None:
    entries = _entries(_seen("2019"), _seen("2020", 80), _seen("2021"), _seen("2022", 65))
    assert rating_changes(entries) == [None, None, None, -15]


@pytest.mark.parametrize(
    ("change", "stars", "ten", "percent"),
    [
        (0, "the same", "the same", "the same"),
        (10, "+½ star", "+1.0", "+10%"),
        (-20, "-1 star", "-2.0", "-20%"),
        (30, "+1½ stars", "+3.0", "+30%"),
        (-80, "-4 stars", "-8.0", "-80%"),
        (7, "+0.35 stars", "+0.7", "+7%"),
        (-1, "-0.05 stars", "-0.1", "-1%"),
        (99, "+4.95 stars", "+9.9", "+99%"),
    ],
)
def test_a_change_in_words(change: int, stars: str, ten: str, percent: str) -> None:
    assert [change_words(change, style) for style in RATING_STYLES] == [stars, ten, percent]


@given(st.integers(1, 99), st.sampled_from(RATING_STYLES))
def test_a_change_is_said_exactly(change: int, style: str) -> None:
    said = change_words(change, style)
    assert change_words(-change, style) == said.replace("+", "-")
    # A rating of so much is written with the same figures.
    amount = "0" + said.strip("+").replace("½", ".5").removesuffix("s").removesuffix(" star")
    scale = {"stars": "/5", "ten": "/10", "percent": ""}[style]
    assert describe(parse_rating(amount + scale), style) == describe(change, style)


def test_ratings_are_in_the_style_of_the_setting() -> None:
    assert _row(_cranes(rating_style="ten"), "Rating") == [["8/10"], ["9/10 ♥ (+1.0)"]]
    assert _row(_cranes(rating_style="percent"), "Rating") == [["80%"], ["90% ♥ (+10%)"]]


def test_a_rewatch_is_named_where_the_person_said_so() -> None:
    said = _entries(
        _seen("2019"), *(replace(_seen("2020"), rewatch=said) for said in (True, False))
    )
    assert _row(build_comparison(FILM, said), "Rewatch") == [[], ["yes"], ["no"]]
    assert not [row for row in _cranes().rows if row.label == "Rewatch"]


def test_where_is_the_source_and_the_venue_unless_they_are_one() -> None:
    viewing = replace(_seen("2020"), venue=SITE.name)
    entries = [
        Entry(viewing, FILM, SITE),
        Entry(replace(viewing, venue="Home"), FILM, SITE, ordinal=2),
    ]
    assert _row(build_comparison(FILM, entries), "Where") == [[SITE.name], [SITE.name, "Home"]]


def test_a_film_seen_once_has_one_column() -> None:
    text = _text(build_comparison(FILM, ENTRIES[:1]), 80)
    assert "seen once" in text
    assert text.count("time") == 1


def test_a_viewing_with_nothing_but_a_date() -> None:
    comparison = build_comparison(FILM, _entries(_seen("2020"), _seen("2021")))
    assert comparison.rows == ()
    lines = _text(comparison, 80).splitlines()
    assert lines[4].split() == ["2020", "2021"]
    assert len(lines) == 6


@pytest.mark.parametrize("width", [20, 33, 80, 200])
def test_no_spoiler_is_shown_unasked(width: int) -> None:
    marked = "before ||Boris is dead|| after"
    told = replace(
        ENTRIES[1].viewing, unfinished=3, unfinished_why=marked, quote=marked, quote_by=marked
    )
    for entries in (ENTRIES, [Entry(told, FILM)]):
        text = _text(build_comparison(FILM, entries), width)
        assert not [secret for secret in SECRETS if secret in text]


def test_spoilers_are_shown_to_those_who_ask() -> None:
    text = _text(_cranes(spoilers=True), 200)
    assert "▾ Spoiler: The ending" in text
    assert "Boris is dead" in text
    assert "||" not in text


def test_the_words_of_a_review_keep_their_paragraphs() -> None:
    viewing = replace(_seen("2020"), review="One.\n\nTwo,\nstill two.\n\n- three")
    lines = _text(build_comparison(FILM, _entries(viewing)), 60).splitlines()
    assert [line.removeprefix("Review").strip() for line in lines[-5:]] == [
        "One.", "", "Two, still two.", "", "- three",
    ]  # fmt: skip


def test_a_films_own_rating_stands_below_how_often_it_was_seen() -> None:
    film = FILM._replace(rating=75, rated=PartialDate(2026, 11, 21))
    lines = _text(build_comparison(film, ENTRIES, rating_style="ten"), 80).splitlines()
    assert lines[1:3] == ["seen twice", "Your rating now 7.5/10 (Sat 21 Nov 2026)"]
    said = json.loads(comparison_envelope(film, ENTRIES, spoilers=False))["data"]["film"]
    assert (said["film_rating"], said["rated"]) == (75, "2026-11-21")


def test_json_tells_the_film_and_the_changes() -> None:
    document = json.loads(comparison_envelope(FILM, ENTRIES, spoilers=False))
    assert document["filmlog"]["kind"] == "comparison"
    data = document["data"]
    assert data["film"] == {
        "film_rating": None, "id": FILM.id, "number": 7, "rated": None, "title": FILM.title,
        "year": 1957,
    }  # fmt: skip
    assert [viewing["rating_change"] for viewing in data["viewings"]] == [None, 10]
    assert [viewing["ordinal"] for viewing in data["viewings"]] == [1, 2]
    assert not [secret for secret in SECRETS if secret in str(data)]
    assert "Boris is dead" in comparison_envelope(FILM, ENTRIES, spoilers=True)


_DATES = (None, PartialDate(2024), PartialDate(2026, 9, 30))


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    def text() -> str:
        return draw(hostile)

    film = Film("01F", text(), text(), draw(st.none() | st.integers(1880, 2100)), number=1)
    viewings = [
        Viewing(
            "01V", "01F", draw(st.sampled_from(_DATES)),
            draw(st.none() | st.integers(1, 100)), heart=draw(st.booleans()), rewatch=True,
            unfinished=9, unfinished_why=text(), venue=text(), companions=(text(), text()),
            format=text(), subtitles=text(), tags=(text(),), headline=text(), quote=text(),
            quote_by=text(), review=text(),
        )
        for _ in range(draw(st.integers(1, 4)))
    ]  # fmt: skip
    source = Source("01S", text(), "site")
    return build_comparison(
        film,
        [Entry(viewing, film, source, DAY, nth) for nth, viewing in enumerate(viewings, 9)],
        spoilers=draw(st.booleans()),
        rating_style=draw(st.sampled_from(RATING_STYLES)),
    )


@settings(max_examples=some(60))
@given(comparisons(), widths)
def test_no_text_breaks_the_columns_or_acts_on_the_terminal(
    comparison: Comparison, width: int
) -> None:
    text = _text(comparison, width)
    drawn = _COLOUR.sub("", to_ansi(render_rich(comparison, width), width))
    assert drawn == text
    assert is_safe(text)
    text.encode()
    assert all(cell_len(line) <= width for line in text.splitlines())


def test_what_looks_like_markup_is_text() -> None:
    looks = "[bold]x[/bold] [/] :smiley: [link=http://a.b]y[/link]"
    film = Film("01F", looks)
    entry = Entry(Viewing("01V", "01F", headline=looks, review=looks, venue=looks), film)
    comparison = build_comparison(film, [entry])
    assert _text(comparison, 92).count(looks) == 4
    assert _COLOUR.sub("", to_ansi(render_rich(comparison, 92), 92)).count(looks) == 4


def test_a_plain_comparison_loads_neither_rich_nor_json() -> None:
    code = """
import sys
from filmlog.screen.comparison import build_comparison, render
from tests.screen.cranes import ENTRIES, FILM
list(render(build_comparison(FILM, ENTRIES), 80))
print([name for name in sys.modules if name.split(".")[0] in ("rich", "markdown_it", "json")])
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.strip() == "[]"
