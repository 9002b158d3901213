from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from filmlog.domain.codec import KINDS, to_plain
from filmlog.storage.ulid import new_ulid
from filmlog.sync.page import (
    Format,
    PageError,
    fields,
    format_in,
    format_page,
    page,
    path_of,
    picture_at,
    picture_path,
    record_at,
)
from tests.battery.hostile_texts import FIXED
from tests.whole import Whole, demo, diaries

_TEXTS = st.text(max_size=200) | st.sampled_from([
    *FIXED, "---", "\n---\n", "\n\n", "---\n\nid: \"x\"\n---\n", "\r\n\r\n", "\x00\x1b\x7f\x85",
    "\u2028\u2029\u202e\u2066", "\ufeff", "\\", '"', "\n\nreview: \"x\"\n\n",
])  # fmt: skip
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=4),
    max_leaves=12,
)
_NAMES = st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=40)


@given(st.dictionaries(_NAMES, _VALUES, min_size=1, max_size=8))
@example({"review": "\n\n---\n\n" * 100_000})
@example({"review": "\x1b\u2028" * 500_000})
@example({"a": float("inf"), "b": -0.0, "c": 10**400, "d": 1e-300})
def test_what_was_written_is_read(plain: dict[str, Any]) -> None:
    data = page(plain)
    assert fields(data) == plain
    assert page(fields(data)) == data
    assert page(dict(reversed(plain.items()))) == data


@given(diaries())
def test_so_is_a_record_of_any_kind(whole: Whole) -> None:
    for record in whole.records:
        plain = to_plain(record)
        assert fields(page(plain)) == plain


def test_a_page_is_one_field_a_line_with_an_empty_one_between() -> None:
    data = page({"note": "a\nb\u2028c\x1bд", "deleted": "", "cast": [{"role": "V", "name": "T"}]})
    assert data.decode() == (
        '---\ncast: [{"name": "T", "role": "V"}]\n\ndeleted: ""\n\n'
        'note: "a\\nb\u2028c\\u001bд"\n---\n'
    )


def test_every_field_of_every_kind_has_its_line() -> None:
    for kind in KINDS:
        plain = to_plain(next(iter(demo().of(kind))))
        lines = page(plain).decode().split("\n")
        assert lines[1::2] == [f"{k}: {json.dumps(plain[k], ensure_ascii=False, sort_keys=True)}"
                               for k in sorted(plain)] + [""]  # fmt: skip
        assert set(lines[2:-2:2]) == {""}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it does not begin and end with ---"),
        (b"---\n", "it does not begin and end with ---"),
        (b'---\nid: "x"\n---', "it does not begin and end with ---"),
        (b'---\r\nid: "x"\r\n---\r\n', "it does not begin and end with ---"),
        (b'\xef\xbb\xbf---\nid: "x"\n---\n', "it does not begin and end with ---"),
        (b'id: "x"\n---\n', "it does not begin and end with ---"),
        (b'---\nid: "x"\n---\nmore\n', "it does not begin and end with ---"),
        (b"<<<<<<< ours\n---\n", "it does not begin and end with ---"),
        (b'---\nid: "\xff"\n---\n', "it is not UTF-8"),
        (b'---\nid: "\xed\xa0\x80"\n---\n', "it is not UTF-8"),
        ('---\nid: "x"\n---\n'.encode("utf-16"), "it is not UTF-8"),
        (b"---\n---\n", "its line 2 is no field with a value"),
        (b"---\n\n---\n", "its line 2 is no field with a value"),
        (b'---\nid: "x"\n\n\n\n---\n', "its line 4 is no field with a value"),
        (b'---\nid: "x"\n\nID: "x"\n---\n', "its line 4 is no field with a value"),
        (b'---\nid:"x"\n---\n', "its line 2 is no field with a value"),
        (b'---\nid:\n---\n', "its line 2 is no field with a value"),
        (b"---\n" + b"a" * 41 + b": 1\n---\n", "its line 2 is no field with a value"),
        (b'---\nid: "x"\n\nid: "x"\n---\n', "it has the field id twice"),
        (b"---\nid: x\n---\n", "the value of id is no JSON"),
        (b'---\nid: "x"\nkind: "y"\n---\n', "the value of id is no JSON"),
        (b'---\nid: "x" "y"\n---\n', "the value of id is no JSON"),
        (b'---\nid: "a\tb"\n---\n', "the value of id is no JSON"),
        (b'---\nid: \n<<<<<<< a\n"x"\n=======\n1\n>>>>>>> b\n---\n', "the value of id is no JSON"),
        (b"---\nid: " + b"[" * 200_000 + b"\n---\n", "the value of id is no JSON"),
        (b"---\nid: " + b"1" * 200_000 + b"\n---\n", "the value of id is no JSON"),
    ],
)  # fmt: skip
def test_any_other_file_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(PageError) as caught:
        fields(data)
    assert str(caught.value) == why


