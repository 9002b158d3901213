"""What a check-up of the diary finds: a fault or a remark, what it means and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from filmlog.domain.change import Change

Severity = Literal["wrong", "note"]


class Finding(NamedTuple):
    """One thing found. `name` is for programs and stays the same; the texts are for people.

    `found` says what is there and `meaning` what follows from it. `remedy` says what is done by
    mending, in words that fit before and after it, or what the person can do where there is no
    `mend`. `items` are the particulars. `mend` does what it does to files and indexes, and yields
    what has to be changed in records.
    """

    name: str
    severity: Severity
    found: str
    meaning: str
    remedy: str
    items: tuple[str, ...] = ()
    mend: Callable[[], Iterable[Change]] | None = None

    @property
    def is_wrong(self) -> bool:
        """Whether it counts as a fault, and not as a remark."""
        return self.severity == "wrong"


class Checkup(NamedTuple):
    """A whole check-up: what was looked at, what was mended, and what is left.

    `diary` and `sqlite` are the path and the version; `unseen` are the subjects that could not be
    looked at for what is wrong with others.
    """

    diary: str
    sqlite: str
    looked_at: tuple[str, ...]
    unseen: tuple[str, ...]
    mended: tuple[Finding, ...]
    findings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing is left that is wrong."""
        return not any(finding.is_wrong for finding in self.findings)
