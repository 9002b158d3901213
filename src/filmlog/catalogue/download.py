"""Downloading IMDb's files: resumed where it broke off, checked to the last byte.

What has come of FILE stands in FILE.part, and which version of it that is in FILE.tag, so that the
next run asks for the rest of that version only (RFC 9110, 14.2 Range and 13.1.5 If-Range).
"""

from __future__ import annotations

import http.client
import os
import shutil
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError

from filmlog.catalogue.imdb_files import COLUMNS, Version
from filmlog.catalogue.web import complain_of, host_of, opener_for, request_for, unreached
from filmlog.errors import ServiceError, StorageFullError
from filmlog.files import explain, make_private_dir, make_private_file, write_private

if TYPE_CHECKING:
    from http.client import HTTPResponse

WHO = "IMDb"

TIME_LIMIT = 30.0
"""Seconds without a byte after which the connection counts as broken."""

_BLOCK = 1 << 18
_AGAIN = "What has come is kept. Run the command again to go on from there."

Progress = Callable[[int, int], None]
"""Told how many bytes are there, and of how many."""


def offers(address: str) -> dict[str, Version]:
    """What there is at `address` of each file, asked without downloading. Raises ServiceError."""
    found = {}
    for name in COLUMNS:
        with _asked(f"{address}/{name}", {}, "HEAD") as response:
            found[name] = Version(_length(response, name), _tag(response), _day(response))
    return found


def download(
    address: str, folder: Path, offered: Mapping[str, Version], progress: Progress = lambda *_: None
) -> None:
    """Bring every file at `address` into `folder`; what is there in that version is not asked for.

    Raises ServiceError when the network or the server fails, StorageFullError or FilmlogError when
    the folder does; what has come by then is kept for the next run.
    """
    make_private_dir(folder)
    whole = sum(offer.size for offer in offered.values())
    before = 0
    for name, offer in offered.items():
        file = _File(address, folder / name, offer)
        if not file.is_there():
            begun = before
            file.fetch(lambda size: progress(begun + size, whole))  # noqa: B023 - used at once
        before += offer.size
        progress(before, whole)


def forget(folder: Path) -> None:
    """Delete what was downloaded into a folder, and the folder if nothing else is in it."""
    for name in COLUMNS:
        for left in (name, f"{name}.part", f"{name}.tag"):
            with suppress(OSError):
                (folder / left).unlink()
    with suppress(OSError):
        folder.rmdir()


def is_whole_gzip(path: Path) -> bool:
    """Whether a file is gzip to its end and its check sums are right. Raises OSError."""
    inflating = zlib.decompressobj(wbits=31)
    with path.open("rb") as file:
        while packed := file.read(_BLOCK):
            while packed:
                if inflating.eof:
                    inflating = zlib.decompressobj(wbits=31)
                try:
                    inflating.decompress(packed, 1 << 20)
                except zlib.error:
                    return False
                packed = inflating.unconsumed_tail or inflating.unused_data
    return inflating.eof


