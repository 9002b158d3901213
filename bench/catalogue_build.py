"""Time the making of a catalogue from IMDb's files: `python -m bench.catalogue_build --scale 0.1`.

The files are made up (`bench.imdb_files`), at a tenth of the size of the real ones unless another
scale is asked for. Prints a Markdown table of whole processes, `--rival` adds imdb-sqlite.
Exits with 1 when a goal is not reached.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench import workshop
from bench.commands import bare_python
from bench.process import Sample, Words, run

PROCESSOR_LIMIT = 30.0  # seconds, of every film at a tenth
PEAK_LIMIT = 270  # MiB, the same
SIZE_LIMIT = 150  # MB, the same
RIVAL_LIMIT = 0.25
FULL_PEAK_LIMIT = 350  # MiB, rated or recent films at full size

_RIVAL, _RIVAL_VERSION = "imdb-sqlite", "2.1.0"
_RIVAL_TABLES = "people,titles,akas,crew,ratings"  # without episodes, of which filmlog has none
_BARE_RUNS = 10


class Built(NamedTuple):
    """One program's run, what it made, and how long bare Python took around it."""

    name: str
    sample: Sample
    size: int
    bare: Sample

    @property
    def row(self) -> str:
        """A line of the table."""
        sample, bare = self.sample, self.bare
        return (
            f"| {self.name} | {sample.seconds:.1f} | {sample.processor:.1f} | "
            f"{sample.processor / bare.processor:,.0f} | {sample.peak / 2**20:.0f} | "
            f"{self.size / 1e6:.0f} |"
        )


def filmlog(folder: Path, *, everything: bool) -> Built:
    """`filmlog catalogue build`."""
    made = _fresh("catalogue.db")
    command: Words = [workshop.filmlog_bin() / "filmlog", "catalogue", "build", "--from", folder]
    name = "filmlog, rated or recent"
    if everything:
        command, name = [*command, "--all"], "filmlog, every film"
    return _built(name, [*command, "--yes"], made, FILMLOG_CATALOGUE=str(made))


def rival(folder: Path) -> Built:
    """imdb-sqlite with its indexes, from the same files."""
    made = _fresh("imdb-sqlite.db")
    program = workshop.rival_bin(f"{_RIVAL}=={_RIVAL_VERSION}") / _RIVAL
    words = ("--only", _RIVAL_TABLES, "--cache-dir", folder, "--db", made)
    return _built(_RIVAL, [program, *words], made)


def _built(name: str, command: Words, made: Path, **variables: str) -> Built:
    before = [bare_python() for _ in range(_BARE_RUNS)]
    sample = run(command, workshop.environment(**variables))
    around = before + [bare_python() for _ in range(_BARE_RUNS)]
    bare = Sample(*(median(values) for values in zip(*around, strict=True)))
    size = made.stat().st_size
    made.unlink()
    return Built(name, sample, size, bare)


def _fresh(name: str) -> Path:
    path = workshop.WORK / "scratch" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    return path


def _goals(scale: float, every: Built, some: Built, beside: Built | None) -> list[tuple[str, bool]]:
    """What can be said at this scale, and whether it is so."""
    goals = []
    if scale == 0.1:
        sample = every.sample
        goals += [
            (f"< {PROCESSOR_LIMIT:.0f} s of CPU", sample.processor < PROCESSOR_LIMIT),
            (f"< {PEAK_LIMIT} MiB", sample.peak / 2**20 < PEAK_LIMIT),
            (f"< {SIZE_LIMIT} MB", every.size / 1e6 < SIZE_LIMIT),
        ]
    if scale == 1:
        peak = some.sample.peak / 2**20
        goals += [(f"rated or recent < {FULL_PEAK_LIMIT} MiB", peak < FULL_PEAK_LIMIT)]
    if beside:
        share = every.sample.processor / beside.sample.processor
        goals += [(f"{1 / share:.1f} x as fast as {_RIVAL}", share < RIVAL_LIMIT)]
    return goals


def main() -> int:
    """Measure what the command line asks for, and print it."""
    parser = argparse.ArgumentParser(prog="python -m bench.catalogue_build", description=__doc__)
    parser.add_argument("--scale", type=float, default=0.1, help="1 is IMDb in 2026")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rival", action="store_true", help="imdb-sqlite too")
    asked = parser.parse_args()
    folder = workshop.imdb_folder(asked.scale, asked.seed)
    every = filmlog(folder, everything=True)
    some = filmlog(folder, everything=False)
    beside = rival(folder) if asked.rival else None
    print(f"Scale {asked.scale:g}, seed {asked.seed}.\n")
    print("| build | s | CPU s | x bare Python | peak MiB | database MB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for built in filter(None, (every, some, beside)):
        print(built.row)
    goals = _goals(asked.scale, every, some, beside)
    for goal, is_reached in goals:
        print(f"\n{goal}: {'reached' if is_reached else '**not reached**'}")
    return int(not all(is_reached for _, is_reached in goals))


if __name__ == "__main__":
    sys.exit(main())
