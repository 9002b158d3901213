"""What happens to machines that sync now and then: backups, imports, cut lines, other terminals."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import strategies as st
from hypothesis.stateful import rule

from filmlog.cli.sync.taking_in import TakingIn
from filmlog.errors import ServiceError
from filmlog.sync.remote import Remote
from tests.battery.people import NTH, TITLES, WHICH, People

EXPORT = Path(__file__).parents[1] / "exchange" / "fixtures" / "letterboxd" / "export"
_SOURCES = st.sampled_from(("Mubi", "Kino"))


class RareEvents(People):
    """What people do seldom, and what happens to them."""

    @rule(which=WHICH, nth=NTH)
    def keep_a_picture(self, which: int, nth: int) -> None:
        machine = self.machine(which)
        picture = machine.home / "still.png"
        picture.write_bytes(b"\x89PNG\r\n\x1a\n" + f"{machine.name} {nth}".encode())
        self.of_viewing(machine, nth, "edit", "--picture", str(picture))

    @rule(which=WHICH, nth=NTH, at=_SOURCES, price=st.integers(3, 5))
    def pay(self, which: int, nth: int, at: str, price: int) -> None:
        words = ("edit", "--source", at, "--price", f"{price} EUR")
        self.of_viewing(self.machine(which), nth, *words)

    @rule(which=WHICH, at=_SOURCES, field=st.sampled_from(("--note", "--url")))
    def edit_source(self, which: int, at: str, field: str) -> None:
        token = self.token()
        text = f"https://example.org/{token}" if field == "--url" else token
        self.try_out(self.machine(which), "source", "edit", at, field, text, token=token)

    @rule(which=WHICH, nth=NTH, place=st.integers(1, 3))
    def move_on_a_list(self, which: int, nth: int, place: int) -> None:
        machine = self.machine(which)
        if films := machine.films():
            film = f"#{films[nth % len(films)][0]}"
            self.try_out(machine, "lists", "move", "--", "Winter", film, str(place))

    @rule(which=WHICH, is_deleted=st.booleans())
    def change_a_list(self, which: int, is_deleted: bool) -> None:
        words = ("delete", "Winter", "--yes") if is_deleted else ("rename", "Winter", "Summer")
        self.try_out(self.machine(which), "lists", *words)

    @rule(which=WHICH, one=NTH, other=NTH)
    def merge_films(self, which: int, one: int, other: int) -> None:
        machine = self.machine(which)
        numbers = [number for number, _ in machine.films()]
        if len(numbers) > 1:
            keep, gone = numbers[one % len(numbers)], numbers[other % len(numbers)]
            self.try_out(machine, "film", "merge", f"#{keep}", f"#{gone}", "--yes")

    @rule(which=WHICH)
    def import_an_export(self, which: int) -> None:
        done = self.try_out(self.machine(which), "import", str(EXPORT), "--as-typed")
        assert done.code in (0, 5), done.output

    @rule(which=WHICH)
    def back_up(self, which: int) -> None:
        machine = self.machine(which)
        if machine.db.exists():
            self.try_out(machine, "backup", str(machine.home / "backup.db"), "--overwrite", "--yes")

    @rule(which=WHICH)
    def restore_a_backup(self, which: int) -> None:
        machine = self.machine(which)
        backup = machine.home / "backup.db"
        if backup.exists():
            done = self.try_out(machine, "restore-backup", str(backup), "--yes")
            assert done.code == 0, done.output

    @rule(which=WHICH, nth=NTH)
    def go_back_in_the_history(self, which: int, nth: int) -> None:
        machine = self.machine(which)
        self.try_out(machine, "history", TITLES[nth % 3], "--restore", str(nth % 12 + 1))

    @rule(which=WHICH)
    def copy_the_file(self, which: int) -> None:
        machine = self.machine(which)
        if machine.db.exists():
            shutil.copy(machine.db, machine.home / "copy.db")

    @rule(which=WHICH)
    def put_the_copy_back(self, which: int) -> None:
        machine = self.machine(which)
        copy = machine.home / "copy.db"
        if copy.exists():
            self.by_hand(machine, lambda: shutil.copy(copy, machine.db))

    @rule(which=WHICH)
    def sync_till_the_line_is_cut(self, which: int) -> None:
        machine = self.machine(which)
        before = machine.live_tokens()
        with patch.object(Remote, "push", side_effect=ServiceError("The line is down.")):
            done = machine("sync")
        assert done.code in (0, 7, 11), done.output
        assert before - machine.live_tokens() <= self.gone

    @rule(which=WHICH, nth=NTH)
    def write_in_another_terminal_while_it_syncs(self, which: int, nth: int) -> None:
        machine = self.machine(which)
        before = machine.live_tokens()
        take, has_written = TakingIn.take, False

        def taken(taking: TakingIn, *args: Any, **kwargs: Any) -> Any:
            nonlocal has_written
            if not has_written and (films := machine.films()):
                has_written = True
                film = f"#{films[nth % len(films)][0]}"
                token = self.token()
                self.try_out(machine, "film", "edit", "--tagline", token, film, token=token)
            return take(taking, *args, **kwargs)

        with patch.object(TakingIn, "take", taken):
            machine.synced()
        assert before - machine.live_tokens() <= self.gone
