"""Front matter read: as filmlog writes it, or as a person writes YAML by hand.

A key with its value in JSON, as front_matter.py puts it, is read as that. What is written otherwise
is YAML 1.2 (yaml.org/spec/1.2.2), without anchors, aliases and tags. A scalar without quotes stays
the text it is, whatever it looks like: the field that it is for says whether it is a number.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from filmlog.errors import FilmlogError

if TYPE_CHECKING:
    from yaml.nodes import Node

_RULE = "---"
_KEY = re.compile(r"([A-Za-z_]\w*):(?: (.*))?", re.DOTALL)
_ITEM = "  - "
_GOES_ON = frozenset(" \t-]}#")
_DEEPEST = 12
_LONGEST = 200_000
"""Characters of YAML by hand on a page: its parser takes many seconds for more."""
_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}


class PageError(FilmlogError):
    """A page that cannot be read: its file, the line (from 1) and what is wrong there."""

    def __init__(self, file: str, line: int, why: str, hint: str = "") -> None:
        super().__init__(f"{file}, line {line}: {why}", hint)
        self.file = file
        self.line = line


class Plain(str):
    """A scalar that stands without quotes."""

    __slots__ = ()


class Record(dict[str, Any]):
    """A map of front matter, and where it stands.

    Values are None, bool, str, Plain, or lists and records of these.
    """

    def __init__(self, line: int = 0) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}

    def line_of(self, key: str) -> int:
        """The line (from 1) where a key stands, or the whole of it where the key does not."""
        return self.lines.get(key, self.line)


def lines_of(text: str) -> list[str]:
    """The lines of a page, whatever its line ends, without a byte order mark."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def read_front_matter(lines: Sequence[str], file: str) -> tuple[Record, int]:
    """The front matter of a page, and the number (from 0) of the first line below it."""
    if lines[0].rstrip() != _RULE:
        raise PageError(file, 1, "A page begins with a line of three dashes.")
    end = next((n for n, line in enumerate(lines) if n and line.rstrip() == _RULE), None)
    if end is None:
        raise PageError(file, len(lines), "The front matter has no second line of three dashes.")
    found = Record(1)
    at, by_hand = 1, 0
    while at < end:
        stop = at + 1
        while stop < end and (not lines[stop] or lines[stop][0] in _GOES_ON):
            stop += 1
        entry = list(lines[at:stop])
        while entry and (not entry[-1].strip() or entry[-1][0] == "#"):
            entry.pop()
        if entry:
            if written := _written(entry, at):
                _add(found, *written, at + 1, file)
            else:
                by_hand += sum(map(len, entry))
                if by_hand > _LONGEST:
                    raise PageError(file, at + 1, "This is too long to be read as YAML.")
                read = _by_hand(entry, at, file)
                for key, value in read.items():
                    _add(found, key, value, read.line_of(key), file)
        at = stop
    return found, end + 1


def _add(found: Record, key: str, value: Any, line: int, file: str) -> None:
    if key in found:
        raise PageError(file, line, f"{key} stands there twice.")
    found[key] = value
    found.lines[key] = line


def _written(entry: list[str], at: int) -> tuple[str, Any] | None:
    """A key and its value as filmlog writes them, None for what is written otherwise."""
    head = _KEY.fullmatch(entry[0])
    if head is None:
        return None
    key, said = head.groups()
    try:
        if len(entry) == 1 and said:
            return key, _placed(_JSON.decode(said), at + 1)
        if not said and all(line.startswith(_ITEM) for line in entry[1:]):
            items = [_JSON.decode(line.removeprefix(_ITEM)) for line in entry[1:]]
            return key, [_placed(item, at + n) for n, item in enumerate(items, 2)] or None
    except (ValueError, RecursionError):
        pass
    return None


def _record(pairs: list[tuple[str, Any]]) -> Record:
    found = Record()
    for key, value in pairs:
        if key in found:
            raise ValueError("a key stands there twice")
        found[key] = value
    return found


_JSON = json.JSONDecoder(
    object_pairs_hook=_record, parse_int=Plain, parse_float=Plain, parse_constant=Plain
)


def _placed(value: Any, line: int, depth: int = 0) -> Any:
    """Tell every record in a value which line it stands on."""
    if not isinstance(value, (Record, list)):
        return value
    if value and depth == _DEEPEST:
        raise RecursionError
    if isinstance(value, Record):
        value.line = line
    for item in value.values() if isinstance(value, Record) else value:
        if isinstance(item, (Record, list)):
            _placed(item, line, depth + 1)
    return value


_HINT = 'Text with a colon, a # or brackets in it needs quotes: "Ran: a film".'


def _by_hand(entry: list[str], at: int, file: str) -> Record:
    import yaml  # 20 ms, and pages that nobody has edited need no YAML

    text = "\n".join([*entry, ""])
    refused = (yaml.AliasToken, yaml.AnchorToken, yaml.TagToken, yaml.DirectiveToken)
    try:
        for token in yaml.scan(text, Loader=yaml.BaseLoader):
            # An alias of an alias of an alias grows beyond any memory.
            if isinstance(token, refused):
                line = at + 1 + token.start_mark.line
                raise PageError(file, line, "YAML with &, * or ! is not read.", _HINT)
        node = yaml.compose(text, Loader=yaml.BaseLoader)
        found = _value(node, at, file, 0)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = at + 1 + (min(mark.line, len(entry) - 1) if mark else 0)
        raise PageError(file, line, f"This is no YAML: {error.problem}.", _HINT) from None
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
        raise PageError(file, at + 1, "This is no YAML.", _HINT) from None
    if not isinstance(found, Record):
        raise PageError(file, at + 1, "This is no key with a value, such as year: 1977.", _HINT)
    return found


def _value(node: Node | None, at: int, file: str, depth: int) -> Any:
    from yaml.nodes import MappingNode, ScalarNode, SequenceNode

    if node is None or depth > _DEEPEST:
        raise RecursionError
    if isinstance(node, ScalarNode):
        if node.style is not None:
            return str(node.value)
        return _CONSTANTS.get(node.value, Plain(node.value))
    if isinstance(node, SequenceNode):
        return [_value(item, at, file, depth + 1) for item in node.value]
    assert isinstance(node, MappingNode)  # noqa: S101 - there are three kinds of nodes
    found = Record(at + 1 + node.start_mark.line)
    for key_node, value_node in node.value:
        line = at + 1 + key_node.start_mark.line
        if not isinstance(key_node, ScalarNode):
            raise PageError(file, line, "A key is one word, such as year.")
        if key_node.value in found:
            raise PageError(file, line, f"{key_node.value} stands there twice.")
        found[key_node.value] = _value(value_node, at, file, depth + 1)
        found.lines[key_node.value] = line
    return found
