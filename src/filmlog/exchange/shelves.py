"""What a diary holds beside its films and their viewings, handed to an export as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from filmlog.domain.shelf import FilmList, Found, Membership, OnList, Shelved, Wished
from filmlog.domain.source import Pass, Source

_NONE: Mapping[str, Sequence[Found]] = MappingProxyType({})


class Shelves(NamedTuple):
    """The watchlist, lists, offers, sources and passes, none in the trash, in order to be shown.

    `offers` has the films' ULIDs for keys; a film without any may be missing.
    """

    watchlist: Sequence[Wished] = ()
    lists: Sequence[tuple[FilmList, Sequence[OnList]]] = ()
    offers: Mapping[str, Sequence[Found]] = _NONE
    sources: Sequence[Source] = ()
    passes: Sequence[Pass] = ()

    def by_film(self) -> dict[str, Shelved]:
        """What is on the shelves of each film that has anything there, by ULID."""
        wishes = {wished.film.id: wished.wish for wished in self.watchlist}
        lists: dict[str, list[Membership]] = defaultdict(list)
        for film_list, items in self.lists:
            for item in items:
                lists[item.film.id].append(Membership(film_list, item.place, item.listed.note))
        return {
            id_: Shelved(self.offers.get(id_, ()), wishes.get(id_), lists.get(id_, ()))
            for id_ in {*self.offers, *wishes, *lists}
        }

    def at_sources(self) -> list[tuple[Source, list[Pass]]]:
        """Each source with its passes."""
        passes: dict[str, list[Pass]] = defaultdict(list)
        for pass_ in self.passes:
            passes[pass_.source_id].append(pass_)
        return [(source, passes[source.id]) for source in self.sources]


EMPTY = Shelves()
