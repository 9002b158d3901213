"""Every command of the program: what each takes, and lines that write and read all there is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import typer

from filmlog.cli.app import COMMANDS, app
from tests.battery.hostile_texts import PNG

FIELDS_OF_VIEWING = (
    "why with venue format subtitles tag headline quote quote-by review caption".split()
)
FIELDS_OF_FILM = (
    "original-title director writer cast genre country language overview tagline award related"
).split()


class Taken(NamedTuple):
    """A text that a command takes: the words before it, '' for an argument, and what it is of."""

    command: str
    option: str
    kind: str


def commands() -> dict[str, Any]:
    """Every command and sub-command that does something, by its words."""
    root = typer.main.get_command(app)
    found: dict[str, Any] = {}
    for name in COMMANDS:
        found |= dict(_leaves(name, root.get_command(None, name)))  # type: ignore[attr-defined]  # a group, which needs no context here
    return found


def texts_taken() -> list[Taken]:
    """Every option and argument of every command that takes a text or a path."""
    return [
        Taken(name, param.opts[-1] if param.param_type_name == "option" else "", param.type.name)
        for name, command in commands().items()
        for param in command.params
        if param.type.name in {"str", "text", "path", "<str str>", "<text text>"}
    ]


def arguments_of(command: Any) -> list[str]:
    """What else a command has to be given: film #1, number 1."""
    values = {"int": "1", "integer range": "1", "int range": "1", "integer": "1"}
    return [
        values.get(param.type.name, "#1")
        for param in command.params
        if param.param_type_name == "argument" and param.required
        for _ in range(max(1, param.nargs))
    ]


