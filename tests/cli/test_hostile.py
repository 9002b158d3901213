"""Text that means harm, through every option that writes and every command that reads."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from filmlog.screen.safe import is_safe
from filmlog.storage.diary import Diary
from tests.program import Result, filmlog
from tests.starter_films import film, make_catalogue

_TEXTS = {
    "escapes": "\x1b[31mred\x1b]8;;http://evil\x1b\\link\x1b]52;c;ZXZpbA==\x07\x08\x7f",
    "c1": "a\x9b2Jb\x90q\x9d0;title\x9c",
    "bidi": "\u202etxt.exe\u2066\u200f\u061c\u200b\ufeff",
    "markup": "[bold]b[/] [/] :smiley: {0} %s <script>&amp;`$(true)`",
    "sql": "'; DROP TABLE film; -- \" \\",
    "formula": "=HYPERLINK(\"http://x\")|' /C calc'!A0",
    "path": "../../../etc/passwd",
    "lines": "one\ntwo\r\nthree\u2028four\x0bfive\x85six",
    "accents": "a" + "\u0301" * 200,
    "option": "--yes",
}
_VIEWING = (
    "why with venue format subtitles tag headline quote quote-by review caption source"
).split()
_FILM = "original-title director writer cast genre country language overview tagline award".split()
_PNG = b"\x89PNG\r\n\x1a\n"


def _line(text: str) -> str:
    return " ".join(text.split())


def _block(text: str) -> str:
    return text.replace("\r\n", "\n")


@pytest.mark.parametrize("text", _TEXTS.values(), ids=_TEXTS)
def test_no_command_lets_it_through(text: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write_everywhere(text, home)
    _is_kept(text, home)
    for command in (
        "show #1", "show #1 --spoilers --cast", "list --all", "list --csv", "search film",
        "trash", "trash --json", "source list", "source list --json", "pass list",
        "pass show 1", "pass show 2 --json", "export markdown", "compare #1",
        "compare #1 --spoilers", "compare #1 --json", "stats", "stats --json", "stats --ascii",
        "spending", "spending --by film", "spending --csv", "spending --json", "watchlist",
        "watchlist --spoilers", "watchlist --json", "watchlist --csv", "watchlist --pick", "lists",
        "lists list --json", "found #1", "found #1 --json", "film match --all",
        "film match --json",
    ):  # fmt: skip
        _check(filmlog(*command.split()), 0)
    _check(filmlog("source", "show", "--", text), 0)
    for options in ((), ("--spoilers",), ("--json",), ("--csv",)):
        _check(filmlog("lists", "show", *options, "--", text), 0)
    asked = filmlog("stats", "--", text)  # a query, or none that can be read
    _check(asked, 2 if text in {_TEXTS["sql"], _TEXTS["option"]} else 0)

    shown = json.loads(_check(filmlog("show", "#1", "--json"), 0))["data"]
    assert shown["film"]["title"] == _line(f"Film {text}")
    assert shown["viewings"][0]["review"] == _block(text)
    listed = json.loads(_check(filmlog("list", "--json"), 0))["data"]
    assert listed[0]["headline"] == _line(text)

    monkeypatch.setenv("COLUMNS", "20")
    _check(filmlog("show", "#1"), 0)
    monkeypatch.setenv("FORCE_COLOR", "1")
    for command in (
        "show #1 --spoilers", "list", "search film", "source list", "compare #1", "stats",
        "spending --by film", "watchlist", "lists",
    ):  # fmt: skip
        coloured = filmlog(*command.split())
        assert coloured.code == 0
        assert "\x1b[31mred" not in coloured.output
        assert is_safe(re.sub("\x1b\\[[0-9;]*m", "", coloured.output))


def _write_everywhere(text: str, home: Path) -> None:
    """Make a diary whose every field holds the text, in film #1, and again in the trash."""
    (home / "p.png").write_bytes(_PNG)
    options = [word for name in (*_VIEWING, *_FILM) for word in (f"--{name}", text)]
    more = ["--unfinished", "90", "--picture", "p.png", "--price", "5 USD", "--related", text]
    for title in ("Film", "Gone"):
        _check(filmlog("add", f"{title} {text}", "--new", *options, *more), 0)
    _check(filmlog("remove", "#2", "--yes"), 0)
    _check(filmlog("source", "edit", "--url", text, "--note", text, "--", text), 0)
    _check(filmlog("pass", "add", "--note", text, "--", text), 0)
    wish = ["--why", text, "--recommended-by", text, "--mood", text]
    _check(filmlog("watch", "#1", *wish), 0)
    _check(filmlog("found", "#1", "--at", text, "--url", text, "--note", text), 0)
    _check(filmlog("lists", "create", "--ranked", "--note", text, "--", text), 0)
    _check(filmlog("lists", "add", "--note", text, "--", text, "#1"), 0)


