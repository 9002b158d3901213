"""What filmlog wrote into a folder of pages, so that it touches nothing else there.

`.filmlog-pages.json` has the SHA-256 of each file and whose it is. While an export runs a file has
the sums of before and after, so that one that was cut short is still known for filmlog's own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from filmlog.errors import FilmlogError
from filmlog.files import write_private

NAME = ".filmlog-pages.json"
PICTURES = "pictures"
LISTS = "lists"
SOURCES = "sources"
_VERSION = 1


class Written(NamedTuple):
    """A file of filmlog's: the film, list or source it is of, and the SHA-256 sums it may have."""

    film: str
    sums: frozenset[str]


def read(folder: Path) -> dict[str, Written]:
    """The files by path in the folder, `/` between parts; none when there is no manifest.

    A damaged one is as good as none: then files count as the user's. Raises FilmlogError for
    one that a newer filmlog wrote.
    """
    path = folder / NAME
    if path.is_symlink() or not path.is_file():
        return {}
    try:
        found = json.loads(path.read_bytes())
        version = found["version"]
        files = {
            name: Written(str(entry["film"]), frozenset(map(str, entry["sha256"])))
            for name, entry in found["files"].items()
            if _is_inside(name)
        }
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}
    if version != _VERSION:
        raise FilmlogError(
            f"The pages in {folder} were written by a newer filmlog.",
            "Upgrade filmlog, or export into another folder.",
        )
    return files


def write(folder: Path, files: Mapping[str, Written]) -> None:
    """Keep what the files are; nothing is touched when that is what the folder says already."""
    entries = {
        name: {"film": file.film, "sha256": sorted(file.sums)}
        for name, file in sorted(files.items())
    }
    text = json.dumps({"version": _VERSION, "files": entries}, indent=1, ensure_ascii=False)
    data = f"{text}\n".encode()
    path = folder / NAME
    if path.is_symlink() or not path.is_file() or path.read_bytes() != data:
        write_private(path, data)


def _is_inside(name: str) -> bool:
    """Whether a path is one that this program writes, and not, say, `../../.profile`."""
    folder, slash, file = name.rpartition("/")
    if any(char in name for char in "\\:\x00") or file[:1] in {"", "."}:
        return False
    pages = {"", f"{LISTS}/", f"{SOURCES}/"}
    return folder + slash == f"{PICTURES}/" or (folder + slash in pages and file.endswith(".md"))
