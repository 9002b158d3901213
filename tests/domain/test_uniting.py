from __future__ import annotations

from filmlog.domain.change import Change
from filmlog.domain.film import Film
from filmlog.domain.imported import Imported
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.shelf import Listed, Wish
from filmlog.domain.source import Offer
from filmlog.domain.uniting import Holdings, merged_film, trace_id, united
from filmlog.domain.viewing import Picture, Viewing

NOW = "2026-11-20T23:10:00Z"
KEEP, OTHER = Film("A", "Solaris", year=1972), Film("B", "Solaris", year=1971)
DAY = PartialDate(2024, 3, 9)
TRACE = Imported(trace_id("B"), "filmlog", "film B", "A")
END = [Change(None, TRACE), Change(OTHER, OTHER._replace(deleted=NOW))]
"""What every merge ends with."""


def test_viewings_come_along_as_they_are_also_from_the_trash() -> None:
    seen = Viewing(
        "V1", "B", DAY, 90, True, review="Water.", pictures=(Picture("a.png", "ab"),), source_id="S"
    )
    gone = Viewing("V2", "B", DAY, deleted="2026-01-01T00:00:00Z")
    undone = gone._replace(id="V4", deleted=f"{NOW} undone")
    own = Viewing("V3", "A", DAY)
    union = united(Holdings(KEEP, (own,)), Holdings(OTHER, (seen, gone, undone)), NOW)
    assert list(union.changes) == [
        Change(seen, seen._replace(film_id="A")),
        Change(gone, gone._replace(film_id="A")),
        Change(undone, undone._replace(film_id="A")),
        *END,
    ]
    assert (union.moved, union.joined, union.from_trash) == ({"viewing": 1}, {}, 1)
    assert union.same_days == (DAY,)


def test_a_month_is_no_day_on_which_both_were_seen() -> None:
    month = PartialDate(2024, 3)
    ours, theirs = Viewing("V1", "A", month), Viewing("V2", "B", month)
    assert united(Holdings(KEEP, (ours,)), Holdings(OTHER, (theirs,)), NOW).same_days == ()


def test_of_two_offers_at_one_source_the_one_checked_later_stands() -> None:
    ours = Offer("O1", "A", "S", "https://a", Money(300, "EUR"), True, DAY, "dubbed")
    theirs = Offer("O2", "B", "S", "https://b", None, False, PartialDate(2024, 4), "gone")
    elsewhere = Offer("O3", "B", "T")
    union = united(Holdings(KEEP, offers=(ours,)), Holdings(OTHER, offers=(theirs, elsewhere)), NOW)
    note = "gone; https://a; dubbed"
    assert list(union.changes) == [
        Change(theirs, theirs._replace(film_id="A", note=note)),
        Change(ours, ours._replace(deleted=NOW)),
        Change(elsewhere, elsewhere._replace(film_id="A")),
        *END,
    ]
    assert (union.moved, union.joined) == ({"offer": 1}, {"offer": 1})


def test_an_offer_that_was_never_checked_goes_and_its_address_stays() -> None:
    ours, theirs = Offer("O1", "A", "S", checked=DAY), Offer("O2", "B", "S", "https://b", note="x")
    union = united(Holdings(KEEP, offers=(ours,)), Holdings(OTHER, offers=(theirs,)), NOW)
    assert list(union.changes) == [
        Change(ours, ours._replace(url="https://b", note="x")),
        Change(theirs, theirs._replace(film_id="A", deleted=NOW)),
        *END,
    ]


def test_two_wishes_are_one_with_the_words_of_both() -> None:
    ours = Wish("W1", "A", "the sea", "Nina", "low", None, ("slow",), DAY)
    theirs = Wish(
        "W2", "B", "Bach", "Nina", "high", PartialDate(2026), ("slow", "cold"), PartialDate(2023)
    )
    union = united(Holdings(KEEP, wishes=(ours,)), Holdings(OTHER, wishes=(theirs,)), NOW)
    stands = Wish(
        "W1", "A", "the sea; Bach", "Nina", "high", PartialDate(2026), ("slow", "cold"),
        PartialDate(2023),
    )  # fmt: skip
    assert union.changes[0] == Change(ours, stands)
    assert union.changes[1] == Change(theirs, theirs._replace(film_id="A", deleted=NOW))
    assert union.joined == {"wish": 1}


