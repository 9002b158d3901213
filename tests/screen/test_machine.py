from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.domain.line import DiaryLine
from filmlog.screen import machine
from filmlog.screen.csv_table import write_csv
from filmlog.screen.safe import is_safe
from tests.effort import some
from tests.screen.cranes import DAY, ENTRIES, FILM, SECOND, SECRETS, SITE
from tests.screen.hostile import hostile

LINE = DiaryLine(
    7, "The Cranes, Flying", 1957, "2026-11", 90, True, False, True, "=1+1", "||dead||", 9
)


def _data(document: str, kind: str) -> object:
    read = json.loads(document)
    assert read["filmlog"] == {"format": 1, "kind": kind}
    assert list(read) == ["filmlog", "data"]
    return read["data"]


def test_the_envelope_has_sorted_keys_and_text_as_it_is() -> None:
    assert machine.envelope("config", {"b": "Летят", "a": (1, None)}) == (
        '{\n  "filmlog": {\n    "format": 1,\n    "kind": "config"\n  },\n'
        '  "data": {\n    "a": [\n      1,\n      null\n    ],\n    "b": "Летят"\n  }\n}'
    )


@given(hostile)
def test_any_text_is_exact_in_json_and_cannot_act(text: str) -> None:
    document = machine.envelope("x", text)
    assert _data(document, "x") == text
    assert is_safe(document)


def test_a_film_and_its_viewings() -> None:
    data = _data(machine.film_envelope(FILM, ENTRIES, spoilers=False), "film")
    assert isinstance(data, dict)
    assert data["film"]["title"] == "The Cranes Are Flying"
    assert [viewing["number"] for viewing in data["viewings"]] == [3, 9]


@pytest.mark.parametrize("spoilers", [False, True])
def test_a_list_is_one_document_of_a_line_a_viewing(
    capsys: pytest.CaptureFixture[str], spoilers: bool
) -> None:
    machine.write_entries(ENTRIES, spoilers=spoilers)
    document = capsys.readouterr().out
    data = _data(document, "list")
    assert isinstance(data, list)
    assert [viewing["film"]["number"] for viewing in data] == [7, 7]
    assert len(document.splitlines()) == 2 + len(ENTRIES) + 1
    assert ("Boris is dead" in document) is spoilers
    assert bool([secret for secret in SECRETS if secret in document]) is spoilers


def test_an_empty_list_is_a_document_too(capsys: pytest.CaptureFixture[str]) -> None:
    machine.write_entries([], spoilers=False)
    assert _data(capsys.readouterr().out, "list") == []


def test_sources_passes_and_the_trash() -> None:
    (listed,) = _as_list(machine.sources_envelope([(SITE, 3)]), "sources")
    assert (listed["name"], listed["viewings"]) == ("Soviet Movies Online", 3)
    seen = [("Roma", "2026"), ("Lost", None)]
    one = _data(machine.source_envelope(SITE, [DAY], seen), "source")
    assert isinstance(one, dict)
    assert one["passes"][0]["kind"] == "one-day pass"
    assert one["seen"] == [{"title": "Roma", "watched": "2026"}, {"title": "Lost", "watched": None}]
    (on_pass,) = _as_list(machine.passes_envelope([(DAY, SITE, 2)]), "passes")
    assert (on_pass["source"]["name"], on_pass["films"]) == ("Soviet Movies Online", 2)
    alone = _data(machine.pass_envelope(DAY, SITE, seen), "pass")
    assert isinstance(alone, dict)
    assert alone["seen"][0]["title"] == "Roma"
    (gone,) = _as_list(machine.trash_envelope([(FILM, [SECOND], "2026-11-24T10:00:00Z")]), "trash")
    assert gone["viewings"] == [{"id": "01SECOND", "watched": "2026-11-20"}]
    assert (gone["number"], gone["film_deleted"]) == (1, False)


def _as_list(document: str, kind: str) -> list[Any]:
    data = _data(document, kind)
    assert isinstance(data, list)
    return data


def _csv(capsys: pytest.CaptureFixture[str], *lines: DiaryLine, **asked: bool) -> str:
    rows = machine.csv_rows(lines, spoilers=asked.pop("spoilers", False))
    write_csv(machine.CSV_COLUMNS, rows, **asked)
    return capsys.readouterr().out


def test_csv(capsys: pytest.CaptureFixture[str]) -> None:
    assert _csv(capsys, LINE, LINE._replace(year=None, rating=None, heart=False)) == (
        "film,title,year,watched,rating,heart,rewatch,unfinished,source,headline,viewing\r\n"
        '7,"The Cranes, Flying",1957,2026-11,90,yes,,yes,=1+1,"[spoiler, 1 word]",9\r\n'
        '7,"The Cranes, Flying",,2026-11,,,,yes,=1+1,"[spoiler, 1 word]",9\r\n'
    )
    assert ",||dead||,9" in _csv(capsys, LINE, spoilers=True)
    assert ",'=1+1," in _csv(capsys, LINE, spreadsheet=True)


@settings(max_examples=some(60))
@given(st.lists(st.tuples(hostile, hostile, hostile), max_size=3))
def test_any_text_is_one_row_of_csv(texts: list[tuple[str, str, str]]) -> None:
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", out)
        lines = [
            LINE._replace(title=title, source=source, headline=headline)
            for title, source, headline in texts
        ]
        write_csv(machine.CSV_COLUMNS, machine.csv_rows(lines, spoilers=False))
    assert is_safe(out.getvalue().replace("\r\n", ""))
    rows = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
    assert [len(row) for row in rows] == [11] * (len(texts) + 1)
