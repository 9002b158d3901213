"""Two and three machines that people write on and sync in any order: nothing is lost."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from tests.battery.battery import Battery
from tests.battery.people import NTH, TITLES, WHICH
from tests.battery.rare_events import RareEvents

_STEPS = 25
_FIELDS = ("review", "headline", "quote", "tag", "with", "venue")


class Machines(RareEvents):
    """What people do every day."""

    @rule(which=WHICH, title=st.sampled_from(TITLES), is_new=st.booleans())
    def add(self, which: int, title: str, is_new: bool) -> None:
        token = self.token()
        words = ["add", title, "--as-typed", "--on", "2026-11-20", "--review", token]
        words += ["--new"] if is_new else []
        done = self.try_out(self.machine(which), *words, token=token)
        assert done.code in (0, 3), done.output

    @rule(which=WHICH, nth=NTH, field=st.sampled_from(_FIELDS))
    def edit(self, which: int, nth: int, field: str) -> None:
        machine = self.machine(which)
        if any(seen for _, seen in machine.films()):
            self.of_viewing(machine, nth, "edit", f"--{field}", self.token())

    @rule(which=WHICH, nth=NTH, rating=st.integers(1, 10))
    def rate(self, which: int, nth: int, rating: int) -> None:
        self.of_viewing(self.machine(which), nth, "edit", "--rating", f"{rating}/10")

    @rule(which=WHICH, nth=NTH)
    def remove_viewing(self, which: int, nth: int) -> None:
        self.of_viewing(self.machine(which), nth, "remove", "--yes")

    @rule(which=WHICH, nth=NTH)
    def remove_film(self, which: int, nth: int) -> None:
        self.of_film(self.machine(which), nth, "remove", "--all", "--yes")

    @rule(which=WHICH, nth=NTH)
    def wish(self, which: int, nth: int) -> None:
        machine = self.machine(which)
        if machine.films():
            self.of_film(machine, nth, "watch", "--why", self.token())

    @rule(which=WHICH, nth=NTH, field=st.sampled_from(("overview", "tagline")))
    def edit_film(self, which: int, nth: int, field: str) -> None:
        machine = self.machine(which)
        if machine.films():
            self.of_film(machine, nth, "film", "edit", f"--{field}", self.token())

    @rule(which=WHICH, nth=NTH)
    def find(self, which: int, nth: int) -> None:
        machine = self.machine(which)
        if machine.films():
            self.of_film(machine, nth, "found", "--at", "Mubi", "--note", self.token())

    @rule(which=WHICH, nth=NTH)
    def list_it(self, which: int, nth: int) -> None:
        machine = self.machine(which)
        films = machine.films()
        if not films:
            return
        number, _ = films[nth % len(films)]
        token = self.token()
        machine("lists", "create", "Winter")  # it may be there
        words = ("lists", "add", "--note", token, "--", "Winter", f"#{number}")
        self.try_out(machine, *words, token=token)  # the film may be on it

    @rule(which=WHICH, steps=st.integers(1, 3))
    def undo(self, which: int, steps: int) -> None:
        self.try_out(self.machine(which), "undo", str(steps))

    @rule(which=WHICH)
    def redo(self, which: int) -> None:
        self.try_out(self.machine(which), "redo")

    @rule(which=WHICH, nth=NTH)
    def restore(self, which: int, nth: int) -> None:
        self.try_out(self.machine(which), "restore", TITLES[nth % 3])

    @rule(which=WHICH, choice=st.sampled_from(("mine", "theirs", "both")))
    def settle(self, which: int, choice: str) -> None:
        self.try_out(self.machine(which), "sync", "settle", f"--{choice}")

    @rule(which=WHICH)
    def sync(self, which: int) -> None:
        machine = self.machine(which)
        before = machine.live_tokens()
        machine.synced()
        assert before - machine.live_tokens() <= self.gone

    @rule(which=WHICH)
    def try_sync(self, which: int) -> None:
        machine = self.machine(which)
        before = machine.state()
        done = machine("sync", "--dry-run")
        assert done.code == 0, done.output
        assert machine.state() == before

    @rule(which=WHICH)
    def purge(self, which: int) -> None:
        done = self.machine(which)("sync", "purge", "--yes")
        assert done.code == 0, done.output

    @rule(which=WHICH)
    def lose_the_repository(self, which: int) -> None:
        self.machine(which).lose_the_repository()


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
