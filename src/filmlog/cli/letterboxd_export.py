"""`filmlog export letterboxd`: its files, and what is said of what Letterboxd will not keep."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from filmlog.cli.context import Session
from filmlog.cli.exports import deliver, lines
from filmlog.domain.numerals import counted
from filmlog.errors import UsageError
from filmlog.exchange.html.letterboxd import SpoilerMarks
from filmlog.exchange.letterboxd_csv import Warnings, files
from filmlog.storage.diary import Diary
from filmlog.storage.listing import Condition

_NAMED = 5


def write(
    session: Session,
    diary: Diary,
    condition: Condition,
    spoilers: SpoilerMarks,
    output: Path | None,
    *,
    overwrite: bool,
) -> None:
    """Write the viewings that meet a condition to stdout, or to as many files as they take."""
    warnings = Warnings()
    numbers = [line.viewing_number for line in lines(diary, condition)]
    parts = files(diary.entries(numbers), spoilers, warnings)
    first, second = next(parts), next(parts, None)
    if second is None:
        deliver(session, [first.text], output, overwrite=overwrite)
    elif output is None:
        raise UsageError(
            "Letterboxd takes files of up to 1 MB, and this is more.",
            "Add -o FILE.csv; it becomes FILE-1.csv, FILE-2.csv and so on.",
        )
    else:
        for part in (first, second, *parts):
            path = output.with_name(part.name(output.stem))
            deliver(session, [part.text], path, overwrite=overwrite)
    session.say(*_sentences(warnings))


def _sentences(warnings: Warnings) -> Iterator[str]:
    yield (
        "Letterboxd's import has no place for hearts, companions, venues, formats, subtitles, "
        "sources, quotes and pictures."
    )
    for found, what in (
        (warnings.same_day, "on a day with another of its film, which Letterboxd makes one"),
        (warnings.not_to_the_day, "on no known day, which Letterboxd's diary has no place for"),
        (warnings.rounded, "with a rating rounded to half stars"),
        (warnings.commas, "with a tag whose comma is now a blank"),
        (warnings.too_long, "in a file of its own that is over 1 MB"),
    ):
        if found:
            yield f"{counted(len(found), 'viewing')} {what}: {_named(found)}."


def _named(films: Sequence[str]) -> str:
    more = len(films) - _NAMED
    return ", ".join([*films[:_NAMED], *([f"and {more:,} more"] if more > 0 else [])])
