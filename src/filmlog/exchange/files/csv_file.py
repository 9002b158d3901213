"""Reading tables of text, as services and spreadsheets write them: `,` `;` or tab, any line end.

RFC 4180 and what is met outside it: Excel's `sep=;` line, other delimiters, a lone CR for a line
end, rows of nothing but delimiters, a last row that was cut. Lines are counted as an editor does.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import chain
from typing import Final, NamedTuple

from filmlog.exchange.record import Place, Rejected

_DELIMITERS: Final = (",", ";", "\t")
_FIELD_LIMIT: Final = 1 << 24
"""Characters; more is a quote that was never closed, with the rest of a large file behind it."""
_PHYSICAL_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_LF_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")
"""The same where no CR stands alone, in a third of the time."""
_QUOTED: Final = re.compile(r'"(?:[^"]|"")*"')
_EXCEL_DELIMITER: Final = re.compile(r'"?sep=([,;\t|])"?\1*(?:\r\n?|\n|\Z)', re.IGNORECASE)
_NO_TEXT: Final = re.compile("[\x00\ud800-\udfff]")
"""What no diary keeps: NUL, and the lone surrogates that decoding leaves for damaged bytes."""


class Line(NamedTuple):
    """One row of a table.

    `fields` has the values as they stand under the names of the header, stripped and casefolded;
    of two columns with one name it has the first. `raw` is the same however the row is quoted,
    delimited and ended.
    """

    place: Place
    fields: dict[str, str]
    raw: str

    def field(self, name: str) -> str:
        """The value in the column, '' where there is no such column."""
        return self.fields.get(name, "")


class Table(NamedTuple):
    """One of the tables of a file: where its header stands, the names in it as written, its rows.

    `preamble` is the line above the header that has no delimiter, '' for none.
    """

    place: Place
    preamble: str
    header: tuple[str, ...]
    lines: list[Line | Rejected]

    @property
    def columns(self) -> frozenset[str]:
        """The names in the header, stripped and casefolded."""
        return frozenset(_keys(self.header)) - {""}


class _Record(NamedTuple):
    """A row before it has names; `why` is not '' where it cannot be read."""

    line: int
    values: list[str]
    why: str = ""


def parse_columns(head: str) -> frozenset[str]:
    """The names in the header of a table that begins so; empty for JSON, XML and no text at all."""
    if head.lstrip("\ufeff \t\r\n")[:1] in {"", "{", "[", "<"}:
        return frozenset()
    start, delimiter = _layout(head)
    for record in _records(head[start:], delimiter, 1):
        if any(record.values):
            names = frozenset(_keys(record.values)) - {""}
            return frozenset() if any(map(_NO_TEXT.search, record.values)) else names
    return frozenset()


def read_lines(text: str, name: str) -> Iterator[Line | Rejected]:
    """The rows below the header of the table in a file of this name, blank ones left out."""
    start, delimiter = _layout(text)
    records = _records(text[start:], delimiter, 2 if start else 1)
    for header in records:
        if header.why:
            yield Rejected(Place(name, header.line), "", header.why)
        elif any(header.values):
            yield from _lines(records, header.values, name, sound=_is_sound(text))


def tables(text: str, name: str) -> list[Table]:
    """The tables of a file with several, parted by blank lines; all have the same delimiter.

    A spreadsheet fills the preamble and the blank lines up with delimiters.
    """
    start, delimiter = _layout(text, preamble=True)
    sound = _is_sound(text)
    found: list[Table] = []
    block: list[_Record] = []
    first_line = 2 if start else 1
    end = _Record(0, [])
    for record in chain(_records(text[start:], delimiter, first_line), [end]):
        if any(record.values) or record.why:
            block.append(record)
        elif block:
            has_preamble = len(block) > 1 and _filled(block[0]) == 1 < _filled(block[1])
            preamble = block.pop(0).values[0] if has_preamble else ""
            header, *rest = block
            block = []
            place = Place(name, header.line)
            lines = list(_lines(iter(rest), header.values, name, sound=sound))
            if header.why:
                lines.append(Rejected(place, "", header.why))
            found.append(Table(place, preamble, tuple(header.values), lines))
    return found


def _lines(
    records: Iterator[_Record], header: list[str], name: str, *, sound: bool
) -> Iterator[Line | Rejected]:
    """Rows with the names of the header; `sound` if no character of the file has to be refused."""
    keys = _keys(header)
    while keys and not keys[-1]:
        keys.pop()
    width = len(keys)
    doubled = len(set(keys)) < width
    for line, values, why in records:
        place = Place(name, line)
        if why:
            yield Rejected(place, "", why)
            continue
        if not any(values) or (len(values) < width and not "".join(values).strip()):
            continue
        if len(values) < width:
            yield Rejected(place, "", f"is cut short: {len(values)} of {width} fields")
            continue
        if len(values) > width:
            if any(values[width:]):
                yield Rejected(place, "", f"has {len(values)} fields, the header has {width}")
                continue
            del values[width:]
        raw = "\x1f".join(values)
        if not sound and _NO_TEXT.search(raw):
            bad = next(
                key for key, value in zip(keys, values, strict=True) if _NO_TEXT.search(value)
            )
            yield Rejected(
                place, bad, "holds a NUL or half a character, which a diary does not keep"
            )
            continue
        if "\r" in raw:
            raw = raw.replace("\r\n", "\n").replace("\r", "\n")
        if doubled:
            fields = dict(zip(reversed(keys), reversed(values), strict=True))
        else:
            fields = dict(zip(keys, values, strict=True))
        yield Line(place, fields, raw)


def _filled(record: _Record) -> int:
    return sum(map(bool, record.values))


def _is_sound(text: str) -> bool:
    """Whether all of it is kept by a diary; ten times as fast as to search."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def _keys(header: list[str] | tuple[str, ...]) -> list[str]:
    """The names as rows have them; what no diary keeps is not in the names of fields either."""
    return [_NO_TEXT.sub("\ufffd", name).strip("\ufeff \t\r\n").casefold() for name in header]


