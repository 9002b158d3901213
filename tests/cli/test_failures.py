"""What goes wrong around filmlog: files, editors, settings and streams that are not as they should.

Each is one sentence and its exit code, and the diary is as it was.
"""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from filmlog.storage import database
from tests.program import Result, filmlog, shell

_PAGE = 4096


@pytest.fixture
def diary(home: Path) -> Path:
    filmlog("add", "Ran (1985)", "--review", "War, and a castle. " * 500, "--source", "Kino")
    return home / "diary.db"


def _refused(result: Result, code: int) -> str:
    assert result.code == code, result.output
    first, *rest = result.stderr.splitlines()
    assert first.startswith("error: ")
    assert all(line.startswith("hint: ") for line in rest)
    assert len(rest) <= 1
    return first


def _make_folder(path: Path) -> None:
    path.mkdir()


def _make_loop(path: Path) -> None:
    path.symlink_to(path)


def _make_text(path: Path) -> None:
    path.write_text("Dear diary,")


def _make_pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize("make", [_make_folder, _make_loop, _make_text, _make_pipe])
def test_what_is_no_diary_is_refused(make: Callable[[Path], None], home: Path) -> None:
    make(home / "other.db")
    for words in (("list",), ("show", "Ran"), ("add", "Ran")):
        assert "other.db" in _refused(filmlog("--db", "other.db", *words), 4)


def test_a_diary_below_a_file_is_refused(diary: Path) -> None:
    for words in (("list",), ("add", "Ran")):
        assert "below.db" in _refused(filmlog("--db", str(diary / "below.db"), *words), 4)


def test_a_diary_behind_a_link_is_kept_there(diary: Path) -> None:
    link = diary.with_name("link.db")
    link.symlink_to(diary)
    assert filmlog("--db", str(link), "add", "Dreams (1990)").code == 0
    assert link.is_symlink()
    assert "Dreams" in filmlog("list").stdout


def _flipped(data: bytearray, chance: random.Random) -> bytes:
    for _ in range(200):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def _cut(data: bytearray, chance: random.Random) -> bytes:
    return bytes(data[: chance.randrange(len(data))])


def _emptied(data: bytearray, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) // _PAGE) * _PAGE
    data[at : at + _PAGE] = bytes(_PAGE)
    return bytes(data)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("damage", [_flipped, _cut, _emptied])
def test_a_damaged_diary_is_read_soundly_or_refused(
    damage: Callable[[bytearray, random.Random], bytes], seed: int, diary: Path
) -> None:
    damaged = damage(bytearray(diary.read_bytes()), random.Random(seed))  # noqa: S311 - a seed
    diary.write_bytes(damaged)
    for command in ("list", "show ran", "search castle", "export markdown", "add New (1999)"):
        done = filmlog(*command.split(maxsplit=1))
        if done.code and command.startswith("show") and done.code == 3:
            continue
        if done.code:
            _refused(done, 4)
            assert "castle" not in done.stderr
        if done.code or not command.startswith("add"):
            assert diary.read_bytes() == damaged


