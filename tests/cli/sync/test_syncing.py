"""Sync by its commands, from machine to machine."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
import subprocess
from contextlib import closing
from pathlib import Path

from filmlog.domain.change import Change
from filmlog.domain.film import Origin
from filmlog.storage.diary import Diary
from tests.machines import Machine, World, in_step

EXPORT = Path(__file__).parents[2] / "exchange" / "fixtures" / "letterboxd" / "export"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(24)


def _live(machine: Machine, kind: str) -> list[str]:
    return sorted(
        record.id
        for record in machine.records().values()
        if type(record).__name__ == kind and not record.deleted
    )


def test_pictures_travel(anna: Machine, ben: Machine) -> None:
    picture = anna.home / "still.png"
    picture.write_bytes(PNG)
    assert anna("add", "Ran (1985)", "--picture", str(picture)).code == 0
    in_step(anna, ben)
    with Diary.open(ben.db) as diary:
        (entry,) = diary.entries([1])
        assert diary.picture(entry.viewing.pictures[0].sha256) == PNG


def test_an_import_of_both_is_there_once(anna: Machine, ben: Machine) -> None:
    for machine in (anna, ben):
        assert machine("import", str(EXPORT), "--as-typed").code == 0
    kinds = ("Film", "Viewing", "Wish", "FilmList", "Listed")
    before = {kind: len(_live(anna, kind)) for kind in kinds}
    assert min(before.values()) > 0
    in_step(anna, ben)
    assert anna.state() == ben.state()
    assert {kind: len(_live(ben, kind)) for kind in kinds} == before
    assert "Nothing was changed" in ben("import", str(EXPORT), "--as-typed").output


def test_facts_of_tmdb_stay_at_home(world: World, anna: Machine, ben: Machine) -> None:
    anna("add", "Ran (1985)", "--as-typed")
    with Diary.open(anna.db) as diary, diary.writing():
        (film,) = diary.films()
        own = film._replace(runtime=162, origins=(Origin("runtime", "tmdb", "2026-11-01"),))
        diary.apply([Change(film, own)], "look up")
    in_step(anna, ben)
    ben("film", "edit", "Ran", "--tagline", "Lear")
    in_step(ben, anna)
    with Diary.open(anna.db) as diary:
        (film,) = diary.films()
        assert (film.runtime, film.tagline) == (162, "Lear")
    with Diary.open(ben.db) as diary:
        assert [film.runtime for film in diary.films()] == [None]
    whole = subprocess.run(
        ["git", f"--git-dir={world.remote}", "log", "-p", "--all"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "Lear" in whole
    assert "162" not in whole


def test_a_diary_put_back_as_a_file_gets_back_what_it_had(anna: Machine, ben: Machine) -> None:
    anna("add", "Ran (1985)", "--review", "word1w")
    in_step(anna, ben)
    old = anna.home / "old.db"
    shutil.copy(anna.db, old)
    anna("add", "Mirror (1975)", "--review", "word2w")
    assert anna.synced().code == 0
    anna("add", "Solaris (1972)", "--review", "word3w")
    (anna.home / "elsewhere").mkdir()
    shutil.copy(old, anna.db)
    in_step(anna, ben)
    assert anna.live_tokens() == ben.live_tokens() == {"word1w", "word2w"}
    assert anna.state() == ben.state()


def test_a_remote_set_back_to_what_it_was_gets_everything_again(
    world: World, anna: Machine, ben: Machine
) -> None:
    anna("add", "Ran (1985)", "--review", "word1w")
    in_step(anna, ben)
    kept = world.remote.with_name("kept")
    shutil.copytree(world.remote, kept)
    ben("add", "Mirror (1975)", "--review", "word2w")
    in_step(ben, anna)
    shutil.rmtree(world.remote)
    kept.rename(world.remote)
    anna("add", "Solaris (1972)", "--review", "word3w")
    in_step(anna, ben)
    assert anna.live_tokens() == ben.live_tokens() == {"word1w", "word2w", "word3w"}


def test_a_remote_made_anew_gets_everything_again(
    world: World, anna: Machine, ben: Machine
) -> None:
    anna("add", "Ran (1985)", "--review", "word1w", "--rating", "4")
    in_step(anna, ben)
    shutil.rmtree(world.remote)
    ben.set_up()
    ben("edit", "Ran", "--tag", "word2w")
    assert ben.synced().code == 0
    anna("edit", "Ran", "--headline", "word3w")
    in_step(anna, ben)
    assert anna.live_tokens() == ben.live_tokens() == {"word1w", "word2w", "word3w"}


def test_a_purge_forgets_at_both_ends_and_loses_nothing(
    world: World, anna: Machine, ben: Machine
) -> None:
    anna("add", "Ran (1985)", "--review", "A secret.")
    in_step(anna, ben)
    anna("edit", "Ran", "--review", "word1w")
    ben("add", "Mirror (1975)", "--review", "word2w")
    assert anna("sync", "purge", "--yes").code == 0
    assert "purged at the other end" in ben.synced().output
    in_step(anna, ben)
    assert anna.live_tokens() == ben.live_tokens() == {"word1w", "word2w"}
    for folder in (Path(f"{anna.db}.sync"), Path(f"{ben.db}.sync"), world.remote):
        objects = subprocess.run(
            ["git", f"--git-dir={folder}", "cat-file", "--batch-all-objects", "--batch"],
            capture_output=True, check=True,
        ).stdout  # fmt: skip
        assert b"word1w" in objects
        assert b"A secret." not in objects


def test_going_back_to_a_backup_syncs(anna: Machine, ben: Machine) -> None:
    anna("add", "Ran (1985)", "--rating", "4")
    anna("backup", str(anna.home / "backup.db"))
    anna("edit", "Ran", "--rating", "2")
    in_step(anna, ben)
    assert anna("restore-backup", str(anna.home / "backup.db"), "--yes").code == 0
    in_step(anna, ben)
    shown = json.loads(ben("show", "Ran", "--json").stdout)
    assert shown["data"]["viewings"][0]["rating"] == 80
    assert anna("undo").code == 0
    in_step(anna, ben)
    shown = json.loads(ben("show", "Ran", "--json").stdout)
    assert shown["data"]["viewings"][0]["rating"] == 40


def test_the_repository_is_private_whatever_the_umask(anna: Machine) -> None:
    anna("add", "Ran (1985)")
    before = os.umask(0)
    try:
        in_step(anna)
    finally:
        os.umask(before)
    folder = Path(f"{anna.db}.sync")
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*"))}
    assert not {path: oct(mode) for path, mode in modes.items() if mode & 0o077}


def test_a_first_sync_of_two_diaries_makes_a_backup(anna: Machine, ben: Machine) -> None:
    for machine in (anna, ben):
        machine("add", "Ran (1985)", "--review", f"word{len(machine.name)}w")
    in_step(anna, ben)
    made = [path.name for path in Path(f"{ben.db}.backups").glob("*-sync.backup")]
    assert len(made) == 1
    assert ben("restore-backup", "1", "--dry-run").code == 0


def test_settling_two_conflicts_of_one_record_keeps_both_answers(
    anna: Machine, ben: Machine
) -> None:
    anna("add", "Ran (1985)", "--rating", "4", "--headline", "Lear")
    in_step(anna, ben)
    anna("edit", "Ran", "--rating", "5", "--headline", "Anna's")
    ben("edit", "Ran", "--rating", "3", "--headline", "Ben's")
    anna.synced()
    assert ben.synced().code == 11
    assert ben("sync", "settle", "--theirs").code == 0
    with closing(sqlite3.connect(ben.db)) as connection:
        found = connection.execute("SELECT rating, headline FROM viewing").fetchall()
    assert found == [(100, "Anna's")]
    assert ben("undo").code == 0
    status = json.loads(ben("sync", "status", "--json").stdout)
    assert len(status["data"]["conflicts"]) == 2  # they were settled as one command


def test_a_lock_that_a_power_cut_left_at_the_other_end_is_taken_away(
    world: World, anna: Machine
) -> None:
    anna("add", "Ran (1985)")
    in_step(anna)
    lock = world.remote / "refs/heads/main.lock"
    lock.touch()
    anna("add", "Mirror (1975)")
    done = anna("sync")
    assert done.code == 10
    assert "main.lock" in done.output
    os.utime(lock, (0, 0))
    assert anna("sync").code == 0
    assert not lock.exists()


def test_a_purge_at_another_place_takes_back_nothing(
    world: World, anna: Machine, ben: Machine
) -> None:
    anna("add", "Ran (1985)", "--review", "word1w", "--rating", "4")
    in_step(anna, ben)
    forge = str(world.remote.with_name("forge"))
    assert anna("sync", "setup", forge).code == 0
    assert anna("sync", "purge", "--yes").code == 0
    ben("edit", "Ran", "--review", "word2w", "--rating", "5")
    assert ben.synced().code == 0
    assert ben("sync", "setup", forge).code == 0
    in_step(ben, anna)
    assert anna.state() == ben.state()
    assert "word2w" in anna.live_tokens()


def test_going_to_a_place_with_another_diary_that_was_purged_joins_it(
    world: World, anna: Machine, ben: Machine
) -> None:
    for machine, place in ((anna, "one"), (ben, "other")):
        machine("add", "Ran (1985)", "--review", f"word{len(machine.name)}w")
        machine("sync", "setup", place)
        assert machine("sync", "purge", "--yes").code == 0
    assert ben("sync", "setup", "one").code == 0
    assert "one film of two" in ben.synced().output
    assert list(Path(f"{ben.db}.backups").glob("*-sync.backup"))
    in_step(anna, ben)
    assert anna.live_tokens() == ben.live_tokens() == {"word3w", "word4w"}


def test_a_purge_takes_the_texts_out_of_what_was_settled(
    world: World, anna: Machine, ben: Machine
) -> None:
    anna("add", "Ran (1985)", "--review", "A secret base.")
    in_step(anna, ben)
    anna("edit", "Ran", "--review", "word1w")
    ben("edit", "Ran", "--review", "A secret.")
    anna.synced()
    assert ben.synced().code == 11
    assert ben("sync", "settle", "--theirs").code == 0
    assert ben("sync", "purge", "--yes").code == 0
    objects = subprocess.run(
        ["git", f"--git-dir={world.remote}", "cat-file", "--batch-all-objects", "--batch"],
        capture_output=True, check=True,
    ).stdout  # fmt: skip
    assert b"word1w" in objects
    assert b"A secret" not in objects
    in_step(anna, ben)


def test_status_tells_what_could_not_be_sent(world: World, anna: Machine) -> None:
    anna("add", "Ran (1985)")
    in_step(anna)
    (world.remote / "hooks").mkdir()
    hook = world.remote / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o700)
    anna("add", "Mirror (1975)")
    assert anna("sync").code == 10
    assert "Waiting here: 1 film, 1 viewing" in anna("sync", "status").output
    hook.unlink()
    assert anna("sync").code == 0
    assert "Waiting here: nothing" in anna("sync", "status").output


def test_a_place_with_something_else_on_another_branch_is_refused(
    home: Path, anna: Machine
) -> None:
    for command in (
        "git init -q -b master work",
        "git -C work -c user.name=a -c user.email=a commit -q --allow-empty -m code",
        "git clone -q --bare work project.git",
    ):
        subprocess.run(command.split(), check=True)
    anna("add", "Ran (1985)")
    done = anna("sync", "setup", str(home / "project.git"))
    assert done.code == 10
    assert "something else" in done.output


def test_settle_leaves_what_was_changed_meanwhile_and_takes_what_fits(
    anna: Machine, ben: Machine
) -> None:
    anna("add", "Ran (1985)", "--rating", "4", "--headline", "Lear")
    in_step(anna, ben)
    anna("edit", "Ran", "--rating", "5", "--headline", "Anna's")
    ben("edit", "Ran", "--rating", "3", "--headline", "Ben's")
    anna.synced()
    ben.synced()
    done = ben("sync", "settle", "--both")
    assert done.code == 0
    assert "Left open: Ran (1985), watched Fri 20 Nov 2026: the rating." in done.output
    assert "Ben's; Anna's" in ben("show", "Ran").output
    assert "2 conflicts" not in ben("sync", "status").output
