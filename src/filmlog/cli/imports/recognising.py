"""What was handed over, and what is to be asked about it before it can be read."""

from __future__ import annotations

from collections.abc import Iterator

from filmlog.cli.context import Session
from filmlog.cli.imports import tags
from filmlog.cli.imports.wishes import FORMATS, Wishes
from filmlog.cli.questions import ask
from filmlog.domain.account import Account
from filmlog.errors import CancelledError, UsageError
from filmlog.exchange import formats
from filmlog.exchange.files.archive import Archive, Member
from filmlog.exchange.formats import TABLE, Part, Recognised
from filmlog.exchange.record import Asked
from filmlog.exchange.services import mapping

_RATED = {"imdb": ("ratings", "old"), "tmdb": ("ratings",)}
"""The files that have a day of rating in place of one of viewing."""

_SHOWN = 12


def recognised(session: Session, archive: Archive, wishes: Wishes) -> tuple[Recognised, Asked]:
    """The format of a service, or any table read as the person says, and what is asked of it.

    Raises UsageError where nobody can say what it is.
    """
    asked = Asked(
        wishes.role,
        rated_as_watched=bool(wishes.rated_as_watched),
        deleted=wishes.deleted,
        orphaned=wishes.orphaned,
        day_first=session.config["date_order"] == "dmy",
    )
    if wishes.mapping or wishes.format == TABLE:
        return _as_table(session, archive, wishes, asked)
    found = formats.recognise(archive, wishes.format)
    if found is None and wishes.format:
        title = formats.reader_of(wishes.format).TITLE
        raise UsageError(
            f"{archive.label} is nothing that {title} exports, as far as filmlog knows it.",
            "Leave out --from to have it recognised, or read a table with --map.",
        )
    if found is None:
        return _as_table(session, archive, wishes, asked)
    if _is_rated(found) and wishes.rated_as_watched is None:
        asked = asked._replace(rated_as_watched=_takes_rated_days(session, found))
    return found, asked


def notes(found: Recognised, asked: Asked, account: Account) -> Iterator[str]:
    """What a person should know of how the files were read."""
    if found.unread:
        yield f"Not read, as nothing here knows them: {', '.join(found.unread[:_SHOWN])}."
    if found.name == TABLE:
        read = {column.casefold() for column, _ in asked.mapping}
        if left := mapping.listed(found.parts[0].member.columns - read):
            yield f"Columns that are not read: {', '.join(left)}."
    if _is_rated(found) and not asked.rated_as_watched:
        yield (
            f"{found.reader.TITLE} says when a film was rated, not when it was seen: such viewings "
            "have no date. --rated-as-watched takes the one for the other."
        )
    if candidates := tags.candidates(account.tags):
        yield "Tags that may say where or with whom; an option makes fields of them:"
        for tag, count, option in candidates:
            yield f"  {tag}: {count:,}   {option}"


def _is_rated(found: Recognised) -> bool:
    return any(part.role in _RATED.get(found.name, ()) for part in found.parts)


def _takes_rated_days(session: Session, found: Recognised) -> bool:
    if not session.may_ask:
        return False
    session.say(f"{found.reader.TITLE} says when a film was rated, not when it was seen.")
    return ask("Take the day of rating for the day of viewing? [y/N]").casefold() in {"y", "yes"}


def _as_table(
    session: Session, archive: Archive, wishes: Wishes, asked: Asked
) -> tuple[Recognised, Asked]:
    """Any table, read as --map says, or as guessed once somebody agrees."""
    tables = [member for member in archive.members if _is_table(member)]
    if len(tables) != 1:
        names = tuple(member.name for member in archive.members[:_SHOWN])
        raise UsageError(
            f"It is not known what {archive.label} is.",
            f"These are known: {', '.join(FORMATS)}; --map reads any one table. Of Markdown only "
            "the pages of `filmlog export markdown --pages` come back.",
            names if len(names) > 1 else (),
        )
    (table,) = tables
    pairs = mapping.parse_mapping(wishes.mapping) if wishes.mapping else _guessed(session, table)
    unread = tuple(member.name for member in archive.members if member is not table)
    found = Recognised(TABLE, formats.reader_of(TABLE), (Part("table", table),), unread)
    return found, asked._replace(mapping=pairs)


def _is_table(member: Member) -> bool:
    """Whether a file may be a table: the first line of any text has a column at least."""
    return len(member.columns) > 1 or _has_title(mapping.guess(member))


def _guessed(session: Session, table: Member) -> mapping.Columns:
    pairs = mapping.guess(table)
    sentence = f"{table.name} is a table in no format known here"
    if not _has_title(pairs):
        raise UsageError(
            f"{sentence}, and none of its columns is called a title.",
            "Say which columns are what: --map 'Title=film.title,Seen=viewing.watched_on'.",
            mapping.listed(table.columns),
        )
    words = f"--map {mapping.as_words(pairs)!r}"
    left = mapping.listed(table.columns - {column.casefold() for column, _ in pairs})
    shown = (words, *([f"not read: {', '.join(left)}"] if left else []))
    if not session.may_ask:
        hint = "Add this guess if it is right, or put it right."
        raise UsageError(f"{sentence}.", hint, shown)
    session.say(f"{sentence}. It may be read so:", *(f"  {line}" for line in shown))
    if ask("Read it so? [Y/n]").casefold() not in {"", "y", "yes"}:
        raise CancelledError("Stopped; nothing was changed.")
    return pairs


def _has_title(pairs: mapping.Columns) -> bool:
    return any(field == "film.title" for _, field in pairs)
