"""Three machines that edit and sync as it comes: in the end they have the same, and all of it."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.sync.remote import MovedError, Remote, make_place
from filmlog.sync.repository import Repository
from tests.effort import some
from tests.sync.examples import SEEN, SNOW, Plain, committed, merged, records

_IDS = (SEEN["id"], SNOW["id"])


class Machine:
    """A diary's repository, without the diary."""

    def __init__(self, folder: Path, place: Path) -> None:
        self.repository = Repository(folder)
        self.remote = Remote(self.repository)
        self.remote.use(str(place))
        self.head = ""

    def records(self) -> dict[str, Plain]:
        return records(self.repository, self.head) if self.head else {}

    def write(self, plain: Plain) -> None:
        self.head = committed(self.repository, self.head, plain)

    def fetch_and_merge(self) -> None:
        theirs = self.remote.fetch()
        if not self.repository.is_within(theirs, self.head):
            self.head = merged(self.repository, self.head, theirs, None if self.head else "").commit

    def sync(self) -> None:
        self.fetch_and_merge()
        if self.head:
            self.remote.push(self.head)


_STEPS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(["write", "write", "sync", "fetch and merge"]),
        st.sampled_from(_IDS),
    ),
    max_size=14,
)


@settings(max_examples=some(15))
@given(_STEPS)
def test_everybody_has_everything_in_the_end(steps: list[tuple[int, str, str]]) -> None:
    with TemporaryDirectory() as folder:
        place = Path(folder, "disk")
        make_place(place)
        machines = [Machine(Path(folder, f"{number}.sync"), place) for number in range(3)]
        written: dict[str, set[str]] = {id_: set() for id_ in _IDS}
        replaced: dict[str, set[str]] = {id_: set() for id_ in _IDS}
        tags: dict[str, set[str]] = {id_: set() for id_ in _IDS}
        for count, (number, what, id_) in enumerate(steps):
            machine = machines[number]
            if what == "write":
                before = machine.records().get(id_, {**SEEN, "id": id_, "review": "", "tags": []})
                word = f"{count}"
                machine.write({**before, "review": word, "tags": [*before["tags"], word]})
                written[id_].add(word)
                replaced[id_].add(before["review"])
                tags[id_].add(word)
            elif what == "sync":
                machine.sync()
            else:
                machine.fetch_and_merge()
        for machine in (*machines, *machines):
            machine.sync()
        heads = {machine.head for machine in machines}
        assert len(heads) == 1
        if heads == {""}:
            return
        last = machines[0]
        conflicts = records(last.repository, last.head, "conflict").values()
        for id_, plain in last.records().items():
            assert set(plain["tags"]) == tags[id_]
            kept = {json.loads(c["other"]) for c in conflicts if c["record_id"] == id_}
            assert written[id_] - replaced[id_] <= kept | {plain["review"]}
            assert {plain["review"]} | kept <= written[id_]


def test_nobody_pushes_over_another(tmp_path: Path) -> None:
    make_place(tmp_path / "disk")
    one, two = (Machine(tmp_path / name, tmp_path / "disk") for name in ("a", "b"))
    one.write(SEEN)
    two.write(SNOW)
    one.sync()
    with pytest.raises(MovedError):
        two.remote.push(two.head)
    two.sync()
    one.sync()
    assert one.head == two.head
    assert one.records() == {SEEN["id"]: SEEN, SNOW["id"]: SNOW}
