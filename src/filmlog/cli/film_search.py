"""Looking for a film that is not called exactly as typed, in the diary and in the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from filmlog.cli import resolve
from filmlog.cli.context import Session
from filmlog.cli.meaning import Meant, described
from filmlog.cli.questions import choose
from filmlog.cli.resolve import Wanted
from filmlog.domain.finding import find
from filmlog.domain.likeness import LIKELY, Match
from filmlog.domain.matching import Candidate, is_called, near_year, same_year
from filmlog.domain.references import Reference
from filmlog.errors import AmbiguousError, NotFoundError
from filmlog.storage.diary import Diary

if TYPE_CHECKING:
    from filmlog.catalogue.catalogue import Catalogue

_WORTH_ASKING = 0.8
"""A film of the catalogue less like what was typed is not offered: rare films are in none."""

_MISREMEMBERED = 5
"""Years by which one that was typed may be wrong; a film further off is a remake."""

_OFFERED = 7


class FilmSearch:
    """One search in the diary and in the catalogue, where there is one."""

    def __init__(
        self,
        session: Session,
        diary: Diary,
        catalogue: Catalogue | None,
        wanted: Wanted,
        called_so: list[Candidate],
        *,
        is_new: bool,
    ) -> None:
        self._session = session
        self._diary = diary
        self._catalogue = catalogue
        self._wanted = wanted
        self._called_so = called_so
        self._is_new = is_new

    def meant(self) -> Meant:
        """What was found, or decided by the person asked. Raises as `film_meant` does."""
        wanted = self._wanted
        if wanted.reference is not None:
            found = self._identified(wanted.reference)
            if found is not None:
                return found
        catalogue, own = self._catalogue, self._diary.titles
        title, year = wanted.title, wanted.year
        there = find(catalogue.titles, title, year) if catalogue is not None else None
        # A slip of the pen makes no word of the greater vocabulary.
        known = catalogue.titles.known if catalogue is not None else own.known
        here = find(own, title, year, known) if not self._is_new else None
        sure_there = there.sure if there else None
        sure_here = resolve.sure_in_diary(here) if here else None
        is_exact = bool(there and sure_there and is_called(sure_there.key, there.key))
        if sure_here is not None and not is_exact:
            film = resolve.film_of(self._diary, sure_here)
            self._session.say(
                f"Took {wanted.label!r} as {film.label}; --new logs it as another film."
            )
            return Meant(film)
        near = self._near_in_years()
        if catalogue is not None and sure_there is not None and (is_exact or not near):
            return self._of_catalogue(catalogue, sure_there.number)
        return self._undecided(near, here.matches if here else (), there.matches if there else ())

    def _identified(self, reference: Reference) -> Meant | None:
        """The film with the id typed; None for one to be looked for by the words of its address."""
        known = self._diary.identified(reference.service, reference.id)
        if known:
            return Meant(known[0])
        number = self._catalogue.identified(reference) if self._catalogue else None
        if self._catalogue is not None and number is not None:
            return self._of_catalogue(self._catalogue, number)
        if not reference.words:
            raise self._unknown(reference, ())
        return None

    def _unknown(self, reference: Reference, candidates: Sequence[str]) -> NotFoundError:
        """An address says a title without its capitals and signs, which no diary should keep."""
        return NotFoundError(
            f"No film is known here by {reference.id}.",
            f"Give its title: `filmlog add TITLE --{reference.service} {reference.id}`.",
            tuple(candidates),
        )

    def _near_in_years(self) -> list[Candidate]:
        """Films of that title a year off: a remake is further off, a festival year is not."""
        year = self._wanted.year or 0
        return [c for c in self._called_so if abs((c.year or 0) - year) <= 1]

    def _of_catalogue(self, catalogue: Catalogue, number: int) -> Meant:
        facts = catalogue.film(number)
        film = resolve.in_diary(self._diary, facts)
        if film is None and not self._is_new:
            same = [c for c in self._diary.titled(facts.title) if c.year == facts.year]
            film = resolve.film_of(self._diary, same[0]) if same else None
        if film is None:
            return Meant(facts=facts)
        if self._wanted.reference is not None:
            return Meant(film)
        if self._is_new:  # it is said to be another one
            return Meant()
        self._session.say(
            f"Took {self._wanted.label!r} as {film.label}; --new logs it as another film."
        )
        return Meant(film)

    def _undecided(
        self, near: list[Candidate], here: Sequence[Match], there: Sequence[Match]
    ) -> Meant:
        own = [*near, *(
            m.candidate for m in here
            if m.alike >= LIKELY
            and same_year(m.candidate.year, self._wanted.year)
            and m.candidate not in near
        )]  # fmt: skip
        others = [
            m.candidate
            for m in there
            if m.score >= _WORTH_ASKING
            and near_year(self._wanted.year, m.candidate.year, _MISREMEMBERED)
        ][:_OFFERED]
        if self._session.may_ask and (own or others):
            return self._asked(own, others)
        if own:
            raise AmbiguousError(
                f"{self._wanted.label!r} is not in the diary, but looks like a film that is.",
                "Log it under that title, or add --new for another film.",
                tuple(resolve.describe(c) for c in own),
            )
        left_open = described(self._catalogue, others) if self._catalogue is not None else []
        if self._wanted.reference is not None:
            raise self._unknown(self._wanted.reference, left_open)
        return Meant(left_open=tuple(left_open))

    def _asked(self, own: list[Candidate], others: list[Candidate]) -> Meant:
        catalogue = self._catalogue
        labels = [resolve.choice(c) for c in own]
        labels += described(catalogue, others) if catalogue is not None else []
        labels.append(f"another film, new in the diary: {self._wanted.label}")
        picked = choose(f"Which film is {self._wanted.label!r}?", labels)
        if picked < len(own):
            return Meant(resolve.film_of(self._diary, own[picked]))
        if catalogue is not None and picked < len(own) + len(others):
            return self._of_catalogue(catalogue, others[picked - len(own)].number)
        return Meant()