class _File:
    """One file of the folder, and what the server offers for it."""

    def __init__(self, address: str, path: Path, offer: Version) -> None:
        self._url = f"{address}/{path.name}"
        self._path = path
        self._part = path.with_name(f"{path.name}.part")
        self._tag = path.with_name(f"{path.name}.tag")
        self._offer = offer

    def is_there(self) -> bool:
        """Whether the version that is offered has been downloaded whole."""
        return (
            not self._part.exists()
            and self._path.exists()
            and self._path.stat().st_size == self._offer.size
            and self._has_tag()
        )

    def fetch(self, progress: Callable[[int], None]) -> None:
        """Download what is missing, check it and give the file its name."""
        try:
            self._fetch(progress)
        except OSError as error:
            raise explain(error, self._part) from error

    def _fetch(self, progress: Callable[[int], None]) -> None:
        begun = self._begun()
        self._need_room(self._offer.size - begun)
        if begun < self._offer.size:
            self._bring(begun, progress)
        if self._part.stat().st_size != self._offer.size:
            raise ServiceError(f"The connection to {WHO} broke off in {self._path.name}.", _AGAIN)
        if not is_whole_gzip(self._part):
            self._part.unlink()
            raise ServiceError(
                f"{self._path.name} came damaged, and was thrown away.", "Run the command again."
            )
        self._part.replace(self._path)

    def _begun(self) -> int:
        """How many bytes of this version are there; what is of another is thrown away."""
        if self._part.exists() and self._has_tag():
            size = self._part.stat().st_size
            if size <= self._offer.size:
                return size
        # The part first: with a new tag and no part, the old file would pass for the new one.
        with suppress(FileNotFoundError):
            self._part.unlink()
        make_private_file(self._part)
        write_private(self._tag, self._offer.tag.encode(), durable=False)
        return 0

    def _has_tag(self) -> bool:
        try:
            return bool(self._offer.tag) and self._tag.read_text() == self._offer.tag
        except (FileNotFoundError, UnicodeDecodeError):
            return False

    def _need_room(self, size: int) -> None:
        free = shutil.disk_usage(self._part.parent).free
        if free < size:
            raise StorageFullError(
                f"{self._path.name} needs {size / 1e6:,.0f} MB more on the disk that holds "
                f"{self._part.parent}, and {free / 1e6:,.0f} MB are free.",
                "Free some space, then run the command again.",
            )

    def _bring(self, begun: int, progress: Callable[[int], None]) -> None:
        headers = {"Accept-Encoding": "identity"}
        if begun:
            headers |= {"Range": f"bytes={begun}-", "If-Range": self._offer.tag}
        with _asked(self._url, headers) as response:
            # The whole file comes with 200, of a version that may be another by now.
            goes_on = response.status == 206
            if not goes_on and _tag(response) != self._offer.tag:
                raise ServiceError(
                    f"{WHO} has put a newer {self._path.name} there just now.",
                    "Run the command again.",
                )
            if goes_on and not _begins_at(response, begun):
                raise ServiceError(f"{WHO} sent another part of {self._path.name}.", _AGAIN)
            done = begun if goes_on else 0
            with self._part.open("r+b") as file:
                file.truncate(done)
                file.seek(done)
                while block := _block(response):
                    done += len(block)
                    if done > self._offer.size:
                        raise ServiceError(f"{WHO} sent more than it had said.", _AGAIN)
                    file.write(block)
                    progress(done)
                file.flush()
                os.fsync(file.fileno())


@contextmanager
def _asked(url: str, headers: Mapping[str, str], method: str = "GET") -> Iterator[HTTPResponse]:
    """The answer to a request, its status 200 or 206. Raises ServiceError for any other."""
    host = host_of(WHO, url)
    request = request_for(url, headers, method)
    try:
        response = opener_for(request).open(request, timeout=TIME_LIMIT)
    except HTTPError as error:
        with error:
            complain_of(WHO, host, error.code, _AGAIN)
        raise
    except URLError as error:
        raise unreached(WHO, host, error.reason) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise unreached(WHO, host, error) from None
    with response:
        if response.status not in {200, 206}:
            complain_of(WHO, host, response.status, _AGAIN)
        yield response


def _block(response: HTTPResponse) -> bytes:
    try:
        return response.read(_BLOCK)
    except TimeoutError:
        raise ServiceError(f"{WHO} has sent nothing for {TIME_LIMIT:.0f} s.", _AGAIN) from None
    except (OSError, http.client.HTTPException):
        raise ServiceError(f"The connection to {WHO} broke off.", _AGAIN) from None


def _length(response: HTTPResponse, name: str) -> int:
    text = response.headers.get("Content-Length", "")
    if not (text.isascii() and text.isdigit()):
        raise ServiceError(f"{WHO} does not say how long {name} is.", "Try again later.")
    return int(text)


def _tag(response: HTTPResponse) -> str:
    """The strong entity tag, or the time of the last change; '' for a file with neither."""
    tag = str(response.headers.get("ETag", ""))
    if not tag or tag.startswith("W/"):  # RFC 9110, 13.1.5: no weak tag in If-Range
        tag = str(response.headers.get("Last-Modified", ""))
    return tag


def _day(response: HTTPResponse) -> str:
    """The day of the last change; '' where none is said."""
    try:
        return parsedate_to_datetime(response.headers.get("Last-Modified", "")).date().isoformat()
    except ValueError:
        return ""


def _begins_at(response: HTTPResponse, begun: int) -> bool:
    """Whether a 206 has the bytes from `begun` on (`Content-Range: bytes 5-9/10`)."""
    return str(response.headers.get("Content-Range", "")).startswith(f"bytes {begun}-")
