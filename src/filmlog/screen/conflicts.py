"""Conflicts of sync: a field as it was, as it is here, and as it is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from filmlog.domain.conflict import TEXTS, Conflict
from filmlog.domain.merging import in_short
from filmlog.domain.naming import field_name
from filmlog.domain.review import hide_inline
from filmlog.screen.records import Plain

_INDENT = "    "


class Shown(Protocol):
    """A conflict with the values of the domain to show."""

    @property
    def conflict(self) -> Conflict:
        """The record."""

    @property
    def label(self) -> str:
        """What a person calls the record that it is about."""

    @property
    def is_base_known(self) -> bool:
        """Whether it is known what both began from."""

    @property
    def base(self) -> Any:
        """What both began from."""

    @property
    def here(self) -> Any:
        """What stands in the record."""

    @property
    def there(self) -> Any:
        """The other value."""


def question_words(shown: Shown) -> str:
    """What a conflict is about: `Ran (1985), watched Fri 20 Nov 2026: the rating`."""
    return f"{shown.label}: the {field_name(shown.conflict.field)}"


def question_lines(shown: Shown, *, spoilers: bool) -> Iterator[str]:
    """A conflict, not yet made safe for a terminal: what it is about, and the three values."""
    conflict = shown.conflict
    yield f"#{conflict.number}  {question_words(shown)}"
    if shown.is_base_known:
        yield from _value("before", shown.base, conflict.field, spoilers=spoilers)
    else:
        yield f"{_INDENT}before: nothing both machines knew"
    here = f"here, {conflict.kept_by}" if conflict.kept_by else "here"
    there = f"there, {conflict.other_by}" if conflict.other_by else "there"
    yield from _value(here, shown.here, conflict.field, spoilers=spoilers)
    yield from _value(there, shown.there, conflict.field, spoilers=spoilers)


def question_json(shown: Shown, *, spoilers: bool) -> Plain:
    """A conflict for programs; values as filmlog's JSON has them."""
    from filmlog.domain.codec import plain

    conflict = shown.conflict
    return {
        "base": _hidden(plain(shown.base), spoilers=spoilers),
        "field": conflict.field,
        "here": _hidden(plain(shown.here), spoilers=spoilers),
        "here_by": conflict.kept_by,
        "is_base_known": shown.is_base_known,
        "kind": conflict.of,
        "label": shown.label,
        "number": conflict.number,
        "record": conflict.record_id,
        "there": _hidden(plain(shown.there), spoilers=spoilers),
        "there_by": conflict.other_by,
    }


def _value(side: str, value: Any, field: str, *, spoilers: bool) -> Iterator[str]:
    text = _hidden(value, spoilers=spoilers)
    if field in TEXTS and isinstance(text, str) and "\n" in text:
        yield f"{_INDENT}{side}:"
        yield from (f"{_INDENT * 2}{line}".rstrip() for line in text.split("\n"))
    elif field in TEXTS and isinstance(text, str):
        yield f"{_INDENT}{side}: {text or 'nothing'}"
    else:
        yield f"{_INDENT}{side}: {in_short(field, text) or 'nothing'}"


def _hidden(value: Any, *, spoilers: bool) -> Any:
    return hide_inline(value) if isinstance(value, str) and not spoilers else value
