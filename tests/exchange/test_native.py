from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from filmlog.domain.codec import KINDS
from filmlog.domain.film import Award, Credit, Film, Origin, Related
from filmlog.domain.record import UNDONE
from filmlog.domain.viewing import Picture
from filmlog.exchange import native
from tests import whole
from tests.effort import some

SCHEMA = Path(__file__).parents[2] / "docs" / "filmlog.schema.json"


@cache
def _schema() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return schema


def _checked(text: str) -> list[dict[str, Any]]:
    document = json.loads(text)
    Draft202012Validator(_schema()).validate(document)
    records: list[dict[str, Any]] = document["records"]
    return records


def test_a_record_a_line_in_an_order_that_can_be_read() -> None:
    text = "".join(native.document(whole.demo()))
    head, *lines, tail, end = text.split("\n")
    assert (head, tail, end) == (native.HEAD, native.TAIL, "")
    kinds = [json.loads(line.removesuffix(","))["record"] for line in lines]
    assert sorted(kinds, key=native.ORDER.index) == kinds
    assert set(kinds) == {*KINDS, "picture"} == set(native.ORDER)
    assert "Летят журавли" in text
    assert text == "".join(native.document(whole.demo()))


def test_an_empty_diary_is_a_document_too() -> None:
    assert _checked("".join(native.document(whole.Whole([], {})))) == []


def test_the_schema_has_every_field_of_every_record() -> None:
    records = {
        record["record"]: record for record in _checked("".join(native.document(whole.demo())))
    }
    assert set(records) == set(native.ORDER)
    for kind, record in records.items():
        said = _schema()["$defs"][kind]["properties"]
        assert list(said) == list(record)
        assert said["record"] == {"const": kind}
    parts: dict[str, Any] = {
        "credit": Credit,
        "award": Award,
        "related": Related,
        "origin": Origin,
        "shown": Picture,
    }
    for name, cls in parts.items():
        assert list(_schema()["$defs"][name]["properties"]) == list(cls._fields)


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        *(("film", "title", 3), ("viewing", "rating", 101), ("pass", "kind", "x")),
        *(("wish", "id", "-"), ("conflict", "of", "book"), ("conflict", "other", 70)),
    ],
)
def test_the_schema_refuses_what_is_wrong(kind: str, field: str, value: object) -> None:
    document = json.loads("".join(native.document(whole.demo())))
    validator = Draft202012Validator(_schema())
    assert validator.is_valid(document)
    next(item for item in document["records"] if item["record"] == kind)[field] = value
    assert not validator.is_valid(document)


@given(whole.diaries())
@settings(max_examples=some(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_diary_meets_the_schema(made: whole.Whole) -> None:
    records = _checked("".join(native.document(made)))
    assert len(records) == len(made.records) + len(made.shown)


def test_the_schema_knows_every_kind_that_a_conflict_may_be_of() -> None:
    assert _schema()["$defs"]["conflict"]["properties"]["of"]["enum"] == list(KINDS)


@pytest.mark.parametrize("ending", ["", UNDONE])
def test_the_trash_of_a_record_is_said(ending: str) -> None:
    film = Film("01A", "Ran", deleted=f"2026-11-20T12:00:00Z{ending}")
    (record,) = _checked("".join(native.document(whole.Whole([film], {}))))
    assert record["deleted"] == film.deleted