def test_a_diary_held_by_another_program_is_waited_for(
    diary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    other = sqlite3.connect(diary, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    for words in (("list",), ("add", "Dreams (1990)"), ("export", "markdown")):
        assert "held" in _refused(filmlog(*words), 5)
    other.close()
    assert filmlog("add", "Dreams (1990)").code == 0


def _editor(home: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program = home / "editor.sh"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o700)
    monkeypatch.setenv("EDITOR", str(program))


def test_an_editor_that_fails_keeps_the_draft(
    diary: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _editor(home, monkeypatch, 'echo "More words." >> "$1"; kill -9 $$')
    assert "ended with code" in _refused(filmlog("edit", "ran", "--edit"), 1)
    _editor(home, monkeypatch, "true")
    assert "A draft from before" in filmlog("edit", "ran", "--edit").stderr
    assert "More words." in filmlog("show", "ran").stdout
    assert not list((home / "drafts").iterdir())


def test_a_draft_that_is_not_utf_8_can_be_mended(
    diary: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _editor(home, monkeypatch, r"""printf 'caf\351\n' >> "$1" """)
    assert "not UTF-8" in _refused(filmlog("edit", "ran", "--edit"), 2)
    _editor(
        home,
        monkeypatch,
        r"""printf 'caf\303\251\n' > "$1.new"
        LC_ALL=C sed '$d' "$1" | cat - "$1.new" > "$1.all"; mv "$1.all" "$1"; rm "$1.new" """,
    )
    assert filmlog("edit", "ran", "--edit").code == 0
    assert "café" in filmlog("show", "ran").stdout


@pytest.mark.parametrize("script", [': > "$1"', 'rm "$1"', 'echo > "$1"'])
def test_an_emptied_form_stops_and_changes_nothing(
    script: str, diary: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = diary.read_bytes()
    _editor(home, monkeypatch, script)
    for words in (("edit", "ran"), ("film", "edit", "ran"), ("add", "New (1999)")):
        stopped = filmlog(*words, "--edit")
        assert stopped.code == 1
        assert stopped.stderr == "Stopped, since the text was empty; nothing was changed.\n"
    assert diary.read_bytes() == before
    assert not list((home / "drafts").iterdir())


def test_a_wrong_setting_is_mended_beside_another_wrong_one(home: Path) -> None:
    settings = home / "config.toml"
    settings.write_text("day_end = 99  # late\nrating_style = 'nine'\nno_such = 1\n")
    assert str(settings) in filmlog("add", "Ran").stderr
    assert filmlog("config", "set", "day_end", "5").code == 0
    assert filmlog("config", "set", "rating_style", "ten").code == 0
    assert "no_such" in _refused(filmlog("config", "list"), 2)
    assert "# late" in settings.read_text()


def test_settings_that_are_not_toml_are_left_for_the_editor(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = home / "config.toml"
    settings.write_text("currency = [broken\n")
    _refused(filmlog("config", "set", "pager", "never"), 2)
    assert settings.read_text() == "currency = [broken\n"
    _editor(home, monkeypatch, 'echo \'currency = "EUR"\' > "$1"')
    assert filmlog("config", "edit").code == 0
    assert filmlog("config", "get", "currency").stdout == "EUR\n"


def test_settings_that_are_no_file_are_refused(home: Path) -> None:
    (home / "config.toml").symlink_to("config.toml")
    for words in (("config", "list"), ("config", "set", "pager", "never"), ("add", "Ran")):
        _refused(filmlog(*words), 1)


def test_closed_streams_do_no_harm(diary: Path, home: Path) -> None:
    for line, code in (
        ("filmlog add 'Dreams (1990)' <&- >&- 2>&-", 0),
        ("filmlog list >&-", 0),
        ("filmlog add <&-", 2),
        ("set -o pipefail; filmlog list | true", 0),
        ("filmlog list > /dev/full", 6),
    ):
        done = shell(line, home)
        assert done.code == code, line
        assert "fault" not in done.output
    assert "Dreams" in filmlog("list").stdout


def test_a_pipe_of_another_encoding_gets_all_it_can_hold(diary: Path, home: Path) -> None:
    filmlog("add", "Журавли (1957)")
    for command in ("show Журавли --json", "list --json", "show Журавли", "add --help"):
        done = shell(f"PYTHONIOENCODING=latin-1 filmlog {command} > said.txt", home)
        assert done.code == 0, done.output


def test_an_export_goes_into_a_pipe_and_does_not_replace_it(diary: Path, home: Path) -> None:
    pipe = home / "pipe"
    _make_pipe(pipe)
    shown = shell("cat pipe & filmlog export markdown -o pipe; wait", home)
    assert "Ran (1985)" in shown.output
    assert pipe.is_fifo()


@pytest.mark.parametrize(
    ("value", "sentence"), [("0", "0 is less than 1."), ("x", "'x' is not a whole number.")]
)
def test_a_number_that_does_not_fit_is_named_in_plain_words(value: str, sentence: str) -> None:
    assert _refused(filmlog("list", "--limit", value), 2).endswith(sentence)
