from __future__ import annotations

import json

import pytest

from filmlog.cli.sync.incoming import check
from filmlog.domain.codec import from_plain, to_plain
from filmlog.domain.conflict import Conflict
from filmlog.domain.imported import Imported, imported_id
from filmlog.domain.money import Money
from filmlog.domain.reconciling import UNKNOWN, Clash
from filmlog.domain.source import Pass
from filmlog.sync.merging import Merged, Open, Sides, merge
from filmlog.sync.page import picture_path
from filmlog.sync.repository import File, Repository
from tests.sync.examples import (
    OURS,
    SEEN,
    SNOW,
    THEIRS,
    Plain,
    by_hand,
    committed,
    data_at,
    file_of,
    merged,
    names,
    plain_git,
    put,
    records,
)

PATH = file_of(SEEN).path
ID, OTHER = SEEN["id"], SNOW["id"]
LATE = "2026-11-21T08:00:00Z"


@pytest.fixture
def base(repository: Repository) -> str:
    """What both sides begin from."""
    return committed(repository, "", SEEN)


def _conflicts(repository: Repository, commit: str) -> list[Conflict]:
    found = [
        from_plain("conflict", {**c}) for c in records(repository, commit, "conflict").values()
    ]
    return [one for one in found if isinstance(one, Conflict)]


def test_different_records(repository: Repository, base: str) -> None:
    ours = committed(repository, base, SNOW)
    theirs = committed(repository, base, {**SEEN, "rating": 70}, note=THEIRS)
    found = merged(repository, ours, theirs)
    assert found == Merged(found.commit, ours=(("viewing", OTHER),))
    assert records(repository, found.commit) == {ID: {**SEEN, "rating": 70}, OTHER: SNOW}
    parents = plain_git(repository.folder, "rev-parse", f"{found.commit}^@").split()
    assert parents == [ours, theirs]
    turned = merged(repository, theirs, ours)
    assert repository.tree(turned.commit) == repository.tree(found.commit)


def test_fields_of_one_record(repository: Repository, base: str) -> None:
    ours = committed(repository, base, {**SEEN, "rating": 70, "tags": ["slow", "cold"]})
    theirs = committed(repository, base, {**SEEN, "venue": "Rex", "tags": ["wet"]}, note=THEIRS)
    found = merged(repository, ours, theirs)
    both = {**SEEN, "rating": 70, "venue": "Rex", "tags": ["cold", "wet"]}
    assert found == Merged(found.commit, ours=(("viewing", ID),))
    assert records(repository, found.commit) == {ID: both}


def test_one_field(repository: Repository, base: str) -> None:
    ours = committed(repository, base, {**SEEN, "rating": 70, "venue": "Rex"})
    theirs = committed(repository, base, {**SEEN, "rating": 60, "heart": True}, note=THEIRS)
    last = committed(repository, theirs, SNOW)
    found = merged(repository, ours, last)
    mine, by = "anna@desk", "anna@laptop"
    assert found.clashes == (
        Open("viewing", ID, Clash("rating", 80, 70, 60), ours, last, mine, by),
    )
    both = {**SEEN, "rating": 70, "venue": "Rex", "heart": True}
    assert records(repository, found.commit) == {ID: both, OTHER: SNOW}
    (kept,) = _conflicts(repository, found.commit)
    assert kept[1:] == ("viewing", ID, "rating", "80", "60", "anna@desk", by, "", 0)


def test_an_edit_of_what_the_other_put_in_the_trash(repository: Repository, base: str) -> None:
    ours = committed(repository, base, {**SEEN, "rating": 70})
    theirs = committed(repository, base, {**SEEN, "deleted": LATE}, note=THEIRS)
    found = merged(repository, ours, theirs)
    assert [one.clash[:4] for one in found.clashes] == [("deleted", "", "", LATE)]
    turned = merged(repository, theirs, ours)
    assert [one.clash[:4] for one in turned.clashes] == [("deleted", "", LATE, "")]
    for commit in (found.commit, turned.commit):
        assert records(repository, commit) == {ID: {**SEEN, "rating": 70}}
        assert [one.other for one in _conflicts(repository, commit)] == [f'"{LATE}"']


