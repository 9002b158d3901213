"""Films that stand in the diary twice, with the merge that makes them one."""

from __future__ import annotations

from collections.abc import Iterator

from filmlog.domain.checkup import Finding
from filmlog.storage.diary import Diary
from filmlog.storage.doubles import doubles


def look(diary: Diary) -> Iterator[Finding]:
    """One finding for all pairs, the words to merge each among its particulars."""
    pairs = doubles(diary.connection)
    if pairs:
        yield Finding(
            "double-films",
            "note",
            "A film seems to stand in the diary twice."
            if len(pairs) == 1
            else f"{len(pairs):,} films seem to stand in the diary twice.",
            "The viewings of one do not count as rewatches of the other, and figures count both.",
            "`filmlog film merge` makes one of two and keeps everything; undo takes it back.",
            tuple(
                f"#{one.keep.number} {one.keep.label} and #{one.other.number} {one.other.label} "
                f"({one.why}): filmlog film merge '#{one.keep.number}' '#{one.other.number}'"
                for one in pairs
            ),
        )
