"""Two and three machines that people write on and sync in any order: nothing is lost."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from tests.battery.battery import Battery
from tests.machines import Machine, World

_STEPS = 25
_TITLES = ("Ran", "Stalker", "Mirror")
_FIELDS = ("review", "headline", "quote", "tag", "with", "venue")
_nth = st.integers(0, 50)
_which = st.integers(0, 2)


class Machines(RuleBasedStateMachine):
    """People at machines. `taken` are the marked texts that the person at each took away."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp(prefix="filmlog-machines-"))
        self.taken: dict[str, set[str]] = defaultdict(set)
        self.written: set[str] = set()
        self._counter = count(1)

    @initialize(machines=st.integers(2, 3), joined=st.booleans())
    def begin(self, machines: int, joined: bool) -> None:
        self.world = World(self.folder, machines)
        for machine in self.world.machines:
            if not joined:
                machine("add", "Solaris", "--as-typed", "--review", self.token())
            machine.set_up()

    def teardown(self) -> None:
        try:
            if hasattr(self, "world"):
                self.world.settle_down()
                first, *others = (machine.state() for machine in self.world.machines)
                for other in others:
                    assert other == first
                for machine in self.world.machines:
                    lost = self.written - self.gone - machine.live_tokens()
                    assert not lost, (machine.name, lost)
        finally:
            shutil.rmtree(self.folder)

    @property
    def gone(self) -> set[str]:
        """What somebody took away, and did not put back."""
        return set().union(*self.taken.values())

    def token(self) -> str:
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

    @rule(which=_which, title=st.sampled_from(_TITLES), is_new=st.booleans())
    def add(self, which: int, title: str, is_new: bool) -> None:
        machine = self.machine(which)
        token = self.token()
        words = ["add", title, "--as-typed", "--on", "2026-11-20", "--review", token]

        def work() -> None:
            done = machine(*words, *(["--new"] if is_new else []))
            assert done.code in (0, 3), done.output
            if done.code:
                self.written.discard(token)

        self.by_hand(machine, work)  # it takes a wish off the watchlist

    @rule(which=_which, nth=_nth, field=st.sampled_from(_FIELDS))
    def edit(self, which: int, nth: int, field: str) -> None:
        machine = self.machine(which)
        if any(seen for _, seen in machine.films()):
            self._of_viewing(machine, nth, "edit", f"--{field}", self.token())

    @rule(which=_which, nth=_nth, rating=st.integers(1, 10))
    def rate(self, which: int, nth: int, rating: int) -> None:
        self._of_viewing(self.machine(which), nth, "edit", "--rating", f"{rating}/10")

    @rule(which=_which, nth=_nth)
    def remove_viewing(self, which: int, nth: int) -> None:
        self._of_viewing(self.machine(which), nth, "remove", "--yes")

    @rule(which=_which, nth=_nth)
    def remove_film(self, which: int, nth: int) -> None:
        self._of_film(self.machine(which), nth, "remove", "--all", "--yes")

    @rule(which=_which, nth=_nth)
    def wish(self, which: int, nth: int) -> None:
        machine = self.machine(which)
        if machine.films():
            self._of_film(machine, nth, "watch", "--why", self.token())

    @rule(which=_which, nth=_nth, field=st.sampled_from(("overview", "tagline")))
    def edit_film(self, which: int, nth: int, field: str) -> None:
        machine = self.machine(which)
        if machine.films():
            self._of_film(machine, nth, "film", "edit", f"--{field}", self.token())

    @rule(which=_which, nth=_nth)
    def find(self, which: int, nth: int) -> None:
        machine = self.machine(which)
        if machine.films():
            self._of_film(machine, nth, "found", "--at", "Mubi", "--note", self.token())

    @rule(which=_which, nth=_nth)
    def list_it(self, which: int, nth: int) -> None:
        machine = self.machine(which)
        films = machine.films()
        if not films:
            return
        number, _ = films[nth % len(films)]
        token = self.token()
        machine("lists", "create", "Winter")  # it may be there
        self.by_hand(
            machine, lambda: machine("lists", "add", "--note", token, "--", "Winter", f"#{number}")
        )
        if token not in machine.live_tokens():
            self.written.discard(token)  # the film is on the list already

    @rule(which=_which, steps=st.integers(1, 3))
    def undo(self, which: int, steps: int) -> None:
        machine = self.machine(which)
        self.by_hand(machine, lambda: machine("undo", str(steps)))

    @rule(which=_which)
    def redo(self, which: int) -> None:
        machine = self.machine(which)
        self.by_hand(machine, lambda: machine("redo"))

    @rule(which=_which, nth=_nth)
    def restore(self, which: int, nth: int) -> None:
        machine = self.machine(which)
        self.by_hand(machine, lambda: machine("restore", _TITLES[nth % 3]))

    @rule(which=_which, choice=st.sampled_from(("mine", "theirs", "both")))
    def settle(self, which: int, choice: str) -> None:
        machine = self.machine(which)
        self.by_hand(machine, lambda: machine("sync", "settle", f"--{choice}"))

    @rule(which=_which)
    def sync(self, which: int) -> None:
        machine = self.machine(which)
        before = machine.live_tokens()
        machine.synced()
        assert before - machine.live_tokens() <= self.gone

    @rule(which=_which)
    def try_sync(self, which: int) -> None:
        machine = self.machine(which)
        before = machine.state()
        done = machine("sync", "--dry-run")
        assert done.code == 0, done.output
        assert machine.state() == before

    @rule(which=_which)
    def purge(self, which: int) -> None:
        done = self.machine(which)("sync", "purge", "--yes")
        assert done.code == 0, done.output

    @rule(which=_which)
    def lose_the_repository(self, which: int) -> None:
        self.machine(which).lose_the_repository()

    def _of_viewing(self, machine: Machine, nth: int, *words: str) -> None:
        entries = [(film, place) for film, seen in machine.films() for place in range(seen)]
        if entries:
            film, place = entries[nth % len(entries)]
            self._done(machine, *words, f"#{film}", "--viewing", str(place + 1))

    def _of_film(
        self, machine: Machine, nth: int, *words: str, after: tuple[str, ...] = ()
    ) -> None:
        films = machine.films()
        if films:
            self._done(machine, *words, *after, f"#{films[nth % len(films)][0]}")

    def _done(self, machine: Machine, *words: str) -> None:
        def work() -> None:
            done = machine(*words)
            assert done.code == 0, done.output

        self.by_hand(machine, work)


def test_machines_end_equal_and_lose_nothing(battery: Battery) -> None:
    run_state_machine_as_test(
        seed(battery.seed)(Machines),
        settings=settings(
            max_examples=battery.rounds(1000, 12),
            stateful_step_count=_STEPS,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate,),  # to shrink a run takes minutes, and 25 steps can be read
        ),
    )
