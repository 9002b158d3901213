from __future__ import annotations

from typing import Any

import pytest

from filmlog.domain.codec import to_plain
from filmlog.domain.conflict import Conflict
from filmlog.domain.imported import Imported
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.reconciling import UNKNOWN, Clash, Reconciled, clashing, reconciled
from filmlog.domain.source import Pass
from filmlog.domain.viewing import Picture, Viewing

EARLY, LATE = "2026-11-20T23:10:00Z", "2026-11-21T08:00:00Z"
UNDONE = f"{EARLY} undone"

SEEN = to_plain(Viewing("V", "F", PartialDate(2024, 3, 9), 80, tags=("slow", "cold")))
ROW = to_plain(Imported("I", "imdb", "tt1", "A", "d0", '{"title": "a"}'))

Edit = dict[str, Any]


def met(base: Edit | None, ours: Edit, theirs: Edit) -> Reconciled:
    """What becomes of two edits of the viewing."""
    return reconciled("viewing", base, SEEN | ours, SEEN | theirs)


def apart(ours: Edit, theirs: Edit) -> Reconciled:
    """The same, when both began from it as it is."""
    return met(SEEN, ours, theirs)


def test_a_field_that_one_side_changed_is_taken_from_there() -> None:
    found = apart({"rating": 70, "review": "Rain."}, {"venue": "Rex", "watched": None})
    edits = {"rating": 70, "review": "Rain.", "venue": "Rex", "watched": None}
    assert found == Reconciled(SEEN | edits, ())
    assert apart({}, {"heart": True}) == Reconciled(SEEN | {"heart": True}, ())
    assert apart({"heart": True}, {}) == Reconciled(SEEN | {"heart": True}, ())


def test_what_both_did_alike_is_no_clash() -> None:
    edit = {"rating": 70, "tags": ["new"], "deleted": LATE}
    assert apart(edit, edit) == Reconciled(SEEN | edit, ())
    assert met(None, edit, edit) == Reconciled(SEEN | edit, ())


def test_ours_stands_where_both_changed_a_field() -> None:
    found = apart({"rating": 70, "heart": True}, {"rating": None, "headline": "War"})
    assert found.plain == SEEN | {"rating": 70, "heart": True, "headline": "War"}
    assert found.clashes == (Clash("rating", 80, 70, None),)


@pytest.mark.parametrize(
    ("ours", "theirs", "united"),
    [
        (["slow", "cold", "a"], ["slow", "cold", "b"], ["slow", "cold", "a", "b"]),
        (["slow", "cold", "a"], ["slow", "cold", "a", "b"], ["slow", "cold", "a", "b"]),
        (["slow"], ["cold"], []),
        (["slow"], ["slow", "cold", "b"], ["slow", "b"]),
        (["slow", "cold", "b"], ["slow"], ["slow", "b"]),
        ([], ["b"], ["b"]),
        (["cold", "slow"], ["slow", "cold", "b"], ["cold", "slow", "b"]),
        (["cold", "slow"], ["slow", "b", "cold"], ["cold", "slow", "b"]),
        (["a", "a", "slow"], ["b", "b"], ["a", "a", "b", "b"]),
    ],
)
def test_lists_keep_what_either_added_and_lose_what_either_took_out(
    ours: list[str], theirs: list[str], united: list[str]
) -> None:
    found = apart({"tags": ours}, {"tags": theirs})
    assert found == Reconciled(SEEN | {"tags": united}, ())


def test_one_item_that_both_changed_is_kept_twice() -> None:
    was, ours, theirs = (Picture("a.png", "ab", words)._asdict() for words in ("", "one", "two"))
    found = met(SEEN | {"pictures": [was]}, {"pictures": [ours]}, {"pictures": [theirs]})
    assert found == Reconciled(SEEN | {"pictures": [ours, theirs]}, ())


