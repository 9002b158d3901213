from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filmlog.domain.codec import to_plain
from filmlog.domain.conflict import Conflict
from filmlog.domain.film import Film, Origin
from filmlog.domain.viewing import Viewing
from filmlog.errors import FilmlogError
from filmlog.exchange import native
from filmlog.exchange.files.archive import Member
from filmlog.exchange.native_reading import PictureData, Said, is_native, read_records
from filmlog.exchange.record import Place, Rejected
from tests import whole
from tests.effort import some

RAN = {"record": "film", "id": "01F", "title": "Ran"}
CONFLICT = {
    "record": "conflict", "of": "film", "record_id": "01F", "field": "year", "other": "1985"
}  # fmt: skip
DEMO = "".join(native.document(whole.demo()))


def _member(text: str | bytes, name: str = "diary.json") -> Member:
    data = text.encode() if isinstance(text, str) else text
    return Member(name, lambda size: data if size < 0 else data[:size])


def _read(text: str | bytes) -> list[Said]:
    return list(read_records(_member(text)))


def _records(said: list[Said]) -> list[object]:
    assert not [one for one in said if isinstance(one, Rejected)]
    return [one[1] for one in said]


def _document(*records: object, **more: object) -> str:
    return json.dumps({"filmlog": "diary", "version": 1, "records": records} | more)


def _expected(made: whole.Whole) -> list[object]:
    expected: list[object] = []
    for kind in native.ORDER:
        if kind == "picture":
            expected += [PictureData(*picture) for picture in made.pictures()]
        else:
            expected += made.of(kind)
    return expected


