"""Taking turns: bare Python, a command at every size, its rivals, and round again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from bench.commands import Command, Timed, bare_python
from bench.process import Sample

LONG = 30.0
"""Seconds after which a command of one size has been run enough: an export of 100,000 viewings
takes as long as all else together, and a few runs say as much of it as many."""

BARE = "python -c pass"
FILMLOG = "filmlog"


@dataclass
class Series:
    """All runs of one program's command at one size."""

    timed: Timed
    samples: list[Sample] = field(default_factory=list)

    def run(self) -> None:
        """One more run, unless it has had its time."""
        if sum(sample.seconds for sample in self.samples) < LONG:
            self.samples.append(self.timed())

    @property
    def seconds(self) -> float:
        """The median."""
        return median(sample.seconds for sample in self.samples)

    @property
    def processor(self) -> float:
        """The median of the seconds that a processor worked."""
        return median(sample.processor for sample in self.samples)

    @property
    def peak(self) -> int:
        """The most memory that any run held, in bytes."""
        return max(sample.peak for sample in self.samples)


@dataclass
class Measured:
    """A command's series by program and size, and bare Python's from the same rounds."""

    name: str
    bare: Series
    series: dict[tuple[str, int], Series]

    def ratio(self, size: int) -> float:
        """How many bare Pythons the command takes."""
        return self.series[FILMLOG, size].seconds / self.bare.seconds

    def processor_ratio(self, size: int) -> float:
        """The same in processor time, which a busy machine changes less."""
        return self.series[FILMLOG, size].processor / self.bare.processor

    def growth(self, sizes: Sequence[int]) -> float:
        """The time at the largest size by that at the smallest."""
        return self.series[FILMLOG, max(sizes)].seconds / self.series[FILMLOG, min(sizes)].seconds

    def beside(self, rival: str, size: int) -> float:
        """The time by that of a rival's like command."""
        return self.series[FILMLOG, size].seconds / self.series[rival, size].seconds


def measure(command: Command, sizes: Sequence[int], runs: int, *, with_rivals: bool) -> Measured:
    """The command at every size, each after bare Python, and its rivals."""
    series = {(FILMLOG, size): Series(command.make(size)) for size in sizes}
    if with_rivals:
        series |= {
            (rival, size): Series(make(size))
            for rival, make in command.rivals.items()
            for size in sizes
        }
    bare = Series(bare_python)
    take_turns([each for one in series.values() for each in (bare, one)], runs)
    return Measured(command.name, bare, series)


def take_turns(order: Sequence[Series], runs: int) -> None:
    """Run each once to warm the caches, unless that takes long, then `runs` rounds of all."""
    for one in {id(each): each for each in order}.values():
        one.run()
        if one.seconds < LONG / 6:
            one.samples.clear()
    for _ in range(runs):
        for one in order:
            one.run()