def test_a_wish_in_the_trash_stands_in_no_way() -> None:
    gone = Wish("W1", "A", deleted="2026-01-01T00:00:00Z")
    theirs = Wish("W2", "B")
    union = united(Holdings(KEEP, wishes=(gone,)), Holdings(OTHER, wishes=(theirs,)), NOW)
    assert list(union.changes) == [Change(theirs, theirs._replace(film_id="A")), *END]


def test_a_list_has_the_film_once_at_its_own_place() -> None:
    ours, theirs = Listed("E1", "L", "A", 5, "again"), Listed("E2", "L", "B", 2, "at last")
    elsewhere = Listed("E3", "M", "B", 7)
    rows = (
        Imported("I1", "movary", "film solaris (1971)", "B"),
        Imported("I2", "letterboxd", "listed x", "E2"),
        Imported("I3", "letterboxd", "listed y", "E3"),
    )
    other = Holdings(OTHER, listed=(theirs, elsewhere), imported=rows)
    union = united(Holdings(KEEP, listed=(ours,)), other, NOW)
    assert list(union.changes) == [
        Change(ours, ours._replace(note="again; at last")),
        Change(theirs, theirs._replace(film_id="A", deleted=NOW)),
        Change(elsewhere, elsewhere._replace(film_id="A")),
        Change(rows[0], rows[0]._replace(record_id="A")),
        Change(rows[1], rows[1]._replace(record_id="E1")),
        *END,
    ]


def test_a_film_merged_again_leaves_one_trace() -> None:
    assert united(Holdings(KEEP), Holdings(OTHER, trace=TRACE), NOW).changes == (END[1],)
    undone = TRACE._replace(record_id="C", deleted=f"{NOW} undone")
    again = united(Holdings(KEEP), Holdings(OTHER, trace=undone), NOW)
    assert list(again.changes) == [Change(undone, TRACE), END[1]]


def test_a_film_that_came_back_and_is_kept_leads_nowhere_else() -> None:
    back = Imported(trace_id("A"), "filmlog", "film A", "B")
    union = united(Holdings(KEEP, trace=back), Holdings(OTHER, imported=(back,)), NOW)
    assert list(union.changes) == [Change(back, back._replace(deleted=NOW)), *END]


def test_a_film_that_was_merged_into_the_other_leads_to_the_one_kept() -> None:
    third = Imported(trace_id("C"), "filmlog", "film C", "B")
    union = united(Holdings(KEEP), Holdings(OTHER, imported=(third,)), NOW)
    assert list(union.changes) == [Change(third, third._replace(record_id="A")), *END]


def test_the_film_itself_is_filled_first() -> None:
    other = OTHER._replace(runtime=166)
    union = united(Holdings(KEEP), Holdings(other), NOW)
    assert union.changes[0] == Change(KEEP, KEEP._replace(runtime=166))
    assert union.facts.filled == ("runtime",)


def test_what_goes_leads_to_what_has_its_place() -> None:
    ours, theirs = Wish("W1", "A", "the sea"), Wish("W2", "B", "Bach")
    offers = Offer("O1", "A", "S"), Offer("O2", "B", "S", checked=DAY)
    keep = Holdings(KEEP, offers=offers[:1], wishes=(ours,))
    union = united(keep, Holdings(OTHER, offers=offers[1:], wishes=(theirs,)), NOW)
    assert union.became == {"B": "A", "W2": "W1", "O1": "O2"}


def test_a_trace_tells_which_film_left_it() -> None:
    assert merged_film(TRACE) == "B"
    assert merged_film(Imported("I", "letterboxd", "film B", "A")) == ""
    assert merged_film(Imported("I", "filmlog", "row", "A")) == ""
