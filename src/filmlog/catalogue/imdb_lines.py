"""What single lines of IMDb's files say."""

from __future__ import annotations

import json
import re

from filmlog.catalogue.imdb_files import NONE
from filmlog.catalogue.numbers import HIGHEST

LAST_YEAR = 9999

FILM = re.compile(rb"^[^\t]*\t(?:movie|short|tvMovie|video|tvSpecial)\t.*", re.MULTILINE)
"""A line with a `titleType` that a diary of films has a use for."""

ONE_TITLE = re.compile(rb"..([^\t\n]*)\t.*(?:\n..\1\t.*)*")
CAST = re.compile(  # ordering, person, characters
    rb"^[^\t]*\t([^\t]*)\t([^\t]*)\t(?:actor|actress|self)\t[^\t]*\t(.*)", re.MULTILINE
)
AKA = re.compile(  # title, whether it is the original one
    rb"^[^\t]*\t[^\t]*\t([^\t]*)\t.*\t(.*)", re.MULTILINE
)


def within(number: int, highest: int) -> int:
    """The number; ValueError for one that cannot be meant."""
    if not 0 <= number <= highest:
        raise ValueError(number)
    return number


def is_wrong_credit(line: bytes) -> bool:
    """Whether a line of title.principals is what `_billings` cannot use."""
    try:
        for ordering, person, characters in CAST.findall(line):
            int(ordering), within(int(person[2:]), HIGHEST), characters.decode()
    except ValueError:
        return True
    return False


def is_no_text(line: bytes) -> bool:
    """Whether a line is not UTF-8."""
    try:
        line.decode()
    except UnicodeDecodeError:
        return True
    return False


def role(characters: bytes) -> str:
    """The roles of a JSON array of names, on one line; none for what is no array of texts."""
    if characters == NONE:
        return ""
    if b"\\" not in characters and characters.count(b'"') == 2:
        return characters[2:-2].decode()
    try:
        names = json.loads(characters)
        text = " / ".join(" ".join(name.split()) for name in names)
        # JSON's escapes can say what no text holds: NUL, and half a character.
        return text.replace("\0", "").encode(errors="ignore").decode()
    except (ValueError, AttributeError, TypeError, RecursionError):
        return ""
