"""One film of two: which are meant, what would become of them, and writing it."""

from __future__ import annotations

from collections.abc import Iterator

from filmlog.cli.context import Session
from filmlog.cli.questions import confirm
from filmlog.cli.resolve import find_film
from filmlog.domain.film import Film
from filmlog.domain.imported import Imported
from filmlog.domain.matching import title_key
from filmlog.domain.merging import in_short
from filmlog.domain.moment import stamp
from filmlog.domain.naming import field_words
from filmlog.domain.numerals import kinds_counted
from filmlog.domain.shelving import is_outdone
from filmlog.domain.source import Offer, Source
from filmlog.domain.twins import unlike
from filmlog.domain.uniting import Union, trace_id, united
from filmlog.errors import AmbiguousError, NotFoundError, UsageError
from filmlog.storage.diary import Diary
from filmlog.storage.holdings import holdings


def merge(session: Session, keep: str, other: str, *, yes: bool, dry_run: bool) -> None:
    """Make the film that `other` means part of the one that `keep` means, after asking.

    Raises NotFoundError, AmbiguousError and UsageError for films that cannot be merged.
    """
    with session.diary() as diary:
        kept, gone = (_found(session, diary, text) for text in (keep, other))
        if kept.number == gone.number:
            raise UsageError(
                f"{keep!r} and {other!r} are one film, {_name(kept)}.",
                "Name two films; '#7' is the film with the number 7.",
            )
        at = stamp(session.now)
        shown = _union(diary, kept, gone, at)
        for reason in unlike(kept, gone):
            session.say(f"They seem to be different films: {reason}.")
        session.say(f"{_name(gone)}, goes into {_name(kept)}.", *_plan(diary, shown))
        if dry_run:
            session.say("Nothing was changed.")
            return
        confirm("Make one film of the two?", may_ask=session.may_ask, yes=yes)
        with diary.writing():
            # Read again under the lock: another terminal may have changed what was shown.
            fresh = [diary.film(film.number) for film in (kept, gone)]
            if fresh != [kept, gone] or _union(diary, kept, gone, at) != shown:
                raise UsageError("One of the two has just been changed.", "Run it again.")
            diary.apply(shown.changes, f"film merge {gone.label} into {kept.label}")
        session.say(f"Merged into {_name(kept)}. `filmlog undo` makes two of it again.")


def _union(diary: Diary, keep: Film, other: Film, at: str) -> Union:
    return united(holdings(diary.connection, keep), holdings(diary.connection, other), at)


def _found(session: Session, diary: Diary, text: str) -> Film:
    """The film of the diary that `text` means; one in the trash is named as such."""
    try:
        return find_film(session, diary, text)
    except AmbiguousError:
        raise
    except NotFoundError:
        film = _in_trash(diary, text.strip())
        if film is None:
            raise
        into = diary.imports.get(trace_id(film.id))
        whole = _kept(diary, into) if into is not None and not into.deleted else None
        if whole is not None:
            raise NotFoundError(
                f"{_name(film)}, was merged into {_name(whole)}.", "Name that one."
            ) from None
        raise NotFoundError(
            f"{_name(film)}, is in the trash.", "`filmlog restore` takes it out again."
        ) from None


def _in_trash(diary: Diary, text: str) -> Film | None:
    key = title_key(text)
    for film in diary.trashed_films():
        if text == f"#{film.number}" or key in {title_key(film.title), title_key(film.label)}:
            return film
    return None


def _kept(diary: Diary, into: Imported) -> Film | None:
    film = diary.by_id.get(Film, into.record_id)
    return film if film is not None and not film.deleted else None


def _plan(diary: Diary, union: Union) -> Iterator[str]:
    """What becomes of the film that goes, a line each."""
    facts = union.facts
    moved = [kinds_counted(union.moved)] if union.moved else []
    if union.from_trash:
        moved.append(f"{union.from_trash:,} in the trash")
    if moved:
        yield f"  moves: {', '.join(moved)}"
    if union.joined:
        yield f"  in both, and now one: {kinds_counted(union.joined)}"
    if facts.filled:
        yield f"  takes over: {field_words(facts.filled)}"
    for one in facts.differences:
        field = field_words([one.field])
        ours, theirs = (in_short(one.field, text) for text in (one.ours, one.theirs))
        stays = f"stays {ours!r}, not {theirs!r}" if ours else f"is not {theirs!r}"
        yield f"  {field}: {stays}"
    if any(one.field in {"title", "original_title"} for one in facts.differences):
        yield "  a title that does not stay is kept in the history alone"
    yield from _outdone(diary, union)
    for day in union.same_days:
        yield f"  watched twice on {day.words}: both viewings stay"


def _outdone(diary: Diary, union: Union) -> Iterator[str]:
    """What was known of a place, and another thing of it stands."""
    before = {c.after.id: c.before for c in union.changes if isinstance(c.before, Offer)}
    for gone, stands in union.became.items():
        ours, theirs = before.get(stands), before.get(gone)
        if ours is not None and theirs is not None and is_outdone(ours, theirs):
            source = diary.by_id.get(Source, ours.source_id)
            at = source.name if source is not None else "an unknown source"
            yield f"  at {at}: stays {_known(ours)!r}, not {_known(theirs)!r}"


def _known(offer: Offer) -> str:
    there = [str(offer.price)] if offer.price is not None else []
    if not offer.is_there:
        there.insert(0, "not there")
    checked = [f"checked {offer.checked.words}"] if offer.checked is not None else []
    return ", ".join([*(there or ["there"]), *checked])


def _name(film: Film) -> str:
    return f"{film.label}, film #{film.number}"
