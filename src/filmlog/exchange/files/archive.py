"""What a person hands over to be read: a file, a folder, a zip, or standard input."""

from __future__ import annotations

import io
import json
import math
import os
import stat
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from filmlog.errors import FilmlogError, UsageError
from filmlog.exchange.files.csv_file import Line, parse_columns, read_lines
from filmlog.exchange.files.decoding import check_encoding, decode
from filmlog.exchange.files.zip_file import ONE_MEMBER, ZipReader, is_zip, packed
from filmlog.exchange.record import Rejected
from filmlog.files import explain

_HEAD: Final = 1 << 16
_FILES: Final = 500_000
"""Files in a folder: the pages of a diary are one for each film."""
_STDIN: Final = "standard input"


class Member:
    """One file of what was handed over; `name` has `/` between its parts.

    Nothing but the beginning is kept once it is read: ask for what is needed once.
    """

    def __init__(self, name: str, load: Callable[[int], bytes], encoding: str = "") -> None:
        """`load` answers the first so many bytes, and for -1 all of them, within the limits."""
        self.name = name
        self._load = load
        self._encoding = encoding

    def data(self) -> bytes:
        """All of it. Raises FilmlogError where it cannot be read or is over the limits."""
        return self._load(-1)

    def text(self) -> str:
        """All of it as text. Raises FilmlogError, naming the line where there is one."""
        return decode(self.data(), self.name, self._encoding)

    @cached_property
    def head(self) -> str:
        """The first 64 KB as text, '' for what is none. Raises FilmlogError only as `data` does."""
        data = self._load(_HEAD)
        if len(data) == _HEAD:  # not in the middle of a character
            data = data[: data.rfind(b"\n") + 1] or data
        try:
            return decode(data, self.name, self._encoding)
        except FilmlogError:
            return ""

    @cached_property
    def columns(self) -> frozenset[str]:
        """The names in its header, stripped and casefolded; empty where it is no table."""
        return parse_columns(self.head)

    @property
    def is_empty(self) -> bool:
        """Whether there is not one byte in it."""
        return not self._load(1)

    def lines(self) -> Iterator[Line | Rejected]:
        """The rows of the table it is. Raises FilmlogError as `text` does."""
        return read_lines(self.text(), self.name)

    def json(self) -> Any:
        """The value it is in JSON (RFC 8259). Raises FilmlogError, naming the line where it can."""
        try:
            return json.loads(self.text(), parse_constant=_no_number, parse_float=_finite)
        except json.JSONDecodeError as error:
            raise FilmlogError(
                f"{self.name}, line {error.lineno}: this is not JSON: {error.msg}.",
                "The file may have been cut. Ask the service for it again.",
            ) from None
        except RecursionError:
            raise FilmlogError(f"{self.name} is nested too deeply to be read.") from None
        except ValueError:
            raise FilmlogError(f"{self.name} has a number that is out of bounds.") from None


class Archive:
    """The files of what was handed over, in the order of their names; close it, or use `with`."""

    def __init__(
        self,
        label: str,
        members: tuple[Member, ...],
        *,
        folder: Path | None = None,
        packed_in: ZipReader | None = None,
    ) -> None:
        self.label = label
        self.members = members
        self.folder = folder
        self.is_zip = packed_in is not None
        self._zip = packed_in

    def close(self) -> None:
        if self._zip is not None:
            self._zip.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_archive(path: Path | None, data: bytes = b"", *, encoding: str = "") -> Archive:
    """The file, folder or zip at `path`, or `data` from standard input where there is none.

    A zip is told by its content, and is not unpacked. `encoding` is the one of every text, '' to
    tell it from each. Raises UsageError for an encoding or a thing that cannot be read from, and
    FilmlogError for a file, folder or zip that is empty, damaged or over the limits.
    """
    encoding = check_encoding(encoding)
    try:
        if path is None:
            return _open_data(data, encoding)
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return _open_folder(path, encoding)
        if not stat.S_ISREG(mode):
            raise UsageError(
                f"{path} is neither a file nor a folder.",
                "To read from a pipe, give - for the file.",
            )
        return _open_file(path, encoding)
    except OSError as error:
        raise explain(error, None if error.filename else path) from error


def _open_data(data: bytes, encoding: str) -> Archive:
    if is_zip(io.BytesIO(data)):
        return _unpacked(ZipReader(io.BytesIO(data), len(data), _STDIN), _STDIN, encoding)
    _check_start(data, _STDIN)
    if len(data) > ONE_MEMBER:
        raise _too_large(_STDIN)
    return Archive(_STDIN, (Member("-", lambda size: data if size < 0 else data[:size], encoding),))


def _open_file(path: Path, encoding: str) -> Archive:
    label = _readable(path)
    with path.open("rb") as file:
        zipped = is_zip(file)
    if zipped:
        raw = path.open("rb", buffering=0)
        return _unpacked(ZipReader(raw, path.stat().st_size, label), label, encoding)
    _check_start(_load_file(path, 16), label)
    return Archive(
        label, (Member(_readable(Path(path.name)), partial(_load_file, path), encoding),)
    )


def _unpacked(reader: ZipReader, label: str, encoding: str) -> Archive:
    members = tuple(
        Member(name, partial(reader.load, name), encoding) for name in sorted(reader.names)
    )
    return Archive(label, members, packed_in=reader)


def _open_folder(folder: Path, encoding: str) -> Archive:
    label = _readable(folder)
    found: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not _is_clutter(name)]
        paths = (Path(parent, name) for name in names if not _is_clutter(name))
        found += (each for each in paths if stat.S_ISREG(each.lstat().st_mode))
        if len(found) > _FILES:
            raise FilmlogError(
                f"{label} holds over {_FILES:,} files.", "Name the folder of the export itself."
            )
    if not found:
        raise FilmlogError(f"There is no file in {label}.")
    named = sorted((_readable(each.relative_to(folder)), each) for each in found)
    members = tuple(Member(name, partial(_load_file, each), encoding) for name, each in named)
    return Archive(label, members, folder=folder)


def _load_file(path: Path, size: int) -> bytes:
    try:
        with path.open("rb") as file:
            if size >= 0:
                return file.read(size)
            data = file.read(ONE_MEMBER + 1)
    except OSError as error:
        raise explain(error, path) from error
    if len(data) > ONE_MEMBER:
        raise _too_large(_readable(path))
    return data


def _check_start(start: bytes, label: str) -> None:
    if not start:
        raise FilmlogError(f"{label} is empty.", "Ask the service for the export again.")
    if kind := packed(start):
        raise UsageError(f"{label} is a {kind} archive.", "Unpack it, then import what was in it.")


def _too_large(label: str) -> FilmlogError:
    return FilmlogError(f"{label} is over {ONE_MEMBER >> 20} MB.", "No export is as large as that.")


def _is_clutter(name: str) -> bool:
    return name.startswith(".") or name == "__MACOSX"


def _readable(path: Path) -> str:
    """The path as text that can be kept: a name on disk may be bytes that are no text."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")


def _refuse(error: OSError) -> None:
    raise error


def _no_number(_: str) -> None:
    raise ValueError


def _finite(digits: str) -> float:
    value = float(digits)
    if math.isinf(value):
        raise ValueError
    return value