def _leaves(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    inner = getattr(command, "commands", None) or {}
    if not inner or command.invoke_without_command:
        yield name, command
    for word, one in inner.items():
        yield from _leaves(f"{name} {word}", one)


def command_of(words: tuple[str, ...], known: dict[str, Any]) -> str:
    """The command that a line is of."""
    return max(
        (name for name in known if tuple(name.split()) == words[: len(name.split())]), key=len
    )


def writing(number: int, text: str, home: Path) -> list[tuple[str, ...]]:
    """Lines that put a text into every field of film `number`, of a source, a pass and a list.

    The next film but one is put in the trash. All of them succeed.
    """
    film, at, on = f"#{number}", f"Kino {number} {text}", f"List {number} {text}"
    picture = home / file_name(f"{number}{text}", ".png")
    picture.write_bytes(PNG + bytes([number]))
    # A prize, a person or a film whose name is empty is refused: `,`, ` as Veronika`, `: why`.
    named = dict.fromkeys(("award", "cast", "related"), f"Name {text}")
    facts = [word for name in FIELDS_OF_FILM for word in (f"--{name}", named.get(name, text))]
    seen = [word for name in FIELDS_OF_VIEWING for word in (f"--{name}", text)]
    seen += ["--unfinished", "90", "--picture", picture.name]
    wish = ["--why", text, "--recommended-by", text, "--mood", text]
    where = ["--at", at, "--url", text, "--note", text]
    return [
        ("add", f"Film {text}", "--new", *facts, *seen, "--source", at, "--price", "5 USD"),
        ("edit", film, *seen, "--heart"),
        ("film", "edit", film, *facts, "--title", f"Film {text}", "--rating", "4"),
        ("source", "edit", "--url", text, "--note", text, "--", at),
        ("source", "add", "--url", text, "--note", text, "--", f"Other {number} {text}"),
        ("pass", "add", "--note", text, "--", at),
        ("pass", "add", "--kind", "subscription", "--price", "9 EUR", "--note", text, "--", at),
        ("watch", film, *wish),
        ("found", film, *where),
        ("lists", "create", "--ranked", "--note", text, "--", on),
        ("lists", "add", "--note", text, "--", on, film),
        ("lists", "move", "--", on, film, "1"),
        ("lists", "note", "--", on, film, text),
        ("lists", "edit", "--ordered", "--note", text, "--", on),
        ("lists", "rename", "--", on, f"{on} again"),
        ("lists", "create", "--", f"Short {number}"),
        ("lists", "add", "--", f"Short {number}", film),
        ("lists", "remove", "--yes", "--", f"Short {number}", film),
        ("lists", "delete", "--yes", "--", f"Short {number}"),
    ]


def file_name(text: str, ending: str = "") -> str:
    """A text as the name of a file in the folder one is in, as hostile as a disk lets it be."""
    name = text.replace("/", "_").replace("..", "_").replace("\x00", "_")
    return f"x{name.encode()[:150].decode(errors='ignore')}{ending}"


TEXT_LINES = (
    "show {film}", "show {film} --spoilers --cast", "compare {film}", "compare {film} --spoilers",
    "history {film}", "history {film} --spoilers", "found {film}", "found {film} --spoilers",
)  # fmt: skip
"""Lines for a person about one film."""

WHOLE_TEXT_LINES = (
    "list --all", "list --all --spoilers", "search film --all", "search film --spoilers", "stats",
    "stats --ascii", "spending", "spending --by film", "spending --by source --ascii", "trash",
    "history --all", "source list", "pass", "pass list", "pass show 1", "watchlist --all",
    "watchlist --spoilers", "watchlist --pick", "lists", "lists list", "film match --all",
    "catalogue", "export markdown", "export markdown --spoilers", "backups", "backups --check",
    "doctor", "config list", "config path", "where", "demo", "sync status", "sync log -n 99",
)  # fmt: skip
"""Lines for a person about everything."""

MACHINE_LINES = (
    "list --json", "list --all --csv", "list --csv --spreadsheet --spoilers", "search film --json",
    "stats --json", "spending --json", "spending --csv", "trash --json", "history --json",
    "source list --json", "pass --json", "pass list --json", "pass show 1 --json",
    "watchlist --json", "watchlist --csv", "lists list --json", "film match --json",
    "catalogue --json", "backups --json", "doctor --json", "config list --json",
    "sync status --json", "sync log --json",
    "show {film} --json --spoilers", "compare {film} --json", "history {film} --json",
    "found {film} --json",
)  # fmt: skip
"""Lines for programs; what they print has to be harmless on a screen too."""

EXPORT_LINES = (
    "export json", "export csv", "export csv --spreadsheet", "export ics", "export letterboxd",
    "export letterboxd --spoilers", "export letterboxd --mark-spoilers",
    "export markdown --no-spoilers",
)  # fmt: skip
"""Lines that write a format as exactly as it can hold a text, but on a terminal harmlessly."""

OTHER_LINES = (
    ("remove", "#1", "--yes"), ("restore", "1"), ("remove", "#2", "--yes", "--all"),
    ("restore", "1"),
    ("pass", "edit", "2", "--kind", "rental", "--ends", "2026-11-25"),
    ("pass", "extend", "2", "--by", "24h"),
    ("pass", "refund", "1"), ("pass", "stop", "3"), ("source", "show", "--", "Other 1 {text}"),
    ("lists", "show", "--", "List 1 {text} again"),
    ("lists", "show", "--json", "--", "List 1 {text} again"),
    ("lists", "show", "--csv", "--spoilers", "--", "List 1 {text} again"),
    ("source", "show", "--json", "--", "Other 1 {text}"),
    ("undo", "3"), ("redo", "2"), ("redo",), ("history", "#1", "--restore", "1"), ("undo",),
    ("backup",), ("backup", "{file}"), ("restore-backup", "{file}", "--dry-run"),
    ("restore-backup", "{file}", "--yes"), ("undo",),
    ("film", "merge", "#1", "#2", "--dry-run"), ("film", "merge", "#1", "#2", "--yes"), ("undo",),
    ("doctor", "--fix"), ("doctor", "--salvage", "{file}.salvaged"),
    ("sync", "setup", "./{file}.sync"), ("sync", "--dry-run"), ("sync",), ("sync", "settle"),
    ("sync", "purge", "--yes"), ("sync",),
    ("export", "sqlite", "-o", "{file}.copy"), ("demo", "--keep", "{file}.demo"),
    ("demo", "--svg", "{file}.svg"),
)  # fmt: skip
"""What else a command can do to a film, a pass or the whole diary, undone where it has to be."""

REFUSED_LINES = (
    ("catalogue", "build", "--from", "{text}"), ("catalogue", "update"), ("catalogue", "remove"),
    ("catalogue", "search", "--", "{text}"), ("catalogue", "show", "--", "x{text}"),
    ("film", "lookup", "--from", "{text}", "--", "#1"), ("config", "edit"),
    ("config", "get", "--", "x{text}"), ("config", "set", "--", "currency", "x{text}"),
    ("config", "token"), ("film", "match", "#1"), ("import", "--", "x{text}"),
)  # fmt: skip
"""What cannot be done here, with no network, no terminal and no such film."""
