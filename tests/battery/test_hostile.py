"""Hostile text in every field and option: nothing of it works, all of it is kept."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from filmlog.screen.safe import clean_block, is_safe
from filmlog.storage.diary import Diary
from tests.battery import hostile_commands as lines
from tests.battery.battery import Battery
from tests.battery.hostile_texts import FIXED, OWN_COLOUR, block, hostile_text, one_line
from tests.program import Result, filmlog

_AT_ONCE = 5
"""Films in a diary, each with a text of its own in every field."""

_IN_MARKDOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""What a file of Markdown never has: control characters, and what turns a text round."""

_IN_CALENDAR = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n)|(?<!\r)\n")
"""What RFC 5545 has no place for."""

_EXACT = ("export ", "backup ", "where", "config path")
"""What prints exactly what there is unless a person reads it."""

_SCREENS = [(80, ""), (20, ""), (200, ""), (80, "1"), (20, "1")]
"""Columns, and whether in colour."""


def test_every_command_has_its_line_here() -> None:
    known = lines.commands()
    said = {
        lines.command_of(tuple(words), known)
        for words in (
            *lines.writing(1, "x", Path()),
            *(line.split() for line in (*lines.TEXT_LINES, *lines.WHOLE_TEXT_LINES)),
            *(line.split() for line in (*lines.MACHINE_LINES, *lines.EXPORT_LINES)),
            *lines.OTHER_LINES,
            *lines.REFUSED_LINES,
        )
    }
    assert sorted(known.keys() - said) == []


