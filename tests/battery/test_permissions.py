"""What filmlog makes is its owner's alone, under any umask, and from the first moment."""

from __future__ import annotations

import os
import re
import shlex
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.battery import strace
from tests.battery.battery import Battery
from tests.program import filmlog

_ROOT = Path(__file__).parents[2]
_GIF = b"GIF89a" + bytes(99)
_COMMANDS = (
    "add Ran --review 'A storm.' --source 'Kino Babylon' --price '5 EUR' --pass one-day",
    "add Ikiru --picture {home}/ticket.gif",
    "add Mirror --edit",
    "edit Ran --edit",
    "film edit Ran --edit",
    "list",
    "undo",
    "backup",
    "backup {home}/kept/whole.backup",
    "config set currency EUR",
    "config edit",
    "export json -o {home}/out/all.json",
    "export csv -o {home}/out/all.csv",
    "export letterboxd -o {home}/out/letterboxd",
    "export markdown -o {home}/out/one.md",
    "export markdown --pages {home}/out/pages",
    "export ics -o {home}/out/all.ics",
    "export sqlite -o {home}/out/copy.db",
    "--db {home}/third/diary.db import {home}/out/all.json --dry-run",
    "--db {home}/second/diary.db import {home}/out/all.json --report {home}/out/report.csv",
    "restore-backup 1 --yes",
    "restore-backup 1 --dry-run",
    "doctor",
    "doctor --salvage {home}/saved/new.db",
    "demo",
    "catalogue search cranes",
    "config token",
)
_CALL = re.compile(
    r'(?P<name>openat|mkdir|mkdirat|chmod|fchmodat|unlink|unlinkat|rename)\((?:AT_FDCWD[^,]*, )?'
    r'"(?P<path>[^"]*)"(?P<rest>.*)\) += (?P<code>-?\d+)'
)  # fmt: skip


_PRIVATE = {0o600, 0o700}


@pytest.fixture
def private_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home with the folder for temporary files in it, and an editor that writes."""
    (home / "tmp").mkdir()
    (home / "ticket.gif").write_bytes(_GIF)
    for folder in ("kept", "out", "second", "saved"):
        (home / folder).mkdir(mode=0o700)
    (home / "catalogues").mkdir(mode=0o700)
    monkeypatch.setenv("FILMLOG_DB", str(home / "data" / "diary.db"))
    monkeypatch.setenv("FILMLOG_CATALOGUE", str(home / "catalogues" / "catalogue.db"))
    monkeypatch.setenv("FILMLOG_CONFIG", str(home / "settings" / "config.toml"))
    monkeypatch.setenv("TMPDIR", str(home / "tmp"))
    monkeypatch.setenv("EDITOR", shlex.join([sys.executable, "-c", _EDITOR]))
    umask = os.umask(0o022)
    yield home
    os.umask(umask)


_EDITOR = "import sys; open(sys.argv[-1], 'a').write('\\n')"


def test_in_the_end(private_home: Path, battery: Battery) -> None:
    before = _modes(private_home)
    for umask in (0o000, 0o022, 0o077, 0o177)[: battery.rounds(4, 1)]:
        os.umask(umask)
        for command in _COMMANDS:
            done = filmlog(*shlex.split(command.format(home=private_home)), stdin="0" * 32)
            assert done.code == 0, f"{command}\n{done.output}"
        made = {path: mode for path, mode in _modes(private_home).items() if path not in before}
        assert {path.name for path in made} >= {
            "diary.db", "diary.db.backups", "config.toml", "drafts", "whole.backup", "all.json",
            "all.csv", "report.csv", "one.md", "pages", "all.ics", "copy.db", "catalogue.db",
            "new.db", "tmdb_token",
        }  # fmt: skip
        assert {path: oct(mode) for path, mode in made.items() if mode not in _PRIVATE} == {}
        assert list((private_home / "tmp").iterdir()) == []
        for path in sorted(made, reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()


@strace.needed
def test_from_the_first_moment(private_home: Path) -> None:
    trace = private_home / "trace"
    script = (
        f"import sys, os; sys.path.insert(0, {str(_ROOT)!r}); os.umask(0)\n"
        "from tests.program import filmlog\n"
        f"for words in {[shlex.split(c.format(home=private_home)) for c in _COMMANDS]!r}:\n"
        "    print(words, filmlog(*words, stdin='0' * 32).code)\n"
    )
    calls = "openat,mkdir,mkdirat,chmod,fchmod,fchmodat,unlink,unlinkat,rename"
    done = subprocess.run(
        ["strace", "-f", "--seccomp-bpf", "-qq", "-s", "4096", "-e", f"trace={calls}",
         "-o", str(trace), sys.executable, "-B", "-c", script],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    there = {str(path) for path in _modes(private_home)}
    wide = []
    for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
        call = _CALL.search(line)
        if call is None:
            if "fchmod(" in line and not re.search(r", 0[0-7]00\) += 0", line):
                wide.append(line)
            continue
        name, path = call["name"], str(private_home / call["path"])
        if int(call["code"]) < 0 or not path.startswith(str(private_home)):
            continue
        if name in {"unlink", "unlinkat"}:
            there.discard(path)
        elif name == "rename":
            there.add(re.findall(r'"([^"]*)"', line)[1])
        elif name != "openat" or ("O_CREAT" in call["rest"] and path not in there):
            mode = re.search(r", 0([0-7]+)", call["rest"])
            if mode is None or int(mode[1], 8) & 0o077:
                wide.append(line)
            there.add(path)
    assert not wide, "\n".join([*wide, done.stdout])
    assert len(there) > 40, done.stdout


def _modes(home: Path) -> dict[Path, int]:
    """The mode of each file and folder below, by its path."""
    return {path: stat.S_IMODE(path.lstat().st_mode) for path in home.rglob("*")}
