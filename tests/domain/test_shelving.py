from __future__ import annotations

from filmlog.domain.change import Change
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.shelf import Listed, Wish
from filmlog.domain.shelving import fields_lost, place, thinned, with_other
from filmlog.domain.source import Offer

NOW = "2026-11-20T23:10:00Z"
EUROS = [Money(300, "EUR"), Money(400, "EUR")]
DAY = PartialDate(2024, 3, 9)


def test_the_place_of_a_record() -> None:
    assert place(Offer("O", "F", "S")) == "S"
    assert place(Listed("E", "L", "F")) == "L"
    assert place(Wish("W", "F")) == ""


def test_of_several_the_lowest_id_is_kept_with_the_words_of_all() -> None:
    wishes = [Wish("W3", "F", "c"), Wish("W1", "F", "a"), Wish("W2", "F", "b", priority="high")]
    done = thinned(wishes, NOW)
    assert done.changes == (
        Change(wishes[1], Wish("W1", "F", "a; b; c", priority="high")),
        Change(wishes[2], wishes[2]._replace(deleted=NOW)),
        Change(wishes[0], wishes[0]._replace(deleted=NOW)),
    )
    assert done.stands == "W1"
    assert [(gone.record.id, gone.fields) for gone in done.outdone] == [("W2", ()), ("W3", ())]


def test_one_record_is_left_as_it_is() -> None:
    assert thinned([Wish("W", "F", "a")], NOW).changes == ()
    listed = [Listed("E1", "L", "F", 1, "a"), Listed("E2", "L", "F", 2)]
    assert thinned(listed, NOW).changes == (Change(listed[1], listed[1]._replace(deleted=NOW)),)


def test_what_was_found_out_later_stands_under_the_lowest_id() -> None:
    old = Offer("O1", "F", "S", "https://a", EUROS[0], checked=DAY, number=3)
    new = Offer("O2", "F", "S", price=EUROS[1], checked=PartialDate(2025), note="dubbed", number=5)
    done = thinned([new, old], NOW)
    kept = done.changes[0].after
    assert kept == Offer("O1", "F", "S", "https://a", EUROS[1], True, PartialDate(2025), "dubbed")
    assert kept.number == 3
    assert done.outdone[0].fields == ()


def test_what_nobody_can_tell_the_newer_of_is_lost() -> None:
    ours = Offer("O1", "F", "S", price=EUROS[0])
    theirs = Offer("O2", "F", "S", price=EUROS[1], is_there=False)
    assert fields_lost(ours, theirs) == ("is_there", "price")
    assert fields_lost(ours, theirs._replace(checked=DAY)) == ()
    assert fields_lost(ours, ours._replace(price=None)) == ()
    assert fields_lost(Wish("W", "F"), Wish("X", "F", "a")) == ()


def test_a_price_stands_in_for_one_that_is_not_known() -> None:
    priced = Offer("O2", "F", "S", price=EUROS[0])
    assert with_other(Offer("O1", "F", "S"), priced).price == EUROS[0]
    assert with_other(Offer("O1", "F", "S", is_there=False), priced).price is None
