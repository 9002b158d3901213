"""File names for pages and pictures: readable, harmless on every system, one for each.

Windows' rules are the narrowest (learn.microsoft.com/windows/win32/fileio/naming-a-file); names
that differ only in case, accents' encoding or invisible characters are one file on some disks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

LONGEST = 120
"""UTF-8 bytes of a name with its ending; disks take 255, backup and sync tools less."""

_PICTURE_ENDINGS = frozenset("png jpg jpeg gif webp avif heic tif tiff bmp".split())
_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]|index|readme)(?=\s*(\.|$))",
    re.IGNORECASE,
)
"""Windows' devices, with or without an ending, and what GitHub and site generators treat apart."""

# Obsidian's links cannot hold # ^ [ ] either.
_REPLACED = str.maketrans(
    {"/": "-", "\\": "-", "|": "-", '"': "'", "[": "(", "]": ")"} | dict.fromkeys("<>?*#^")
)
_JOINERS = "\u200c\u200d"
"""The only invisible characters that words are wrong without."""

_ENDS = " .-_~\u200c\u200d"


def page_name(title: str, year: int | None = None, *, nameless: str = "film") -> str:
    """`Title (Year).md` for a page, without regard to others; `nameless` if no letter can stay."""
    suffix = f" ({year})" if year is not None else ""
    return _fitted(_clean(title) or nameless, suffix, ".md")


def picture_name(original: str) -> str:
    """A picture's own file name made harmless, its ending in lower case."""
    stem, _, ending = original.rpartition(".")
    if not stem or ending.lower() not in _PICTURE_ENDINGS:
        return _fitted(_clean(original.replace(".", "-")) or "picture", "", "")
    return _fitted(_clean(stem) or "picture", "", f".{ending.lower()}")


def unique_names(wanted: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A name for each id, from pairs of id and wanted name, no two one file on any disk.

    Of those that clash the lowest id keeps the plain name and the others get the end of their
    ids, so a later one never takes a name away.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for id_, name in sorted(wanted):
        for option in _options(name, id_):
            if (key := folded(option)) not in taken:
                taken.add(key)
                names[id_] = option
                break
    return names


def _options(name: str, id_: str) -> Iterator[str]:
    yield name
    stem, dot, ending = name.rpartition(".") if "." in name else (name, "", "")
    mark = _clean(id_) or "x"
    yield _fitted(stem, f" {mark[-6:].lower()}", dot + ending)
    number = 2
    while True:
        yield _fitted(stem, f" {_cut(mark, 40)} {number}", dot + ending)
        number += 1


def _clean(text: str) -> str:
    if not (text.isascii() and text.isprintable()):
        text = "".join(map(_harmless, unicodedata.normalize("NFC", text)))
    text = re.sub(r"\s*:\s*", " - ", text.translate(_REPLACED))
    return unicodedata.normalize("NFC", " ".join(text.split()).strip(_ENDS))


def _harmless(char: str) -> str:
    kind = unicodedata.category(char)
    if kind in ("Cc", "Zl", "Zp", "Zs"):
        return " "
    if kind in ("Cs", "Co") or (kind == "Cf" and char not in _JOINERS):
        return ""
    return "" if ord(char) & 0xFFFE == 0xFFFE or "\ufdd0" <= char <= "\ufdef" else char


def _fitted(stem: str, suffix: str, ending: str) -> str:
    room = LONGEST - len((suffix + ending).encode())
    name = _cut(stem, room - 1).rstrip(_ENDS) + suffix
    return _RESERVED.sub(r"\1_", name, count=1) + ending if _RESERVED.match(name) else name + ending


def _cut(text: str, size: int) -> str:
    """The longest beginning that fits into `size` UTF-8 bytes and ends between characters."""
    if len(text.encode()) <= size:
        return text
    fitting = text.encode()[:size].decode(errors="ignore")
    kept = fitting
    # An accent belongs to its letter, unless there is nothing but accents.
    while kept and unicodedata.combining(text[len(kept)]):
        kept = kept[:-1]
    return kept or fitting


def folded(name: str) -> str:
    """What is equal for names that are one file somewhere."""
    if name.isascii():
        return name.lower()
    text = unicodedata.normalize("NFKD", name).casefold().upper().casefold()
    return "".join(
        char
        for char in unicodedata.normalize("NFKD", text)
        if unicodedata.category(char) != "Cf" and "VARIATION SEL" not in unicodedata.name(char, "")
    )
