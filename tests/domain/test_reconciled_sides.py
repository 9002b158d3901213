"""What holds of any two sides of a record."""

from __future__ import annotations

from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.domain.codec import KINDS, to_plain
from filmlog.domain.reconciling import Plain, Reconciled, origins_in_order, reconciled
from tests.effort import some
from tests.whole import demo

_STAMPS = (
    "", "2026-11-20T23:10:00Z", "2026-11-21T08:00:00Z", "2026-11-20T23:10:00Z undone",
    "2026-11-22T08:00:00Z undone",
)  # fmt: skip
_FREE = frozenset({"digest", "said"})
_EITHER = _FREE | {"deleted", "origins"}


class Three(NamedTuple):
    """A record of a kind as both sides had it (None: never), and as each has it now."""

    kind: str
    base: Plain | None
    ours: Plain
    theirs: Plain

    def turned(self) -> Three:
        return self._replace(ours=self.theirs, theirs=self.ours)

    def found(self) -> Reconciled:
        return reconciled(*self)


_ORIGINS = st.dictionaries(
    st.sampled_from(["year", "runtime", "genres", "cast"]),
    st.tuples(st.sampled_from(["imdb", "wikidata"]), st.sampled_from(["2026-01-01", "2026-02-01"])),
).map(
    lambda found: origins_in_order(
        {"field": f, "service": s, "day": d} for f, (s, d) in found.items()
    )
)


def _values(field: str, value: Any) -> st.SearchStrategy[Any]:
    """Few values of a field, so that two sides often have the same."""
    if field == "deleted":
        return st.sampled_from(_STAMPS)
    if field == "origins":
        return _ORIGINS
    if isinstance(value, list):
        return st.lists(st.sampled_from("abcd"), unique=True)
    return st.sampled_from([value, "" if isinstance(value, str) else None, "one", "two"])


@st.composite
def _three(draw: st.DrawFn) -> Three:
    kind = draw(st.sampled_from(list(KINDS)))
    record = to_plain(next(iter(demo().of(kind))))
    changing = draw(st.sets(st.sampled_from([name for name in record if name != "id"]), max_size=6))
    any_side = st.fixed_dictionaries({n: _values(n, record[n]) for n in sorted(changing)})
    base, ours, theirs = (record | draw(any_side) for _ in range(3))
    return Three(kind, draw(st.sampled_from([base, base, None])), ours, theirs)


_EXAMPLES = settings(max_examples=some(500))


@_EXAMPLES
@given(_three())
def test_it_is_the_same_from_both_sides_but_where_they_clash(three: Three) -> None:
    ours, theirs = three.found(), three.turned().found()
    assert [clash[:4] for clash in ours.clashes] == [
        (clash.field, clash.base, clash.theirs, clash.ours) for clash in theirs.clashes
    ]
    assert ours.same == (None if theirs.same is None else theirs.same[::-1])
    clashing = {clash.field for clash in ours.clashes}
    for name in ours.plain:
        one, two = ours.plain[name], theirs.plain[name]
        if name in clashing and name != "deleted":
            assert (one, two) == (three.ours[name], three.theirs[name])
        elif name == "origins":
            one, two = ([o for o in side if o["field"] not in clashing] for side in (one, two))
            assert one == two
        elif isinstance(one, list):
            assert sorted(one, key=str) == sorted(two, key=str)
        elif name not in _FREE:
            assert one == two


@_EXAMPLES
@given(_three())
def test_nobody_who_did_the_same_clashes(three: Three) -> None:
    for base in (None, three.base):
        assert reconciled(three.kind, base, three.ours, three.ours) == Reconciled(
            dict(three.ours), ()
        )


@_EXAMPLES
@given(_three())
def test_who_changed_nothing_takes_what_the_other_did(three: Three) -> None:
    if three.base is not None:
        taken = Reconciled(dict(three.theirs), ())
        assert three._replace(ours=three.base).found() == taken
        assert three._replace(ours=three.base).turned().found() == taken


@_EXAMPLES
@given(_three())
def test_nothing_is_dropped(three: Three) -> None:
    found = three.found()
    base = three.base or {}
    clashes = {clash.field: clash for clash in found.clashes}
    for name in found.plain:
        mine, other = three.ours[name], three.theirs[name]
        was = base.get(name, KINDS[three.kind]._field_defaults.get(name))
        is_list = isinstance(mine, list)
        for value in (mine, other):
            if is_list and name not in _EITHER:
                before = was if isinstance(was, list) else []
                assert all(item in found.plain[name] for item in value if item not in before)
            elif name not in _EITHER and value not in (was, "", None):
                kept = clashes[name][1:] if name in clashes else (found.plain[name],)
                follows = three.kind == "conflict" and name == "record_id"
                assert follows or value in (*kept, *(found.same or ()))


@_EXAMPLES
@given(_three())
def test_nothing_is_made_up(three: Three) -> None:
    found = three.found()
    for name, value in found.plain.items():
        mine, other = three.ours[name], three.theirs[name]
        if isinstance(value, list):
            assert all(item in mine or item in other for item in value)
        else:
            assert value in (mine, other)
    for clash in found.clashes:
        assert (clash.ours, clash.theirs) == (three.ours[clash.field], three.theirs[clash.field])
        assert clash.ours != clash.theirs
        assert clash.keeps_ours is (found.plain[clash.field] == clash.ours)


@_EXAMPLES
@given(_three())
def test_what_came_out_of_it_asks_nobody_again(three: Three) -> None:
    """The other machine takes the merge as it is: it comes from both."""
    together = three.found().plain
    for side in (three.ours, three.theirs):
        assert reconciled(three.kind, side, side, together) == Reconciled(together, ())


@_EXAMPLES
@given(_three())
def test_what_is_in_the_trash_after_it_somebody_put_there(three: Three) -> None:
    found = three.found()
    stamps = {three.ours["deleted"], three.theirs["deleted"]}
    assert found.plain["deleted"] in stamps
    is_asked = any(clash.field == "deleted" for clash in found.clashes)
    if is_asked:
        assert "" in stamps  # both in the trash is no question
        assert not found.plain["deleted"]
    if three.base is None and "" in stamps and three.kind != "conflict":
        assert not found.plain["deleted"]