@given(whole.diaries())
@settings(max_examples=some(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_diary_comes_back_as_it_was(made: whole.Whole) -> None:
    text = "".join(native.document(made))
    assert _records(_read(text)) == _expected(made)
    assert _records(_read(json.dumps(json.loads(text), indent=1))) == _expected(made)


def test_places_are_lines_or_counts() -> None:
    written = [said[0] for said in _read(DEMO)]
    assert written == [Place("diary.json", line) for line in range(2, len(written) + 2)]
    assert [said[0].line for said in _read(_document(RAN, RAN | {"id": "01G"}))] == [1, 2]


@pytest.mark.parametrize(
    "text",
    [
        DEMO.replace("\n", "\r\n"),
        DEMO.rstrip("\n"),
        DEMO.replace(",\n", ",\n\n"),
        "\ufeff" + DEMO,
        DEMO.encode("utf-16"),
        json.dumps(json.loads(DEMO), ensure_ascii=False, indent=4),
        json.dumps(json.loads(DEMO), sort_keys=True),
        DEMO.replace(",\n", "\n,"),
    ],
    ids=["crlf", "no end", "blank lines", "bom", "utf-16", "indented", "sorted", "commas first"],
)
def test_a_document_that_somebody_saved_again(text: str | bytes) -> None:
    assert _records(_read(text)) == _expected(whole.demo())


def test_telling_it_from_its_content() -> None:
    assert is_native(_member(DEMO, "x.txt"))
    assert is_native(_member('\ufeff{ "version" : 1,\n"filmlog":"diary"}'))
    others = (
        "",
        "{}",
        "[]",
        '{"filmlog": {"format": 1}}',
        '{"title": "\\"filmlog\\": \\"diary\\""}',
    )
    assert not any(is_native(_member(other)) for other in others)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (DEMO[:-3], "not JSON"),
        (DEMO[: len(DEMO) // 2], "not JSON"),
        (_document(version=2), "written by a newer filmlog"),
        (DEMO.replace('"version": 1', '"version": 7'), "written by a newer filmlog"),
        (_document(version="1"), "which version"),
        (_document(version=True), "which version"),
        (_document(records={}), "no list of records"),
        ("[1]", "is no diary"),
        ("[" * 100_000, "nested"),
    ],
)
def test_a_file_that_is_no_document(text: str, sentence: str) -> None:
    with pytest.raises(FilmlogError, match=sentence):
        _read(text)


@pytest.mark.parametrize(
    ("record", "field", "why"),
    [
        (3, "", "no object"),
        ({"record": "book"}, "record", "none of film, source"),
        ({"record": ["film"]}, "record", "none of"),
        ({"record": None}, "record", "none of"),
        ({"id": "01F"}, "id", "twice"),
        ({"title": " "}, "title", "empty"),
        ({"title": None}, "title", "null is no text"),
        ({"title": "a\x00b"}, "title", "NUL"),
        ({"title": "a\ud800b"}, "title", "half a character"),
        ({"id": ""}, "id", "no id"),
        ({"id": "../x"}, "id", "no id"),
        ({"id": "0" * 41}, "id", "no id"),
        ({"id": "０１"}, "id", "no id"),
        ({"year": 0}, "year", "no year"),
        ({"year": "1985"}, "year", "no whole number"),
        ({"year": 1985.0}, "year", "no whole number"),
        ({"year": True}, "year", "no whole number"),
        ({"runtime": -1}, "runtime", "less than nothing"),
        ({"runtime": 10**30}, "runtime", "no whole number"),
        ({"released": "1985-13"}, "released", "no date"),
        ({"released": 1985}, "released", "no text"),
        ({"rating": 101}, "rating", "no rating"),
        ({"directors": "Kurosawa"}, "directors", "no list"),
        ({"directors": ["a", {}]}, "directors[1]", "no text"),
        ({"cast": [{"name": "a"}, ["b"]]}, "cast[1]", "no object"),
        ({"cast": [{"role": "b"}]}, "cast[0].name", "missing"),
        ({"awards": [{"prize": "a", "year": "x"}]}, "awards[0].year", "no whole number"),
        ({"origins": [{"field": "x", "service": "imdb", "day": "2026-11-20"}]}, "origins[0].field",
         "none of title"),
        ({"origins": [{"field": "origins", "service": "tmdb", "day": "2026-11-20"}]},
         "origins[0].field", "none of title"),
        ({"origins": [{"field": "rating", "service": "tmdb", "day": "2026-11-20"}]},
         "origins[0].field", "none of title"),
        ({"origins": [{"field": "year", "service": "imdb", "day": "2026-11"}]}, "origins[0].day",
         "no day"),
        ({"origins": [{"field": "year", "service": "imdb", "day": "2026-11-20"}] * 2}, "origins",
         "two origins"),
        ({"deleted": "yes"}, "deleted", "no time"),
        ({"deleted": " undone"}, "deleted", "no time"),
        ({"deleted": "2026-11-20T12:00:00Z undone undone"}, "deleted", "no time"),
        ({"deleted": "2026-11-20T12:00:00Z done"}, "deleted", "no time"),
        ({"record": "viewing", "film_id": "01G"}, "film_id", "no film before this"),
        ({"record": "viewing", "film_id": "01S"}, "film_id", "no film before this"),
        ({"record": "viewing", "film_id": "01F", "source_id": "01F"}, "source_id", "no source"),
        ({"record": "viewing", "film_id": "01F", "heart": 1}, "heart", "neither true nor false"),
        ({"record": "viewing", "film_id": "01F", "pictures": [{"name": "a", "sha256": "0" * 64}]},
         "pictures[0].sha256", "no picture before this"),
        ({"record": "viewing", "film_id": "01F", "pictures": [{"name": "a", "sha256": "x"}]},
         "pictures[0].sha256", "no SHA-256"),
        ({"record": "source", "name": "a", "kind": "church"}, "kind", "none of site"),
        ({"record": "pass", "source_id": "", "kind": "free"}, "source_id", "no id"),
        ({"record": "pass", "source_id": "01S", "kind": "loan"}, "kind", "none of ticket"),
        ({"record": "pass", "source_id": "01S", "kind": "free", "price": 5}, "price", "no object"),
        ({"record": "pass", "source_id": "01S", "kind": "free",
          "price": {"minor": -5, "currency": "EUR"}}, "price", "between nothing"),
        ({"record": "pass", "source_id": "01S", "kind": "free",
          "price": {"minor": 5, "currency": "XXX"}}, "price", "unknown currency"),
        ({"record": "pass", "source_id": "01S", "kind": "free",
          "refund": {"minor": 5, "currency": "EUR"}}, "refund", "currency of the price"),
        ({"record": "pass", "source_id": "01S", "kind": "free", "ends": "2026-11-20T12:00:00"},
         "ends", "with its zone"),
        ({"record": "pass", "source_id": "01S", "kind": "free", "ends": "0001-01-01T00:00:00Z"},
         "ends", "with its zone"),
        ({"record": "wish", "film_id": "01F", "priority": ""}, "priority", "none of high"),
        ({"record": "imported", "service": "imdb", "key": "a", "record_id": "01F"}, "id",
         "does not follow"),
        ({"record": "imported", "service": "imdb", "key": "a", "record_id": "01F", "said": "[]"},
         "said", "no JSON object"),
        (CONFLICT | {"of": "book"}, "of", "none of film, viewing"),
        (CONFLICT | {"of": None}, "of", "no text"),
        (CONFLICT | {"field": ""}, "field", "none of that kind"),
        (CONFLICT | {"field": "watched"}, "field", "none of that kind"),
        (CONFLICT | {"field": "id"}, "field", "none of that kind"),
        (CONFLICT | {"field": "number"}, "field", "none of that kind"),
        (CONFLICT | {"record_id": ""}, "record_id", "no id"),
        (CONFLICT | {"base": "{"}, "base", "no value in JSON"),
        (CONFLICT | {"other": "1985-"}, "other", "no value in JSON"),
        (CONFLICT | {"other": ""}, "other", "no value in JSON"),
        (CONFLICT | {"other": "[" * 100_000}, "other", "no value in JSON"),
        (CONFLICT | {"other": 1985}, "other", "no text"),
        (CONFLICT | {"other": '"x"'}, "other", "has another year, which 'x' is no whole number"),
        (CONFLICT | {"other": "NaN"}, "other", "no whole number"),
        (CONFLICT | {"field": "deleted", "other": "5"}, "other", "no text"),
        (CONFLICT | {"field": "title", "other": '"\\ud800"'}, "other", "half a character"),
        (CONFLICT | {"field": "cast", "other": "[1]"}, "other", "no object"),
        (CONFLICT | {"field": "cast", "other": '[{"name": "a", "role": "", "age": 9}]'}, "other",
         "not as filmlog writes it"),
        (CONFLICT | {"base": '"x"'}, "base", "no whole number"),
        ({"record": "picture", "sha256": "0" * 64}, "base64", "no text"),
        ({"record": "picture", "sha256": "0" * 64, "base64": "?"}, "base64", "no Base64"),
        ({"record": "picture", "sha256": "0" * 64, "base64": ""}, "sha256", "that of the bytes"),
    ],
)  # fmt: skip
def test_what_is_refused(record: Any, field: str, why: str) -> None:
    if isinstance(record, dict):
        record = RAN | {"id": "01N"} | record
    source = {"record": "source", "id": "01S", "name": "Arsenal"}
    *_, said = _read(_document(RAN, source, record))
    assert isinstance(said, Rejected)
    assert (said.place.line, said.field) == (3, field)
    assert why in said.why


def test_a_line_that_is_no_json_is_refused_alone() -> None:
    lines = [
        native.HEAD,
        json.dumps(RAN) + ",",
        '{"record" "film"},',
        '{"record": "film", "year": ' + "9" * 5000 + "},",
        '{"record": "film", "id": "01G"}',
        native.TAIL,
    ]
    said = _read("\n".join(lines))
    rejected = [one for one in said if isinstance(one, Rejected)]
    assert [(one.place.line, one.field) for one in rejected] == [(3, ""), (4, ""), (5, "title")]
    assert rejected[2].why == "is missing"
    assert len(said) == 4
    bad = "\n".join(lines[:2]).encode() + b'\n{"record": "film", "title": "\xff"}\n]}\n'
    assert [one.why for one in _read(bad) if isinstance(one, Rejected)] == ["is not UTF-8"]


def test_keys_may_be_missing_and_others_be_there() -> None:
    said = _read(_document(RAN | {"number": 9, "mood": "x"}, letters=[1]))
    assert _records(said) == [Film("01F", "Ran")]


def test_what_was_undone_is_said_in_the_stamp() -> None:
    stamp = "2026-11-20T12:00:00Z undone"
    (found,) = _records(_read(_document(RAN | {"deleted": stamp})))
    assert found == Film("01F", "Ran", deleted=stamp)


@pytest.mark.parametrize(
    ("field", "other"),
    [
        ("year", "null"),
        ("year", "1985"),
        ("title", '"Война"'),
        ("released", '"1985-05"'),
        ("cast", '[{"name": "Nakadai", "role": ""}]'),
        ("deleted", '"2026-11-20T12:00:00Z undone"'),
    ],
)
def test_a_conflict_holds_a_value_of_its_field(field: str, other: str) -> None:
    said = _read(
        _document(RAN, CONFLICT | {"id": "01C", "field": field, "other": other, "base": ""})
    )
    assert _records(said)[1] == Conflict("01C", "film", "01F", field, other=other)


def test_what_stands_for_an_instant_is_an_instant() -> None:
    source = {"record": "source", "id": "01S", "name": "a"}
    pass_ = {"record": "pass", "id": "01P", "source_id": "01S", "kind": "free"}
    said = _read(_document(source, pass_ | {"starts": "2026-11-20T21:30:00.5+03:00"}))
    (_, found) = _records(said)
    assert to_plain(found)["starts"] == "2026-11-20T18:30:00+00:00"  # type: ignore[arg-type]  # a Pass


def test_records_keep_what_is_in_them() -> None:
    origin = Origin("year", "imdb", "2026-11-20")
    film = Film("01F", " Ran\r\n", year=1985, origins=(origin,), deleted="2026-11-20T12:00:00Z")
    viewing = Viewing("01V", "01F", review="\n\u2028 ||a|| ", tags=("", " "))
    made = whole.Whole([film, viewing], {})
    assert _records(_read("".join(native.document(made)))) == [film, viewing]


@given(st.data())
@settings(max_examples=some(150), deadline=None)
def test_no_file_ends_in_another_error(data: st.DataObject) -> None:
    broken = bytearray(DEMO.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(broken) - 1))
        length = data.draw(st.integers(0, 30))
        broken[at : at + length] = data.draw(
            st.binary(max_size=8) | st.sampled_from([b"null", b"{"])
        )
    with contextlib.suppress(FilmlogError):
        assert all(isinstance(one[0], Place) for one in _read(bytes(broken)))
