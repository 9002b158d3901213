"""Making text harmless: no control character, hidden mark or turned direction reaches a person.

Diaries hold text from anywhere, and a terminal obeys what is in it: ESC and C1 sequences move the
cursor, write the clipboard and name links; bidirectional marks show words in an order in which
they do not stand (CVE-2021-42574); hundreds of accents on one letter bury the lines around it.
"""

from __future__ import annotations

import re
import unicodedata

from filmlog.domain.pattern import pattern

# Compiled when a text needs them (2 ms), which a printable one does not.
# Ends of lines and pages, NEL and the two Unicode separators among them.
_BREAK = "\r\n|[\n\v\f\r\x85\u2028\u2029]"
# C0 but tab and line ends, DEL, C1, and surrogates that no encoding can write.
_CONTROL = "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]"
# Bidirectional controls and characters that cannot be seen. The zero-width joiner and non-joiner
# stay: emoji, Persian and the scripts of India are wrong without them.
_HIDDEN = (
    "[\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
_UNSAFE = f"{_CONTROL}|{_HIDDEN}|[\x85\u2028\u2029]"
# Seven characters in a row that are no letter, digit or blank may be accents upon accents.
_PILE = pattern(r"[^\w\s\x00-\x7f]{7,}")
_HIGHEST_PILE = 6
"""Marks on one character; Hebrew with cantillation and Tibetan stacks need fewer."""

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def clean(text: str) -> str:
    """The text on one line: breaks and tabs as blanks, controls as U+FFFD, hidden marks gone."""
    if not text.isprintable():
        text = _harmless(re.sub(_BREAK, " ", text).replace("\t", " "))
    return _flattened(text)


def clean_block(text: str) -> str:
    """The text made safe as by `clean`, but in lines ended by `\\n`; a tab is four blanks."""
    if not text.replace("\n", "").isprintable():
        text = _harmless(re.sub(_BREAK, "\n", text).replace("\t", "    "))
    return _flattened(text)


def escape_json(document: str) -> str:
    """A JSON document that says the same with every unsafe character written as `\\uXXXX`.

    JSON itself escapes C0 alone. The structure is ASCII, so whatever is found stands in a string.
    """
    return re.sub(_UNSAFE, _escaped, document)


def is_safe(text: str) -> bool:
    """Whether nothing in a text, that may have lines, can do anything to a terminal."""
    return re.search(_UNSAFE, text) is None and not set(text) & {"\r", "\v", "\f", "\t"}


def _harmless(text: str) -> str:
    return re.sub(_HIDDEN, "", re.sub(_CONTROL, REPLACEMENT, text))


def _flattened(text: str) -> str:
    """The text with no more than _HIGHEST_PILE marks that take no room after each other."""
    if text.isascii() or not _PILE.search(text):
        return text
    kept = []
    height = 0
    for char in text:
        height = height + 1 if unicodedata.category(char) in ("Mn", "Me", "Cf") else 0
        if height <= _HIGHEST_PILE:
            kept.append(char)
    return "".join(kept)


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code > 0xFFFF:
        high, low = divmod(code - 0x10000, 0x400)
        return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
    return f"\\u{code:04x}"
