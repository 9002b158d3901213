from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from filmlog.screen import console


class Terminal(io.StringIO):
    """A stream that says it is a terminal, of 24 lines."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    stream = Terminal()
    # Not sys.stdout itself: pytest puts its own there between a fixture and its test.
    monkeypatch.setattr(console, "sys", SimpleNamespace(stdout=stream))
    return stream


def test_what_is_told_breaks_between_words_on_a_terminal_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    line = "In the backup of 2026-11-20: 2 films, the \x1blatest of Mon 2 Nov 2026."
    following = "Next: filmlog show 'Ran (1985)' --json"
    for stream, told in (
        (io.StringIO(), f"{line.replace(chr(27), chr(0xFFFD))}\n{following}\n"),
        (
            Terminal(),
            (
                "In the backup of 2026-11-20: 2\nfilms, the \ufffdlatest of Mon 2\nNov 2026.\n"
                f"{following}\n"
            ),
        ),
    ):
        monkeypatch.setattr(console, "sys", SimpleNamespace(stderr=stream))
        console.tell(line, following)
        assert stream.getvalue() == told


def test_the_width_is_what_columns_says_else_80(monkeypatch: pytest.MonkeyPatch) -> None:
    for columns, width in (("132", 132), ("7", 20), ("0", 80), ("wide", 80), ("", 80)):
        monkeypatch.setenv("COLUMNS", columns)
        assert console.width_of(io.StringIO()) == width


@pytest.mark.parametrize(
    ("variables", "setting", "piped", "on_terminal"),
    [
        ({}, "auto", False, True),
        ({}, "always", True, True),
        ({}, "never", False, False),
        ({"NO_COLOR": "1"}, "always", False, False),
        ({"NO_COLOR": ""}, "auto", False, True),
        ({"FORCE_COLOR": "1"}, "never", True, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, "auto", False, False),
        ({"TERM": "dumb"}, "auto", False, False),
    ],
)
def test_colour(
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    setting: str,
    piped: bool,
    on_terminal: bool,
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert console.has_colour(io.StringIO(), setting) is piped
    assert console.has_colour(Terminal(), setting) is on_terminal


def test_a_closed_stream_is_no_terminal() -> None:
    stream = Terminal()
    stream.isatty = lambda: (_ for _ in ()).throw(ValueError)  # type: ignore[method-assign]
    assert not console.is_terminal(stream)


def test_a_pipe_in_a_code_page_becomes_utf_8() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="cp1252")
    console.make_writable(stream)
    stream.write("★")
    stream.flush()
    assert raw.getvalue() == "★".encode()


def test_a_terminal_that_lacks_a_sign_shows_a_question_mark() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="latin-1")
    stream.isatty = lambda: True  # type: ignore[method-assign]
    console.make_writable(stream)
    stream.write("★½")
    stream.flush()
    assert raw.getvalue() == b"?\xbd"


@pytest.fixture
def pager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pager that keeps what it was given, and the LESS it was given it with."""
    kept = tmp_path / "paged"
    code = f"import os, sys; open({str(kept)!r}, 'w').write(os.environ['LESS'] + sys.stdin.read())"
    monkeypatch.setenv("PAGER", f'"{sys.executable}" -c "{code}"')
    monkeypatch.setenv("LESS", "R")
    return kept


def test_a_text_longer_than_the_screen_goes_to_the_pager(terminal: Terminal, pager: Path) -> None:
    console.show("x\n" * 24)
    assert pager.read_text() == "R" + "x\n" * 24
    assert terminal.getvalue() == ""


def test_no_pager_for_a_short_text_or_when_it_is_not_wanted(
    terminal: Terminal, pager: Path
) -> None:
    console.show("x\n" * 23)
    console.show("y\n" * 99, pager="never")
    assert terminal.getvalue() == "x\n" * 23 + "y\n" * 99
    assert not pager.exists()


def test_no_pager_for_a_pipe(monkeypatch: pytest.MonkeyPatch, pager: Path) -> None:
    piped = io.StringIO()
    monkeypatch.setattr(console, "sys", SimpleNamespace(stdout=piped))
    console.show("x\n" * 99)
    assert piped.getvalue() == "x\n" * 99
    assert not pager.exists()


@pytest.mark.parametrize("command", ["", "cat", "no-such-pager-anywhere", "sh -c 'exit 127'", "'"])
def test_without_a_pager_that_works_the_text_is_written(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("PAGER", command)
    console.show("x\n" * 99)
    assert terminal.getvalue() == "x\n" * 99


def test_a_pager_left_early_is_no_error(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGER", "true")
    console.show("x\n" * 100_000)
    assert terminal.getvalue() == ""


def test_a_picture_is_the_same_each_time() -> None:
    from rich.text import Text

    first, second = (console.to_svg(Text("★ <b>", "film.stars"), 40, "card") for _ in range(2))
    assert first == second
    assert "&lt;b&gt;" in first


def test_a_path_is_exact_for_a_program_and_harmless_on_a_terminal(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = Path("a\x1b[31m\udcff.db")  # a name that is no UTF-8
    console.show_path(hostile)
    assert terminal.getvalue() == "a\ufffd[31m\ufffd.db\n"
    raw = io.BytesIO()
    piped = io.TextIOWrapper(raw, encoding="utf-8")
    monkeypatch.setattr(console, "sys", SimpleNamespace(stdout=piped))
    console.show_path(hostile)
    assert raw.getvalue() == os.fsencode(hostile) + os.linesep.encode()
