"""Write a made-up diary: `python -m bench.generate 10000 FILE [--seed 7] [--form jrnl]`.

The same number and seed give the same records. As `jrnl` and `watson` the same viewings come in
the form of those programs: a text journal, and the `frames` file of Watson's folder.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from bench.diarist import FIRST_DAY, Diarist
from filmlog.demo import cranes
from filmlog.domain.change import Change
from filmlog.domain.film import Film
from filmlog.domain.viewing import Viewing
from filmlog.storage.diary import Diary

BATCH = 1000
_TWO_HOURS = timedelta(hours=2)


class Note(NamedTuple):
    """A viewing as a journal or a time tracker would keep it."""

    at: datetime
    title: str
    viewing: Viewing


def write_diary(path: Path, viewings: int, seed: int) -> None:
    """Fill a new diary; memory holds one batch of records, the people and the film ids."""
    records = Diarist(viewings, seed).records()
    with Diary.open(path, create=True) as diary:
        with diary.writing():
            for sha256, data in cranes.changes()[1].items():
                diary.keep_picture(sha256, data)
        while batch := [Change(None, record) for record in islice(records, BATCH)]:
            with diary.writing():
                diary.apply(batch, "bench")


def write_jrnl(path: Path, viewings: int, seed: int) -> None:
    """Write a jrnl journal: `[date time] title.`, then the review, its tags as @words."""
    with path.open("w", encoding="utf-8") as journal:
        for note in _notes(viewings, seed):
            tags = " ".join("@" + tag.replace(" ", "-") for tag in note.viewing.tags)
            words = f"{note.viewing.review}\n{tags}".strip()
            journal.write(f"[{note.at:%Y-%m-%d %H:%M}] {note.title}.\n{words}\n\n")


def write_watson(path: Path, viewings: int, seed: int) -> None:
    """Write Watson's frames: start, stop, project, id, tags, changed; two hours for a viewing."""
    frames = []
    for serial, note in enumerate(_notes(viewings, seed)):
        start, stop = int(note.at.timestamp()), int((note.at + _TWO_HOURS).timestamp())
        frames.append(
            [start, stop, note.title, f"{serial:07x}{0:025}", list(note.viewing.tags), stop]
        )
    path.write_text(json.dumps(frames, ensure_ascii=False, indent=1), encoding="utf-8")


def _notes(viewings: int, seed: int) -> Iterator[Note]:
    """Every viewing in turn; a date known in part stands at its first day, none at the first."""
    titles: dict[str, str] = {}
    for record in Diarist(viewings, seed).records():
        if isinstance(record, Film):
            titles[record.id] = record.title
        elif isinstance(record, Viewing):
            day = record.watched.first() if record.watched else FIRST_DAY
            yield Note(datetime.combine(day, time(20), UTC), titles[record.film_id], record)


_WRITERS = {"diary": write_diary, "jrnl": write_jrnl, "watson": write_watson}


def main() -> None:
    """Write what the command line asks for; an existing file is refused."""
    parser = argparse.ArgumentParser(prog="python -m bench.generate", description=__doc__)
    parser.add_argument("viewings", type=int)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--form", choices=_WRITERS, default="diary")
    asked = parser.parse_args()
    if asked.file.exists():
        parser.error(f"{asked.file} exists")
    _WRITERS[asked.form](asked.file, asked.viewings, asked.seed)


if __name__ == "__main__":
    main()
