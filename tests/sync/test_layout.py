"""Two edits of one record merge also where git does it: by hand, or at a forge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.domain.codec import KINDS, plain, to_plain
from filmlog.domain.reconciling import reconciled
from filmlog.sync.page import fields, page
from filmlog.sync.repository import File, Repository
from tests.effort import some
from tests.sync.examples import OURS, Plain
from tests.whole import Whole, demo, diaries

_STAMP = "2026-11-20T23:10:00Z"
_NOT_ALONE = frozenset({"id", "origins", "pass_id"})
"""Fields that nobody edits alone: origins follow from the facts, a pass is one of its source."""


class Case(NamedTuple):
    """A record, and what two machines made of it, of which each changed other fields."""

    kind: str
    base: Plain
    ours: Plain
    theirs: Plain


def _merged(repository: Repository, cases: Sequence[Case]) -> list[Plain]:
    """The records as git alone merges them; a conflict fails the test."""
    sides: list[str] = []
    for side in ("base", "ours", "theirs"):
        pages = [page(getattr(case, side)) for case in cases]
        files = [File(f"{number}.md", data) for number, data in enumerate(pages)]
        sides.append(repository.commit(sides[:1], files, OURS))
    tree = repository.git.text("merge-tree", "--write-tree", *sides[1:])
    with repository.blobs() as blobs:
        found = [blobs.get(f"{tree}:{number}.md") for number in range(len(cases))]
    return [fields(data) for data in found if data is not None]


def _other(field: str, value: Any) -> Any:
    """Another value of a field, in JSON."""
    if field == "deleted":
        return _STAMP
    if isinstance(value, list):
        return value[1:] if value else ["more"]
    return f"{value}, and more" if isinstance(value, str) else "it was something else"


def _records(kind: str) -> list[dict[str, Any]]:
    """A record of a kind with a value in most of its fields, and one with none in most."""
    full = to_plain(next(iter(demo().of(kind))))
    defaults = KINDS[kind]._field_defaults
    bare = {name: plain(defaults[name]) if name in defaults else "x" for name in full}
    return [full | {"deleted": ""}, bare]


@pytest.mark.parametrize("kind", KINDS)
def test_neighbouring_fields_merge(kind: str, repository: Repository) -> None:
    """Every pair of neighbours, and each of them with all the others changed."""
    cases = []
    for base in _records(kind):
        names = [name for name in sorted(base) if name not in _NOT_ALONE]
        for one, two in (*pairwise(names), *((b, a) for a, b in pairwise(names))):
            ours = base | {one: _other(one, base[one])}
            theirs = base | {two: _other(two, base[two])}
            cases.append(Case(kind, base, ours, theirs))
        for parity in (0, 1):
            ours = base | {name: _other(name, base[name]) for name in names[parity::2]}
            theirs = base | {name: _other(name, base[name]) for name in names[1 - parity :: 2]}
            cases.append(Case(kind, base, ours, theirs))
    _agree(cases, _merged(repository, cases))


@st.composite
def _cases(draw: st.DrawFn) -> list[Case]:
    """Records of which each side has some fields as in another record of the kind."""
    whole, others = draw(diaries()), draw(diaries())
    cases = []
    for kind in KINDS:
        for record, another in zip(whole.of(kind), others.of(kind), strict=False):
            base, other = to_plain(record), to_plain(another)
            names = [name for name in base if name not in _NOT_ALONE]
            of_whom = draw(st.lists(st.integers(0, 2), min_size=len(names), max_size=len(names)))
            sides = [
                base | {n: other[n] for n, who in zip(names, of_whom, strict=True) if who == side}
                for side in (1, 2)
            ]
            cases.append(Case(kind, base, *sides))
    return cases


@settings(max_examples=some(40))
@given(_cases())
def test_fields_of_any_records_merge(repository: Repository, cases: list[Case]) -> None:
    _agree(cases, _merged(repository, cases))


@settings(max_examples=some(40))
@given(diaries(), st.randoms(use_true_random=False))
def test_one_field_each_merges(repository: Repository, whole: Whole, random: Random) -> None:
    cases = []
    for record in whole.records:
        base = to_plain(record)
        names = random.sample([name for name in base if name not in _NOT_ALONE], 2)
        ours, theirs = ({**base, name: _other(name, base[name])} for name in names)
        cases.append(Case(type(record).__name__.lower(), base, ours, theirs))
    _agree(cases, _merged(repository, cases))


def _agree(cases: Sequence[Case], found: Sequence[Mapping[str, Any]]) -> None:
    """What git made of the cases is what `reconciled` makes of them."""
    assert len(found) == len(cases)
    for case, by_git in zip(cases, found, strict=True):
        by_field = reconciled(*case)
        # An edit of what the other side put in the trash: git does not see that.
        assert {clash.field for clash in by_field.clashes} <= {"deleted"}
        stands = by_field.plain["deleted"]
        assert by_field.plain == {**by_git, "deleted": stands}
        assert stands in {case.ours["deleted"], case.theirs["deleted"]}


def test_without_the_empty_lines_git_would_not(repository: Repository) -> None:
    """Why they are there."""
    sides: list[str] = []
    for of_side in ({"a": 0, "b": 0}, {"a": 1, "b": 0}, {"a": 0, "b": 1}):
        file = File("1.md", page(of_side).replace(b"\n\n", b"\n"))
        sides.append(repository.commit(sides[:1], [file], OURS))
    answer = repository.git("merge-tree", "--write-tree", *sides[1:], fine=(0, 1))
    assert answer.code == 1
