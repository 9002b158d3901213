"""Texts that a page does not show as they are, kept beside what it shows, word for word.

Front matter shows no hidden words, and a review cannot keep everything in its place on a page. The
original stands under the path of its field (`viewings.01J.headline`), as base64 of UTF-8 so that
it gives nothing away to who looks at the page (RFC 4648, 4). It is meant as long as the page shows
what it was shown as; what a person has changed is theirs.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from filmlog.domain.review import hide_inline, map_inline
from filmlog.exchange.markdown.folds import name

_INDEX = re.compile(r"\.\d{1,6}(?=\.|$)")
_HIDDEN = re.compile(r"\[spoiler, \d+ words?\]")


def shown(value: Any, path: str, kept: dict[str, str]) -> Any:
    """A value of front matter without hidden words; `kept` gets the texts that hide some."""
    if isinstance(value, str):
        if (text := name(value)) != value:
            kept[path] = value
        return text
    if isinstance(value, (list, tuple)):
        return [shown(item, at, kept) for at, item in _items(value, path)]
    if isinstance(value, dict):
        return {key: shown(item, f"{path}.{key}", kept) for key, item in value.items()}
    return value


def packed(kept: Mapping[str, str]) -> dict[str, str]:
    """The texts as they stand in front matter."""
    return {
        path: b64encode(text.encode("utf-8", "surrogatepass")).decode()
        for path, text in kept.items()
    }


def unpacked(text: str) -> str:
    """The text that `packed` made this from. Raises ValueError."""
    return b64decode(text, validate=True).decode()


class Exact:
    """The texts kept beside a page."""

    def __init__(self, kept: Mapping[str, str]) -> None:
        self._kept = kept
        self._alike = {(_INDEX.sub(".#", path), name(text)): text for path, text in kept.items()}

    def get(self, path: str) -> str | None:
        """The text kept under a path, whatever the page shows."""
        return self._kept.get(path)

    def restore(self, value: Any, path: str) -> Any:
        """What `shown` made this of, changed in place where it is a list or a map."""
        if not self._kept:
            return value
        if isinstance(value, str):
            return self._text(value, path)
        if isinstance(value, list):
            value[:] = [self.restore(item, at) for at, item in _items(value, path)]
        elif isinstance(value, dict):
            for key, item in value.items():
                value[key] = self.restore(item, f"{path}.{key}")
        return value

    def _text(self, text: str, path: str) -> str:
        own = self._kept.get(path)
        if own is not None and name(own) == text:
            return own
        # A line put above moves the others: their texts stand under another number.
        moved = self._alike.get((_INDEX.sub(".#", path), text))
        if moved is not None:
            return moved
        return text if own is None else _filled_in(text, own)


def item_path(path: str, item: Any, index: int) -> str:
    """The path of an item of a list: by its id, or else its number."""
    return f"{path}.{(item.get('id') if isinstance(item, dict) else '') or index}"


def _items(items: Iterable[Any], path: str) -> Iterator[tuple[str, Any]]:
    for index, item in enumerate(items):
        yield item_path(path, item, index), item


def _filled_in(text: str, original: str) -> str:
    """A text that was changed, with the hidden words of the original where it still marks them."""
    hidden: dict[str, list[str]] = defaultdict(list)

    def collect(words: str) -> str:
        marked = f"||{words}||"
        hidden[hide_inline(marked)].append(marked)
        return ""

    map_inline(original, collect)
    return _HIDDEN.sub(
        lambda found: hidden[found[0]].pop(0) if hidden[found[0]] else found[0], text
    )