@pytest.mark.parametrize(
    ("was", "ours", "theirs", "stands", "clashes"),
    [
        # One put it in the trash.
        ("", LATE, "", LATE, False),
        ("", "", LATE, LATE, False),
        ("", UNDONE, "", UNDONE, False),
        ("", "", UNDONE, UNDONE, False),
        # Both did.
        ("", EARLY, LATE, EARLY, False),
        ("", LATE, EARLY, EARLY, False),
        ("", UNDONE, LATE, UNDONE, False),
        # One took it out.
        (EARLY, "", EARLY, "", False),
        (EARLY, EARLY, "", "", False),
        # One took it out, or the other put it there anew.
        (EARLY, "", LATE, "", True),
        (EARLY, LATE, "", "", True),
        (EARLY, LATE, EARLY, LATE, False),
        (EARLY, EARLY, LATE, LATE, False),
        (EARLY, LATE, UNDONE, UNDONE, False),
    ],
)
def test_the_trash(was: str, ours: str, theirs: str, stands: str, clashes: bool) -> None:
    found = met(SEEN | {"deleted": was}, {"deleted": ours}, {"deleted": theirs})
    assert found.plain == SEEN | {"deleted": stands}
    clash = Clash("deleted", was, ours, theirs, keeps_ours=not ours)
    assert found.clashes == ((clash,) if clashes else ())


@pytest.mark.parametrize("stamp", [LATE, UNDONE])
def test_what_one_put_in_the_trash_while_the_other_changed_it(stamp: str) -> None:
    edit = {"rating": 70}
    gone_here = apart({"deleted": stamp}, edit)
    assert gone_here.clashes == (Clash("deleted", "", stamp, "", keeps_ours=False),)
    gone_there = apart(edit, {"deleted": stamp})
    assert gone_there.clashes == (Clash("deleted", "", "", stamp, keeps_ours=True),)
    assert gone_here.plain == gone_there.plain == SEEN | edit


def test_an_edit_by_who_put_it_in_the_trash_is_taken_and_asks_nobody() -> None:
    found = apart({}, {"deleted": LATE, "rating": 70})
    assert found == Reconciled(SEEN | {"deleted": LATE, "rating": 70}, ())


def test_what_one_took_out_of_the_trash_while_the_other_changed_it() -> None:
    base, edit = SEEN | {"deleted": EARLY}, {"rating": 70}
    found = met(base, {"deleted": ""}, edit | {"deleted": EARLY})
    assert found == Reconciled(SEEN | edit, ())
    assert met(base, edit | {"deleted": EARLY}, {"deleted": ""}) == found


def test_at_the_first_meeting_what_one_side_says_nothing_of_is_taken() -> None:
    found = met(None, {"rating": None, "venue": "Rex"}, {"watched": None, "tags": ["new"]})
    assert found.plain == SEEN | {"venue": "Rex", "tags": ["slow", "cold", "new"]}
    assert found.clashes == ()


def test_at_the_first_meeting_nobody_knows_what_was() -> None:
    found = met(None, {"rating": 70}, {"rating": 60, "film_id": "G"})
    assert found.plain == SEEN | {"rating": 70}
    assert found.clashes == (Clash("film_id", UNKNOWN, "F", "G"), Clash("rating", UNKNOWN, 70, 60))


@pytest.mark.parametrize(
    ("ours", "theirs", "stands", "clashes"),
    [
        (LATE, "", "", True),
        ("", LATE, "", True),
        (LATE, EARLY, EARLY, False),
        # What was undone was never there.
        (UNDONE, "", "", False),
        ("", UNDONE, "", False),
    ],
)
def test_the_trash_at_the_first_meeting(ours: str, theirs: str, stands: str, clashes: bool) -> None:
    found = met(None, {"deleted": ours}, {"deleted": theirs})
    assert found.plain == SEEN | {"deleted": stands}
    assert bool(found.clashes) is clashes


@pytest.mark.parametrize(
    ("ours", "theirs", "together", "clashing"),
    [
        (("S", "P"), ("T", ""), ("S", "P"), ("pass_id", "source_id")),
        (("T", ""), ("S", "P"), ("T", ""), ("pass_id", "source_id")),
        (("S", "P"), ("T", "Q"), ("S", "P"), ("pass_id", "source_id")),
        (("T", ""), ("T", "Q"), ("T", "Q"), ()),
        (("S", "P"), ("S", ""), ("S", "P"), ()),
        (("S", ""), ("T", "Q"), ("T", "Q"), ()),
    ],
)
def test_a_viewing_is_not_on_a_pass_of_another_source(
    ours: tuple[str, str], theirs: tuple[str, str], together: tuple[str, str], clashing: Any
) -> None:
    base, one, other, found = (
        {"source_id": source, "pass_id": pass_}
        for source, pass_ in (("S", ""), ours, theirs, together)
    )
    result = reconciled("viewing", SEEN | base, SEEN | one, SEEN | other)
    assert result.plain == SEEN | found
    assert tuple(clash.field for clash in result.clashes) == clashing


