"""A record as text to edit: `field: value` lines, then a line of dashes, then the review.

A plural field stands once for each value. Text of several lines goes on in lines that begin with
blanks. Lines that begin with # before the dashes say what to do and are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from filmlog.errors import UsageError

_RULE = "-----"
_REVIEW = f"{_RULE} The review, in Markdown, stands below this line {_RULE}"


class Form(NamedTuple):
    """What an edited form says: the lines of each field, and the review if the form has one."""

    fields: Mapping[str, list[str]]
    review: str | None


def compose(head: str, fields: Sequence[tuple[str, list[str]]], review: str | None = None) -> str:
    """The text of a form; a field with no value stands with nothing behind its colon."""
    lines = [f"# {line}" for line in head.splitlines()]
    for name, values in fields:
        for value in values or [""]:
            first, *more = value.split("\n")
            lines.append(f"{name}: {first}".rstrip())
            lines += [f"  {line}".rstrip() for line in more]
    if review is not None:
        lines += [_REVIEW, review]
    return "\n".join(lines).rstrip("\n") + "\n"


def parse(text: str) -> Form:
    """Read an edited form. Raises UsageError with the line that cannot be read."""
    fields: dict[str, list[str]] = {}
    last: list[str] | None = None
    rows = text.split("\n")
    for number, row in enumerate(rows, 1):
        if row.startswith(_RULE):
            return Form(_finished(fields), "\n".join(rows[number:]).strip("\n"))
        if row.startswith("#"):
            continue
        if row[:1] in {" ", "\t"} or not row:
            if last is not None:
                last[-1] += "\n" + row[2:] if row.startswith("  ") else "\n" + row.lstrip()
            elif row.strip():
                raise UsageError(f"Line {number} belongs to no field: {row.strip()!r}.")
            continue
        name, colon, value = row.partition(":")
        if not colon:
            raise UsageError(
                f"Line {number} is not `field: value`: {row!r}.",
                "Begin the lines of a longer text with two blanks.",
            )
        last = fields.setdefault(name.strip().casefold(), [])
        last.append(value.strip())
    return Form(_finished(fields), None)


def _finished(fields: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {
        name: [value.rstrip() for value in values if value.strip()]
        for name, values in fields.items()
    }
