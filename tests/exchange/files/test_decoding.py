"""Encodings: what is told from the bytes, what a person says, and what is refused."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.errors import FilmlogError, UsageError
from filmlog.exchange.files.decoding import check_encoding, decode
from tests.effort import some

_TABLE = "Title,Year\nAmélie,2001\n七人の侍,1954\n🎬 Летят журавли,1957\n"
_TEXTS = {
    "cp1252": "Title,Year\nLéon,1994\nCléo de 5 à 7,1962\nL’Avventura,1960\n",
    "mac_roman": "Title,Year\rLéon,1994\rCléo de 5 à 7,1962\rLes Misérables,2012\r",
    "cp1251": "Название,Год\nЛетят журавли,1957\nСталкер,1979\n",
    "koi8_r": "Название,Год\nЛетят журавли,1957\nСталкер,1979\n",
    "cp1253": "Τίτλος,Έτος\nΤο βλέμμα του Οδυσσέα,1995\n",
    "shift_jis": "Title,Year\n七人の侍,1954\nTokyo Story,1953\n",
    "euc_jp": "タイトル,年\n七人の侍,1954\n東京物語,1953\n",
    "gb18030": "片名,年份\n霸王别姬,1993\n花样年华,2000\n",
    "big5": "片名,年份\n悲情城市,1989\n一一,2000\n",
    "cp949": "제목,연도\n기생충,2019\n살인의 추억,2003\n",
}


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_is_told_with_and_without_a_mark(encoding: str) -> None:
    assert decode(_TABLE.encode(encoding), "films.csv") == _TABLE


@pytest.mark.parametrize("encoding", _TEXTS)
def test_code_pages_are_told_from_their_letters(encoding: str) -> None:
    text = _TEXTS[encoding]
    assert decode(text.encode(encoding), "films.csv") == text


@pytest.mark.parametrize("encoding", [*_TEXTS, "utf-16-le", "utf-32-be", "utf-8"])
def test_a_text_in_the_encoding_said_is_read_in_it(encoding: str) -> None:
    text = _TEXTS.get(encoding, _TABLE)
    assert decode(text.encode(encoding), "films.csv", encoding) == text


def test_a_short_text_that_could_be_many_things_is_western() -> None:
    assert decode("Title\nAmélie\n".encode("cp1252"), "x") == "Title\nAmélie\n"


def test_the_mark_goes_where_the_encoding_is_said_too() -> None:
    assert decode(b"\xef\xbb\xbfTitle", "x", "utf-8") == "Title"


def test_damage_in_utf_8_stays_in_its_place_and_nothing_else_is_garbled() -> None:
    data = "Léon\nCléo\nAmélie\nЛетят\n".encode().replace(b"Cl\xc3\xa9o", b"Cl\xe9o")
    assert decode(data, "x") == "Léon\nCl\udce9o\nAmélie\nЛетят\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32"])
def test_half_a_character_at_the_end_is_no_character(encoding: str) -> None:
    text = decode("Léon\nCléo\nAmélié".encode(encoding)[:-1], "x")
    assert text.startswith("Léon\nCléo\nAméli")
    assert "\ud800" <= text[-1] <= "\udfff"


def test_a_nul_in_a_good_text_stays() -> None:
    assert decode(b"Title,Year\nStal\0ker,1979\n", "x") == "Title,Year\nStal\0ker,1979\n"


@pytest.mark.parametrize(
    ("data", "encoding", "sentence"),
    [
        (b"\0" * 900, "", "films.csv holds nothing but NUL bytes."),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xfe\x80\x01", "", "films.csv is not a text file."),
        (b"one\ntwo \xe9\n", "utf-8", "films.csv, line 2: this is not text in utf-8."),
        (b"one\ntwo \x81\n", "cp1252", "films.csv, line 2: this is not text in cp1252."),
        (
            b"\xff\xfe\0\0a\0\0\0\n\0\0\0\0\0\xff\xff",
            "",
            "films.csv, line 2: this is not text in utf-32-le.",
        ),
        (
            "七人の侍,1954\n".encode("cp932") * 4000 + b"\x81",
            "",
            "films.csv, line 4001: this is neither UTF-8 nor cp932.",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_by_file_and_line(
    data: bytes, encoding: str, sentence: str
) -> None:
    with pytest.raises(FilmlogError) as refused:
        decode(data, "films.csv", encoding)
    assert refused.value.sentence == sentence


def test_what_a_codec_says_of_no_place_is_refused_too() -> None:
    with pytest.raises(FilmlogError, match=r"films\.csv.* not text in punycode\."):
        decode(b"-\x7f9999999999", "films.csv", "punycode")


@pytest.mark.parametrize("name", ["latin-11", "hex", "rot13", "a\0b", "\ud800", "x" * 300])
def test_an_encoding_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="There is no encoding"):
        check_encoding(name)


def test_an_encoding_by_any_of_its_names_is_taken() -> None:
    assert [check_encoding(name) for name in ("", "Latin-1", "SJIS")] == ["", "Latin-1", "SJIS"]


def test_the_first_letter_beyond_ascii_may_stand_far_along_a_line() -> None:
    data = b"[" + b"1," * 800_000 + "'Léon, Cléo, Amélie']".encode("cp1252")
    assert decode(data, "x").endswith("'Léon, Cléo, Amélie']")


def test_a_long_run_of_letters_takes_no_longer_than_any_other_text() -> None:
    began = time.process_time()
    assert decode(b"\xe9 " + b"x" * 1_000_000, "x").endswith("xxx")
    assert time.process_time() - began < 3  # 0.2 s; as the square of its length it took 9 s


@settings(max_examples=some(150), deadline=None)
@given(data=st.binary(max_size=60), encoding=st.sampled_from(["", "utf-8", "utf-16", "cp932"]))
def test_any_bytes_are_text_or_refused(data: bytes, encoding: str) -> None:
    try:
        text = decode(data, "x", encoding)
    except FilmlogError as refused:
        text = refused.sentence.removeprefix("x")
    assert len(text) <= 60


@settings(max_examples=some(150), deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")))
def test_utf_8_is_never_taken_for_anything_else(text: str) -> None:
    assert decode(text.encode(), "x") == text
