"""Ids that follow from what they are of, so that two machines give the same thing the same one."""

from __future__ import annotations

from hashlib import blake2b

from filmlog.domain.crockford import crockford


def derived_id(*parts: str) -> str:
    """An id in the shape of a ULID that is the same for the same texts everywhere."""
    hashed = blake2b("\0".join(parts).encode(), digest_size=16)
    return crockford(int.from_bytes(hashed.digest()))
