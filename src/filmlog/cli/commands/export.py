"""`filmlog export`: the diary written out, to read elsewhere or to leave with."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from filmlog.cli import options
from filmlog.cli.context import session_of
from filmlog.errors import FilmlogError, UsageError
from filmlog.exchange.folds import SpoilerMode
from filmlog.exchange.manifest import PICTURES
from filmlog.exchange.markdown import document
from filmlog.exchange.page_folder import PagesReport
from filmlog.exchange.pages import write_pages
from filmlog.exchange.shelves import Shelves
from filmlog.files import write_private
from filmlog.screen.console import make_writable
from filmlog.screen.safe import clean_block
from filmlog.storage.diary import Diary
from filmlog.storage.listing import Condition

app = options.new_app(no_args_is_help=True, help="Write the diary out as Markdown.")


@app.callback()
def export() -> None:
    """Write the diary out as Markdown."""


@app.command()
def markdown(
    ctx: typer.Context,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write it to this file.")
    ] = None,
    pages: Annotated[
        Path | None,
        typer.Option("--pages", metavar="DIR", help="One page a film in this folder instead."),
    ] = None,
    spoilers: Annotated[
        bool, typer.Option("--spoilers", help="Write spoilers out in the open.")
    ] = False,
    no_spoilers: Annotated[
        bool, typer.Option("--no-spoilers", help="Leave spoilers out altogether.")
    ] = False,
    overwrite: Annotated[
        bool,
        typer.Option("--overwrite", help="Write over what in DIR or FILE is not filmlog's own."),
    ] = False,
) -> None:
    """Write the diary as one document, or a page a film.

    Spoilers are folded away in <details>. The same diary gives the same bytes; a second export
    into a folder touches only the pages that changed.
    """
    session = session_of(ctx)
    if spoilers and no_spoilers:
        raise UsageError("--spoilers and --no-spoilers say different things.", "Leave one out.")
    if output is not None and pages is not None:
        raise UsageError("--output and --pages say different things.", "Leave one of them out.")
    mode: SpoilerMode = "open" if spoilers else "omit" if no_spoilers else "fold"
    with session.diary() as diary:
        films = ((film, diary.entries_of(film)) for film in diary.films())
        shelves = _shelves(diary)
        if pages is not None:
            report = write_pages(
                pages.expanduser(),
                films,
                shelves,
                spoilers=mode,
                picture_bytes=diary.picture,
                overwrite=overwrite,
            )
            session.say(f"In {pages}: {_counts(report)}.")
        elif output is not None:
            _write(output.expanduser(), "".join(document(films, shelves, spoilers=mode)), overwrite)
            session.say(f"Wrote the diary to {output}.")
        else:
            make_writable(sys.stdout)
            for piece in document(films, shelves, spoilers=mode):
                sys.stdout.write(clean_block(piece))


def _shelves(diary: Diary) -> Shelves:
    lists = diary.film_lists
    return Shelves(
        watchlist=diary.watchlist.films(Condition()),
        lists=[(film_list, lists.films(film_list)) for film_list in lists.all()],
        offers=diary.offers.all(),
        sources=diary.sources.all(),
        passes=diary.passes.all(),
    )


def _write(path: Path, text: str, overwrite: bool) -> None:
    data = text.encode()
    if path.exists() and not path.is_file() and not path.is_dir():
        path.write_bytes(data)  # /dev/stdout, a named pipe: not to be replaced by a file
        return
    if path.is_file() and not overwrite and path.read_bytes() != data:
        raise FilmlogError(
            f"{path} is there already and holds something else.",
            "Add --overwrite to write over it, or name another file.",
        )
    write_private(path, data)


def _counts(report: PagesReport) -> str:
    counted = (
        (report.written, "written"),
        (report.unchanged, "unchanged"),
        (report.removed, "removed"),
        (report.kept, "changed by you and kept"),
    )
    return ", ".join(f"{_files(names)} {what}" for names, what in counted if names) or "no film"


def _files(names: Sequence[str]) -> str:
    pictures = sum(1 for name in names if name.startswith(f"{PICTURES}/"))
    counts = ((len(names) - pictures, "page"), (pictures, "picture"))
    return " and ".join(f"{n} {what}{'s' * (n != 1)}" for n, what in counts if n)
