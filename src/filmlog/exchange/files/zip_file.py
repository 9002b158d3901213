"""Reading the members of a zip in memory, and refusing what would do harm.

No export needs what is refused here; each is known from zips made to hurt (CWE-22, CWE-409).
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final

from filmlog.errors import FilmlogError

MEMBERS: Final = 20_000
ONE_MEMBER: Final = 512 << 20
ALL_MEMBERS: Final = 1 << 30
_NAME: Final = 1_000
_RATIO: Final = 200
_RATIO_FROM: Final = 1 << 20
_CHUNK: Final = 1 << 16
_DIRECTORY: Final = 8 << 20
"""Bytes of the list of members; zipfile reads it at once, whatever it holds."""

_STARTS: Final = {
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"PK\x07\x08": "zip",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!\x1a\x07": "rar",
    b"BZh9": "bzip2",
    b"\xfd7zXZ\0": "xz",
}
_ENDINGS: Final = (".zip", ".gz", ".tgz", ".7z", ".rar")
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,  # names that are no text, offsets below 0
    NotImplementedError,
    RuntimeError,
    OverflowError,
)
_ENCRYPTED: Final = 0x1 | 0x40 | 0x2000
_AGAIN: Final = "Ask the service for the export again."
_NOT_READ: Final = "No export is as large as that, and it was not read."
_TAKE_OUT: Final = "Take it out of the zip, or unpack the zip and import the folder."


def is_zip(file: BinaryIO) -> bool:
    """Whether it is a zip by what is in it, damaged or not."""
    start = file.read(4)
    if start in _STARTS:
        return True
    try:
        return zipfile.is_zipfile(file)
    except zipfile.BadZipFile:  # a part of one over several disks
        return True


def packed(start: bytes) -> str:
    """The kind of archive that begins so: "zip", "gzip", "7z", ...; '' for none."""
    return next((kind for sign, kind in _STARTS.items() if start.startswith(sign)), "")


class _Careful(io.BufferedReader):
    """A file that no one reads more of at once than a list of members may be long."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _DIRECTORY:
            raise zipfile.BadZipFile("the list of members is too long")
        return super().read(_DIRECTORY if size is None or size < 0 else size)


class ZipReader:
    """The members of a zip, by name; `label` is what sentences call the zip.

    Raises FilmlogError, at once for names, sizes and kinds of members that are refused, and from
    `load` for what shows only when it is read.
    """

    def __init__(self, raw: io.RawIOBase | io.BytesIO, size: int, label: str) -> None:
        self.label = label
        self._size = size
        self._sizes: dict[str, int] = {}
        self._total = 0
        self._file = _Careful(raw)
        try:
            with self._explained():
                self._zip = zipfile.ZipFile(self._file)
                self._members = self._checked(self._zip.infolist())
        except BaseException:
            self._file.close()
            raise
        self.names = tuple(self._members)

    def close(self) -> None:
        self._zip.close()
        self._file.close()

    def load(self, name: str, size: int) -> bytes:
        """The first `size` bytes of a member, all of them for -1."""
        info = self._members[name]
        parts: list[bytes] = []
        read = 0
        with self._explained(name), self._zip.open(info) as file:
            while size < 0 or read < size:
                part = file.read(_CHUNK if size < 0 else min(_CHUNK, size - read))
                if not part:
                    break
                if not parts and (kind := packed(part)):
                    raise self._refused(f"holds {name}, a {kind} archive", _TAKE_OUT)
                parts.append(part)
                read += len(part)
                self._check_size(info, read)
        return b"".join(parts)

    def _checked(self, infos: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        if len(infos) > MEMBERS:
            raise self._refused(f"holds over {MEMBERS:,} files", "No export has as many.")
        if sum(info.compress_size for info in infos) > self._size:
            raise self._refused("is damaged: its files are larger than it is", _AGAIN)
        members: dict[str, zipfile.ZipInfo] = {}
        seen: set[str] = set()
        for info in infos:
            if len(info.orig_filename) > _NAME:
                raise self._refused(
                    f"holds a file with a name of over {_NAME:,} characters", _AGAIN
                )
            if info.orig_filename in seen:
                raise self._refused(f"holds two files named {info.orig_filename}", _AGAIN)
            seen.add(info.orig_filename)
            self._check(info)
            parts = info.filename.split("/")
            if not info.is_dir() and not any(p.startswith(".") or p == "__MACOSX" for p in parts):
                members[info.filename] = info
                self._check_size(info, info.file_size)
        if not members:
            raise self._refused("holds no file", _AGAIN)
        return members

    def _check(self, info: zipfile.ZipInfo) -> None:
        name = info.orig_filename
        parts = name.split("/")
        if (
            not name
            or name[0] == "/"
            or name[1:2] == ":"
            or ".." in parts
            or set(name) & {"\\", "\0"}
        ):
            raise self._refused(f"holds a file with a name that leads out of it: {name}", _AGAIN)
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
            raise self._refused(f"holds {name}, which is a link or no file", _TAKE_OUT)
        if info.flag_bits & _ENCRYPTED:
            raise self._refused(
                "is encrypted", "Unpack it with its password, and import the folder."
            )
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise self._refused(
                f"holds {name}, which is compressed in a way that is not read here",
                "Unpack it, and import the folder.",
            )
        if name.lower().endswith(_ENDINGS):
            raise self._refused(f"holds {name}, an archive of its own", _TAKE_OUT)

    def _check_size(self, info: zipfile.ZipInfo, size: int) -> None:
        """Hold a member against the limits, by its size so far."""
        name = info.filename
        if size > ONE_MEMBER:
            raise self._refused(f"holds {name}, of over {ONE_MEMBER >> 20} MB", _NOT_READ)
        if size > _RATIO_FROM and size > _RATIO * max(info.compress_size, 1):
            raise self._refused(
                f"holds {name}, which unpacks to over {_RATIO} times its size", _NOT_READ
            )
        # A member that is read twice counts once.
        known = self._sizes.get(name, 0)
        self._sizes[name] = max(size, known)
        self._total += self._sizes[name] - known
        if self._total > ALL_MEMBERS:
            raise self._refused(f"unpacks to over {ALL_MEMBERS >> 30} GB", _NOT_READ)

    def _refused(self, what: str, hint: str) -> FilmlogError:
        return FilmlogError(f"{self.label} {what}.", hint)

    @contextmanager
    def _explained(self, name: str = "") -> Iterator[None]:
        try:
            yield
        except FilmlogError:
            raise
        except _DAMAGE as error:
            where = f"{name} in {self.label}" if name else self.label
            raise FilmlogError(
                f"{where} is damaged: it is cut, or not a zip throughout.", _AGAIN
            ) from error