def _is_kept(text: str, home: Path) -> None:
    with Diary.open(home / "diary.db") as diary:
        film = diary.film(1)
        assert film is not None
        (entry,) = diary.entries_of(film)
        (source,) = diary.sources.all()
    viewing = entry.viewing
    assert film.title == _line(f"Film {text}")
    assert film.original_title == film.tagline == source.name == source.url == _line(text)
    assert film.directors == film.writers == film.genres == viewing.tags == (_line(text),)
    assert viewing.headline == viewing.quote_by == viewing.venue == viewing.unfinished_why
    assert viewing.headline == viewing.pictures[0].caption == _line(text)
    assert film.overview == viewing.quote == viewing.review == source.note == _block(text)


@pytest.mark.parametrize("text", [t for t in _TEXTS.values() if t.isprintable() or "\n" not in t])
def test_no_catalogue_brings_it_in(text: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of facts is somebody else's text."""
    title, others = f"Quaint {text}", ("Quaint Odds", "Quaint Ends")
    films = [film(8, title, 1999, text, text)._replace(genres=text, cast=text, countries=text)]
    films += [film(number, other, 1999, text) for number, other in enumerate(others, 9)]
    path = make_catalogue(home / "films.db", *films)
    monkeypatch.setenv("FILMLOG_CATALOGUE", str(path))
    _check(filmlog("add", "Quaint O", "--as-typed"), 0)
    for words, code in (
        (("catalogue", "search", "quaint"), 0), (("catalogue", "search", "quaint", "--json"), 0),
        (("catalogue", "show", "tt0000008", "--cast"), 0), (("catalogue", "show", "quaint"), 3),
        (("catalogue", "show", "tt0000008", "--json"), 0), (("film", "match"), 0),
        (("film", "match", "--json"), 0), (("add", "tt0000008"), 0), (("watch", "quaint"), 3),
        (("show", "#2", "--cast"), 0), (("list",), 0), (("film", "match", "#2"), 0),
    ):  # fmt: skip
        _check(filmlog(*words), code)


@pytest.mark.parametrize("text", _TEXTS.values(), ids=_TEXTS)
def test_no_error_lets_it_through(text: str) -> None:
    filmlog("add", "Ran (1985)")
    for words in (
        ("show", f"x{text}"), ("list", f"year:{text}"), ("list", f"x:{text}"),
        ("add", "X", "--rating", f"x{text}"), ("add", "X", "--on", f"x{text}"),
        ("add", "X", "--price", f"x{text}", "--source", "S"), ("restore", f"x{text}"),
        ("add", "X", "--picture", f"x{text}"), ("config", "set", "day_end", f"x{text}"),
        ("config", "get", f"x{text}"), ("source", "show", f"x{text}"), (f"x{text}",),
        ("pass", "show", f"x{text}"), ("list", "--sort", f"x{text}"),
        ("add", "X", "--runtime", f"x{text}"), ("add", "X", "--imdb", f"x{text}"),
        ("stats", f"x:{text}"), ("spending", f"x{text}"),
        ("spending", "--by", f"x{text}"), ("lists", "show", f"x{text}"),
        ("watch", "X", "--priority", f"x{text}"), ("watch", "X", "--by", f"x{text}"),
        ("catalogue", "search", f"x{text}"), ("catalogue", "show", f"x{text}"),
        ("film", "match", f"x{text}"), ("film", "match", "Ran", "--to", f"x{text}"),
        ("film", "lookup", "Ran", "--from", f"x{text}"),
        ("add", "X", "--wikidata", f"x {text}"), ("add", "X", "--letterboxd", f"x {text}"),
        ("found", f"x{text}"), ("watchlist", "--sort", f"x{text}"), ("compare", f"x{text}"),
        ("--db", f"x{text}", "list"), ("add", "X", "--review-file", f"x{text}"),
    ):  # fmt: skip
        refused = filmlog(*words)
        assert refused.code in {2, 3, 4}, words
        _check(refused, refused.code)


@pytest.mark.parametrize("broken", ["a\x00b", "a\udcffb"])
def test_what_is_no_text_is_refused_by_the_name_of_its_field(broken: str) -> None:
    for name in (*_VIEWING, *_FILM, "review-file", "picture"):
        refused = filmlog("add", "Ran", f"--{name}", broken, *(
            ["--picture", "p.png"] if name == "caption" else []
        ))  # fmt: skip
        assert refused.code == 2
        _check(refused, 2)
        assert len(refused.stderr.splitlines()) <= 2
    for words in (("add", broken), ("source", "add", broken), ("pass", "add", broken)):
        _check(filmlog(*words), 2)


def test_a_megabyte_in_a_field_is_kept(home: Path) -> None:
    large = "word " * 200_000 + "end"
    (home / "large.md").write_text(large)
    _check(filmlog("add", "Ran (1985)", "--review-file", "large.md", "--headline", large), 0)
    for command in ("list", "search end", "list --csv"):
        _check(filmlog(*command.split()), 0)
    shown = json.loads(filmlog("show", "Ran", "--json").stdout)["data"]["viewings"][0]
    assert shown["review"] == shown["headline"] == large


def _check(result: Result, code: int) -> str:
    assert result.code == code, result.output
    assert is_safe(result.output.replace("\r\n", "\n"))
    assert "Traceback" not in result.output
    return result.stdout
