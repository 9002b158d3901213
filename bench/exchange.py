"""Time moving in and out: `python -m bench.exchange`, from the top of the repository.

A made-up Letterboxd export is imported, and imported again, beside a plain script that does the
least with the same zip; then a diary of as many viewings is exported beside a plain script that
reads the same tables. Prints Markdown tables; exits with 1 when a goal is not reached.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench import workshop
from bench.commands import COMMANDS, Timed
from bench.goals import Verdict
from bench.measure import Series, take_turns
from bench.process import CommandFailed, Sample, Words, run
from bench.report import facts, goals, table

IMPORT_LIMIT = 2.5
AGAIN_LIMIT = 1.5
JSON_LIMIT = 3.0
PAGES_LIMIT = 6.0
LARGE = 10
"""How many times as many entries the large zip has."""
LINEAR_LIMIT = LARGE * 1.2
LARGE_PEAK_LIMIT = 300e6  # bytes

_SCRIPTS = workshop.ROOT / "bench"
_ADDED, _THERE = "added", "already there"


class Line(NamedTuple):
    """A line of the table: a program's runs, and what it is to be measured by."""

    name: str
    series: Series
    plain: Series | None = None
    limit: float | None = None

    @property
    def row(self) -> list[str]:
        """The cells of the line."""
        series, plain = self.series, self.plain
        cells = [self.name, f"{series.seconds:.2f}", f"{series.processor:.2f}"]
        cells.append(
            f"{series.seconds / plain.seconds:.2f} ({series.processor / plain.processor:.2f})"
            if plain
            else ""
        )
        return [*cells, f"{series.peak / 1e6:.0f}", str(len(series.samples))]

    def verdicts(self) -> Iterator[Verdict]:
        """Whether the goal is reached, if there is one."""
        if self.plain and self.limit:
            figure = self.series.seconds / self.plain.seconds
            yield Verdict(f"{self.name}, by the plain script", figure, "x", self.limit)


class Import:
    """One zip, a diary to import it into, and the settings for that."""

    def __init__(self, entries: int, name: str, catalogue: str = "never") -> None:
        self._zip = workshop.letterboxd_zip(entries)
        self._folder = workshop.WORK / "scratch" / f"import-{name}"
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        config = self._folder / "config.toml"
        config.write_text(f'catalogue = "{catalogue}"\n')
        self._diaries = self._folder / "diaries"
        self._environment = workshop.environment(
            FILMLOG_DB=str(self._diaries / "diary.db"), FILMLOG_CONFIG=str(config)
        )

    def plain(self) -> Sample:
        """The plain script, into a new file."""
        database = self._folder / "plain.db"
        database.unlink(missing_ok=True)
        command = _script("plain_import", self._zip, database)
        return run(command, self._environment, expected="rows")

    def first(self) -> Sample:
        """`filmlog import` into a new diary."""
        shutil.rmtree(self._diaries, ignore_errors=True)
        return self._filmlog(_ADDED)

    def again(self) -> Sample:
        """The same into the diary that has it all."""
        return self._filmlog(_THERE)

    def _filmlog(self, expected: str) -> Sample:
        command: Words = [workshop.filmlog_bin() / "filmlog", "import", self._zip]
        return run(command, self._environment, expected=expected)


def _script(name: str, *words: Path) -> Words:
    return [workshop.filmlog_bin() / "python", _SCRIPTS / f"{name}.py", *words]


def _plain_export(viewings: int) -> Timed:
    command = _script("plain_export", workshop.diary(viewings))
    return lambda: run(command, workshop.environment(), expected='"table": "viewing"')


def _json(viewings: int) -> Timed:
    command: Words = [workshop.filmlog_bin() / "filmlog", "export", "json"]
    environment = workshop.environment(FILMLOG_DB=str(workshop.diary(viewings)))
    return lambda: run(command, environment, expected='"record": "viewing"')


def _pages(viewings: int) -> Timed:
    return next(one for one in COMMANDS if one.name == "export --pages").make(viewings)


def lines(entries: int, *, with_catalogue: bool) -> list[Line]:
    """Everything that is measured at one size."""
    moving_in = Import(entries, "never")
    plain, first, again = map(Series, (moving_in.plain, moving_in.first, moving_in.again))
    plain_export = Series(_plain_export(entries))
    found = [
        Line("plain import", plain),
        Line("`import` into a new diary", first, plain, IMPORT_LIMIT),
        Line("`import` of the same again", again, plain, AGAIN_LIMIT),
        Line("plain export", plain_export),
        Line("`export json`", Series(_json(entries)), plain_export, JSON_LIMIT),
        Line("`export --pages`", Series(_pages(entries)), plain_export, PAGES_LIMIT),
    ]
    if with_catalogue:
        catalogue = Import(entries, "auto", "auto")
        found.append(Line("`import`, starter catalogue", Series(catalogue.first), plain))
    return found


def _large(entries: int, small: Series) -> tuple[Line, list[Verdict]]:
    """One import of a zip of ten times the size, beside the small one."""
    name = f"`import`, {entries * LARGE:,} entries"
    large = Series(Import(entries * LARGE, "large").first)
    large.run()
    growth = large.seconds / small.seconds
    return Line(name, large), [
        Verdict(f"{name}, by {entries:,}", growth, "x", LINEAR_LIMIT),
        Verdict(f"{name}, peak memory", large.peak / 1e6, " MB", LARGE_PEAK_LIMIT / 1e6),
    ]


def main() -> int:
    """Measure what the command line asks for, and print it."""
    parser = argparse.ArgumentParser(prog="python -m bench.exchange", description=__doc__)
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--large", action="store_true", help="a zip of ten times the size too")
    parser.add_argument("--catalogue", action="store_true", help="with the starter catalogue too")
    asked = parser.parse_args()
    measured = lines(asked.entries, with_catalogue=asked.catalogue)
    try:
        take_turns([line.series for line in measured], asked.runs)
        verdicts = [verdict for line in measured for verdict in line.verdicts()]
        if asked.large:
            line, more = _large(asked.entries, measured[1].series)
            measured.append(line)
            verdicts += more
    except CommandFailed as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    head = ["what", "s", "CPU s", "x plain (in CPU)", "peak MB", "runs"]
    parts = [
        facts(asked.runs, packages=("typer", "markdownify", "beautifulsoup4")),
        table(head, (line.row for line in measured)),
        goals(verdicts),
    ]
    print(f"{asked.entries:,} entries.\n")
    print("\n\n".join(parts))
    return int(not all(verdict.is_reached for verdict in verdicts))


if __name__ == "__main__":
    sys.exit(main())
