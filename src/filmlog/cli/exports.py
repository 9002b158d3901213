"""What the exports share: their options, what a query picks, and where the text goes."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from filmlog.cli import options
from filmlog.cli.context import Session
from filmlog.domain.entry import Entry
from filmlog.domain.film import Film
from filmlog.domain.line import DiaryLine
from filmlog.domain.numerals import counted
from filmlog.errors import FilmlogError, UsageError
from filmlog.exchange.pages.folder import PagesReport
from filmlog.exchange.pages.manifest import PICTURES
from filmlog.exchange.shelves import EMPTY, Shelves
from filmlog.files import write_private
from filmlog.paths import expanded
from filmlog.screen.console import is_terminal, make_writable
from filmlog.screen.safe import clean_block
from filmlog.storage.diary import Diary
from filmlog.storage.listing import Condition

Output = Annotated[
    Path | None,
    typer.Option("--output", metavar="FILE", help="Write it to this file; -o is short for it."),
]
Overwrite = Annotated[
    bool, typer.Option("--overwrite", help="Write over a FILE that holds something else.")
]

Spoilers = Annotated[bool, typer.Option("--spoilers", help="Write spoilers out in the open.")]

Shown = Iterator[tuple[Film, Sequence[Entry]]]


class ExportCommand(TyperCommand):
    """A command with a query and `-o FILE`.

    Click would find the `o` of an option `-o` in every term of a query that has one: in `-noir`.
    """

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]  # Typer's own Context
        """Take `-o`, as a word of its own, for `--output`."""
        end = args.index("--") if "--" in args else len(args)
        words = ["--output" if word == "-o" else word for word in args[:end]]
        return super().parse_args(ctx, words + args[end:])


WITH_QUERY: dict[str, Any] = {"cls": ExportCommand, "context_settings": options.QUERY_SETTINGS}
"""How the commands are declared that take a query and `-o`."""


def films(diary: Diary, condition: Condition | None) -> Shown:
    """Each film with its viewings: every one, or those of the viewings that meet a condition."""
    if condition is None:
        yield from diary.with_entries(diary.films())
        return
    picked = {line.viewing_number: line.number for line in diary.lines(condition)}
    numbers = set(picked.values())
    found = (film for film in diary.films() if film.number in numbers)
    for film, entries in diary.with_entries(found):
        yield film, [entry for entry in entries if entry.viewing.number in picked]


def shelves(diary: Diary, condition: Condition | None) -> Shelves:
    """What is beside the films and their viewings; nothing of it goes with a query."""
    if condition is not None:
        return EMPTY
    lists = diary.film_lists
    return Shelves(
        watchlist=diary.watchlist.films(Condition()),
        lists=[(film_list, lists.films(film_list)) for film_list in lists.all()],
        offers=diary.offers.all(),
        sources=diary.sources.all(),
        passes=diary.passes.all(),
    )


def lines(diary: Diary, condition: Condition) -> Iterator[DiaryLine]:
    """The viewings that meet a condition, the oldest first, so that new ones go to the end."""
    return diary.lines(condition, reverse=True)


def counts(report: PagesReport) -> str:
    """How many pages and pictures were written, left as they are, or removed."""
    outcomes = (
        (report.written, "written"),
        (report.unchanged, "unchanged"),
        (report.removed, "removed"),
        (report.kept, "changed by you and kept"),
    )
    return ", ".join(f"{_files(names)} {what}" for names, what in outcomes if names) or "no film"


def _files(names: Sequence[str]) -> str:
    pictures = sum(1 for name in names if name.startswith(f"{PICTURES}/"))
    kinds = ((len(names) - pictures, "page"), (pictures, "picture"))
    return " and ".join(counted(count, what) for count, what in kinds if count)


def deliver(
    session: Session,
    pieces: Iterable[str],
    output: Path | None,
    *,
    overwrite: bool,
    safe: Callable[[str], str] = clean_block,
    for_people: bool = False,
) -> None:
    """Write the text to a file, or to stdout: exactly, but made `safe` on a terminal.

    What is `for_people` is made so wherever stdout goes: it may well be a pager.
    """
    if output is not None:
        path = expanded(output)
        check_file(session, path)
        _write_file(path, (piece.encode() for piece in pieces), overwrite=overwrite)
        session.say(f"Wrote the diary to {output}.")
        return
    make_writable(sys.stdout)
    if for_people or is_terminal(sys.stdout):
        pieces = map(safe, pieces)
    elif hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(newline="")  # Windows would make CR CR LF of a CR LF
    for piece in pieces:
        sys.stdout.write(piece)


def check_file(session: Session, path: Path) -> None:
    """Raise UsageError for a file that is the diary itself."""
    if path.exists() and session.db_path.exists() and path.samefile(session.db_path):
        raise UsageError(f"{path} is the diary itself.", "Name another file.")


def in_the_way(path: Path) -> FilmlogError:
    """What is said of a file that is there and must not be lost."""
    return FilmlogError(
        f"{path} is there already and holds something else.",
        "Add --overwrite to write over it, or name another file.",
    )


def _write_file(path: Path, pieces: Iterable[bytes], *, overwrite: bool) -> None:
    if path.exists() and not path.is_file() and not path.is_dir():
        with path.open("wb") as device:  # /dev/stdout, a named pipe: not to be replaced by a file
            device.writelines(pieces)
    elif overwrite or not path.is_file():
        write_private(path, pieces)
    elif not _holds(path, pieces):
        raise in_the_way(path)


def _holds(path: Path, pieces: Iterable[bytes]) -> bool:
    with path.open("rb") as file:
        return all(file.read(len(piece)) == piece for piece in pieces) and not file.read(1)
