"""What a check-up found: in lines for people, and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from filmlog.domain.checkup import Checkup, Finding
from filmlog.domain.numerals import counted
from filmlog.screen.safe import clean
from filmlog.screen.width import wrap

_INDENT = " " * 8
_MOST = 20
"""Particulars of a finding that are shown to people; `--json` has them all."""


def lines(checkup: Checkup, width: int) -> Iterator[str]:
    """Each thing mended and each found, then the sum of it; prose in lines of `width` cells.

    What may name a file stays on one line, so that the name can be copied.
    """
    for finding in checkup.mended:
        yield from _told("mended", finding, "Done: ", width)
    for finding in checkup.findings:
        way = "" if finding.mend is None else "With --fix: "
        yield from _told(finding.severity, finding, way, width)
    yield clean(_sum(checkup))
    yield from wrap(f"Looked at: {', '.join(checkup.looked_at)}.", width)
    if checkup.unseen:
        yield from wrap(f"Not looked at: {', '.join(checkup.unseen)}.", width)
    yield f"SQLite {checkup.sqlite}."


def _told(mark: str, finding: Finding, way: str, width: int) -> Iterator[str]:
    yield f"{mark:<8}{clean(finding.found)}"
    yield from wrap(clean(finding.meaning), width, _INDENT)
    for item in (*finding.items[:_MOST], *_more(finding)):
        yield f"{_INDENT}- {clean(item)}"
    yield from wrap(clean(way + finding.remedy), width, _INDENT)
    yield ""


def _more(finding: Finding) -> tuple[str, ...]:
    more = len(finding.items) - _MOST
    return (f"and {more:,} more; --json has them all",) if more > 0 else ()


def _sum(checkup: Checkup) -> str:
    wrong = sum(finding.is_wrong for finding in checkup.findings)
    notes = len(checkup.findings) - wrong
    mendable = sum(finding.mend is not None for finding in checkup.findings)
    if wrong:
        said = f"{counted(wrong, 'thing')} {'is' if wrong == 1 else 'are'} wrong"
    else:
        said = "Nothing is wrong" if not checkup.mended else "Nothing is wrong any more"
    said += f" with {checkup.diary}."
    if notes:
        said += f" {counted(notes, 'note')}."
    if mendable:
        said += f" `filmlog doctor --fix` mends {mendable:,} of these."
    return said


def checkup_json(checkup: Checkup) -> dict[str, Any]:
    """The check-up as `doctor --json` prints it."""
    return {
        "diary": checkup.diary,
        "sound": checkup.is_sound,
        "sqlite": checkup.sqlite,
        "looked_at": list(checkup.looked_at),
        "not_looked_at": list(checkup.unseen),
        "mended": [_finding_json(finding) for finding in checkup.mended],
        "findings": [_finding_json(finding) for finding in checkup.findings],
    }


def _finding_json(finding: Finding) -> dict[str, Any]:
    return {
        "name": finding.name,
        "severity": finding.severity,
        "found": finding.found,
        "meaning": finding.meaning,
        "remedy": finding.remedy,
        "items": list(finding.items),
        "fixable": finding.mend is not None,
    }
