"""What a viewing brings along from outside the command line: review text and picture files."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from filmlog.cli import typed
from filmlog.domain.viewing import Picture
from filmlog.errors import UsageError
from filmlog.paths import expanded

MAXIMUM_PICTURE = 25_000_000
"""Bytes; a scan larger than this makes every backup of the diary slow."""

_MAGIC = (
    (0, b"\x89PNG\r\n\x1a\n"),
    (0, b"\xff\xd8\xff"),
    (0, b"GIF8"),
    (8, b"WEBP"),
    (4, b"ftypavif"),
    (4, b"ftypheic"),
    (0, b"II*\x00"),
    (0, b"MM\x00*"),
    (0, b"BM"),
)
"""First bytes of the picture formats kept. SVG is not among them: it can carry scripts."""


def read_review(text: str | None, file: str | None) -> str | None:
    """The review that --review or --review-file gives; None when neither was said."""
    if text is not None and file is not None:
        raise UsageError("--review and --review-file both give the review.", "Leave one out.")
    if file is not None:
        return typed.text("the review", _decoded(_read_file(file, "review"), file))
    if text == "-":
        return typed.text("the review", _decoded(sys.stdin.buffer.read(), "stdin"))
    return None if text is None else typed.text("--review", text)


def read_pictures(
    files: Sequence[str] | None, captions: Sequence[str] | None
) -> list[tuple[Picture, bytes]]:
    """The pictures to keep with their bytes; captions go with them in order."""
    files, captions = files or (), captions or ()
    if len(captions) > len(files):
        raise UsageError(
            f"There are more captions ({len(captions)}) than pictures ({len(files)}).",
            "Give each --caption after its --picture.",
        )
    if not files:
        return []
    from hashlib import sha256  # 6 ms

    pictures = []
    for position, name in enumerate(files):
        data = _read_file(name, "picture")
        if len(data) > MAXIMUM_PICTURE:
            raise UsageError(f"{name} is larger than 25 MB.", "Make it smaller first.")
        if not any(data[at:].startswith(magic) for at, magic in _MAGIC):
            raise UsageError(
                f"{name} is not a picture filmlog keeps.",
                "It keeps PNG, JPEG, GIF, WebP, AVIF, HEIC, TIFF and BMP.",
            )
        caption = typed.line("--caption", captions[position]) if position < len(captions) else ""
        picture = Picture(
            typed.line("--picture", Path(name).name), sha256(data).hexdigest(), caption
        )
        pictures.append((picture, data))
    return pictures


def _read_file(name: str, what: str) -> bytes:
    try:
        return expanded(name).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a file name"
        raise UsageError(f"The {what} {name!r} cannot be read: {reason}.") from None


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"The review from {name} is not UTF-8: byte {error.start} does not fit.",
            "Save it as UTF-8.",
        ) from None