@given(st.binary(max_size=400).map(lambda data: b"---\n" + data + b"\n---\n") | st.binary())
def test_no_bytes_do_more_than_be_refused(data: bytes) -> None:
    try:
        plain = fields(data)
    except PageError:
        return
    assert all(re.fullmatch("[a-z_]{1,40}", name) for name in plain)


@given(st.sampled_from(list(KINDS)), st.builds(new_ulid))
def test_a_record_is_found_where_it_lies(kind: str, id_: str) -> None:
    assert path_of(kind, id_) == f"{kind}/{id_[24:]}/{id_}.md"
    assert record_at(path_of(kind, id_)) == (kind, id_)
    assert picture_at(path_of(kind, id_)) is None


@given(st.text("0123456789abcdef", min_size=64, max_size=64))
def test_so_is_a_picture(sha256: str) -> None:
    assert picture_at(picture_path(sha256)) == sha256
    assert record_at(picture_path(sha256)) is None


_WRONG = (
    "", "README.md", "filmlog.json", "film", "film/", "film/7Q", "film/7Q/01J7Q", "film/7Q/.md",
    "film/7q/01J7Q.md", "film/7Q/01J8Q.md", "Film/7Q/01J7Q.md", "film/7Q/01J7Q.MD",
    "film/7Q/01J7Q.md\n", "film/7Q/01J7Q.md\0", "film\n/7Q/01J7Q.md", "/film/7Q/01J7Q.md",
    "./film/7Q/01J7Q.md", "../film/7Q/01J7Q.md", "a/film/7Q/01J7Q.md", "film/7Q/../7Q/01J7Q.md",
    "film/../01J...md", "film/7Q/x/01J7Q.md", "film//7Q/01J7Q.md", "film\\7Q\\01J7Q.md",
    ".git/7Q/01J7Q.md", "film/7Q/01J é7Q.md", "film/٧Q/01J٧Q.md", f"film/7Q/{'0' * 40}7Q.md",
    f"{'a' * 21}/7Q/01J7Q.md", "filmélog/7Q/01J7Q.md",
    f"picture/aa/{'a' * 63}", f"picture/aa/{'a' * 65}", f"picture/ab/{'a' * 64}",
    f"picture/AA/{'A' * 64}", f"picture/aa/{'a' * 64}\n", f"/picture/aa/{'a' * 64}",
    f"../picture/aa/{'a' * 64}", f"picture/../{'a' * 64}", f"x/picture/aa/{'a' * 64}",
    f"picture/aa/{'a' * 62}..",
)  # fmt: skip


@pytest.mark.parametrize("path", _WRONG)
def test_nothing_lies_elsewhere(path: str) -> None:
    assert record_at(path) is None
    assert picture_at(path) is None


@given(st.text("filmpcture/.7Qab\n\0\\", max_size=30) | st.text(max_size=30))
def test_a_path_that_is_taken_is_the_one_that_is_written(path: str) -> None:
    if found := record_at(path):
        assert path_of(*found) == path
    if picture := picture_at(path):
        assert picture_path(picture) == path


_COMMITS = st.lists(st.text("0123456789abcdef", min_size=40, max_size=40), max_size=5)


@given(st.integers(1, 2**40), _COMMITS.map(tuple))
def test_the_format_is_read(number: int, replaces: tuple[str, ...]) -> None:
    assert format_in(format_page(Format(number, replaces))) == Format(number, replaces)


def test_what_is_no_commit_is_not_one_that_was_replaced() -> None:
    said = b'{"filmlog": "sync", "format": 1, "replaces": ["--all", 7, null, "%b"]}' % (b"a" * 40)
    assert format_in(said) == Format(1, ("a" * 40,))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is no JSON"), (b"{", "it is no JSON"), (b"\xff\xfe\xff", "it is no JSON"),
        (b"[" * 200_000, "it is no JSON"), (b"1" * 200_000, "it is no JSON"),
        (b"[]", "it is not filmlog's"), (b"null", "it is not filmlog's"),
        (b'{"format": 1}', "it is not filmlog's"),
        (b'{"filmlog": "diary", "format": 1}', "it is not filmlog's"),
        (b'{"filmlog": "sync"}', "it has no format"),
        (b'{"filmlog": "sync", "format": 0}', "it has no format"),
        (b'{"filmlog": "sync", "format": true}', "it has no format"),
        (b'{"filmlog": "sync", "format": 1.0}', "it has no format"),
        (b'{"filmlog": "sync", "format": "1"}', "it has no format"),
        (b'{"filmlog": "sync", "format": 1, "replaces": null}', "it has no format"),
        (b'{"filmlog": "sync", "format": 1, "replaces": false}', "it has no format"),
    ],
)  # fmt: skip
def test_any_other_format_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(PageError) as caught:
        format_in(data)
    assert str(caught.value) == why


def test_a_history_that_was_not_purged_replaces_none() -> None:
    assert format_in(b'{"filmlog": "sync", "format": 2, "else": []}') == Format(2, ())
