"""Tables for other programs: RFC 4180, CRLF at the end of a line, UTF-8."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from io import TextIOWrapper

from filmlog.domain.formulas import as_text
from filmlog.screen.console import make_writable
from filmlog.screen.safe import clean


def write_csv(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, spreadsheet: bool = False
) -> None:
    """Write a table to stdout, its texts made safe; None is an empty cell.

    With `spreadsheet` a text that a spreadsheet would run as a formula gets a `'` before it.
    """
    make_writable(sys.stdout)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(newline="")  # Windows would make it CR CR LF
    writer = csv.writer(sys.stdout)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(cell, spreadsheet=spreadsheet) for cell in row])


def _cell(value: object, *, spreadsheet: bool) -> object:
    if not isinstance(value, str):
        return value
    safe = clean(value)
    return as_text(safe) if spreadsheet else safe
