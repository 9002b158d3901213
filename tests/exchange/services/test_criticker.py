from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmlog.errors import FilmlogError
from filmlog.exchange.files.archive import open_archive
from filmlog.exchange.record import FieldError, Row
from filmlog.exchange.services.criticker import role
from tests.exchange.accounts import FIXTURES
from tests.exchange.golden import golden, is_read_or_refused, lines_of, readings_of, spoiled

CRITICKER = FIXTURES / "criticker"


@pytest.mark.parametrize("name", ["ratings", "bad"])
def test_films_are_read(name: str) -> None:
    assert lines_of(CRITICKER / f"{name}.xml", "criticker") == golden(f"criticker/{name}.txt")


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1252", "koi8-r"])
def test_the_encoding_is_the_one_that_the_file_says(encoding: str, tmp_path: Path) -> None:
    text = "<recentratings><film><filmname>Ночь &amp; «Été»</filmname></film></recentratings>"
    text = text.encode(encoding, "xmlcharrefreplace").decode(encoding)
    path = tmp_path / "ratings.xml"
    path.write_bytes(f'<?xml version="1.0" encoding="{encoding}"?>\n{text}'.encode(encoding))
    (row,) = readings_of(path, "criticker")
    assert isinstance(row, Row)
    assert row.film is not None
    assert row.film.title == "Ночь & «Été»"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (CRITICKER / "bomb.xml", "ratings.xml, line 2: has a DTD, which is refused."),
        (CRITICKER / "broken.xml", "ratings.xml, line 4: broken XML: no element found."),
        (
            "<!DOCTYPE recentratings SYSTEM 'file:///etc/passwd'>\n<recentratings/>",
            "ratings.xml, line 1: has a DTD, which is refused.",
        ),
        (
            "<recentratings>\n<film><filmname>&eacute;</filmname></film></recentratings>",
            "ratings.xml, line 2: broken XML: undefined entity.",
        ),
        (
            "<recentratings>\n\n<film></recentratings>",
            "ratings.xml, line 3: broken XML: mismatched tag.",
        ),
        (
            '<?xml version="1.0" encoding="martian"?><recentratings/>',
            "ratings.xml, line 1: broken XML: unknown encoding: martian.",
        ),
    ],
)
def test_what_is_no_plain_xml_is_refused(
    content: Path | str, sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / "ratings.xml"
    path.write_text(content if isinstance(content, str) else content.read_text())
    with pytest.raises(FilmlogError, match=f"^{re.escape(sentence)}$"):
        readings_of(path, "criticker")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<recentratings/>", "ratings"),
        ("\ufeff\n<!-- a --><!-- b -->\n<recentratings a='1'>", "ratings"),
        ("<films><recentratings/></films>", ""),
        ("<!-- <recentratings> -->", ""),
        ("Title,Review\nRan,<recentratings>", ""),
        ("<!---->" * 9000 + "<other>", ""),
    ],
)
def test_a_file_is_told_from_its_root(head: str, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "recentratings.xml"
    path.write_text(head, encoding="utf-8")
    with open_archive(path) as archive:
        assert [role(member) for member in archive.members] == [expected]


@given(st.integers(-5, 105))
def test_a_rating_from_0_to_100_is_one_from_1_to_100(rating: int) -> None:
    film = f"<film><filmname>X</filmname><rating>{rating}</rating></film>"
    (row,) = readings_of(f"<recentratings>{film}</recentratings>".encode(), "criticker")
    assert isinstance(row, Row)
    if 0 <= rating <= 100:
        assert row.read() == {"rating": max(1, rating)}
    else:
        with pytest.raises(FieldError, match="rating"):
            row.read()


@given(spoiled((CRITICKER / "ratings.xml").read_bytes()))
def test_a_spoiled_file_is_read_or_refused(data: bytes) -> None:
    assert is_read_or_refused(data, "criticker")
