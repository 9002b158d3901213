"""Which film of the diary each row of a file is about; what is in none is made a film of it.

Ids go first, then title and year, then what the catalogue knows by that title, then slips of the
pen. A film that may be one of the diary, or may not, is asked about or listed, and never guessed.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from filmlog.cli.imports.ledger import Ledger
from filmlog.cli.imports.tracking import Tracking
from filmlog.cli.match import is_open
from filmlog.cli.resolve import choice, in_diary, name_of, sure_in_diary
from filmlog.domain.account import Account, Taken, Unsure
from filmlog.domain.change import Change
from filmlog.domain.filling import FACTS, IDS, fill
from filmlog.domain.film import Film, Origin
from filmlog.domain.finding import find
from filmlog.domain.matching import Candidate, is_called, near_year, title_key
from filmlog.domain.references import Reference
from filmlog.domain.uniting import trace_id
from filmlog.storage.ulid import new_ulid

if TYPE_CHECKING:
    from filmlog.catalogue.catalogue import Catalogue
    from filmlog.domain.imported import Imported
    from filmlog.storage.diary import Diary

FACT_SERVICES = frozenset({"imdb", "tmdb"})
"""The formats whose facts are those of a service, and no person's own word."""

_ALIKE = 0.9
"""From this likeness on a film of the same year is asked about."""

_OFFERED = 4

Answers = Mapping[str, int | None]
"""What was said of unsure films, by their label: a film's number, None for a film of its own."""


class Resolved(NamedTuple):
    """A film of the diary by its ULID; `is_gone` when the person put it in the trash."""

    id: str
    is_gone: bool = False


