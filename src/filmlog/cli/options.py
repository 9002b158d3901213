"""What commands share: how their apps are made, and the arguments several of them take.

Command modules do without `from __future__ import annotations`: Typer would evaluate every
annotation again at start-up.
"""

from typing import Annotated, Any

import typer

from filmlog.cli.completion import (
    complete_genre,
    complete_person,
    complete_query_word,
    complete_source,
    complete_tag,
    complete_title,
    complete_title_to_log,
)
from filmlog.errors import UsageError

QUERY_SETTINGS = {"ignore_unknown_options": True, "help_option_names": ["--help"]}
"""For commands that take a query: `-rewatch` is a term of it, so they have no short options."""

KIND_WORDS = "ticket, rental, one-day, subscription, purchase or free"


def new_app(**settings: Any) -> typer.Typer:
    """An app for one command, or for a group of them, with filmlog's ways set."""
    return typer.Typer(
        add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None, **settings
    )


Title = Annotated[
    str,
    typer.Argument(
        metavar="TITLE",
        help="A title, `Title (Year)`, an original title, or '#7', the film's number.",
        autocompletion=complete_title,
        show_default=False,
    ),
]
SomeTitle = Annotated[
    str | None,
    typer.Argument(
        metavar="[TITLE]",
        help="A film of the diary: a title, `Title (Year)`, or '#7', its number.",
        autocompletion=complete_title,
        show_default=False,
    ),
]
NewTitle = Annotated[
    str,
    typer.Argument(
        metavar="TITLE",
        help="A film of the diary or a new one: a title, `Title (Year)`, an id, or '#7'.",
        autocompletion=complete_title_to_log,
        show_default=False,
    ),
]
Year = Annotated[int | None, typer.Option("--year", metavar="YEAR", help="The year of release.")]
Query = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[QUERY]...",
        help="Words and field:value, such as director:kalatozov 'rating:>=4' -rewatch.",
        autocompletion=complete_query_word,
        show_default=False,
    ),
]
ViewingNumber = Annotated[
    int | None,
    typer.Option(
        "--viewing", metavar="N", help="Which viewing of the film, counted from the first."
    ),
]
Everything = Annotated[bool, typer.Option("--all", help="Every one there is.")]
Limit = Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="So many at most.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
Spreadsheet = Annotated[
    bool, typer.Option("--spreadsheet", help="With --csv: a formula in a text stays a text.")
]
Ascii = Annotated[bool, typer.Option("--ascii", help="Draw with plain ASCII alone.")]
Spoilers = Annotated[bool, typer.Option("--spoilers", help="Show what is marked as a spoiler.")]
New = Annotated[
    bool, typer.Option("--new", help="A film of its own, however like another's its title.")
]
AsTyped = Annotated[
    bool,
    typer.Option("--as-typed", help="Keep the title as typed; fill in nothing from the catalogue."),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Say what would be filled in, and change nothing.")
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]


def check_form(*, as_json: bool, as_csv: bool, spreadsheet: bool = False) -> None:
    """Raise UsageError for options about the form of the output that do not go together."""
    if as_json and as_csv:
        raise UsageError("--json and --csv say different things.", "Leave one of them out.")
    if spreadsheet and not as_csv:
        raise UsageError("--spreadsheet is about CSV.", "Add --csv.")


def text_option(flag: str, metavar: str, help: str, **more: Any) -> Any:  # noqa: A002 - Typer's name
    """An option that takes text."""
    return typer.Option(flag, metavar=metavar, help=help, show_default=False, **more)