def test_the_same_on_both_sides(repository: Repository, base: str) -> None:
    edited = {**SEEN, "rating": 70}
    ours = committed(repository, base, edited)
    theirs = committed(repository, base, edited, note=THEIRS)
    found = merged(repository, ours, theirs)
    assert found == Merged(found.commit)
    assert repository.tree(found.commit) == repository.tree(ours)


def test_nothing_on_our_side_is_no_merge(repository: Repository, base: str) -> None:
    theirs = committed(repository, base, SNOW)
    assert merged(repository, base, theirs) == Merged(theirs)
    assert merged(repository, "", theirs, base="") == Merged(theirs)


def test_two_histories_that_never_met(repository: Repository) -> None:
    ours = committed(repository, "", {**SEEN, "rating": None, "venue": "Rex"}, SNOW)
    theirs = committed(repository, "", {**SEEN, "review": "Mud."}, note=THEIRS)
    found = merged(repository, ours, theirs)
    assert [one.clash for one in found.clashes] == [Clash("review", UNKNOWN, "Rain.", "Mud.")]
    assert found.clashes[0].theirs_by == "anna@laptop"
    assert records(repository, found.commit) == {ID: {**SEEN, "venue": "Rex"}, OTHER: SNOW}
    (kept,) = _conflicts(repository, found.commit)
    assert (kept.base, kept.other) == ("", '"Mud."')


def test_a_row_of_an_import_that_went_into_two_records(repository: Repository) -> None:
    def row(record_id: str, digest: str) -> Plain:
        made = Imported(imported_id("imdb", "tt1"), "imdb", "tt1", record_id, digest)
        return to_plain(made)

    sides = [
        repository.commit([], [file_of(row(*of), "imported")], OURS)
        for of in (("B", "d1"), ("A", "d2"))
    ]
    found = merged(repository, *sides)
    own = ("imported", imported_id("imdb", "tt1"))
    assert found == Merged(found.commit, same=(("B", "A"),), ours=(own,))
    assert list(records(repository, found.commit, "imported").values()) == [row("A", "d1")]


def test_sides_that_make_no_sense_together(repository: Repository) -> None:
    paid = to_plain(Pass("01KAFE0000000000000000000P", "S", "ticket", Money(900, "EUR")))
    base = repository.commit([], [file_of(paid, "pass")], OURS)
    yen = {**paid, "price": {"minor": 1500, "currency": "JPY"}}
    back = {**paid, "refund": {"minor": 900, "currency": "EUR"}, "note": "rain"}
    ours, theirs = (
        repository.commit([base], [file_of(side, "pass")], OURS) for side in (yen, back)
    )
    found = merged(repository, ours, theirs)
    assert [one.clash.field for one in found.clashes] == ["note", "refund"]
    assert records(repository, found.commit, "pass") == {paid["id"]: yen}
    others = {json.loads(one.other)["minor"] for one in _conflicts(repository, found.commit)
              if one.field == "refund"}  # fmt: skip
    assert others == {900}


def test_the_same_merged_twice_apart(repository: Repository, base: str) -> None:
    """git would leave its marks in the file."""
    ours = committed(repository, base, {**SEEN, "rating": 70})
    theirs = committed(repository, base, {**SEEN, "rating": 60}, note=THEIRS)
    one, two = merged(repository, ours, theirs).commit, merged(repository, theirs, ours).commit
    found = merged(repository, committed(repository, one, SNOW), two)
    together = records(repository, found.commit)
    assert together[OTHER] == SNOW
    assert together[ID]["rating"] in {60, 70}
    assert {kept.other for kept in _conflicts(repository, found.commit)} == {"60", "70"}


