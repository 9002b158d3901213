"""What happened to a diary, or to one film of it: a line a command, and under it what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from filmlog.domain.history import Command, RecordChange, Version
from filmlog.domain.merging import in_short
from filmlog.domain.moment import when
from filmlog.domain.naming import field_name
from filmlog.domain.numerals import counted
from filmlog.domain.record import UNDONE
from filmlog.domain.review import hide_inline
from filmlog.screen.records import Plain, folded
from filmlog.screen.safe import clean, clean_block
from filmlog.screen.width import wrap

_INDENT = "    "
_WRITTEN = ("review", "overview", "headline", "quote", "why", "note", "unfinished_why")
"""Fields that a person wrote, and may want to read again as they were."""


def command_row(command: Command, *, with_who: bool) -> tuple[str, ...]:
    """Number, when, what, whether it was undone, and by whom."""
    return (
        f"#{command.number}",
        when(datetime.fromisoformat(command.at)),
        clean(command.words),
        "undone" if command.undone else "",
        clean(command.who) if with_who else "",
    )


def version_lines(
    versions: Sequence[Version], width: int, who: str, *, spoilers: bool, names: Mapping[str, str]
) -> Iterator[str]:
    """Each command with the records it changed; the newest first, texts as it left them.

    `names` has words for the ids of other records. With a command of another than `who`, each says
    whose it was.
    """
    with_who = any(command.who != who for command, _ in versions)
    newest: set[tuple[str, str]] = set()
    for command, changes in versions:
        number, at, words, undone, by = command_row(command, with_who=with_who)
        more = "".join(f" ({word})" for word in (undone, by) if word)
        yield from wrap(f"{number}  {at}  {words}{more}", width)
        for change in changes:
            yield from wrap(f"{clean(change.label)}{_fate(change)}", width, _INDENT)
            for name, was, became in change.fields:
                is_newest = (change.after.id, name) not in newest
                newest.add((change.after.id, name))
                if name in _WRITTEN:
                    yield from _text(name, became, width, is_newest=is_newest, spoilers=spoilers)
                    continue
                said = _short(name, became, names, spoilers=spoilers) or "none"
                before = _short(name, was, names, spoilers=spoilers)
                told = f", before {before}" if change.before is not None else ""
                if change.before is not None and not before:
                    told = ", before none"
                yield from wrap(f"{field_name(name)}: {said}{told}", width, _INDENT * 2)


def version_json(versions: Iterable[Version], *, spoilers: bool) -> list[Plain]:
    """What `history TITLE --json` prints: each command, and what it changed of each record."""
    from filmlog.domain.codec import to_plain

    return [
        command_json(command)
        | {
            "changes": [
                {
                    "after": _chosen(to_plain(change.after), change, spoilers=spoilers),
                    "before": None
                    if change.before is None
                    else _chosen(to_plain(change.before), change, spoilers=spoilers),
                    "deleted": bool(change.after.deleted),
                    "id": change.after.id,
                    "kind": type(change.after).__name__.lower(),
                    "label": change.label,
                }
                for change in changes
            ]
        }
        for command, changes in versions
    ]


def command_json(command: Command) -> Plain:
    """A command of the journal."""
    return {
        "at": command.at,
        "kind": command.kind or "command",
        "number": command.number,
        "target": command.target,
        "undone": command.undone,
        "who": command.who,
        "words": command.words,
    }


def _fate(change: RecordChange) -> str:
    """What became of a record as a whole."""
    was = change.before.deleted if change.before is not None else None
    became = change.after.deleted
    if was is None:
        return ": new"
    if bool(was) == bool(became):
        return ""
    if not became:
        return ": back in the diary"
    return ": taken back" if became.endswith(UNDONE) else ": in the trash"


def _text(name: str, text: str, width: int, *, is_newest: bool, spoilers: bool) -> Iterator[str]:
    words = counted(len(text.split()), "word") if text else "none"
    if is_newest or not text:
        yield f"{_INDENT * 2}{field_name(name)}: {words}{', as it is now' if text else ''}"
        return
    yield f"{_INDENT * 2}{field_name(name)}: {words}"
    shown = text if spoilers else folded(text)
    for line in clean_block(shown).split("\n"):
        yield from wrap(line, width, _INDENT * 3) if line else [""]


def _short(name: str, value: Any, names: Mapping[str, str], *, spoilers: bool) -> str:
    if isinstance(value, str) and value in names:
        return clean(names[value])
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name == "pictures":
        value = tuple(f"{p.name} ({p.caption})" if p.caption else p.name for p in value)
    if not spoilers and isinstance(value, str):
        value = hide_inline(value)
    elif not spoilers and isinstance(value, tuple):
        value = tuple(hide_inline(item) if isinstance(item, str) else item for item in value)
    return clean(in_short(name, value))


def _chosen(plain: Plain, change: RecordChange, *, spoilers: bool) -> Plain:
    names = [name for name, _, _ in change.fields]
    return {
        name: folded(plain[name]) if isinstance(plain[name], str) and not spoilers else plain[name]
        for name in names
    }
