"""What the watchlist is asked for: its filters, what fits into a running pass, and the draw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from filmlog.cli import typed
from filmlog.cli.context import Session
from filmlog.cli.passes import running
from filmlog.cli.queries import read_query
from filmlog.cli.watching import read_priority
from filmlog.domain.numerals import counted
from filmlog.domain.shelf import Wished
from filmlog.domain.source import PER_FILM_KINDS
from filmlog.errors import NotFoundError
from filmlog.screen.passes import Running, end_verb, running_words
from filmlog.storage import film_search
from filmlog.storage.diary import Diary
from filmlog.storage.film_search import Room
from filmlog.storage.listing import Condition
from filmlog.storage.search import joined

_WEIGHTS = {"high": 3, "normal": 2, "low": 1}


class Asked:
    """What the options leave of the watchlist, and what there is to say of it."""

    def __init__(self, session: Session, diary: Diary, options: dict[str, Any]) -> None:
        self._session = session
        self._diary = diary
        self._on_pass: bool = options["on_pass"]
        runs = running(diary, session.now)
        self._runs = [one for one in runs if one.pass_.kind not in PER_FILM_KINDS]
        self._rooms = [_room(one, session.now) for one in self._runs]
        self._length: Condition | None = None
        self._others = list(self._read(options))
        self._filters = [*self._others, *([self._length] if self._length else [])]
        if self._on_pass:
            self._filters.append(film_search.there_at(self._rooms))
        self.condition = joined(" AND ", self._filters)

    def draw(self, seed: int | None) -> Wished | None:
        """One film by chance, None of none: a high priority counts three times a low one."""
        wishes = self._diary.watchlist.priorities(self.condition)
        if not wishes:
            return None
        from random import Random  # 6 ms, and only for --pick

        weights = [_WEIGHTS[priority] for _, priority in wishes]
        number, _ = Random(seed).choices(wishes, weights)[0]  # noqa: S311 - a film, not a secret
        return self._diary.watchlist.numbered(number)

    def passes_for(self, item: Wished) -> list[Running]:
        """The running passes that a film could still be seen on."""
        there = {found.source.number for found in item.offers if found.offer.is_there}
        runtime = item.film.runtime or 0
        return [
            run
            for run, room in zip(self._runs, self._rooms, strict=True)
            if room.source in there and (room.minutes is None or runtime <= room.minutes)
        ]

    def say(self) -> None:
        """Say which passes run, and what fits in only perhaps, or not at all."""
        if self._length is not None:
            untimed = self._count([*self._others, film_search.UNTIMED])
            if untimed:
                self._session.say(
                    f"Left out, as the runtime is not known: {counted(untimed, 'film')}."
                )
        if not self._on_pass:
            return
        if not self._runs:
            self._session.say(
                "No pass that covers more than one film runs now; `filmlog pass` shows yours."
            )
            return
        self._session.say(*(running_words(run, self._session.now) for run in self._runs))
        before = self._filters[:-1]
        anywhere = film_search.there_at(Room(room.source) for room in self._rooms)
        too_long = self._count([*before, anywhere]) - self._count(self._filters)
        if too_long:
            self._session.say(f"Too long for what is left: {counted(too_long, 'film')}.")
        unhurried = film_search.there_at(room for room in self._rooms if room.minutes is None)
        hurried = Condition(f"NOT {unhurried.sql}", unhurried.values)
        perhaps = self._count([*self._filters, film_search.UNTIMED, hurried])
        if perhaps:
            self._session.say(
                f"Perhaps too long, as the runtime is not known: {counted(perhaps, 'film')}."
            )

    def _count(self, conditions: Sequence[Condition]) -> int:
        return self._diary.watchlist.count(joined(" AND ", list(conditions)))

    def _read(self, options: dict[str, Any]) -> Iterable[Condition]:
        if options["query"]:
            yield film_search.film_clause(read_query(self._session, options["query"]))
        if (mood := options["mood"]) is not None:
            yield film_search.in_mood(typed.line("--mood", mood))
        if (name := options["recommended_by"]) is not None:
            yield film_search.recommended_by(typed.line("--recommended-by", name))
        if (priority := options["priority"]) is not None:
            yield film_search.of_priority(read_priority(priority))
        if (length := typed.minutes("--shorter-than", options["shorter_than"] or "")) is not None:
            self._length = film_search.shorter_than(length)
        if (at := options["at"]) is not None:
            source = self._diary.sources.named(typed.line("--at", at))
            if source is None:
                raise NotFoundError(
                    f"There is no source called {at!r}.", "`filmlog source list` shows them."
                )
            yield film_search.there_at([Room(source.number)])


def _room(one: Running, now: datetime) -> Room:
    """Where a pass runs, and how many minutes of it are left, unless it is renewed then."""
    source, ends = one.source.number, one.period.ends
    if ends is None or end_verb(one.pass_, one.period) == "renews":
        return Room(source)
    return Room(source, int((ends - now).total_seconds()) // 60)