def test_text_in_every_field_is_kept_and_does_nothing(
    battery: Battery, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = battery.random("hostile fields")
    count = battery.rounds(200, 2)
    texts = [*FIXED, *(hostile_text(random) for _ in range(count - len(FIXED)))]
    texts = random.sample(texts, count)
    for start in range(0, count, _AT_ONCE):
        folder = home / str(start)
        folder.mkdir()
        monkeypatch.chdir(folder)
        monkeypatch.setenv("FILMLOG_DB", str(folder / "diary.db"))
        some = texts[start : start + _AT_ONCE]
        monkeypatch.setenv("USER", some[0].replace("\x00", ""))
        _write(some, folder)
        assert filmlog("sync", "setup", "other end").code == filmlog("sync").code == 0
        _read(some, random.sample(_SCREENS, battery.rounds(len(_SCREENS), 2)), monkeypatch)
        _export(folder)
        with monkeypatch.context() as at_terminal:
            at_terminal.setattr("filmlog.cli.exports.is_terminal", lambda _: True)
            for line in lines.EXPORT_LINES:
                done = filmlog(*line.split())
                _is_harmless(done, line.split())
        _turn(some[0])
        _are_kept(some, folder)


@pytest.mark.parametrize("words", [("where",), ("config", "path"), ("backup", "x\u202e\x1b[7;95m")])
def test_a_path_is_exact_for_a_program_and_harmless_on_a_terminal(
    words: tuple[str, ...], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filmlog("add", "Ran")
    monkeypatch.setenv("FILMLOG_CONFIG", str(home / "c\x1b[7;95m.toml"))
    monkeypatch.setenv("FILMLOG_DB", str(home / "diary.db"))
    if words == ("where",):
        monkeypatch.setenv("FILMLOG_DB", str(home / "d\x9b\u202e.db"))
    path = filmlog(*words).stdout
    assert not is_safe(path)
    monkeypatch.setattr("filmlog.screen.console.is_terminal", lambda _: True)
    assert is_safe(
        filmlog(*words, *(["--overwrite", "--yes"] if words[0] == "backup" else [])).output
    )


def test_text_in_every_option_is_taken_or_refused(battery: Battery, home: Path) -> None:
    random = battery.random("hostile options")
    known = lines.commands()
    around = set(home.parent.iterdir())
    every = lines.texts_taken()
    for _ in range(battery.rounds(40, 1)):
        filmlog("add", "Ran (1985)", "--as-typed")
        for taken in random.sample(every, battery.rounds(len(every), 60)):
            text = hostile_text(random).replace("\x00", "")
            if taken.kind == "path":
                text = lines.file_name(text)
            elif taken.command == "sync setup":
                text = lines.file_name(text).replace(":", "_")  # no host to look for
            arguments = lines.arguments_of(known[taken.command])
            if taken.option:
                words = [*taken.command.split(), taken.option, text, "--", *arguments]
            else:
                words = [*taken.command.split(), "--", *(text for _ in arguments or [""])]
            done = filmlog(*words)
            assert 0 <= done.code <= 11, words
            _is_harmless(done, words)
    assert set(home.parent.iterdir()) == around


def _write(texts: Iterable[str], folder: Path) -> None:
    for number, text in enumerate(texts, 1):
        for words in lines.writing(number, text, folder):
            done = filmlog(*words)
            assert done.code == 0, (words, done.output)
            _is_harmless(done, words)


def _read(
    texts: list[str], screens: Iterable[tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    about_film = [
        line.format(film=f"#{number}").split()
        for number in range(1, len(texts) + 1)
        for line in lines.TEXT_LINES
    ]
    for width, colour in screens:
        monkeypatch.setenv("COLUMNS", str(width))
        monkeypatch.setenv("FORCE_COLOR" if colour else "NO_COLOR", "1")
        for words in (*about_film, *(line.split() for line in lines.WHOLE_TEXT_LINES)):
            done = filmlog(*words)
            assert done.code == 0, (words, done.output)
            _is_harmless(done, words, is_for_people=True)
        monkeypatch.delenv("FORCE_COLOR" if colour else "NO_COLOR")
    monkeypatch.setenv("COLUMNS", "80")
    for line in lines.MACHINE_LINES:
        done = filmlog(*line.format(film="#1").split())
        assert done.code == 0, (line, done.output)
        _is_harmless(done, line.split())
        if "json" in line:
            json.loads(done.stdout)
    for number, text in enumerate(texts, 1):
        for command in ("list", "search", "stats"):
            done = filmlog(command, "--", text)
            assert done.code in {0, 2}, (command, text, done.output)
            _is_harmless(done, [command, text])
        shown = json.loads(filmlog("show", f"#{number}", "--json", "--spoilers").stdout)["data"]
        assert shown["film"]["title"] == one_line(f"Film {text}")
        assert shown["viewings"][0]["review"] == block(text)
    for template in lines.REFUSED_LINES:
        refused = [word.format(text=texts[-1]) for word in template]
        done = filmlog(*refused)
        assert 0 <= done.code <= 9, (refused, done.output)
        _is_harmless(done, refused)


def _export(folder: Path) -> None:
    """Write the diary in every format; each is whole, and filmlog reads its own again."""
    for number, line in enumerate(lines.EXPORT_LINES):
        printed, said = filmlog(*line.split()), filmlog(*line.split(), "-o", f"{number}.out")
        assert printed.code == said.code == 0, (line, said.output)
        _is_harmless(said, line.split())
        text = (folder / f"{number}.out").read_bytes().decode()
        assert text == printed.stdout or "markdown" in line
        if "json" in line:
            json.loads(text)
        elif "csv" in line or "letterboxd" in line:
            header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
            assert {len(row) for row in rows} <= {len(header)}
            if "--spreadsheet" in line:
                assert not any(cell[:1] in set("=+-@\t\r") for row in rows for cell in row)
        elif "markdown" in line:
            assert _IN_MARKDOWN.search(text) is None, line
        else:
            assert _IN_CALENDAR.search(text) is None
            assert max(map(len, text.encode().split(b"\r\n"))) <= 75
            entries = text.split("\r\n")
            assert entries.count("BEGIN:VEVENT") == entries.count("END:VEVENT") > 0
    assert filmlog("export", "markdown", "--pages", "pages").code == 0
    for page in (folder / "pages").rglob("*.md"):
        assert _IN_MARKDOWN.search(page.read_bytes().decode()) is None, page
    known = filmlog("export", "json").stdout
    for number, source in enumerate(("0.out", "pages")):
        other = ("--db", f"other{number}.db")
        done = filmlog(*other, "import", source)
        assert done.code == 0, done.output
        _is_harmless(done, ["import", source])
        kinds = {"film", "viewing", "list", "wish"} | ({"source"} if source == "0.out" else set())
        for one, two in zip(
            *(_records(text, kinds) for text in (known, filmlog(*other, "export", "json").stdout)),
            strict=True,
        ):
            assert one == two, source


def _turn(text: str) -> None:
    """Do what else there is to do, and leave the diary as it was."""
    known = filmlog("export", "json").stdout
    for template in lines.OTHER_LINES:
        words = [word.format(text=text, file=lines.file_name(text)) for word in template]
        done = filmlog(*words)
        assert done.code == 0, (words, done.output)
        _is_harmless(done, words)
    kinds = {"film", "viewing", "source", "list", "wish"}
    assert _records(filmlog("export", "json").stdout, kinds) == _records(known, kinds)


def _records(exported: str, kinds: set[str]) -> list[dict[str, object]]:
    found = (record for record in json.loads(exported)["records"] if record["record"] in kinds)
    return sorted(found, key=lambda record: record["id"])


def _is_harmless(done: Result, words: Iterable[str], *, is_for_people: bool = False) -> None:
    line = " ".join(words)
    told = done.stderr if line.startswith(_EXACT) else done.output
    assert OWN_COLOUR not in told, line
    told = re.sub(r"\x1b\[[0-9;]*m", "", told).replace("\r\n", "\n")
    assert is_safe(told), line
    assert "Traceback" not in told, line
    if is_for_people:
        assert clean_block(told) == told, line


def _are_kept(texts: Iterable[str], folder: Path) -> None:
    """What the diary holds is what was typed."""
    with Diary.open(folder / "diary.db") as diary:
        for number, text in enumerate(texts, 1):
            film = diary.film(number)
            assert film is not None
            assert film.title == one_line(f"Film {text}")
            (entry,) = diary.entries_of(film)
            viewing, line, lines_of_text = entry.viewing, one_line(text), block(text)
            assert film.original_title == film.tagline == line
            some = (line,) if line else ()
            assert film.directors == film.writers == film.genres == viewing.tags == some
            assert film.countries == film.languages == viewing.companions == some
            assert viewing.headline == viewing.quote_by == viewing.venue == line
            assert viewing.format == viewing.subtitles == viewing.unfinished_why == line
            assert film.overview == viewing.quote == viewing.review == lines_of_text
            assert viewing.pictures[0].caption == line
            assert entry.source is not None
            assert entry.source.name == one_line(f"Kino {number} {text}")
            assert entry.source.note == lines_of_text
