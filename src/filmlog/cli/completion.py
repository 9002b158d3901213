"""Completion: titles, sources, tags, people and query fields from the diary, within start-up time.

A completion never fails and never asks: with no diary, or a broken one, there is nothing to offer.
Values carry no help text, because Typer loads Rich to print one.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from typer import Context

from filmlog.errors import FilmlogError

if TYPE_CHECKING:
    from filmlog.storage.diary import Diary

class Offered(str):
    """A completion that stands although it does not begin as typed.

    Typer drops those, and with them "The Cranes Are Flying" for a typed "cranes".
    """

    def startswith(self, *_: object) -> bool:  # type: ignore[override]  # whatever was typed
        """Always: the diary chose it."""
        return True


Completer = Callable[[Context, list[str], str], list[str]]


def _from_diary(lookup: "Callable[[Diary, str], list[str]]") -> Completer:
    def complete(ctx: Context, args: list[str], incomplete: str) -> list[str]:
        from filmlog.cli.context import session_of
        from filmlog.screen.safe import clean

        try:
            with session_of(ctx).diary() as diary:
                found = lookup(diary, incomplete)
        except FilmlogError:
            return []
        return [Offered(value) for value in found if clean(value) == value]

    return complete


complete_title = _from_diary(lambda diary, text: diary.titles_starting(text))
complete_source = _from_diary(lambda diary, text: diary.sources_starting(text))
complete_tag = _from_diary(lambda diary, text: diary.labels_starting("tag", text))
complete_person = _from_diary(lambda diary, text: diary.people_starting(text))
complete_genre = _from_diary(lambda diary, text: diary.genres_starting(text))


def complete_query_word(ctx: Context, args: list[str], incomplete: str) -> list[str]:
    """Field names, and the values of tag: and source:."""
    from filmlog.domain.query import complete_query

    field, colon, value = incomplete.partition(":")
    values = {"tag": complete_tag, "source": complete_source}.get(field.lstrip("-"))
    if colon and values is not None:
        return [
            f'{field}:"{found}"' if " " in found else f"{field}:{found}"
            for found in values(ctx, args, value.strip('"'))
        ]
    return complete_query(incomplete)
