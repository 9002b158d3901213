"""The journal read back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from filmlog.domain.change import Change
from filmlog.domain.film import Film
from filmlog.domain.moment import stamp
from filmlog.storage.diary import Diary

NOW = datetime(2026, 11, 25, 1, 15, tzinfo=UTC)
RAN = Film("01F0", "Ran")


def test_each_command_says_when_and_by_whom(tmp_path: Path) -> None:
    with Diary.open(tmp_path / "diary.db", create=True) as diary:
        diary.who, diary.now = "anna@desk", NOW
        with diary.writing():
            diary.apply([Change(None, Film("01F0", "Ran"))], "add Ran")
        (command,) = diary.journal.commands()
        assert (command.number, command.at, command.who) == (1, stamp(NOW), "anna@desk")
        assert (command.kind, command.target, command.undone) == ("", None, False)


def test_the_versions_of_a_record_are_one_a_command(tmp_path: Path) -> None:
    dated, told = RAN._replace(year=1985), RAN._replace(year=1985, tagline="War")
    with Diary.open(tmp_path / "diary.db", create=True) as diary:
        with diary.writing():
            diary.apply([Change(None, RAN), Change(RAN, dated)], "add Ran")
            diary.apply([Change(dated, told)], "film edit Ran")
        assert diary.journal.versions("film", "01F0") == [(1, None, dated), (2, dated, told)]
        assert diary.journal.versions("film", "01F9") == []