def test_what_an_import_remembers_is_no_clash() -> None:
    ours, theirs = ({"digest": d, "said": f'{{"title": "{d}"}}'} for d in ("d1", "d2"))
    assert reconciled("imported", ROW, ROW | ours, ROW | theirs) == Reconciled(ROW | ours, ())
    assert reconciled("imported", ROW, ROW, ROW | theirs) == Reconciled(ROW | theirs, ())
    gone = reconciled("imported", ROW, ROW | theirs, ROW | {"deleted": LATE})
    assert gone == Reconciled(ROW | theirs | {"deleted": LATE}, ())
    moved = ROW | {"record_id": "B"}
    for one, two in ((moved, ROW | {"deleted": LATE}), (ROW | {"deleted": LATE}, moved)):
        assert reconciled("imported", ROW, one, two) == Reconciled(moved, ())


def test_a_conflict_that_one_side_settled_is_settled() -> None:
    over = to_plain(Conflict("C", "viewing", "V", "rating", "80", "70"))
    settled = over | {"deleted": LATE}
    for base in (None, over):
        assert reconciled("conflict", base, over, settled) == Reconciled(settled, ())
        assert reconciled("conflict", base, settled, over) == Reconciled(settled, ())
    both = over | {"deleted": EARLY}
    assert reconciled("conflict", over, settled, both) == Reconciled(both, ())


def test_a_conflict_that_one_side_opened_again_is_open() -> None:
    opened = to_plain(Conflict("C", "viewing", "V", "rating", "80", "70"))
    settled = opened | {"deleted": LATE}
    for theirs in (settled | {"record_id": "B"}, opened | {"deleted": EARLY, "record_id": "B"}):
        found = reconciled("conflict", settled, opened, theirs)
        assert found == Reconciled(opened | {"record_id": "B"}, ())


def test_a_conflict_whose_record_became_two_others_is_no_question() -> None:
    over = to_plain(Conflict("C", "viewing", "V", "rating", "80", "70"))
    found = reconciled("conflict", over, over | {"record_id": "X"}, over | {"record_id": "W"})
    assert found == Reconciled(over | {"record_id": "W"}, ())


def test_a_row_that_went_into_two_records_says_that_they_are_one() -> None:
    ours, theirs = ROW | {"record_id": "C"}, ROW | {"record_id": "B"}
    for base in (None, ROW):
        assert reconciled("imported", base, ours, theirs) == Reconciled(theirs, (), ("C", "B"))
        assert reconciled("imported", base, theirs, ours) == Reconciled(theirs, (), ("B", "C"))
    assert reconciled("imported", ROW, ours, ROW) == Reconciled(ours, ())


def test_a_field_that_one_side_does_not_know_is_kept() -> None:
    newer = SEEN | {"mood": "calm"}
    assert reconciled("viewing", SEEN, SEEN, newer) == Reconciled(newer, ())
    assert reconciled("viewing", SEEN, newer, SEEN) == Reconciled(newer, ())


def test_sides_that_make_no_sense_together() -> None:
    base = to_plain(Pass("P", "S", "ticket"))
    ours = base | {"price": {"minor": 500, "currency": "EUR"}}
    theirs = to_plain(Pass("P", "S", "ticket", Money(900, "JPY"), note="x", refund=Money(1, "JPY")))
    found = clashing(ours, theirs, base)
    assert found.plain == ours
    assert found.clashes == (
        Clash("note", "", "", "x"),
        Clash("price", None, ours["price"], theirs["price"]),
        Clash("refund", None, None, theirs["refund"]),
    )
    assert clashing(ours, theirs, None).clashes[0] == Clash("note", UNKNOWN, "", "x")
    assert clashing(ours, base, base) == Reconciled(ours, ())


def test_an_order_that_one_side_changed_stands_with_what_the_other_added() -> None:
    base = {"deleted": "", "tags": ["a", "b"]}
    ordered, added = {"deleted": "", "tags": ["b", "a"]}, {"deleted": "", "tags": ["a", "b", "c"]}
    for ours, theirs in ((ordered, added), (added, ordered)):
        found = reconciled("viewing", base, ours, theirs)
        assert (found.plain["tags"], found.clashes) == (["b", "a", "c"], ())
