"""The file of a catalogue: whether it is one, what lies beside it, and deleting all of that."""

from __future__ import annotations

from pathlib import Path

from filmlog.catalogue.schema import APPLICATION_ID
from filmlog.errors import CatalogueError
from filmlog.files import explain

_SQLITE = b"SQLite format 3\0"
_HEADER = 100
_APPLICATION = slice(68, 72)  # https://www.sqlite.org/fileformat2.html#the_database_header


def downloads_folder(path: Path) -> Path:
    """Where IMDb's files are downloaded to for the catalogue at `path`."""
    return path.with_name(f"{path.name}-downloads")


def unfinished(path: Path) -> list[Path]:
    """What runs that were killed, or that still run, have beside the catalogue at `path`."""
    return sorted(path.parent.glob(f"{path.name}-*.new"))


def refuse_foreign(path: Path) -> None:
    """Raise CatalogueError where a database of another program is, such as a diary."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except FileNotFoundError:
        return
    except OSError as error:
        raise explain(error, path) from error
    ours = APPLICATION_ID.to_bytes(4, "big")
    if header.startswith(_SQLITE) and header[_APPLICATION] != ours:
        raise CatalogueError(
            f"{path} is a file of another program; it was not touched.",
            "FILMLOG_CATALOGUE names it as the catalogue: name another place.",
        )


def delete(path: Path) -> None:
    """Delete a catalogue, and what is unfinished beside it.

    Raises CatalogueError for a file of another program, FilmlogError when it cannot be deleted.
    """
    refuse_foreign(path)
    for left in (*unfinished(path), path):
        try:
            left.unlink(missing_ok=True)
        except OSError as error:
            raise explain(error, left) from error
