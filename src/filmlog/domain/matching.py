"""Titles folded for comparing.

They fold through ASCII, so a Cyrillic title and its romanisation are one key.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from filmlog.domain.pattern import pattern

MINIMUM_SLIP_LENGTH = 4
"""Shorter titles ("M", "Up", "Ran") differ from each other by what elsewhere is a slip."""

_ARTICLES = frozenset(
    "the a an le la les l un une des der die das ein eine el los las una il lo gli uno "
    "os as um uma het een den det ett".split()
)
_TRAILING_YEAR = pattern(r"^(?P<title>.*\S)\s*[(\[](?P<year>1[89]\d\d|20\d\d)[)\]]\s*$", re.DOTALL)
TRAILING_YEAR = pattern(r"^(.*\S)\s+(18[89]\d|19\d\d|20\d\d)$", re.DOTALL)
"""A title with a bare year after it, which may be its own last word."""

_TRAILING_ARTICLE = pattern(r"^(.*), (the|an?|l[ea]s?|der|die|das|el|los|las|il)$")
_ELISION = pattern(r"\b([ld])['`]")
_SIGNS = {code: " " for code in range(128) if not chr(code).isalnum()}


class _Ascii(dict[int, str]):
    """For str.translate: each sign as anyascii writes it, asked for once."""

    def __missing__(self, code: int) -> str:
        from anyascii import anyascii  # 3 ms, and only for other scripts

        self[code] = anyascii(chr(code))
        return self[code]


_ASCII = _Ascii()
_ROMAN = {n: str(i) for i, n in enumerate("i ii iii iv v vi vii viii ix x xi xii".split(), 1)}
_SPELT = {
    n: str(i) for i, n in enumerate("one two three four five six seven eight nine".split(), 1)
}


class Candidate(NamedTuple):
    """A film that a typed title may mean; `key` is the folded name compared with.

    `kind` is 0 for a title, 1 for an original title, 2 for one of another country or language;
    `weight` says how well known the film is (votes), 0 where nobody counted.
    """

    number: int
    title: str
    year: int | None
    key: str
    kind: int = 0
    weight: int = 0


def split_year(text: str) -> tuple[str, int | None]:
    """`Solaris (1972)` is the title `Solaris` and the year 1972."""
    found = _TRAILING_YEAR.match(text)
    if found is None:
        return text.strip(), None
    return found["title"], int(found["year"])


def title_key(title: str) -> str:
    """The title folded for comparing: ASCII, lower case, no punctuation, `&` as `and`."""
    plain = title.lower() if title.isascii() else title.translate(_ASCII).lower()
    # A catalogue folds millions, and the patterns take most of the time.
    if ", " in plain:
        plain = _TRAILING_ARTICLE.sub(r"\2 \1", plain)
    if "'" in plain or "`" in plain:
        plain = _ELISION.sub(r"\1 ", plain).replace("'", "")
    words = plain.replace("&", " and ").translate(_SIGNS).split()
    # A title of nothing but signs ("???") is its own key.
    return " ".join(words) or title.casefold().strip()


def without_article(key: str) -> str:
    """A folded title without its leading article; the title itself when it is nothing else."""
    first, _, rest = key.partition(" ")
    return rest if rest and first in _ARTICLES else key


def squashed(key: str) -> str:
    """A folded title without its spaces: people leave them out, or put too many."""
    return key.replace(" ", "")


def numerals(key: str) -> list[str]:
    """The numbers in a folded title, however written: what tells a film from its sequel."""
    words = key.split()
    found = [w for w in words if w.isdigit()]
    # A first word is "I, Robot" or "One Day"; behind it stands a part of a series.
    found += [_ROMAN.get(w) or _SPELT[w] for w in words[1:] if w in _ROMAN or w in _SPELT]
    return sorted(found)


def same_year(one: int | None, other: int | None) -> bool:
    """Whether two years may belong to one film: equal, or one of them unknown."""
    return one is None or other is None or one == other


def near_year(one: int | None, other: int | None, off: int = 1) -> bool:
    """Whether two years may be of one film: festivals come a year before cinemas."""
    return one is None or other is None or abs(one - other) <= off


def is_called(name: str, key: str) -> bool:
    """Whether a name is what was typed, but for spaces and an article that was not typed."""
    return squashed(key) in {squashed(name), squashed(without_article(name))}


def goes_on(name: str, key: str) -> bool:
    """Whether a folded name begins with what was typed, folded, with or without its article."""
    return name.startswith(key) or without_article(name).startswith(key)
