"""Write made-up files in the form of IMDb's: `python -m bench.imdb_files FOLDER --scale 0.1`.

The schema is that of https://developer.imdb.com/non-commercial-datasets/, the numbers of rows are
those of 2026 times the scale, and the quirks are there: `\\N`, titles that begin with a quote sign,
rows that come twice, people without a name, an order by the text of the number (tt10000000 comes
before tt1000001). The same scale and seed give the same bytes; memory does not grow with the scale.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from itertools import islice
from pathlib import Path
from time import perf_counter

from bench.imdb_lines import Made

_HEADERS = {
    "title.basics": "tconst titleType primaryTitle originalTitle isAdult startYear endYear "
    "runtimeMinutes genres",
    "title.akas": "titleId ordering title region language types attributes isOriginalTitle",
    "title.crew": "tconst directors writers",
    "title.principals": "tconst ordering nconst category job characters",
    "title.ratings": "tconst averageRating numVotes",
    "name.basics": "nconst primaryName birthYear deathYear primaryProfession knownForTitles",
}

_made = lru_cache(maxsize=1)(Made)

_LINES: dict[str, Callable[[Made], Iterator[str]]] = {
    "title.principals": Made.principals,
    "title.akas": Made.akas,
    "name.basics": Made.names,
    "title.basics": Made.basics,
    "title.crew": Made.crew,
    "title.ratings": Made.ratings,
}


def write(folder: Path, scale: float, seed: int = 7, processes: int = 1) -> dict[str, int]:
    """Write the six .tsv.gz files into a folder, which is made; give how many rows each has."""
    folder.mkdir(parents=True, exist_ok=True)
    asked = [(folder, name, scale, seed) for name in _LINES]
    if processes == 1:
        return dict(map(_write_file, asked))
    with ProcessPoolExecutor(processes) as pool:
        return dict(pool.map(_write_file, asked))


def _write_file(asked: tuple[Path, str, float, int]) -> tuple[str, int]:
    folder, name, scale, seed = asked
    lines = _LINES[name](_made(scale, seed))
    rows = 0
    with (
        (folder / f"{name}.tsv.gz").open("wb") as plain,
        gzip.GzipFile(filename="", fileobj=plain, mode="wb", compresslevel=1, mtime=0) as file,
    ):
        file.write("\t".join(_HEADERS[name].split()).encode() + b"\n")
        while batch := list(islice(lines, 20_000)):
            rows += len(batch)
            file.write("".join(batch).encode())
    return name, rows


def main() -> None:
    """Write what the command line asks for, and say what and how long it took."""
    parser = argparse.ArgumentParser(prog="python -m bench.imdb_files", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scale", type=float, default=0.1, help="1 is IMDb in 2026")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args()
    start = perf_counter()
    rows = write(asked.folder, asked.scale, asked.seed, asked.processes)
    counts = ", ".join(f"{name} {count:,}" for name, count in rows.items())
    print(
        f"scale {asked.scale:g}, seed {asked.seed}: {counts}; {perf_counter() - start:.0f} s",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
