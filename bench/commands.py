"""The commands that are timed, and the like command of each rival."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from bench import workshop
from bench.process import CommandFailed, Sample, Words, run

FILM = "The Cranes Are Flying"
WORD = "cathedral"
QUERY = ("rating:>=4", "year:1950..1959", "tag:rare")

Timed = Callable[[], Sample]
"""One run of a command that has everything it needs."""


class Command(NamedTuple):
    """A command by the name it has in the tables; `make` readies it for a diary of a size."""

    name: str
    make: Callable[[int], Timed]
    rivals: Mapping[str, Callable[[int], Timed]] = {}


def bare_python() -> Sample:
    """The least a Python program can cost, in filmlog's own environment."""
    return run([workshop.filmlog_bin() / "python", "-c", "pass"], workshop.environment())


def _filmlog(
    *words: str, expected: str = "", on_terminal: bool = False, **variables: str
) -> Callable[[int], Timed]:
    """A command that reads a diary."""

    def make(viewings: int) -> Timed:
        command: Words = [workshop.filmlog_bin() / "filmlog", *words]
        settings = workshop.environment(FILMLOG_DB=str(workshop.diary(viewings)), **variables)
        return lambda: run(command, settings, on_terminal=on_terminal, expected=expected)

    return make


def _filmlog_add(title: Callable[[Random], str], *options: str) -> Callable[[int], Timed]:
    """A command that adds a viewing to a copy of the diary, on another day each time."""

    def make(viewings: int) -> Timed:
        copy = workshop.scratch(workshop.diary(viewings))
        settings = workshop.environment(FILMLOG_DB=str(copy))
        rng = Random(viewings)

        def timed() -> Sample:
            words = ("add", title(rng), "--on", _some_day(rng), "--rating", "4", *options)
            command: Words = [workshop.filmlog_bin() / "filmlog", *words]
            return run(command, settings, expected="atched")

        return timed

    return make


def _some_day(rng: Random) -> str:
    return f"2026-{rng.randint(1, 10):02}-{rng.randint(1, 28):02}"


def _unheard_of(rng: Random) -> str:
    """A title that no film in the diary resembles, nor the last one added."""
    return " ".join("".join(rng.choices("bdfgklmnprstaeiouy", k=7)).title() for _ in range(3))


def _mistyped(rng: Random) -> str:
    """A film of the starter catalogue, with a letter of its title left out."""
    title = rng.choice(_starter_titles())
    at = rng.randrange(1, len(title) - 1)
    return title[:at] + title[at + 1 :]


@cache
def _starter_titles() -> list[str]:
    table = workshop.ROOT / "src/filmlog/catalogue/starter/films.tsv.gz"
    with gzip.open(table, "rt", encoding="utf-8") as lines:
        titles = [line.split("\t")[2] for line in lines]
    return [title for title in titles[1:] if len(title) > 9]


def _pages(*, again: bool) -> Callable[[int], Timed]:
    def make(viewings: int) -> Timed:
        folder = workshop.WORK / "scratch" / f"pages-{viewings}"
        command: Words = [
            workshop.filmlog_bin() / "filmlog",
            "export",
            "markdown",
            "--pages",
            str(folder),
        ]
        settings = workshop.environment(FILMLOG_DB=str(workshop.diary(viewings)))

        def timed() -> Sample:
            if not again:
                shutil.rmtree(folder, ignore_errors=True)
            sample = run(command, settings)
            if not any(folder.rglob("*.md")):
                raise CommandFailed(f"no pages in {folder}")
            return sample

        return timed

    return make


def _jrnl(*words: str, expected: str = "", writes: bool = False) -> Callable[[int], Timed]:
    def make(viewings: int) -> Timed:
        journal = workshop.jrnl_text(viewings)
        settings_file = _jrnl_settings(workshop.scratch(journal) if writes else journal)
        command: Words = [
            workshop.rival_bin("jrnl") / "jrnl",
            "--config-file",
            settings_file,
            *words,
        ]
        return lambda: run(command, workshop.environment(), expected=expected)

    return make