# The facts of a film, for `add` and `film edit`.
Director = Annotated[
    list[str] | None,
    text_option(
        "--director", "NAME", "Director; repeat for several.", autocompletion=complete_person
    ),
]
Writer = Annotated[
    list[str] | None,
    text_option("--writer", "NAME", "Writer; repeat for several.", autocompletion=complete_person),
]
Cast = Annotated[
    list[str] | None,
    text_option(
        "--cast", "NAME", "Cast in billing order, `NAME` or `NAME as ROLE`; repeat.",
        autocompletion=complete_person,
    ),
]  # fmt: skip
Runtime = Annotated[str | None, text_option("--runtime", "MINUTES", "97, 1h37 or '1 h 37 min'.")]
Released = Annotated[
    str | None, text_option("--released", "DATE", "Release date, or the month or year of it.")
]
Genre = Annotated[
    list[str] | None,
    text_option("--genre", "GENRE", "Genre; repeat.", autocompletion=complete_genre),
]
Country = Annotated[list[str] | None, text_option("--country", "COUNTRY", "Country; repeat.")]
Language = Annotated[
    list[str] | None, text_option("--language", "LANG", "Spoken language; repeat.")
]
Overview = Annotated[str | None, text_option("--overview", "TEXT", "What the film is about.")]
Tagline = Annotated[str | None, text_option("--tagline", "TEXT", "Its tagline.")]
Award = Annotated[
    list[str] | None,
    text_option("--award", "PRIZE", 'Such as "Palme d\'Or, Cannes 1958"; repeat.'),
]
Related = Annotated[
    list[str] | None,
    text_option("--related", "FILM", "A film it brings to mind: 'Roma (2018): why'; repeat."),
]
OriginalTitle = Annotated[
    str | None, text_option("--original-title", "TITLE", "The title in its own language.")
]
Imdb = Annotated[str | None, text_option("--imdb", "ID", "IMDb id or address: tt0050634.")]
Tmdb = Annotated[str | None, text_option("--tmdb", "ID", "TMDB id or address.")]
Wikidata = Annotated[
    str | None, text_option("--wikidata", "ID", "Wikidata id or address: Q714524.")
]
Letterboxd = Annotated[
    str | None, text_option("--letterboxd", "NAME", "Letterboxd name or address.")
]

# A viewing, for `add` and `edit`.
On = Annotated[
    str | None,
    text_option(
        "--on", "DATE", "When: today, friday, '3 days ago', 2026-11-20, 'Nov 2026', 2026, unknown."
    ),
]
Rating = Annotated[
    str | None, text_option("--rating", "R", "Stars out of five (4.5), or 9/10, 90%, ★★★★½.")
]
Heart = Annotated[bool | None, typer.Option("--heart/--no-heart", help="You loved it.")]
Rewatch = Annotated[
    bool | None,
    typer.Option("--rewatch/--no-rewatch", help="Overrule what filmlog works out from your diary."),
]
Unfinished = Annotated[
    str | None, text_option("--unfinished", "MINUTES", "You stopped after so long.")
]
UnfinishedWhy = Annotated[str | None, text_option("--why", "TEXT", "Why you stopped.")]
With = Annotated[list[str] | None, text_option("--with", "NAME", "Who watched with you; repeat.")]
Venue = Annotated[str | None, text_option("--venue", "PLACE", "Where you sat: a cinema, home.")]
Format = Annotated[str | None, text_option("--format", "PRINT", "35 mm, DVD, stream.")]
Subtitles = Annotated[str | None, text_option("--subtitles", "LANG", "Language of the subtitles.")]
Tag = Annotated[
    list[str] | None, text_option("--tag", "TAG", "A tag; repeat.", autocompletion=complete_tag)
]
Headline = Annotated[str | None, text_option("--headline", "TEXT", "Your review in one line.")]
Quote = Annotated[str | None, text_option("--quote", "TEXT", "A pull quote.")]
QuoteBy = Annotated[str | None, text_option("--quote-by", "WHO", "Whom the quote is from.")]
Review = Annotated[
    str | None, text_option("--review", "TEXT", "Your review in Markdown; - reads it from stdin.")
]
ReviewFile = Annotated[
    str | None, text_option("--review-file", "FILE", "Read the review from here.")
]
Edit = Annotated[bool, typer.Option("--edit", "-e", help="Write it in your editor.")]
PictureFiles = Annotated[
    list[str] | None, text_option("--picture", "FILE", "Keep a picture with it; repeat.")
]
Caption = Annotated[
    list[str] | None,
    text_option("--caption", "TEXT", "Caption of the picture before it; repeat in the same order."),
]
SourceName = Annotated[
    str | None,
    text_option("--source", "NAME", "Where you found it.", autocompletion=complete_source),
]
Price = Annotated[str | None, text_option("--price", "PRICE", "What you paid: '5 USD', €3.50.")]
PassKind = Annotated[str | None, text_option("--pass", "KIND", f"What you paid for: {KIND_WORDS}.")]
Until = Annotated[
    str | None,
    text_option("--until", "WHEN", "When the pass ends: midnight, '2026-11-21 19:00', never."),
]
