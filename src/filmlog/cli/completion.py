"""Completion: titles, sources, tags, people and query fields from the diary, within start-up time.

Titles of films to be logged come from the catalogue too.

A completion never fails and never asks: with no diary, or a broken one, there is nothing to offer.
Values carry no help text, because Typer loads Rich to print one.
"""

import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from typer import Context

from filmlog.errors import FilmlogError

if TYPE_CHECKING:
    from filmlog.cli.context import Session
    from filmlog.storage.lists import DiaryLists


class Offered(str):
    """A completion that stands although it does not begin as typed.

    Typer drops those, and with them "The Cranes Are Flying" for a typed "cranes".
    """

    def startswith(self, *_: object) -> bool:
        """Always: the diary chose it."""
        return True


Completer = Callable[[Context, list[str], str], list[str]]


_PATIENCE = 0.3
"""Seconds to wait for a diary that is being written: somebody has pressed Tab."""

_SHORTEST = 3
"""Letters from which titles of the catalogue are offered."""

_OFFERED = 20


def _from_session(lookup: "Callable[[Session, str], list[str]]") -> Completer:
    def complete(ctx: Context, args: list[str], incomplete: str) -> list[str]:
        from filmlog.cli.context import session_of
        from filmlog.screen.safe import clean

        found = lookup(session_of(ctx), incomplete)
        return [_offered(value) for value in found if clean(value) == value]

    return complete


def _from_diary(lookup: "Callable[[DiaryLists, str], list[str]]") -> Completer:
    return _from_session(lambda session, text: from_diary(session, lookup, text))


def from_diary(
    session: "Session", lookup: "Callable[[DiaryLists, str], list[str]]", text: str
) -> list[str]:
    """What the diary has for a text, nothing where it cannot be read at once."""
    try:
        with session.lists(_PATIENCE) as diary:
            return lookup(diary, text)
    except FilmlogError:
        return []


def titles_to_log(session: "Session", text: str) -> list[str]:
    """Titles of the diary, then of the catalogue."""
    found = from_diary(session, lambda diary, text: diary.titles_starting(text), text)
    if len(found) >= _OFFERED:
        return found
    names = set(found)
    more = titles_of_catalogue(session, text)
    return [*found, *(title for title in more if title not in names)][:_OFFERED]


def titles_of_catalogue(session: "Session", text: str) -> list[str]:
    """Titles of the catalogue, where there is one already."""
    if len(text.strip()) < _SHORTEST:
        return []
    from filmlog.cli.catalogues import catalogue_of

    try:
        with catalogue_of(session, make=False, is_silent=True) as catalogue:
            return catalogue.starting(text, _OFFERED) if catalogue is not None else []
    except FilmlogError:
        return []


complete_title_to_log = _from_session(titles_to_log)
complete_title_of_catalogue = _from_session(titles_of_catalogue)


def _offered(value: str) -> Offered:
    """The value as the shell has to be given it: bash alone puts it into the line unquoted."""
    words, at = _bash_words()
    if not words or words[at].startswith(('"', "'")):
        return Offered(value)
    return Offered(re.sub(r"([^\w.,/+@-])", r"\\\1", value))


def _bash_words() -> tuple[list[str], int]:
    """The words of the line as bash cut them, none in another shell, and which is completed."""
    if os.environ.get("_FILMLOG_COMPLETE") != "complete_bash":
        return [], 0
    words = os.environ.get("COMP_WORDS", "").split("\n")
    at = int(os.environ.get("COMP_CWORD", "0"))
    return [*words, *[""] * (at + 1 - len(words))], at


complete_title = _from_diary(lambda diary, text: diary.titles_starting(text))
complete_source = _from_diary(lambda diary, text: diary.sources_starting(text))
complete_film_list = _from_diary(lambda diary, text: diary.film_lists_starting(text))
complete_tag = _from_diary(lambda diary, text: diary.labels_starting("tag", text))
complete_person = _from_diary(lambda diary, text: diary.people_starting(text))
complete_mood = _from_diary(lambda diary, text: diary.moods_starting(text))
complete_genre = _from_diary(lambda diary, text: diary.genres_starting(text))


def complete_query_word(ctx: Context, args: list[str], incomplete: str) -> list[str]:
    """Field names, and the values of tag: and source:."""
    from filmlog.domain.query import complete_query

    words, at = _bash_words()
    if ":" in words[at - 1 : at + 1]:  # bash cuts `tag:war` at the colon, and wants `war` back
        colon_at = at if words[at] == ":" else at - 1
        values = _VALUES.get(words[colon_at - 1].lstrip("-"))
        return list(values(ctx, args, incomplete.strip(":"))) if values is not None else []
    field, colon, value = incomplete.partition(":")
    values = _VALUES.get(field.lstrip("-"))
    if colon and values is not None:
        # No quote can stand within quotes, and words are found without it.
        plain = (found.replace('"', " ") for found in values(ctx, args, value.strip('"')))
        return [
            Offered(f'{field}:"{found}"' if " " in found else f"{field}:{found}") for found in plain
        ]
    return complete_query(incomplete)


_VALUES = {"tag": complete_tag, "source": complete_source}
