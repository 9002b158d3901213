"""Two machines with much in common meet: they come to the same, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.cli.sync.adjusting import Came
from filmlog.domain.change import Record
from filmlog.domain.film import Film
from filmlog.domain.matching import title_key
from filmlog.domain.shelf import Listed, Wish
from filmlog.domain.uniting import united
from filmlog.domain.viewing import Viewing
from filmlog.storage.diary import Diary
from filmlog.storage.holdings import holdings
from tests.cli.sync.generated import records
from tests.cli.sync.machines import (
    adjusted,
    kind_of,
    live,
    meet,
    put,
    same,
    texts,
    took_in,
    two,
)
from tests.effort import some
from tests.storage.everything import everything, is_sound


def _lost(written: Iterable[Record], diary: Diary) -> set[str]:
    """The texts that no record out of the trash has, alone or in another text."""
    kept = [title_key(text) for text in texts(everything(diary).values())]
    return {
        text
        for text in texts(written, own=True)
        if not any(title_key(text) in whole for whole in kept)
    }


@given(records("A"), records("B"))
@settings(max_examples=some(60))
def test_both_come_to_the_same_and_nothing_is_lost(
    ours: list[Record], theirs: list[Record]
) -> None:
    with TemporaryDirectory() as folder, two(Path(folder)) as (one, other):
        put(one, *ours)
        put(other, *theirs)
        told = meet(one, other)
        assert same(one, other)
        assert told[0].account.joined == told[1].account.joined
        assert len(told[0].account.unsure) == len(told[1].account.unsure)
        for diary, met in zip((one, other), told, strict=True):
            assert is_sound(diary)
            assert adjusted(diary, met.came).changes == []
            assert _lost([*ours, *theirs], diary) == set()


@given(records("A"), st.data())
@settings(max_examples=some(60))
def test_what_is_removed_here_and_added_to_there_comes_back(
    ours: list[Record], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder, two(Path(folder)) as (one, other):
        put(one, *ours)
        put(other, *ours)
        base = everything(one)
        films = [film for film in live(one, "film") if isinstance(film, Film)]
        lists = live(one, "filmlist")
        for _ in range(data.draw(st.integers(0, 2)) if len(films) > 1 else 0):
            keep, gone = data.draw(st.permutations(films))[:2]
            _merge(one, keep.id, gone.id)
        for record in [*films, *lists]:
            now = everything(one)[kind_of(record), record.id]
            if not now.deleted and data.draw(st.booleans()):
                put(one, now._replace(deleted="2026-11-03T00:00:00Z"))
        added: list[Record] = []
        for at, film in enumerate(films):
            if data.draw(st.booleans()):
                added.append(Viewing(f"01Y{at}", film.id, review=f"review {at}"))
            if data.draw(st.booleans()):
                added.append(
                    Wish(f"01{data.draw(st.sampled_from('AZ'))}{at}", film.id, f"why {at}")
                )
            added += [
                Listed(f"01X{at}{place}", film_list.id, film.id, note=f"note {at}")
                for place, film_list in enumerate(lists) if data.draw(st.booleans())
            ]  # fmt: skip
        put(other, *added)
        told = meet(one, other, base)
        assert same(one, other)
        for diary, met in zip((one, other), told, strict=True):
            assert is_sound(diary)
            assert adjusted(diary, met.came).changes == []
            assert _lost(added, diary) == set()
            there = everything(diary)
            for record in added:
                now = there[kind_of(record), record.id]
                film_id, list_id = (getattr(now, name, "") for name in ("film_id", "list_id"))
                assert now.deleted or not there["film", film_id].deleted
                assert now.deleted or not list_id or not there["filmlist", list_id].deleted


def _merge(diary: Diary, keep: str, gone: str) -> None:
    """Make one film of two as `film merge` does, if both are there."""
    films = [diary.films_by_id([id_])[id_] for id_ in (keep, gone)]
    if not any(film.deleted for film in films):
        ours, theirs = (holdings(diary.connection, film) for film in films)
        with diary.writing():
            diary.apply(united(ours, theirs, "2026-11-03T00:00:00Z").changes, "film merge")


@given(records("A"), records("B"), records("C"), records("D"))
@settings(max_examples=some(40))
def test_they_part_and_meet_again(
    ours: list[Record], theirs: list[Record], more: list[Record], others: list[Record]
) -> None:
    with TemporaryDirectory() as folder, two(Path(folder)) as (one, other):
        put(one, *ours)
        put(other, *theirs)
        took_in(one, everything(one), everything(other))
        before = everything(other)
        took_in(other, before, everything(one), before)
        assert same(one, other)
        assert adjusted(other, Came({}, here={})).changes == []
        base = everything(one)
        put(one, *more)
        put(other, *others)
        told = meet(one, other, base)
        assert same(one, other)
        for diary, met in zip((one, other), told, strict=True):
            assert is_sound(diary)
            assert adjusted(diary, met.came).changes == []
            assert _lost([*base.values(), *more, *others], diary) == set()
