from __future__ import annotations

from filmlog.domain.joining import joined_records, joined_text
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.shelf import FilmList
from filmlog.domain.source import Source
from filmlog.domain.viewing import Picture, Viewing


def test_texts_are_joined_once() -> None:
    assert joined_text("", "rain", "", "rain", "sea") == "rain; sea"


def test_what_is_empty_is_taken_and_what_differs_is_told() -> None:
    keep = Viewing("V", "F", PartialDate(2024), 80, review="Slow.", tags=("zone",))
    other = Viewing(
        "W", "G", PartialDate(2025), 80, True, review="Wet.", venue="Kino", tags=("rain", "zone"),
        pictures=(Picture("a.png", "ab"),), deleted="2026-01-01T00:00:00Z", number=7,
    )  # fmt: skip
    whole = keep._replace(heart=True, venue="Kino", tags=("zone", "rain"), pictures=other.pictures)
    assert joined_records(keep, other) == (whole, ("watched", "review"))
    assert joined_records(whole, other) == (whole, ("watched", "review"))


def test_a_quote_keeps_who_said_it() -> None:
    keep, other = Viewing("V", "F", quote="Water"), Viewing("W", "F", quote="Fire", quote_by="Ann")
    assert joined_records(keep, other) == (keep, ("quote", "quote_by"))
    same = other._replace(quote="Water")
    assert joined_records(keep, same) == (keep._replace(quote_by="Ann"), ())
    assert joined_records(Viewing("V", "F"), other) == (other._replace(id="V"), ())


def test_a_pass_comes_along_with_its_source_alone() -> None:
    keep = Viewing("V", "F", source_id="S")
    other = Viewing("W", "F", source_id="T", pass_id="P")  # noqa: S106 - the id of a pass
    assert joined_records(keep, other) == (keep, ("source_id", "pass_id"))
    assert joined_records(Viewing("V", "F"), other) == (other._replace(id="V"), ())


def test_notes_are_joined_and_names_are_one_but_for_their_spelling() -> None:
    keep = Source("S", "MUBI", note="dear")
    other = Source("T", "Mubi", "service", note="slow")
    assert joined_records(keep, other) == (
        Source("S", "MUBI", "service", note="dear; slow"), (),
    )  # fmt: skip


def test_a_list_without_an_order_takes_one() -> None:
    plain, ranked, ordered = (FilmList("L", "Top", kind) for kind in
                              ("unordered", "ranked", "ordered"))  # fmt: skip
    assert joined_records(plain, ranked) == (ranked, ())
    assert joined_records(ranked, plain) == (ranked, ())
    assert joined_records(ranked, ordered) == (ranked, ("kind",))
