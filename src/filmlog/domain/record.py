"""What the records of a diary have in common: how two of them compare."""

from __future__ import annotations

from typing import Any, TypeVar

_C = TypeVar("_C", bound=type[Any])


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
