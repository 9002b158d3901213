"""Tables: what was written comes back, on the line it stands on, or is refused with a reason."""

from __future__ import annotations

import csv
import io
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.exchange.files.csv_file import Line, parse_columns, read_lines, tables
from filmlog.exchange.record import Place, Rejected
from tests.effort import some

_NAMES = ("Title", "Seen on", "Note")
_VALUES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
_CELLS = st.one_of(_VALUES, st.text('a,;\t"\r\n ', max_size=6))
_FILLED = st.builds("x{}".format, _CELLS)
_ROWS = st.lists(st.tuples(_FILLED, _CELLS, _CELLS), max_size=6)


def _read(text: str) -> list[Line | Rejected]:
    return list(read_lines(text, "films.csv"))


def _good(text: str) -> list[Line]:
    found = _read(text)
    lines = [line for line in found if isinstance(line, Line)]
    assert len(lines) == len(found), found
    return lines


def _refused(text: str) -> list[tuple[int, str, str]]:
    return [
        (each.place.line, each.field, each.why)
        for each in _read(text)
        if isinstance(each, Rejected)
    ]


def _physical_lines(text: str) -> int:
    """As an editor counts them: the ends of lines in a text."""
    return len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")) - 1


@settings(max_examples=some(200), deadline=None)
@given(
    rows=_ROWS,
    delimiter=st.sampled_from(",;\t"),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    quote_all=st.booleans(),
)
def test_rows_written_come_back_on_their_lines(
    rows: list[tuple[str, ...]], delimiter: str, end: str, quote_all: bool
) -> None:
    written = io.StringIO(newline="")
    # By itself csv.writer quotes only the line end that it writes.
    foreign = any(each in value for each in {*"\r\n"} - {*end} for row in rows for value in row)
    quoting: Literal[0, 1] = csv.QUOTE_ALL if quote_all or foreign else csv.QUOTE_MINIMAL
    writer = csv.writer(written, delimiter=delimiter, lineterminator=end, quoting=quoting)
    starts = []
    for row in (_NAMES, *rows):
        starts.append(_physical_lines(written.getvalue()) + 1)
        writer.writerow(row)

    lines = _good(written.getvalue())

    keys = [name.casefold() for name in _NAMES]
    assert [line.fields for line in lines] == [dict(zip(keys, row, strict=True)) for row in rows]
    assert [line.place.line for line in lines] == starts[1:]


@settings(max_examples=some(100), deadline=None)
@given(text=st.text('a,;\t"\r\n\0\ud800=sep', max_size=40))
def test_any_text_is_read_or_refused_in_order(text: str) -> None:
    places = [each.place.line for each in _read(text)]
    assert all(one < two for one, two in pairwise(places))
    assert all(table.place.file == "x" for table in tables(text, "x"))
    assert "" not in parse_columns(text)


def test_names_of_columns_are_stripped_and_casefolded_and_the_first_of_two_wins() -> None:
    (line,) = _good("\ufeff TITLE ,Year,title\nStalker,1979,other\n")
    assert line.fields == {"title": "Stalker", "year": "1979"}
    assert line.field("title") == "Stalker"
    assert line.field("rating") == ""


def test_half_a_character_in_the_header_is_in_no_name_of_a_field() -> None:
    rejected, line = read_lines("Titl\udcd2,Year\nRan\0,1985\nYi Yi,2000\n", "x")
    assert isinstance(rejected, Rejected)
    assert rejected.field == "titl\ufffd"
    assert isinstance(line, Line)
    assert line.fields == {"titl\ufffd": "Yi Yi", "year": "2000"}
    assert parse_columns("Titl\udcd2,Year\n") == frozenset()


def test_the_sep_line_of_a_spreadsheet_names_the_delimiter_and_counts_as_a_line() -> None:
    text = 'sep=;\r\nTitle;Note\r\nStalker;"a, b"\r\n'
    (line,) = _good(text)
    assert line == Line(
        Place("films.csv", 3), {"title": "Stalker", "note": "a, b"}, "Stalker\x1fa, b"
    )
    assert parse_columns(text) == {"title", "note"}


def test_a_delimiter_within_quotes_of_the_header_does_not_count() -> None:
    assert parse_columns('"Title, or name, or both";Year\n') == {"title, or name, or both", "year"}