class Films:
    """The films of one import."""

    def __init__(
        self,
        diary: Diary,
        catalogue: Catalogue | None,
        tracking: Tracking,
        ledger: Ledger,
        account: Account,
        *,
        service: str,
        day: str,
        answers: Answers,
    ) -> None:
        self._diary = diary
        self._catalogue = catalogue
        self._tracking = tracking
        self._ledger = ledger
        self._account = account
        self._service = service
        self._day = day
        self._answers = answers
        self._ids: dict[str, str] = {}
        self._titles: set[str] = set()
        self._last = diary.by_id.last_film()

    def of(self, facts: Film) -> Generator[Change, None, Resolved]:
        """The film that facts (id '') are of, with the changes that make or fill it."""
        keys = _keys(facts)
        for key in keys:
            if id_ := self._ids.get(key):
                return Resolved(id_)
        known = self._tracking.known(keys[0]) if _is_nameless(facts) else None
        film = self._known(facts, known)
        if film is not None and film.deleted:
            return Resolved(film.id, is_gone=True)
        facts = self._with_origins(facts)
        there = self._of_catalogue(facts) if film is None or facts.origins else None
        film = film or self._in_diary(facts, there)
        if film is None:
            film = Film(new_ulid(), facts.title)._replace(
                **{name: getattr(facts, name) for name in FACTS}, origins=facts.origins
            )
            film = fill(film, there).film if there is not None else film
            self._account.left_open += is_open(film)
            self._titles.add(title_key(film.title))
            yield from self._ledger.made(film)
        else:
            filled = fill(film, facts).film
            filled = fill(filled, there).film if there is not None else filled
            yield from self._ledger.changed(film, filled)
        self._ids.update(dict.fromkeys(keys, film.id))
        if _is_nameless(facts):
            yield from self._tracking.keep(known, keys[0], film.id)
        return Resolved(film.id)

    def _known(self, facts: Film, known: Imported | None) -> Film | None:
        """The film with an id that the facts have, or that had this name in an earlier import."""
        if known is not None:
            return self._diary.by_id.get(Film, known.record_id)
        # An empty diary has a film with an id from this import alone, which `of` knows by it.
        if self._last == 0 and self._catalogue is None:
            return None
        found = (
            self._diary.by_id.film_known_as(name, value)
            for name in IDS
            if (value := getattr(facts, name))
        )
        return next((self._standing(film) for film in found if film is not None), None)

    def _standing(self, film: Film) -> Film:
        """The film that one in the trash was merged into, else the film itself."""
        trace = self._diary.imports.get(trace_id(film.id)) if film.deleted else None
        if trace is None or trace.deleted:
            return film
        return self._diary.by_id.get(Film, trace.record_id) or film

    def _with_origins(self, facts: Film) -> Film:
        if self._service not in FACT_SERVICES:
            return facts
        said = (name for name in FACTS if getattr(facts, name) not in (None, "", ()))
        return facts._replace(
            origins=tuple(Origin(name, self._service, self._day) for name in said)
        )

    def _in_diary(self, facts: Film, there: Film | None) -> Film | None:
        if there is not None and (film := in_diary(self._diary, there)):
            self._take(facts, film)
            return film
        return self._by_title(facts)

    def _by_title(self, facts: Film) -> Film | None:
        if self._last == 0 and title_key(facts.title) not in self._titles:
            return None
        called = self._diary.titled(facts.title)
        same = [c for c in called if facts.year is None or c.year in (None, facts.year)]
        fitting = [film for c in same if (film := self._fitting(facts, c))]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            return self._unsure(facts, same)
        # Within one service a title is always spelt alike, and a film has one year.
        close = [
            c
            for c in called
            if c.number <= self._last and near_year(facts.year, c.year) and self._fitting(facts, c)
        ]
        if close:
            return self._unsure(facts, close)
        return self._by_slip(facts) if self._last else None

    def _by_slip(self, facts: Film) -> Film | None:
        known = self._catalogue.titles.known if self._catalogue is not None else None
        found = find(self._diary.titles, facts.title, facts.year, known)
        sure = sure_in_diary(found)
        if sure is not None and sure.number <= self._last and (film := self._fitting(facts, sure)):
            self._take(facts, film)
            return film
        alike = [
            match.candidate
            for match in found.matches
            if match.alike >= _ALIKE
            and match.candidate.number <= self._last
            and facts.year is not None
            and match.candidate.year == facts.year
            and self._fitting(facts, match.candidate)
        ]
        return self._unsure(facts, alike) if alike else None

    def _unsure(self, facts: Film, candidates: list[Candidate]) -> Film | None:
        if facts.label in self._answers:
            number = self._answers[facts.label]
            return self._diary.film(number) if number is not None else None
        offered = candidates[:_OFFERED]
        self._account.unsure.append(
            Unsure(facts.label, tuple(map(choice, offered)), tuple(c.number for c in offered))
        )
        return None

    def _fitting(self, facts: Film, candidate: Candidate) -> Film | None:
        """The film of a candidate, unless it has another id than the facts."""
        film = self._diary.film(candidate.number)
        is_another = film is not None and any(
            _is_another_id(getattr(film, name), getattr(facts, name)) for name in IDS
        )
        return None if is_another else film

    def _take(self, facts: Film, film: Film) -> None:
        if title_key(facts.title) != title_key(film.title) or facts.year != film.year:
            self._account.taken.append(Taken(facts.label, f"{film.label}, film #{film.number}"))

    def _of_catalogue(self, facts: Film) -> Film | None:
        """What the catalogue has under the id of a film, or its exact title and year alone."""
        catalogue = self._catalogue
        if catalogue is None:
            return None
        if facts.imdb:
            number = catalogue.identified(Reference("imdb", facts.imdb, ""))
            return catalogue.film(number) if number is not None else None
        if facts.year is None:
            return None
        key = title_key(facts.title)
        named = {
            c.number: c
            for c in catalogue.titles.called(key)
            if c.year == facts.year and is_called(c.key, key)
        }
        return catalogue.film(*named) if len(named) == 1 else None


def _is_nameless(facts: Film) -> bool:
    """Whether facts have no id that a film can be known by later, whatever becomes of its title."""
    return not any(getattr(facts, name) for name in IDS)


def _is_another_id(ours: str, theirs: str) -> bool:
    """Whether two ids of one service are of two films; Letterboxd's have two forms."""
    if not ours or not theirs or ours == theirs:
        return False
    return ("/" in ours) == ("/" in theirs)


def _keys(facts: Film) -> list[str]:
    """What a film is known by within one service: its ids there, else its title and year."""
    ids = [f"film {name} {value}" for name in IDS if (value := getattr(facts, name))]
    return ids or [f"film {name_of(Candidate(0, facts.title, facts.year, ''))}"]
