"""Films to see: putting one on the watchlist, changing it there, taking it off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from filmlog.cli import resolve, typed
from filmlog.cli.context import Session
from filmlog.cli.fields import FILM_FIELDS, given
from filmlog.cli.questions import confirm
from filmlog.cli.shelving import settled
from filmlog.cli.sightings import Sighting, found_words, offer_changes
from filmlog.cli.trashcan import GONE_TOO, taken_off
from filmlog.domain.change import Change, replace
from filmlog.domain.entry import Entry
from filmlog.domain.filling import by_hand
from filmlog.domain.film import Film
from filmlog.domain.matching import same_year
from filmlog.domain.moment import stamp
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.review import hide_inline
from filmlog.domain.shelf import PRIORITIES, Wish
from filmlog.errors import NotFoundError, UsageError
from filmlog.storage.diary import Diary
from filmlog.storage.ulid import new_ulid

_WORDS = {"recommended_by": "who recommended it", "due": "when to see it by"}
_TIMES = {1: "once", 2: "twice"}


class Details(NamedTuple):
    """What was said about a film to see, read and checked: attributes by name, as far as given."""

    wish: dict[str, Any]
    facts: dict[str, Any]


def read_details(session: Session, options: Mapping[str, Any]) -> Details:
    """Read the options of `watch` by their names. An empty value takes a detail away."""
    wish: dict[str, Any] = {}
    if (why := options["why"]) is not None:
        wish["why"] = typed.text("--why", why)
    if (name := options["recommended_by"]) is not None:
        wish["recommended_by"] = typed.line("--recommended-by", name)
    if (priority := options["priority"]) is not None:
        wish["priority"] = read_priority(priority) if priority.strip() else "normal"
    if (by := options["by"]) is not None:
        wish["due"] = session.read_date(by, to_come=True) if by.strip() else None
    if options["mood"]:
        wish["moods"] = typed.lines("--mood", options["mood"])
    named = {name: options[name] for name in ("director", "runtime", "genre")}
    return Details(wish, given(FILM_FIELDS, named, session))


def read_priority(text: str) -> str:
    """One of PRIORITIES. Raises UsageError."""
    word = text.strip().casefold()
    if word not in PRIORITIES:
        raise UsageError(
            f"There is no priority {text!r}.", f"It is one of {', '.join(PRIORITIES)}."
        )
    return word


def put(
    session: Session,
    diary: Diary,
    film: Film,
    made: Sequence[Change],
    details: Details,
    sighting: Sighting | None,
) -> list[str]:
    """Put a film, just `made` or of the diary, on the watchlist, or change it there; what to say.

    To be called inside `writing()`.
    """
    label, is_new = film.label, not film.number
    film, changes, changed = _with_facts(film, made, details.facts)
    before = None if is_new else diary.watchlist.of(film)
    wish = before or Wish(new_ulid(), film.id, added=PartialDate.of(session.today))
    after = replace(wish, **details.wish)
    if after != before:
        changes.append(Change(before, after))
        changed += [
            _WORDS.get(name, name) for name, value in details.wish.items()
            if value != getattr(wish, name)
        ]  # fmt: skip
    place: list[str] = []
    if sighting is not None:
        source, offer, places = offer_changes(diary, film, sighting)
        changes += places
        place = found_words(film, source, offer) if places else []
    if not changes:
        since = f", since {wish.added.words}" if wish.added is not None else ""
        return [f"{label} is on your watchlist already{since}; nothing was changed."]
    diary.apply(changes, f"watch {label}")
    if before is not None:
        said = [f"Changed {label} on your watchlist: {', '.join(changed)}."] if changed else []
        return said + place
    number = diary.films_by_id([film.id])[film.id].number
    new = [f"{label}, film #{number}, is new in your diary: not seen yet."] if is_new else []
    seen = [] if is_new else _seen(diary.entries_of(film))
    return [*new, *seen, _put_words(label, after), *place]


def take_off(session: Session, title: str, year: int | None, *, sure: bool) -> list[str]:
    """Take a film off the watchlist, asking unless `sure`; what was done.

    One that nothing else keeps in the diary goes to the trash, as it would never be shown again.
    """
    with session.diary() as diary:
        film = _meant(session, diary, title, year)
        _wish_for(diary, film)
        confirm(f"Take {film.label} off your watchlist?", may_ask=session.may_ask, yes=sure)
        with diary.writing():
            film, _ = settled(diary, film, [], is_new=False)
            changes = taken_off(diary, film, _wish_for(diary, film), stamp(session.now))
            diary.apply(changes, f"watch --remove {film.label}")
    said = [f"Took {film.label} off your watchlist."]
    return [*said, GONE_TOO] if len(changes) > 1 else said


def _with_facts(
    film: Film, made: Sequence[Change], facts: dict[str, Any]
) -> tuple[Film, list[Change], list[str]]:
    """The film with facts, what makes it so, and the names of those that are others now."""
    after = by_hand(film, replace(film, **facts))
    if after == film:
        return film, list(made), []
    changed = [name for name, value in facts.items() if value != getattr(film, name)]
    before = made[0].before if made else film
    return after, [Change(before, after)], changed


def _meant(session: Session, diary: Diary, title: str, year: int | None) -> Film:
    """The film a title means; of several of that title the only one on the watchlist."""
    if resolve.by_number(diary, title) is None:
        wanted = resolve.read_title(title, year)
        called_so = [
            film
            for candidate in diary.titled(wanted.title)
            if same_year(candidate.year, wanted.year)
            and (film := diary.film(candidate.number)) is not None
        ]
        wished = [film for film in called_so if diary.watchlist.of(film) is not None]
        if len(wished) == 1:
            return wished[0]
    return resolve.find_film(session, diary, title, year)


def _wish_for(diary: Diary, film: Film) -> Wish:
    wish = diary.watchlist.of(film)
    if wish is None:
        raise NotFoundError(
            f"{film.label} is not on your watchlist.", "`filmlog watchlist` shows what is."
        )
    return wish


def _put_words(label: str, wish: Wish) -> str:
    parts = [
        f"{wish.priority} priority" if wish.priority != "normal" else "",
        f"by {wish.due.words}" if wish.due is not None else "",
        ", ".join(wish.moods),
        f"recommended by {hide_inline(wish.recommended_by)}" if wish.recommended_by else "",
    ]
    said = ", ".join(filter(None, parts))
    return f"Put {label} on your watchlist{f': {said}' if said else ''}."


def _seen(entries: Sequence[Entry]) -> list[str]:
    """How often a film was seen and when last, for one to be seen again."""
    if not entries:
        return []
    is_whole = any(entry.viewing.unfinished is None for entry in entries)
    times = _TIMES.get(len(entries), f"{len(entries)} times")
    last = entries[-1].viewing.watched
    when = "" if last is None else f"{', last' if len(entries) > 1 else ','} on {last.words}"
    return [f"{'Seen' if is_whole else 'Begun, and not finished,'} {times}{when}."]