def test_raw_is_the_same_however_the_row_is_written() -> None:
    ways = (
        'Title,Note\nStalker,"one\ntwo"\n',
        '"Title";"Note"\r\n"Stalker";"one\r\ntwo"\r\n',
        'Title\tNote\t\rStalker\t"one\rtwo"\t\r',
    )
    assert len({line.raw for way in ways for line in _good(way)}) == 1


def test_blank_lines_and_rows_of_delimiters_are_left_out() -> None:
    lines = _good("\n\nTitle,Year\n\nStalker,1979\n,\n  \nMirror,1975")
    assert [(line.place.line, line.field("title")) for line in lines] == [
        (5, "Stalker"),
        (8, "Mirror"),
    ]


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ("Stalker,1979,fine\nMirror,19", [(3, "", "is cut short: 2 of 3 fields")]),
        ("Mirror\nStalker,1979,fine\n", [(2, "", "is cut short: 1 of 3 fields")]),
        ("It Happened, One Night,1934,x\n", [(2, "", "has 4 fields, the header has 3")]),
        ("Stalker,1979,fine,,\n", []),
        ('Stalker,1979,"fi', [(2, "", "is cut short: a quote in it is not closed")]),
        ('Stalker,1979,\n"', [(3, "", "is cut short: a quote in it is not closed")]),
        (
            'Stalker,1979,"fine\nMirror,1975,\n',
            [(2, "", "is cut short: a quote in it is not closed by line 3, the last")],
        ),
        (
            "Stalker,19\x0079,fine\nMirror,1975,\n",
            [(2, "year", "holds a NUL or half a character, which a diary does not keep")],
        ),
        (
            "Stalker,1979,\udce9\n",
            [(2, "note", "holds a NUL or half a character, which a diary does not keep")],
        ),
    ],
)
def test_rows_that_cannot_be_read_are_refused_with_line_and_reason(
    body: str, refused: list[tuple[int, str, str]]
) -> None:
    assert _refused("Title,Year,Note\n" + body) == refused


def test_a_quote_open_in_the_header_is_said() -> None:
    assert _refused('"Title,Year\nStalker,1979\n') == [
        (1, "", "is cut short: a quote in it is not closed by line 2, the last")
    ]


def test_a_field_beyond_all_measure_is_refused_and_the_next_row_read() -> None:
    found = _read("Title,Year\n" + "x" * ((1 << 24) + 1) + ",1979\nMirror,1975\n")
    refused, line = found
    assert isinstance(refused, Rejected)
    assert refused.place.line == 2
    assert isinstance(line, Line)
    assert line == Line(
        Place("films.csv", 3), {"title": "Mirror", "year": "1975"}, "Mirror\x1f1975"
    )


@pytest.mark.parametrize("text", ["", "\n\n", '{"a": 1, "b": 2}', "[1,2]", "<a,b>", "a\0b,c\n"])
def test_what_is_no_table_has_no_columns(text: str) -> None:
    assert parse_columns(text) == frozenset()


@pytest.mark.parametrize("delimiter", ["", ","])
def test_the_tables_of_a_list_are_parted_and_each_has_its_header(delimiter: str) -> None:
    """As Letterboxd writes a list, and as a spreadsheet fills it up."""
    text = (
        f"Letterboxd list export v7{delimiter * 3}\n"
        "Date,Name,URL,Description\n"
        '2019-11-05,Rainy days,https://boxd.it/x,"one\n\ntwo"\n'
        f"{delimiter * 3}\n"
        "Position,Name,Year,Note\n"
        "1,Stalker,1979,\n"
        "2,Mirror\n"
    )
    about, films = tables(text, "lists/rainy-days.csv")
    assert about.preamble == "Letterboxd list export v7"
    assert about.header == ("Date", "Name", "URL", "Description")
    (line,) = about.lines
    assert isinstance(line, Line)
    assert line.field("description") == "one\n\ntwo"
    assert films.preamble == ""
    assert films.place == Place("lists/rainy-days.csv", 7)
    assert films.columns == {"position", "name", "year", "note"}
    stalker, cut = films.lines
    assert isinstance(stalker, Line)
    assert stalker.place.line == 8
    assert cut == Rejected(Place("lists/rainy-days.csv", 9), "", "is cut short: 2 of 4 fields")


def test_a_quote_open_in_the_header_of_a_second_table_is_said() -> None:
    _, cut = tables('A,B\n1,2\n\n"C,D\n3,4\n', "x")
    assert cut.lines == [
        Rejected(Place("x", 4), "", "is cut short: a quote in it is not closed by line 5, the last")
    ]
