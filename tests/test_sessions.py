"""Transcripts as tests: every ```console block of the sessions, the README and the manual is run.

A block is `$ command` lines with what they print, stderr among it; `[exit N]` follows when a
command fails. The blocks of one file share one home. `pytest --update-sessions` rewrites them.
README and manual have the starter catalogue, the other sessions one that knows no film.
"""

from __future__ import annotations

import platform
import re
from pathlib import Path
from shutil import copy

import pytest

from tests.program import shell

ROOT = Path(__file__).parent.parent
FILES = sorted(
    [
        *(ROOT / "tests" / "sessions").glob("*.md"),
        *(ROOT / "docs" / "manual").glob("*.md"),
        ROOT / "README.md",
    ]
)
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_ULID = re.compile(r"\b01[0-9A-HJKMNP-TV-Z]{24}\b")
_WHO = re.compile(r'(?<="who": ")[^"]*')
_AT = re.compile(rf"(?<=[a-z]@){re.escape(platform.node())}\b")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_session(
    file: Path, home: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    if file.parent.name != "sessions" or file.stem.startswith("catalogue"):
        # What a reader of the manual types is filled in from the catalogue.
        own = copy(request.getfixturevalue("starter_catalogue"), home / "films.db")
        monkeypatch.setenv("FILMLOG_CATALOGUE", str(own))
    monkeypatch.setenv("USER", "anna")
    said = file.read_text(encoding="utf-8")
    blocks = _BLOCK.findall(said)
    (home / "src").symlink_to(ROOT)
    done = [_run(block, home) for block in blocks]
    if request.config.getoption("--update-sessions"):
        fresh = iter(done)
        text = _BLOCK.sub(lambda _: f"```console\n{next(fresh)}```", said)
        if text != said:
            file.write_text(text, encoding="utf-8")
        return
    for block, now in zip(blocks, done, strict=True):
        assert now == block


def test_there_are_sessions() -> None:
    assert len(FILES) > 10
    assert all(_BLOCK.search(file.read_text(encoding="utf-8")) for file in FILES)


def _run(block: str, home: Path) -> str:
    lines = []
    for command in _commands(block):
        result = shell(command, home)
        lines.append("$ " + command.replace("\n", "\n> "))
        printed = _ULID.sub("<ULID>", result.output.replace(str(home), "~"))
        printed = _AT.sub("desk", _WHO.sub("<USER@MACHINE>", printed))
        lines += [line.rstrip() for line in printed.rstrip("\n").split("\n") if printed]
        if result.code:
            lines.append(f"[exit {result.code}]")
    return "\n".join(lines) + "\n"


def _commands(block: str) -> list[str]:
    commands: list[str] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            commands.append(line[2:])
        elif line.startswith("> ") and commands and _is_open(commands[-1]):
            commands[-1] += "\n" + line[2:]
    return commands


def _is_open(command: str) -> bool:
    return command.endswith("\\") or command.count('"') % 2 == 1 or command.count("'") % 2 == 1
