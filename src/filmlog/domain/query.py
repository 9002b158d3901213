"""The query language of `list` and `search`: a text parsed once into a DiaryQuery.

The grammar, with the fields of domain/query_fields.py:

    query  = term*                              every term has to hold
    term   = ["-"] (flag | "#" digits | value | field ":" value ("," value)*)
    value  = [operator] (word | '"' words '"') ["*"]
    operator = "=" | "<" | "<=" | ">" | ">="
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, NoReturn

from filmlog.domain.pattern import pattern
from filmlog.domain.query_fields import (
    BY_NAME,
    FLAGS,
    Field,
    complete_query,
    field_named,
)
from filmlog.domain.query_terms import (
    DiaryQuery,
    Mark,
    Phrase,
    Span,
    Term,
    Value,
    nearest_hint,
    read_mark,
    read_phrase,
    read_span,
)
from filmlog.errors import QueryError, UsageError

__all__ = (
    "DiaryQuery",
    "Mark",
    "Phrase",
    "Span",
    "Term",
    "complete_query",
    "join_words",
    "parse_query",
)

MAXIMUM_LENGTH = 4000
"""Characters of a query, and so far below every limit of SQLite on what one statement holds."""

MAXIMUM_VALUES = 100

_EMPTY_HINT = "Put the value right behind it, without a space."
_SHELL_HINT = "A shell takes < and > for itself: quote the term, as in 'rating:>=4', or use 4.."

_FIELD = pattern(r"([^\W\d_]+):")
_NUMBER = pattern(r"#([0-9]{1,9})(?=\s|$)")
_OPERATOR = pattern(r"[<>]=?|=")
_UNTIL_SPACE = pattern(r"\S*")
_UNTIL_COMMA = pattern(r"[^\s,]*")
_SPACES = pattern(r"\s*")
# Not compiled here: only words of a shell with spaces in them need these.
_SHELL_WORD = r"(?s:(?=.*\s)(-?(?:([^\W\d_]+):)?)(.+))"
_SHELL_VALUE = r"(?s:([<>]=?|=|)(.*?)(\*?))"
_FURTHER = r"(?<=\s)(?:-(?=\S)|-?([^\W\d_]+):)"
# What a phone or an editor makes of plain quotes.
_QUOTES = str.maketrans("“”„", '"""')


def parse_query(text: str, *, today: date | None = None, currency: str = "") -> DiaryQuery:
    """Read a query. `today` is the day that `today` means, `currency` that of a bare price.

    Raises QueryError, with the position of the fault, for anything that is no query.
    """
    if len(text) > MAXIMUM_LENGTH:
        raise QueryError(
            f"The query is longer than {MAXIMUM_LENGTH} characters.", text, MAXIMUM_LENGTH
        )
    parser = _Parser(text, currency, today)
    return DiaryQuery(text, tuple(parser.terms()))


def join_words(arguments: Sequence[str]) -> str:
    """One query out of the words a shell hands over, which has taken the quotes away.

    A word with spaces in it was quoted: `long take` is a phrase, `source:Soviet Movies Online` the
    value of a field. One that holds quotes, a minus or a field further in is a query by itself.
    """
    return " ".join(_requoted(argument) for argument in arguments)


def _requoted(argument: str) -> str:
    if not any(map(str.isspace, argument)):
        return argument
    found = re.fullmatch(_SHELL_WORD, argument.strip())
    if found is None or '"' in argument.translate(_QUOTES):
        return argument
    start, name, value = found.groups()
    fields = [further[1] for further in re.finditer(_FURTHER, value)]
    if any(not further or field_named(further) for further in fields):
        return argument
    if name and not field_named(name):
        # "Mission: Impossible" is a title, "directr:Mikhail Kalatozov" a slip to be told about.
        return f'"{argument}"' if value[0].isspace() else argument
    if value[0].isspace():
        return argument
    # "Good Night, and Good Luck" is one title; `war,film noir` are two tags.
    is_list = bool(name and BY_NAME[name.casefold()].kind == "words")
    parts = re.split(r",(?!\s)", value) if is_list else [value]
    return start + ",".join(map(_quoted, parts))


def _quoted(value: str) -> str:
    found = re.fullmatch(_SHELL_VALUE, value)
    assert found is not None  # noqa: S101 - every part of the pattern may be empty
    operator, words, star = found.groups()
    return f'{operator}"{words}"{star}' if any(map(str.isspace, words)) else value


class _Raw(NamedTuple):
    """A value as it stands in the text, before its field says what it means."""

    text: str
    operator: str
    position: int
    is_quoted: bool
    has_star: bool


