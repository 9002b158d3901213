"""Reading the JSON of a service: each value is checked for its kind, and made fit for a diary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from filmlog.errors import ServiceError

LONGEST_TEXT = 20_000
"""Characters kept of one text; the longest overviews have a thousand."""

LARGEST_NUMBER = 2**53


class Answer:
    """A JSON object. What is absent or null reads as nothing; another kind is a ServiceError.

    `who` names the service in that error.
    """

    def __init__(self, who: str, value: Any) -> None:
        self._who = who
        # PHP writes an empty object as [].
        self._fields: dict[str, Any] = self._checked({} if value == [] else value, dict)

    def __contains__(self, name: str) -> bool:
        return self._fields.get(name) is not None

    def text(self, name: str) -> str:
        """A text on one line, '' for none."""
        return " ".join(self.block(name).split())

    def block(self, name: str) -> str:
        """A text with its lines, '' for none; no NUL, no half of a surrogate pair."""
        text: str = self._checked(self._fields.get(name) or "", str)
        return text[:LONGEST_TEXT].replace("\x00", "").encode("utf-8", "replace").decode().strip()

    def number(self, name: str) -> float | None:
        """A number, which Wikibase may write as a text; None for none."""
        value = self._fields.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float, str)):
            raise self._unfit()
        try:
            number = float(value)
        except (ValueError, OverflowError):
            raise self._unfit() from None
        if not abs(number) < LARGEST_NUMBER:  # nor is it NaN, which Python's JSON may be
            raise self._unfit()
        return number

    def under(self, name: str) -> Answer:
        """The object of that name, an empty one for none."""
        value = self._fields.get(name)
        return Answer(self._who, {} if value is None else value)

    def each(self, name: str) -> Iterator[Answer]:
        """The objects of the list of that name, in order."""
        for value in self._checked(self._fields.get(name) or [], list):
            yield Answer(self._who, value)

    def objects(self) -> Iterator[Answer]:
        """The objects that the fields of this one hold, whatever their names."""
        for value in self._fields.values():
            yield Answer(self._who, value)

    def need(self, name: str) -> Answer:
        """The same object, where it has such a field; else a ServiceError."""
        if name not in self:
            raise self._unfit()
        return self

    def _checked(self, value: Any, kind: type[Any]) -> Any:
        if not isinstance(value, kind):
            raise self._unfit()
        return value

    def _unfit(self) -> ServiceError:
        return ServiceError(
            f"The answer of {self._who} has a form that filmlog does not know.",
            "Try again later, or look for a newer filmlog.",
        )
