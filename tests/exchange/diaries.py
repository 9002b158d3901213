"""Hostile diaries for the tests of exports, and what a Markdown reader makes of the result."""

from __future__ import annotations

from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import NamedTuple

from hypothesis import strategies as st
from markdown_it import MarkdownIt

from filmlog.demo import cranes as example
from filmlog.domain.entry import Entry
from filmlog.domain.film import Award, Credit, Film, Related
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.shelf import LIST_KINDS, FilmList, Found, Listed, OnList, Wish, Wished
from filmlog.domain.source import Offer, Pass, Source
from filmlog.domain.viewing import Picture, Viewing
from filmlog.exchange.shelves import Shelves

PIECES = (
    *("\n", "\n\n", " ", "  ", "    ", "\t", "   "),
    *("word", "Ж", "1", "-", "- ", "* ", "+ ", "1. ", "2) ", "> ", ">", "|", "---", "===", "***"),
    *("#", "# H", "## H ##", "####### no", "Setext\n===", "Two\nlines\n---", "> # Q", "- # L"),
    *("`", "``", "```", "````", "~~~", "~~~html", "   ```", "- ```", "> ~~~", "`` ` ``", "\\`"),
    *("<script>", "</details>", "<details>", "<summary>", "<!--", "-->", "<?", "<![CDATA["),
    *("<div>\n", "</", "<", ">", "<b>x</b>", "<https://a.b/c`d>", "<https://a.b/c>", "<a b='"),
    *("[a]: b", "[a]:\n  b\n 'c", "[^1]: foot", "[^1]", "[a]", "]: x", "[x](y", "![", "^[note]"),
    *("&lt;", "&#60;", "&", "{{ x }}", "{% x %}", "%%", "==", "$$", "$", "\\", "\\<", "\\\\<", "'"),
    *("| a | b |\n| - | - |\n", "|-|-|", "\u2028", "\x85", "\x1b[31m", "\u202e", "\x0c", "\r"),
    *("*", "**", "_", "~~", "\r\n", "title: x", "---\ntitle: x\n---\n", "+++", ":::", "::: note"),
    *("||", "\\||"),
)  # fmt: skip

hostile = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=25).map("".join)
hostile = hostile.map(lambda text: text.encode("utf-8", "replace").decode().replace("\x00", ""))


class Structure(NamedTuple):
    """Headings as (level, nesting, text) and raw HTML as (nesting, text), as CommonMark reads."""

    headings: list[tuple[int, int, str]]
    html: list[tuple[int, str]]


def structure(markdown: str) -> Structure:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    found = Structure([], [])
    for token, following in zip(tokens, [*tokens[1:], tokens[-1]], strict=True):
        if token.type == "heading_open":
            found.headings.append((int(token.tag[1:]), token.level, following.content))
        elif token.type == "html_block":
            found.html.append((token.level, token.content.strip()))
        for child in token.children or ():
            if child.type == "html_inline":
                found.html.append((99, child.content))
    return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.in_summary = False
        self.shown: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth += tag == "details"
        self.in_summary = tag == "summary"
        if not self.depth:
            self.shown += [value or "" for _, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "details"
        self.in_summary = False

    def handle_data(self, data: str) -> None:
        if not self.depth or self.in_summary:
            self.shown.append(data)


def shown(markdown: str) -> str:
    """All a reader sees who opens nothing: text, summaries, alt texts and links."""
    reader = _Reader()
    reader.feed(MarkdownIt("commonmark").enable(["table"]).render(markdown))
    reader.close()
    assert reader.depth == 0
    return "\n".join(reader.shown)


def cranes() -> tuple[Film, list[Entry], dict[str, str]]:
    """The example film, its viewings, and a path for each of its pictures."""
    changes, pictures = example.changes()
    records = [change.after for change in changes]
    film = next(record for record in records if isinstance(record, Film))
    sources = {record.id: record for record in records if isinstance(record, Source)}
    passes = {record.id: record for record in records if isinstance(record, Pass)}
    viewings = [record for record in records if isinstance(record, Viewing)]
    entries = [
        Entry(v, film, sources.get(v.source_id), passes.get(v.pass_id), number, number > 1)
        for number, v in enumerate(viewings, 1)
    ]
    return film, entries, {sha256: f"pictures/{sha256[:8]}.png" for sha256 in pictures}


def full_entry(text: str, review: str) -> tuple[Film, Entry]:
    """A film and a viewing with `text` in every field there is."""
    film = Film(
        id="01HOSTILEFILM",
        title=text or "x",
        original_title=text,
        year=1957,
        directors=(text,),
        writers=(text, text),
        cast=(Credit(text, text),),
        genres=(text,),
        countries=(text,),
        languages=(text,),
        overview=text,
        tagline=text,
        awards=(Award(text, text, 1958),),
        related=(Related(text, 2018, text), Related(text)),
        imdb=text,
        tmdb=text,
        wikidata=text,
        letterboxd=text,
    )
    source = Source("01SOURCE", text, text, text, text)
    pass_ = full_pass(text)
    viewing = Viewing(
        id="01VIEWING",
        film_id=film.id,
        rating=90,
        heart=True,
        unfinished=40,
        unfinished_why=text,
        companions=(text,),
        venue=text,
        format=text,
        subtitles=text,
        tags=(text,),
        headline=text,
        quote=text,
        quote_by=text,
        review=review,
        pictures=(Picture(text or "x", "ab" * 32, text),),
        source_id=source.id,
        pass_id=pass_.id,
    )
    return film, Entry(viewing, film, source, pass_, 2, rewatch=True)


def full_pass(text: str) -> Pass:
    """A pass with `text` in every field that has one, and all the others filled."""
    return Pass(
        "01PASS",
        "01SOURCE",
        text,
        Money(500, "USD"),
        datetime(2026, 11, 20, 17, 30, tzinfo=UTC),
        datetime(2027, 11, 20, 17, 30, tzinfo=UTC),
        text,
        PartialDate(2026, 11, 20),
        "month",
        Money(200, "USD"),
        PartialDate(2026, 11, 21),
    )


def full_shelves(film: Film, text: str) -> Shelves:
    """Shelves that hold `film`, with `text` in every field there is."""
    source = Source("01SOURCE", text or "x", text, text, text)
    checked = PartialDate(2026, 11, 20)
    offers = (
        Found(
            Offer("01OA", film.id, source.id, text, Money(0, "USD"), True, checked, text), source
        ),
        Found(Offer("01OB", film.id, source.id, text, None, False, checked, text), source),
    )
    wish = Wish("01WISH", film.id, text, text, "high", checked, (text, text), checked)
    return Shelves(
        [Wished(wish, film, offers)],
        [
            (
                FilmList(f"01LIST{kind}", text or "x", kind, text),
                [OnList(Listed(f"01LISTED{kind}", f"01LIST{kind}", film.id, 0, text), film, 1)],
            )
            for kind in LIST_KINDS
        ],
        {film.id: offers},
        [source],
        [full_pass(text)],
    )
