"""What was typed after `filmlog import`, checked before anything is opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from filmlog.cli.imports.attempt import Manner
from filmlog.errors import UsageError
from filmlog.exchange.formats import NAMES, TABLE
from filmlog.paths import expanded

NATIVE, PAGES = "json", "pages"
OWN_FORMATS = {NATIVE: "filmlog's JSON", PAGES: "filmlog's Markdown pages", TABLE: "any table"}
FORMATS = (*NAMES, *OWN_FORMATS)


class Wishes(NamedTuple):
    """The words of the command; `file` is `-` for standard input, '' is what was not said."""

    file: str
    format: str
    role: str
    mapping: str
    rated_as_watched: bool | None
    deleted: bool
    orphaned: bool
    encoding: str
    tags: Mapping[str, Sequence[str] | None]
    as_typed: bool
    report: Path | None
    manner: Manner

    @property
    def path(self) -> Path | None:
        """Where what is imported is; None for standard input."""
        return expanded(self.file) if self.file != "-" else None


def checked(wishes: Wishes) -> Wishes:
    """The wishes with the role as a reader takes it. Raises UsageError."""
    if wishes.format and wishes.format not in FORMATS:
        raise UsageError(
            f"There is no format {wishes.format!r}.", f"There are {', '.join(FORMATS)}."
        )
    if wishes.mapping and wishes.format not in {"", TABLE}:
        raise UsageError("--map is for a table of no known format.", "Leave out --from.")
    if wishes.report is not None:
        _check_report(wishes.report)
    return wishes._replace(role=_role(wishes.role))


def _role(text: str) -> str:
    kind, _, name = text.strip().partition(" ")
    if kind in {"", "viewings", "watchlist"} and not name:
        return kind
    if kind == "list" and name.strip():
        return f"list {' '.join(name.split())}"
    raise UsageError(
        f"--as {text!r} is nothing that rows can be.", "Say viewings, watchlist or 'list NAME'."
    )


def _check_report(path: Path) -> None:
    if path.exists():
        raise UsageError(f"{path} is there already.", "Name another file for the report.")
    if path.suffix.lower() not in {".json", ".csv"}:
        raise UsageError(
            f"A report is JSON or CSV, and {path.name} says neither.",
            "Name it with .json or .csv at the end.",
        )