@pytest.mark.parametrize("is_edited", [True, False])
def test_what_somebody_took_away_by_hand_comes_back(
    is_edited: bool, repository: Repository, base: str
) -> None:
    picture = File(picture_path("a" * 64), b"GIF8")
    base = repository.commit([base], [picture], OURS)
    mine = {**SEEN, "rating": 70} if is_edited else SEEN
    ours = committed(repository, base, *([mine] if is_edited else []), SNOW)
    theirs = by_hand(repository, base, f"D {PATH}\nD {picture.path}\n".encode())
    for side in (ours, base) if not is_edited else (ours,):
        found = merged(repository, side, theirs)
        assert found.clashes == ()
        assert records(repository, found.commit)[ID] == mine
        assert data_at(repository, found.commit, picture.path) == b"GIF8"


def test_an_edit_stays_with_its_record(repository: Repository, base: str) -> None:
    """git would take it to one that was added where this one was taken away."""
    ours = committed(repository, base, {**SEEN, "rating": 70})
    copy = {**SEEN, "id": OTHER}
    theirs = by_hand(repository, base, f"D {PATH}\n".encode(), put(*file_of(copy)))  # type: ignore[arg-type]
    found = merged(repository, ours, theirs)
    assert records(repository, found.commit) == {ID: {**SEEN, "rating": 70}, OTHER: copy}


def test_other_peoples_files_are_theirs(repository: Repository, base: str) -> None:
    odd = 'no/"te\udcff.txt'
    added = by_hand(repository, base, put("README.md", b"Hello."), put(odd, b"1"))
    first = merged(repository, committed(repository, base, SNOW), added).commit
    assert data_at(repository, first, "README.md") == b"Hello."
    assert odd in names(repository, first)
    changed = by_hand(repository, first, b"D README.md\n", put(odd, b"2"))
    second = merged(repository, committed(repository, first, {**SNOW, "rating": 1}), changed).commit
    assert "README.md" not in names(repository, second)
    blobs = {file.path: file.after for file in repository.changes("", second)}
    with repository.blobs() as reader:
        assert reader.get(blobs[odd]) == b"2"
    assert records(repository, second)[OTHER]["rating"] == 1


def test_of_other_peoples_files_that_never_met_theirs_stands(repository: Repository) -> None:
    odd = 'no/"te\udcff.txt'
    ours, theirs = (by_hand(repository, "", put(odd, data)) for data in (b"1", b"2"))
    found = merged(repository, committed(repository, ours, SEEN), theirs)
    assert repository.tree(found.commit) == repository.tree(committed(repository, theirs, SEEN))


def test_a_history_that_begins_anew(repository: Repository, base: str) -> None:
    """It is merged from what both had before, and nothing of it leads to the old one."""
    base = committed(repository, base, SNOW)
    ours = committed(repository, base, {**SEEN, "rating": 70})
    purged = repository.commit([], [], THEIRS, tree=repository.tree(base))
    theirs = committed(repository, purged, {**SEEN, "venue": "Rex"}, note=THEIRS)
    assert repository.base(ours, theirs) == ""

    def never(_: Open) -> tuple[str, Plain]:
        raise AssertionError

    found = merge(repository, Sides(base, ours, theirs, [theirs]), check, never, OURS)
    assert found == Merged(found.commit, ours=(("viewing", ID),))
    both = {**SEEN, "rating": 70, "venue": "Rex"}
    assert records(repository, found.commit) == {ID: both, OTHER: SNOW}
    assert repository.is_within(theirs, found.commit)
    repository.move(found.commit)
    for ref in ("refs/hand", "refs/filmlog/new"):
        plain_git(repository.folder, "update-ref", "-d", ref)
    repository.forget_unused()
    assert not any(map(repository.has, (base, ours)))
    assert repository.has(found.commit)