def _records(text: str, delimiter: str, first_line: int) -> Iterator[_Record]:
    """The rows with the lines on which they begin; a blank line is a row of no values."""
    csv.field_size_limit(_FIELD_LIMIT)
    ended = False

    def end() -> Iterator[str]:
        # An empty line: outside quotes it is a blank row; inside, it tells that the quote is open.
        nonlocal ended
        ended = True
        yield ""

    pattern = _LF_LINE if text.count("\r") == text.count("\r\n") else _PHYSICAL_LINE
    physical = map(re.Match.group, pattern.finditer(text))
    rows = csv.reader(chain(physical, end()), delimiter=delimiter)
    line = first_line
    while True:
        try:
            values = next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield _Record(line, ["?"], "holds a field too long to be read: a quote is not closed")
        else:
            if ended and values:
                # The empty line has been counted too.
                last = rows.line_num + first_line - 2
                to = f" by line {last}, the last" if last > line else ""
                yield _Record(line, values, f"is cut short: a quote in it is not closed{to}")
            else:
                yield _Record(line, values)
        line = rows.line_num + first_line


def _layout(text: str, *, preamble: bool = False) -> tuple[int, str]:
    """Where the table begins (behind Excel's `sep=` line) and its delimiter, told from the header.

    With `preamble` the header is the first line with a delimiter.
    """
    if excel := _EXCEL_DELIMITER.match(text, 1 if text.startswith("\ufeff") else 0):
        return excel.end(), excel[1]
    for match in _PHYSICAL_LINE.finditer(text):
        line = _QUOTED.sub("", match.group())
        counts = {each: line.count(each) for each in _DELIMITERS}
        delimiter = max(_DELIMITERS, key=counts.__getitem__)
        if counts[delimiter] or (line.strip() and not preamble):
            return 0, delimiter
    return 0, ","
