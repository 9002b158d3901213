"""Tags that say where a film was seen, or with whom, where a service had no field for it.

A rule is `TAG` or `TAG=NAME`; a `*` in the tag stands for any words, and in the name for the same
ones. "with *" makes a companion of "with Nina".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from filmlog.errors import UsageError
from filmlog.exchange.record import Values

FIELDS = ("source", "with", "venue")

_PLACES = {
    "source": (
        "netflix", "disney+", "disney plus", "prime", "amazon prime", "prime video", "hbo",
        "hbo max",
        "max", "mubi", "criterion", "criterion channel", "apple tv", "apple tv+", "hulu", "kanopy",
        "paramount+", "peacock", "tubi", "youtube", "itunes", "library", "shudder", "arte",
    ),
    "venue": (
        "theater", "theatre", "cinema", "kino", "in theaters", "home", "on a plane", "plane",
        "drive-in", "festival",
    ),
}  # fmt: skip
_BEGINNINGS = {"with ": "with", "w/ ": "with", "at ": "venue", "on ": "venue", "in ": "venue"}


class Rule(NamedTuple):
    """What a tag of a certain form becomes; without a name its own words are the name."""

    field: str
    form: re.Pattern[str]
    name: str

    def name_for(self, tag: str) -> str | None:
        """The name that a tag gives; None for a tag of another form."""
        found = self.form.fullmatch(tag)
        if found is None:
            return None
        words = found[1] if self.form.groups else tag
        return " ".join(self.name.replace("*", words).split()) if self.name else words


def read_rules(given: Mapping[str, Sequence[str] | None]) -> tuple[Rule, ...]:
    """The rules typed for each of FIELDS. Raises UsageError for one that says nothing."""
    return tuple(_read(field, text) for field in FIELDS for text in given.get(field) or ())


def _read(field: str, text: str) -> Rule:
    tag, is_named, name = (part.strip() for part in text.partition("="))
    if not tag or (is_named and not name) or tag.count("*") > 1:
        raise UsageError(
            f"--tag-{field} {text!r} does not say which tag becomes what.",
            "Write TAG=NAME, or one * for any words, as in --tag-with 'with *'.",
        )
    form = re.compile("(.+)".join(map(re.escape, tag.split("*"))), re.IGNORECASE | re.DOTALL)
    return Rule(field, form, name)


def applied(rules: Iterable[Rule], values: Values) -> dict[str, Any]:
    """The values of a viewing, with what its tags say where it belongs."""
    told = dict(values)
    left = []
    companions = list(told.get("companions", ()))
    for tag in told.get("tags", ()):
        named = next(((r.field, n) for r in rules if (n := r.name_for(tag))), None)
        if named is None or (named[0] != "with" and told.get(named[0], named[1]) != named[1]):
            left.append(tag)
        elif named[0] == "with":
            companions.append(named[1])
        else:
            told[named[0]] = named[1]
    if "tags" in told:
        told["tags"] = tuple(left)
    if companions:
        told["companions"] = tuple(dict.fromkeys(companions))
    return told


def candidates(tags: Counter[str], most: int = 8) -> list[tuple[str, int, str]]:
    """Tags that seem to say where or with whom: the tag, how often, and the option to say so."""
    found: Counter[tuple[str, str]] = Counter()
    shown: dict[tuple[str, str], str] = {}
    for tag, count in tags.items():
        beginning = next((b for b in _BEGINNINGS if tag.lower().startswith(b)), "")
        field = next((f for f, names in _PLACES.items() if tag.lower() in names), "")
        if beginning and not field:
            kind = (f"{beginning}*", _BEGINNINGS[beginning])
        elif field:
            kind = (tag, field)
        else:
            continue
        found[kind] += count
        shown[kind] = f'--tag-{kind[1]} "{kind[0]}"'
    return [(kind[0], count, shown[kind]) for kind, count in found.most_common(most)]
