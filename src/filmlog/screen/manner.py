"""How figures are shown, and the mean of ratings in words."""

from __future__ import annotations

from typing import NamedTuple

from filmlog.screen.width import ELLIPSIS


class Manner(NamedTuple):
    """How figures are shown: in so many cells, ratings in a style of rating.py, ASCII alone."""

    width: int
    rating_style: str = "stars"
    ascii: bool = False

    @property
    def rule(self) -> str:
        """What a line under or after a heading is drawn with."""
        return "-" if self.ascii else "─"

    @property
    def ending(self) -> str:
        """What a text that was cut ends in."""
        return "~" if self.ascii else ELLIPSIS


def mean_words(total: int, count: int, style: str) -> str:
    """The mean of ratings (1-100) to a hundredth of a star or a point, or to a percent."""
    if style == "percent":
        return f"{(2 * total + count) // (2 * count)}%"
    hundredths = (2 * total * (5 if style == "stars" else 10) + count) // (2 * count)
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02} of 5" if style == "stars" else f"{whole}.{rest:02}/10"
