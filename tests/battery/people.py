"""People at two or three machines, the texts that they write, and what must hold in the end."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize

from filmlog.storage.diary import Diary
from tests.machines import Machine, World
from tests.program import Result
from tests.storage.everything import is_sound

TITLES = ("Ran", "Stalker", "Mirror")
NTH = st.integers(0, 50)
"""Which of some films, viewings or numbers, counted on from the start."""
WHICH = st.integers(0, 2)
"""Which machine."""


class People(RuleBasedStateMachine):
    """People at machines. `taken` are the marked texts that the person at each took away."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp(prefix="filmlog-machines-"))
        self.taken: dict[str, set[str]] = defaultdict(set)
        self.written: set[str] = set()
        self._counter = count(1)

    @initialize(machines=st.integers(2, 3), begun=st.sampled_from(("", "apart", "together")))
    def begin(self, machines: int, begun: str) -> None:
        self.world = World(self.folder, machines)
        first, *_ = self.world.machines
        if begun == "together":
            first("lists", "create", "Winter")
            for title in TITLES:
                first("add", title, "--as-typed", "--review", self.token())
                first("lists", "add", "Winter", title, "--note", self.token())
        for machine in self.world.machines:
            if begun == "apart":
                machine("add", "Solaris", "--as-typed", "--review", self.token())
            machine.set_up()
            if begun == "together":
                machine.synced()

    def teardown(self) -> None:
        try:
            if hasattr(self, "world"):
                self._hold()
        finally:
            shutil.rmtree(self.folder)

    def _hold(self) -> None:
        """All machines have the same in the end, and every text that nobody took away."""
        self.world.settle_down()
        first, *others = (machine.state() for machine in self.world.machines)
        for other in others:
            assert other == first
        for machine in self.world.machines:
            lost = self.written - self.gone - machine.live_tokens()
            assert not lost, (machine.name, lost)
            with Diary.open(machine.db) as diary:
                assert is_sound(diary)

    @property
    def gone(self) -> set[str]:
        """What somebody took away, and did not put back."""
        return set().union(*self.taken.values())

    def token(self) -> str:
        """A text that nobody wrote before."""
        token = f"word{next(self._counter)}w"
        self.written.add(token)
        return token

    def machine(self, which: int) -> Machine:
        return self.world.machines[which % len(self.world.machines)]

    def by_hand(self, machine: Machine, work: Callable[[], object]) -> None:
        """Let a person do something: what is not to be seen any more they took away themselves."""
        before = machine.live_tokens()
        work()
        after = machine.live_tokens()
        self.taken[machine.name] |= before - after
        self.taken[machine.name] -= after

    def try_out(self, machine: Machine, *words: str, token: str = "") -> Result:
        """A command of a person that may be refused; its `token` is then not written."""
        found: list[Result] = []
        self.by_hand(machine, lambda: found.append(machine(*words)))
        (done,) = found
        assert "fault of its own" not in done.output, (words, done.output)
        if token and token not in machine.live_tokens():
            self.written.discard(token)
        return done

    def of_viewing(self, machine: Machine, nth: int, *words: str) -> None:
        """A command about one of the viewings, that has to do what it says."""
        entries = [(film, place) for film, seen in machine.films() for place in range(seen)]
        if entries:
            film, place = entries[nth % len(entries)]
            self._done(machine, *words, f"#{film}", "--viewing", str(place + 1))

    def of_film(self, machine: Machine, nth: int, *words: str) -> None:
        """A command about one of the films, that has to do what it says."""
        if films := machine.films():
            self._done(machine, *words, f"#{films[nth % len(films)][0]}")

    def _done(self, machine: Machine, *words: str) -> None:
        def work() -> None:
            done = machine(*words)
            assert done.code == 0, done.output

        self.by_hand(machine, work)
