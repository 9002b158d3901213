"""Telling in which encoding a text from elsewhere is written, and reading it."""

from __future__ import annotations

import codecs
import re
from typing import Final

from filmlog.errors import FilmlogError, UsageError

_MARKS: Final = (
    # UTF-32 before UTF-16: the mark of one begins with that of the other.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNITS: Final = {"utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4, "utf-32-be": 4}
_SAMPLE: Final = 1 << 15
_SEARCHED: Final = 1 << 20
_CONTROLS: Final = bytes({*range(32), 127} - set(b"\t\n\f\r\x1a\x1b"))
_HIGH: Final = bytes(range(128, 256))
_HIGH_WORD: Final = re.compile(rb"(?<![A-Za-z])[A-Za-z]*[\x80-\xff][A-Za-z\x80-\xff]*")
"""Looked for where a word begins, or a run of letters takes the square of its length."""
_WESTERN: Final = ("cp1252", "cp1254", "mac_roman", "cp850")
_OTHERS: Final = (
    "cp1251", "koi8_r", "cp866", "cp1253", "cp932", "euc_jp", "gb18030", "big5", "cp949",
    "cp1255", "cp1256", "cp874",
)  # fmt: skip
"""Each in the order in which they are taken where all else is equal."""
_CUT: Final = "\udc80"
"""Stands for what is left of a character that was cut: the row with it is refused, not guessed."""


def check_encoding(name: str) -> str:
    """The encoding that a person named, if there is one of that name; UsageError otherwise."""
    if not name:
        return ""
    try:
        codecs.lookup(name)
        "".encode(name)  # refuses those that are not for text, as hex and zlib
    except (LookupError, ValueError):
        raise UsageError(
            f"There is no encoding {name}.", "Name one such as utf-8, cp1252, cp1251 or shift_jis."
        ) from None
    return name


def decode(data: bytes, name: str, encoding: str = "") -> str:
    """The text in the bytes of the file `name`, in the encoding said, or in the one they tell of.

    Without one said: by the byte order mark, UTF-16 without one by its NULs, UTF-8, else a code
    page. In UTF-8 and UTF-16 a byte that is no text stays as a lone surrogate, which no diary
    takes: one damaged row is refused, not the whole file. Raises FilmlogError, with the line where
    there is one.
    """
    if encoding:
        return _as_said(data, name, encoding)
    if data and not data.strip(b"\0"):
        raise FilmlogError(
            f"{name} holds nothing but NUL bytes.", "Ask the service for another export."
        )
    mark, codec = next((each for each in _MARKS if data.startswith(each[0])), (b"", ""))
    codec = codec or _utf_16(data)
    if codec in _UNITS:
        return _wide(data[len(mark) :], name, codec)
    if codec:
        return data[len(mark) :].decode(codec, "surrogateescape")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        return _damaged_or_legacy(data, name, error.start)


def _as_said(data: bytes, name: str, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        # Both line ends in ASCII, which is close enough in all encodings but UTF-16 and UTF-32.
        line = data.count(b"\n", 0, error.start) + 1
        sentence = f"{name}, line {line}: this is not text in {encoding}."
    except UnicodeError:
        sentence = f"{name} is not text in {encoding}."
    raise FilmlogError(
        sentence, "Name another with --encoding, or leave it out to have it guessed."
    )


def _utf_16(data: bytes) -> str:
    """UTF-16 without a mark: in text with Latin letters every other byte is NUL, and no others."""
    sample = data[:1024]
    pairs = len(sample) // 2
    first, second = sample[: pairs * 2 : 2].count(0), sample[1 : pairs * 2 : 2].count(0)
    if pairs and second * 3 >= pairs and first * 20 <= second:
        return "utf-16-le"
    if pairs and first * 3 >= pairs and second * 20 <= first:
        return "utf-16-be"
    return ""


def _wide(data: bytes, name: str, codec: str) -> str:
    rest = len(data) % _UNITS[codec]
    try:
        text = data[: len(data) - rest].decode(codec, "surrogatepass")
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(codec, "replace").count("\n") + 1
        raise FilmlogError(f"{name}, line {line}: this is not text in {codec}.") from None
    return text + _CUT if rest else text


def _damaged_or_legacy(data: bytes, name: str, start: int) -> str:
    """Bytes that are not UTF-8, from `start` on.

    In a code page hardly a letter happens to be good UTF-8. Where most are, the file is UTF-8 with
    damage, and to read all of it as a code page would garble every title in it.
    """
    text = data.decode("utf-8", "surrogateescape")
    high = re.sub(r"[\x00-\x7f]+", "", text)
    bad = len(re.findall(r"[\udc80-\udcff]", high))
    if len(high) - bad > bad:
        return text
    sample = data[:_SAMPLE]
    if len(sample) - len(sample.translate(None, _CONTROLS)) > len(sample) // 50:
        raise FilmlogError(
            f"{name} is not a text file.", "Name the file that the service gave you."
        )
    return _legacy(data, name, start)


def _legacy(data: bytes, name: str, start: int) -> str:
    codec = _code_page(data, start)
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FilmlogError(
            f"{name}, line {line}: this is neither UTF-8 nor {codec}.",
            "Name its encoding with --encoding, such as cp1252 or shift_jis.",
        ) from None


def _code_page(data: bytes, start: int) -> str:
    """The code page of a text, told from the lines that are not ASCII; the first is at `start`.

    In words of Western languages most letters are ASCII, in those of Russian or Japanese none is.
    Among Western code pages the statistics of letters are guesses where titles are few and in many
    languages, so that it is cp1252, by far the most common, unless another is clearly better. Who
    has Polish titles, or few and Hebrew ones, has to name the code page.
    """
    begin = max(data.rfind(b"\n", 0, start) + 1, start - 1000)
    lines = data[begin : begin + _SEARCHED].splitlines(keepends=True)
    sample = b"".join(line for line in lines if not line.isascii())[:_SAMPLE]
    sample = sample[: sample.rfind(b"\n") + 1] or sample
    words = b"".join(_HIGH_WORD.findall(sample))
    ascii_letters = len(words.translate(None, _HIGH))
    pages = _WESTERN if ascii_letters * 2 >= len(words) else _OTHERS
    # 40 ms, and only for a file that is no Unicode.
    from charset_normalizer import from_bytes

    guesses = from_bytes(
        sample,
        threshold=0.5,
        cp_isolation=[*pages],
        preemptive_behaviour=False,
        enable_fallback=False,
    )
    if not guesses:
        return "cp1252"
    best = min(
        guesses,
        key=lambda each: (round(each.chaos, 2), -each.coherence, pages.index(each.encoding)),
    )
    for each in guesses:
        if "cp1252" in each.could_be_from_charset:
            clearly = each.chaos - best.chaos > 0.06 or best.coherence - each.coherence > 0.1
            return best.encoding if clearly else "cp1252"
    return best.encoding
