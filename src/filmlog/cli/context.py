"""The composition root: the diary, the settings, the clock and the terminal of one command."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from filmlog import paths
from filmlog.errors import UsageError

if TYPE_CHECKING:
    from filmlog.config import Config
    from filmlog.domain.partial_date import PartialDate
    from filmlog.storage.diary import Diary
    from filmlog.storage.lists import DiaryLists


class Session:
    """What a command works with. Nothing is opened or read before it is asked for."""

    def __init__(self, db: Path | None = None, *, may_ask: bool = True) -> None:
        self._db = db
        self._may_ask = may_ask

    @cached_property
    def db_path(self) -> Path:
        """The diary's file: --db, $FILMLOG_DB, or the user's data folder."""
        return paths.expanded(self._db) if self._db is not None else paths.diary_path()

    @cached_property
    def config(self) -> Config:
        """The user's settings."""
        from filmlog.config import load

        return load()

    @cached_property
    def now(self) -> datetime:
        """This moment in local time; $FILMLOG_NOW (ISO 8601) sets it, for tests and pictures."""
        pinned = os.environ.get("FILMLOG_NOW", "")
        if not pinned:
            return datetime.now().astimezone()
        try:
            return datetime.fromisoformat(pinned).astimezone()
        except ValueError:
            raise UsageError(f"FILMLOG_NOW is not an ISO 8601 time: {pinned!r}.") from None

    @cached_property
    def today(self) -> date:
        """The diary's day: before the hour `day_end` it is still the evening before."""
        from filmlog.cli.dates import diary_day

        return diary_day(self.now, int(self.config["day_end"]))

    @property
    def may_ask(self) -> bool:
        """Whether a question can be put: a terminal on both sides, and no --no-input."""
        return self._may_ask and sys.stdin.isatty() and sys.stderr.isatty()

    def lists(self, wait: float | None = None) -> DiaryLists:
        """Open the diary to look things up; there has to be one.

        `wait` is how many seconds another program may hold it, ten unless given.
        """
        from filmlog.storage.lists import DiaryLists

        return DiaryLists.open(self.db_path, wait=wait)

    def diary(self) -> Diary:
        """Open the diary to read or change its records; there has to be one."""
        from filmlog.storage.diary import Diary

        return self._prepared(Diary.open(self.db_path))

    def diary_or_new(self) -> Diary:
        """Open the diary, starting one when there is none."""
        from filmlog.storage.diary import Diary

        return self._prepared(Diary.open(self.db_path, create=True))

    def _prepared(self, diary: Diary) -> Diary:
        """The diary without facts too old to be kept, ready to be written to."""
        diary.who, diary.now, diary.before_writing = _who(), self.now, self._before_writing
        try:
            if oldest := diary.oldest_ageing():
                from filmlog.cli.ageing import age_out  # most diaries hold nothing that ages

                age_out(self, diary, oldest)
        except BaseException:
            diary.connection.close()
            raise
        return diary

    def _before_writing(self, diary: Diary) -> None:
        """Warn of a folder that others may write in, and make the backup of the day."""
        from filmlog.cli.notices import mention_open_folder  # `add` has it already

        mention_open_folder(self, diary.path)
        self._back_up_daily(diary)

    def _back_up_daily(self, diary: Diary) -> None:
        """Make the backup of the day, unless there is one, or none is wanted."""
        day = f"{self.now.astimezone(UTC):%Y%m%dT}"
        try:
            # `storage.backups.folder_of`, without importing it where the backup is made.
            found = os.listdir(f"{os.path.realpath(diary.path)}.backups")  # noqa: PTH208 - names are all
        except OSError:
            found = []
        is_made = any(name.startswith(day) and name.endswith(".backup") for name in found)
        if not is_made and self.config["backups"] == "auto":
            from filmlog.cli.daily_backup import back_up_daily  # once a day

            back_up_daily(self, diary)

    def read_date(self, text: str, *, to_come: bool = False) -> PartialDate:
        """A date as a person types it, in the order and the languages of the settings.

        A day still to come is refused unless `to_come`.
        """
        from filmlog.cli.dates import parse_when

        return parse_when(
            text,
            now=self.now,
            day_end=int(self.config["day_end"]),
            order=self.config["date_order"],
            languages=tuple(code for code in self.config["languages"].split(",") if code),
            to_come=to_come,
        )

    def say(self, *lines: str) -> None:
        """Talk to the person: on stderr, so that stdout stays data."""
        from filmlog.screen.console import tell

        tell(*lines)


def _who() -> str:
    """`user@machine`, as far as they are known, and are text."""
    user = os.environ.get("USER") or os.environ.get("USERNAME") or ""
    uname = getattr(os, "uname", None)
    machine = uname().nodename if uname is not None else os.environ.get("COMPUTERNAME", "")
    return f"{user}@{machine}".strip("@").encode(errors="replace").decode()


def session_of(ctx: object) -> Session:
    """The session of a command's context (in completion too, where no callback ran)."""
    obj = getattr(ctx, "obj", None)
    if isinstance(obj, Session):
        return obj
    root = ctx.find_root()  # type: ignore[attr-defined]  # a Typer context
    db = root.params.get("db")
    return Session(Path(db) if db else None, may_ask=False)