class _Parser:
    def __init__(self, text: str, currency: str, today: date | None) -> None:
        self._text = text
        self._plain = text.translate(_QUOTES)
        self._currency = currency
        self._today = today
        self._at = 0
        self._count = 0

    def terms(self) -> list[Term]:
        found = []
        self._skip(_SPACES)
        while self._at < len(self._plain):
            found.append(self._term())
            self._skip(_SPACES)
        return found

    def _term(self) -> Term:
        position = self._at
        is_negated = self._take("-")
        if is_negated and self._at_end():
            self._fail("Nothing stands after the minus.", position, "-heart leaves out hearts.")
        if number := self._skip(_NUMBER):
            film = int(number[1])
            return Term("film", (Span(film, film),), is_negated, position)
        if named := self._skip(_FIELD):
            field = field_named(named[1]) or self._unknown_field(named[1], named.start())
            return Term(field.name, self._values(field), is_negated, position)
        raw = self._raw(_UNTIL_SPACE, "The term", "Put a word in it.")
        is_bare = not (raw.is_quoted or raw.operator or raw.has_star)
        if is_bare and raw.text.casefold() in FLAGS:
            return Term("has", (Mark(raw.text.casefold()),), is_negated, position)
        return Term("", (self._phrase(raw, None),), is_negated, position)

    def _values(self, field: Field) -> tuple[Value, ...]:
        values = [self._value(field)]
        while self._take(","):
            values.append(self._value(field))
        return tuple(values)

    def _value(self, field: Field) -> Value:
        hint = _EMPTY_HINT if field.kind in {"words", "mark"} else _SHELL_HINT
        raw = self._raw(_UNTIL_COMMA, f"{field.name}:", hint)
        if field.kind == "words":
            return self._phrase(raw, field)
        try:
            if field.kind == "mark":
                return read_mark(raw.text, raw.operator)
            return read_span(field, raw.text.strip(), raw.operator, self._currency, self._today)
        except UsageError as error:
            self._fail(error.sentence, raw.position, error.hint)

    def _phrase(self, raw: _Raw, field: Field | None) -> Phrase:
        if raw.operator not in {"", "="}:
            self._fail(
                f"{field.name}: holds words, which {raw.operator} cannot compare."
                if field
                else f"What {raw.operator} compares is missing.",
                raw.position,
                f'Name a field, such as year:{raw.operator}1957, or quote it: "{raw.operator}".',
            )
        return read_phrase(raw.text, raw.operator, has_star=raw.has_star)

    def _raw(self, until: re.Pattern[str], where: str, empty_hint: str) -> _Raw:
        self._count += 1
        if self._count > MAXIMUM_VALUES:
            self._fail(f"The query has more than {MAXIMUM_VALUES} values.", self._at)
        position = self._at
        operator = found[0] if (found := self._skip(_OPERATOR)) else ""
        is_quoted = self._plain.startswith('"', self._at)
        if is_quoted:
            value = self._quoted()
            has_star = self._take("*")
            if not self._at_end() and not (until is _UNTIL_COMMA and self._next() == ","):
                self._fail("Something clings to the closing quote.", self._at, "Put a space there.")
        else:
            run = self._skip(until)
            value = run[0] if run else ""
            has_star = value.endswith("*")
        if not value.strip():
            self._fail(f"{where} has no value.", self._at, empty_hint)
        return _Raw(value, operator, position, is_quoted, has_star)

    def _quoted(self) -> str:
        start = self._at
        end = self._plain.find('"', start + 1)
        if end < 0:
            self._fail("The quote is never closed.", start, 'Put a " at its end.')
        self._at = end + 1
        return self._plain[start + 1 : end]

    def _unknown_field(self, name: str, position: int) -> NoReturn:
        if name.casefold() in FLAGS:
            flag = name.casefold()
            self._fail(
                f"{flag} takes no value: it stands alone.",
                position,
                f"Write {flag}, or -{flag} for the others.",
            )
        near = nearest_hint(name.casefold(), BY_NAME)
        word = _UNTIL_SPACE.match(self._plain, position)
        words = word[0].replace('"', "") if word else name
        self._fail(
            f"There is no field {name}.", position, f'{near} "{words}" looks for the words.'.strip()
        )

    def _skip(self, expected: re.Pattern[str]) -> re.Match[str] | None:
        found = expected.match(self._plain, self._at)
        if found is not None:
            self._at = found.end()
        return found

    def _take(self, sign: str) -> bool:
        if self._next() != sign:
            return False
        self._at += 1
        return True

    def _next(self) -> str:
        return self._plain[self._at : self._at + 1]

    def _at_end(self) -> bool:
        return not self._next().strip()

    def _fail(self, sentence: str, position: int, hint: str = "") -> NoReturn:
        raise QueryError(sentence, self._text, position, hint)
