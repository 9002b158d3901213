"""What the records of a diary have in common: how two of them compare, and how they are deleted."""

from __future__ import annotations

from typing import Any, TypeVar

_C = TypeVar("_C", bound=type[Any])

UNDONE = " undone"
"""What the `deleted` stamp of a record ends in that went with the command which made it.

Such a one was never there, as far as a person or an import is concerned: it is not in the trash,
and an import may bring it anew.
"""


def is_removed(deleted: str) -> bool:
    """Whether a `deleted` stamp says that a person put the record in the trash."""
    return bool(deleted) and not deleted.endswith(UNDONE)


def numbered(cls: _C) -> _C:
    """Compare the records of a class without their last field.

    It is the short number, which is this diary's own: the same record has another one elsewhere.
    """

    def equals(self: Any, other: object) -> bool:
        return isinstance(other, cls) and self[:-1] == other[:-1]

    def differs(self: Any, other: object) -> bool:
        # A tuple would answer this one by itself.
        return not equals(self, other)

    def hashed(self: Any) -> int:
        return hash(self[:-1])

    for name, method in {"__eq__": equals, "__ne__": differs, "__hash__": hashed}.items():
        setattr(cls, name, method)
    return cls
