"""IMDb's own files: which there are, their columns, and their lines read in a little memory.

The form is that of https://developer.imdb.com/non-commercial-datasets/: gzip, UTF-8, a heading,
tabs between fields, `\\N` for none and no quoting, so that a title may begin with a quote sign.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from filmlog.errors import CatalogueError
from filmlog.files import explain

COLUMNS = {
    "title.ratings.tsv.gz": "tconst averageRating numVotes",
    "title.basics.tsv.gz": (
        "tconst titleType primaryTitle originalTitle isAdult startYear endYear runtimeMinutes "
        "genres"
    ),
    "title.crew.tsv.gz": "tconst directors writers",
    "title.principals.tsv.gz": "tconst ordering nconst category job characters",
    "title.akas.tsv.gz": (
        "titleId ordering title region language types attributes isOriginalTitle"
    ),
    "name.basics.tsv.gz": (
        "nconst primaryName birthYear deathYear primaryProfession knownForTitles"
    ),
}
"""Each file, in the order they are read, and the columns it has had since 2017."""

NONE = b"\\N"

_READ = 1 << 17  # bytes of a compressed file
_BLOCK = 1 << 20  # bytes of its text
_LONGEST_LINE = 1 << 20


class ImdbFileError(CatalogueError):
    """A file is not what IMDb publishes, or not whole; the old catalogue is still there."""


class Version(NamedTuple):
    """Which version of a file it is: its bytes, a tag that another one has not, and its day.

    The day is ISO 8601, or '' where nobody says.
    """

    size: int
    tag: str
    day: str


def versions_in(folder: Path) -> dict[str, Version]:
    """Which version of each file there is in a folder, by the time it was last written.

    Raises CatalogueError where files are missing.
    """
    found = {}
    missing = [name for name in COLUMNS if not (folder / name).is_file()]
    if missing:
        raise CatalogueError(
            f"{folder} has no {', '.join(missing)}."
            if len(missing) < len(COLUMNS)
            else f"There are no files of IMDb in {folder}.",
            f"{len(COLUMNS)} files are needed: {', '.join(COLUMNS)}.",
        )
    for name in COLUMNS:
        try:
            status = (folder / name).stat()
        except OSError as error:
            raise explain(error, folder / name) from error
        day = datetime.fromtimestamp(status.st_mtime, UTC).date().isoformat()
        found[name] = Version(status.st_size, str(status.st_mtime_ns), day)
    return found


class ImdbFile:
    """One of the files, open for reading from its beginning to its end, once."""

    def __init__(self, folder: Path, name: str, read: Callable[[int], None]) -> None:
        self.path = folder / name
        self.line = 0
        """The number of the line before the block that was given last."""
        self._columns = COLUMNS[name].split()
        self._read = read

    def texts(self) -> Iterator[bytes]:
        """The lines after the heading, some thousands at a time, line feeds only between them.

        Each line has exactly the fields of `COLUMNS`, in that order whatever the order in the file.
        Raises ImdbFileError for a cut or damaged file, another heading, a line of other fields.
        """
        order: tuple[int, ...] | None = None
        tabs_each = len(self._columns) - 1
        for text in self._whole_lines():
            if not self.line:
                heading, _, text = text.partition(b"\n")  # noqa: PLW2901 - the rest of it
                order = self._order(heading)
                self.line = 1
                if not text:
                    continue
            lines = text.count(b"\n") + 1
            if order:
                yield self._put_in_order(text, order)
            elif text.count(b"\t") != lines * tabs_each:
                raise self._uneven(text)
            else:
                yield text
            self.line += lines
        if not self.line:
            self._order(b"")

    def groups(self) -> Iterator[bytes]:
        """The same with all lines of one title in one text, which IMDb's files have together."""
        rest = b""
        for text in self.texts():
            text = rest + b"\n" + text if rest else text  # noqa: PLW2901 - more of the same
            last = text.rfind(b"\n") + 1
            title = text[last : text.index(b"\t", last) + 1]
            cut = 0 if text.startswith(title) else text.index(b"\n" + title) + 1
            if cut:
                yield text[: cut - 1]
            rest = text[cut:]
        if rest:
            yield rest

    def wrong(self, line: int, what: str) -> ImdbFileError:
        """An error that says what is the matter with a line of this file."""
        return ImdbFileError(
            f"{self.path.name}, line {line}, {what}.",
            f"The catalogue is as it was. Download {self.path} again; if that does not help, IMDb "
            "has changed its files, and a newer filmlog is needed.",
        )

    def wrong_line(self, text: bytes) -> ImdbFileError:
        """The same for a line given by `texts` that has no number where one belongs.

        It is looked for in the file again, so that reading need not count.
        """
        again = ImdbFile(self.path.parent, self.path.name, lambda _: None)
        lines = next(lines for block in again.texts() if text in (lines := block.split(b"\n")))
        try:
            text.decode()
        except UnicodeDecodeError:
            what = "is not UTF-8"
        else:
            what = "has something else where a number belongs"
        return self.wrong(again.line + lines.index(text) + 1, what)

    def _uneven(self, text: bytes) -> ImdbFileError:
        counts = [line.count(b"\t") + 1 for line in text.split(b"\n")]
        width = len(self._columns)
        place = next(place for place, count in enumerate(counts) if count != width)
        return self.wrong(self.line + place + 1, f"has {counts[place]} fields instead of {width}")

    def _order(self, heading: bytes) -> tuple[int, ...] | None:
        """Where the columns stand in this file; None where they stand as they should."""
        found = heading.decode("utf-8", "replace").rstrip("\r").split("\t")
        for column in self._columns:
            if column not in found:
                raise self.wrong(1, f"has no column {column}")
        if found == self._columns:
            return None
        return tuple(map(found.index, self._columns))

    def _put_in_order(self, text: bytes, order: tuple[int, ...]) -> bytes:
        ordered = []
        for number, line in enumerate(text.split(b"\n"), self.line + 1):
            fields = line.split(b"\t")
            if len(fields) <= max(order):
                raise self.wrong(number, f"has only {len(fields)} fields")
            ordered.append(b"\t".join([fields[place] for place in order]))
        return b"\n".join(ordered)

    def _whole_lines(self) -> Iterator[bytes]:
        """The text in blocks that end where a line ends, without that last line feed."""
        rest = b""
        for text in self._inflated():
            whole, line_feed, tail = text.rpartition(b"\n")
            if line_feed:
                yield rest + whole
                rest = tail
            elif len(rest) > _LONGEST_LINE:
                raise self.wrong(self.line + 1, "is too long")
            else:
                rest += tail
        if rest:
            yield rest

    def _inflated(self) -> Iterator[bytes]:
        """The text in blocks, without NUL; the check sums of the file are compared on the way."""
        inflating = zlib.decompressobj(wbits=31)  # gzip, RFC 1952
        try:
            with self.path.open("rb") as file:
                while packed := file.read(_READ):
                    self._read(len(packed))
                    while packed:
                        if inflating.eof:  # another member begins
                            inflating = zlib.decompressobj(wbits=31)
                        text = inflating.decompress(packed, _BLOCK)
                        packed = inflating.unconsumed_tail or inflating.unused_data
                        if text:
                            yield text.replace(b"\0", b"")  # what no other program can hold
        except OSError as error:
            raise explain(error, self.path) from error
        except zlib.error as error:
            raise self._damaged("is damaged, or no gzip file") from error
        if not inflating.eof:
            raise self._damaged("is cut short")

    def _damaged(self, what: str) -> ImdbFileError:
        return ImdbFileError(
            f"{self.path.name} {what} (after line {self.line}).",
            f"The catalogue is as it was. Download {self.path} again.",
        )