def _jrnl_settings(journal: Path) -> Path:
    """A whole configuration file beside the journal, so that jrnl asks nothing."""
    path = journal.with_suffix(".yaml")
    installed = workshop.version(workshop.rival_bin("jrnl"), "jrnl")
    path.write_text(
        "colors: {body: none, date: none, tags: none, title: none}\n"
        "default_hour: 9\ndefault_minute: 0\neditor: ''\nencrypt: false\nhighlight: true\n"
        f"indent_character: '|'\njournals: {{default: {{journal: '{journal}'}}}}\nlinewrap: 79\n"
        "tagsymbols: '@'\ntemplate: false\ntimeformat: '%Y-%m-%d %H:%M'\n"
        f"version: 'v{installed}'\n"
    )
    return path


def _watson(*words: str, expected: str = "", writes: bool = False) -> Callable[[int], Timed]:
    def make(viewings: int) -> Timed:
        folder = workshop.watson_folder(viewings)
        settings = workshop.environment(
            WATSON_DIR=str(workshop.scratch(folder) if writes else folder)
        )
        command: Words = [workshop.rival_bin("td-watson") / "watson", *words]
        return lambda: run(command, settings, expected=expected)

    return make


def _watson_latest(viewings: int) -> Timed:
    """Watson's log of about the last 25 viewings: it counts by days and not by rows."""
    days = max(1, 25 * 365 * 25 // viewings)
    since = date(2026, 11, 20) - timedelta(days=days)
    return _watson("log", "-G", "--from", since.isoformat(), expected=FILM)(viewings)


COMMANDS = (
    Command("--version", _filmlog("--version", expected="filmlog")),
    Command(
        "add, a new film",
        _filmlog_add(_unheard_of, "--as-typed"),
        {
            "jrnl": _jrnl("2026-11-20 20:00: Unheard Of. Good @rare", writes=True),
            "watson": _watson(
                *("add", "-f", "2026-11-20 20:00", "-t", "2026-11-20 22:00", "Unheard Of", "+rare"),
                expected="Adding",
                writes=True,
            ),
        },
    ),
    Command("add, seen before", _filmlog_add(lambda _: FILM)),
    Command("add, from the catalogue", _filmlog_add(_mistyped)),
    Command("add, in no catalogue", _filmlog_add(_unheard_of)),
    Command(
        "show",
        _filmlog("show", FILM, expected="Kalatozov"),
        {
            "jrnl": _jrnl("-contains", FILM, expected=FILM),
            "watson": _watson("log", "-G", "--all", "--project", FILM, expected=FILM),
        },
    ),
    Command(
        "list",
        _filmlog("list", expected=FILM),
        {"jrnl": _jrnl("-n", "25", expected=FILM), "watson": _watson_latest},
    ),
    Command(
        "search",
        _filmlog("search", WORD, expected=WORD),
        {
            "jrnl": _jrnl("-contains", WORD, expected=WORD),
            "watson": _watson("log", "-G", "--all", "--tag", "rare", expected="rare"),
        },
    ),
    Command("list, a query", _filmlog("list", *QUERY)),
    Command(
        "completion",
        _filmlog(
            _FILMLOG_COMPLETE="complete_bash",
            COMP_WORDS="filmlog show The",
            COMP_CWORD="2",
            expected="The",
        ),
    ),
    Command(
        "completion, from the catalogue",
        _filmlog(
            _FILMLOG_COMPLETE="complete_bash",
            COMP_WORDS="filmlog add lawrenc",
            COMP_CWORD="2",
            expected="Lawrence",
        ),
    ),
    Command("list, on a terminal", _filmlog("list", on_terminal=True, expected=FILM)),
    Command("show, on a terminal", _filmlog("show", FILM, on_terminal=True, expected="Kalatozov")),
    Command("stats, a year", _filmlog("stats", "2025", expected="Weekdays")),
    Command("stats, the whole diary", _filmlog("stats", expected="Weekdays")),
    Command("spending", _filmlog("spending", expected="By source")),
    Command("watchlist", _filmlog("watchlist", expected="Title")),
    Command("export markdown", _filmlog("export", "markdown", expected=FILM)),
    Command("export --pages", _pages(again=False)),
    Command("export --pages, again", _pages(again=True)),
)
