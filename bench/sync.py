"""Time syncing: `python -m bench.sync`, from the top of the repository.

Two machines sync a diary through a bare repository on the same disk: all of it once, then nothing,
one change and 200 changes in turn. Prints Markdown tables; exits with 1 when a goal is not reached.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from bench import workshop
from bench.commands import Command, Timed, bare_python
from bench.goals import SYNC_GROWING, SYNC_GROWTH_LIMIT, Verdict
from bench.machines import Pair
from bench.measure import FILMLOG, Measured, Series, measure
from bench.process import CommandFailed, Sample
from bench.report import facts, goals, table, times
from bench.traced_git import Share, TracedGit

FILMS = 100
"""New films, each with a viewing: 200 changes."""

_ONE = "1 viewing."
_MANY = f"{FILMS} films, {FILMS} viewings."


class Done(NamedTuple):
    """One sync, what git was of it, and the seconds that git alone took for the same."""

    sample: Sample
    share: Share
    alone: float

    def own(self) -> float:
        """Seconds in which filmlog did not just wait for git."""
        return self.sample.seconds - self.share.waited


Errand = Callable[[Pair], Done]


def _first_sent(pair: Pair) -> Done:
    sample = pair.a.sync(expected="Sent: ")
    return Done(sample, pair.a.share, pair.push(pair.a))


def _first_received(pair: Pair) -> Done:
    sample = pair.b.sync(expected="Received: ")
    return Done(sample, pair.b.share, pair.fetch())


def _nothing(pair: Pair) -> Done:
    sample = pair.a.sync(expected="Nothing is new")
    return Done(sample, pair.a.share, pair.ask(pair.a))


def _sent(films: int, counted: str) -> Errand:
    def errand(pair: Pair) -> Done:
        pair.a.watch(films)
        sample = pair.a.sync(expected=f"Sent: {counted}")
        share = pair.a.share
        return Done(sample, share, pair.ask(pair.a) + pair.push(pair.a))

    return errand


def _received(films: int, counted: str) -> Errand:
    def errand(pair: Pair) -> Done:
        pair.a.watch(films)
        pair.a.sync(expected=f"Sent: {counted}")
        sample = pair.b.sync(expected=f"Received: {counted}")
        return Done(sample, pair.b.share, pair.fetch())

    return errand


def _on_each_side(pair: Pair) -> Done:
    pair.a.watch(0)
    pair.a.sync(expected=f"Sent: {_ONE}")
    pair.b.watch(0)
    sample = pair.b.sync(expected=f"Received: {_ONE}")
    return Done(sample, pair.b.share, pair.fetch() + pair.push(pair.b))


FIRST: dict[str, Errand] = {
    "first sync, sent": _first_sent,
    "first sync, received": _first_received,
}
ERRANDS: dict[str, Errand] = {
    "sync, nothing new": _nothing,
    "sync, 1 change sent": _sent(0, _ONE),
    "sync, 1 change received": _received(0, _ONE),
    "sync, 1 change on each side": _on_each_side,
    "sync, 200 changes sent": _sent(FILMS, _MANY),
    "sync, 200 changes received": _received(FILMS, _MANY),
}


class Bench:
    """The machines of each size, and all that was done on them, by errand and size."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.traced = TracedGit(workshop.WORK / "scratch" / "traced-git")
        self._pairs = {size: Pair(size, self.traced) for size in sizes}
        self._done: defaultdict[tuple[str, int], list[Done]] = defaultdict(list)

    def once(self, name: str, errand: Errand) -> Measured:
        """Run an errand once at each size, after bare Python."""
        bare = Series(bare_python)
        series = {(FILMLOG, size): Series(self._timed(name, errand, size)) for size in self._pairs}
        for one in series.values():
            bare.run()
            one.run()
        return Measured(name, bare, series)

    def measure(self, name: str, errand: Errand, runs: int) -> Measured:
        """Run an errand at each size in turn, each time from where both machines have all."""

        def make(size: int) -> Timed:
            timed = self._timed(name, errand, size)

            def met_and_timed() -> Sample:
                self._pairs[size].meet()
                return timed()

            return met_and_timed

        return measure(Command(name, make), list(self._pairs), runs, with_rivals=False)

    def _timed(self, name: str, errand: Errand, size: int) -> Timed:
        def timed() -> Sample:
            done = errand(self._pairs[size])
            self._done[name, size].append(done)
            return done.sample

        return timed

    def done(self, measured: Measured, size: int) -> list[Done]:
        """The runs of a size that count: those before were to warm the caches."""
        return self._done[measured.name, size][-len(measured.series[FILMLOG, size].samples) :]

    def shares(self, measured: Iterable[Measured]) -> str:
        """A table of git's part in it."""
        rows = []
        for one in measured:
            for size in self._pairs:
                done = self.done(one, size)
                whole, bare = one.series[FILMLOG, size].seconds, one.bare.seconds
                rest, alone = _middle(done, Done.own), _middle(done, lambda d: d.alone)
                git = _middle(done, lambda d: d.share.waited)
                beside = _middle(done, lambda d: d.share.beside)
                calls = _middle(done, lambda d: d.share.calls)
                rows.append([
                    f"`{one.name}`",
                    f"{size:,}",
                    f"{git * 1e3:,.0f} ({calls:.0f})",
                    f"{rest * 1e3:,.0f} ({rest / bare:,.1f})",
                    f"{beside * 1e3:,.0f}",
                    f"{alone * 1e3:,.0f} ({whole / alone:.1f})",
                ])  # fmt: skip
        head = ["command", "viewings", "git ms (calls)", "filmlog ms (x bare)", "of it beside git"]
        plain, traced = (seconds * 1e3 for seconds in self.traced.start())
        note = (
            f"`git version` takes {plain:.1f} ms, {traced:.1f} ms through the wrapper: so much of "
            "filmlog's part is each call."
        )
        return table([*head, "git alone ms (sync by it)"], rows) + f"\n\n{note}"

    def verdicts(self, measured: Iterable[Measured]) -> Iterator[Verdict]:
        """How much longer filmlog's own part takes in the largest diary than in the smallest."""
        low, high = min(self._pairs), max(self._pairs)
        for one in measured:
            if one.name in SYNC_GROWING and low != high:
                small, large = (_middle(self.done(one, size), Done.own) for size in (low, high))
                goal = f"`{one.name}`, without git, {high:,} by {low:,}"
                yield Verdict(goal, large / small, "x", SYNC_GROWTH_LIMIT)


def _middle(done: Iterable[Done], figure: Callable[[Done], float]) -> float:
    return median(figure(one) for one in done)


def main() -> int:
    """Measure what the command line asks for, and print it."""
    parser = argparse.ArgumentParser(prog="python -m bench.sync", description=__doc__)
    parser.add_argument("--sizes", default="10000,100000", help="viewings, with commas")
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    sizes = sorted({int(size) for size in asked.sizes.split(",")})
    try:
        bench = Bench(sizes)
        measured = [bench.once(name, errand) for name, errand in _told(FIRST)]
        measured += [bench.measure(name, errand, asked.runs) for name, errand in _told(ERRANDS)]
    except CommandFailed as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    verdicts = list(bench.verdicts(measured))
    parts = [facts(asked.runs), times(measured, sizes), bench.shares(measured)]
    parts += [goals(verdicts)] if verdicts else []
    print("\n\n".join(parts))
    return int(not all(verdict.is_reached for verdict in verdicts))


def _told(errands: Mapping[str, Errand]) -> Iterator[tuple[str, Errand]]:
    for name, errand in errands.items():
        print(f"bench: {name} ...", file=sys.stderr, flush=True)
        yield name, errand


if __name__ == "__main__":
    sys.exit(main())
