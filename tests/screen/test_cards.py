"""What holds for both ways to draw a card, whatever is in the diary."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from filmlog.domain.entry import Entry
from filmlog.domain.film import Award, Credit, Film, Related
from filmlog.domain.source import Source
from filmlog.domain.viewing import Picture, Viewing
from filmlog.screen.card import Card, build_card
from filmlog.screen.console import to_ansi
from filmlog.screen.plain_card import render_plain
from filmlog.screen.rich_card import render_rich
from filmlog.screen.safe import is_safe
from tests.effort import some
from tests.screen.cranes import DAY
from tests.screen.hostile import hostile, widths

_COLOUR = re.compile("\x1b\\[[0-9;]*m")


@st.composite
def cards(draw: st.DrawFn) -> Card:
    def text() -> str:
        return draw(hostile)

    film = Film(
        "01F", text(), text(), draw(st.none() | st.integers(1880, 2100)), runtime=3, number=1,
        directors=(text(), text()), cast=(Credit(text(), text()),), overview=text(), tagline=text(),
        awards=(Award(text(), text()),), related=(Related(text(), None, text()),), imdb=text(),
    )  # fmt: skip
    viewing = Viewing(
        "01V", "01F", rating=87, heart=True, unfinished=9, unfinished_why=text(), venue=text(),
        companions=(text(), text()), format=text(), subtitles=text(), tags=(text(),),
        headline=text(), quote=text(), quote_by=text(), review=text(),
        pictures=(Picture(text(), "ab", text()),),
    )  # fmt: skip
    entry = Entry(viewing, film, Source("01S", text(), "site", text()), DAY)
    return build_card(film, [entry], spoilers=draw(st.booleans()))


@settings(max_examples=some(60))
@given(cards(), widths)
def test_no_text_breaks_the_card_or_acts_on_the_terminal(card: Card, width: int) -> None:
    drawn = _COLOUR.sub("", to_ansi(render_rich(card, width), width))
    for text in (render_plain(card, width), drawn):
        assert is_safe(text)
        text.encode()
        assert all(cell_len(line) <= width for line in text.splitlines())


def test_what_looks_like_markup_is_text() -> None:
    looks = "[bold]x[/bold] [/] :smiley: [link=http://a.b]y[/link]"
    film = Film("01F", looks, original_title=looks + ".", directors=(looks,), tagline=looks)
    viewing = Viewing("01V", "01F", headline=looks, review=looks, venue=looks)
    card = build_card(film, [Entry(viewing, film)])
    drawn = _COLOUR.sub("", to_ansi(render_rich(card, 92), 92))
    assert drawn.count(looks) == 7
    assert render_plain(card, 92).count(looks) == 7
