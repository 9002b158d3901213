"""The formats that can be imported, and telling which one a file has from what is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import NamedTuple, Protocol, cast

from filmlog.errors import UsageError
from filmlog.exchange.files.archive import Archive, Member
from filmlog.exchange.record import Asked, Reading


class Part(NamedTuple):
    """A file of an archive, and what it is in its format: "ratings", "watchlist"."""

    role: str
    member: Member


class Reader(Protocol):
    """What the module of a format has."""

    TITLE: str
    """What people call it: "Letterboxd"."""

    ROLES: tuple[str, ...]
    """What its files can be, in the order in which they are read: viewings before opinions."""

    role: Callable[[Member], str]
    """What a file is in this format, told from its content; '' for no file of it."""

    read: Callable[[Sequence[Part], Asked], Iterator[Reading]]
    """Every row of the files, which stand in the order of ROLES."""


NAMES = (
    "letterboxd", "imdb", "trakt", "tmdb", "movary", "yamtrack", "simkl", "movielens", "netflix",
    "criticker",
)  # fmt: skip
"""The services that can be imported from; the module of this package with that name reads them."""


TABLE = "csv"
"""Any table, read as a person says; it is never recognised."""


class Recognised(NamedTuple):
    """The format of an archive, its files in order of reading, and the files that are not read."""

    name: str
    reader: Reader
    parts: tuple[Part, ...]
    unread: tuple[str, ...]


def reader_of(name: str) -> Reader:
    """The reader of a format of NAMES, or of TABLE. Raises KeyError for another name."""
    if name not in (*NAMES, TABLE):
        raise KeyError(name)
    module = "mapped" if name == TABLE else name
    return cast(Reader, import_module(f"filmlog.exchange.services.{module}"))


def recognise(archive: Archive, name: str = "") -> Recognised | None:
    """The format that the files of an archive have, or what `name` makes of them; None for none.

    Raises UsageError for files of several formats.
    """
    found: dict[str, list[Part]] = {}
    for each in [name] if name else NAMES:
        reader = reader_of(each)
        parts = [Part(role, member) for member in archive.members if (role := reader.role(member))]
        if parts:
            found[each] = parts
    if not found:
        return None
    if len(found) > 1:
        said = " and ".join(reader_of(each).TITLE for each in found)
        raise UsageError(
            f"{archive.label} holds files of {said}.",
            "Import them one after the other, or say which with --from.",
            tuple(f"--from {each}" for each in found),
        )
    ((chosen, parts),) = found.items()
    reader = reader_of(chosen)
    ordered = sorted(parts, key=lambda part: (reader.ROLES.index(part.role), part.member.name))
    read = {part.member.name for part in parts}
    unread = tuple(member.name for member in archive.members if member.name not in read)
    return Recognised(chosen, reader, tuple(ordered), unread)
