"""How often the battery does a thing, and with which chance."""

from __future__ import annotations

from random import Random
from typing import NamedTuple


class Battery(NamedTuple):
    """One run of the battery. Everything random in it follows from `seed`."""

    seed: int
    is_whole: bool

    def rounds(self, whole: int, reduced: int) -> int:
        """How many rounds to do: `whole` with --whole, else `reduced`."""
        return whole if self.is_whole else reduced

    def random(self, name: str) -> Random:
        """A source of chance of its own for the test called `name`."""
        return Random(f"{self.seed} {name}")  # noqa: S311 - it has to come again, not to be secret
