"""Facts of a film as a person changes them: writing them, and what is to be said of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from filmlog.cli.context import Session
from filmlog.cli.echo import differences
from filmlog.cli.fields import RATED_FILM_FIELDS
from filmlog.domain.change import Change, replace
from filmlog.domain.filling import IDS, by_hand
from filmlog.domain.film import Film
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.twins import SERVICES
from filmlog.errors import UsageError
from filmlog.storage.diary import Diary

if TYPE_CHECKING:
    from filmlog.cli.forms import Edited


def write(
    session: Session, diary: Diary, before: Film, facts: dict[str, Any], form: Edited | None = None
) -> None:
    """Change facts of a film, from the `form` of the editor or from options, and say what changed.

    Raises UsageError for facts that no film can have, and for a film that is gone by now.
    """
    if not facts.get("title", before.title):
        raise UsageError("A film needs a title.", "Give it one; it can be changed again.")
    with diary.writing():
        # Read again under the lock: another terminal may have changed what is not changed here.
        fresh = diary.film(before.number)
        if fresh is None:
            raise UsageError(f"{before.label} has just been removed.", "Nothing was changed.")
        after = by_hand(fresh, _dated(replace(fresh, **facts), facts, session))
        if after != fresh:
            diary.apply([Change(fresh, after)], f"film edit {after.label}")
        ids = [name for name in IDS if getattr(after, name) != getattr(fresh, name)]
        twins = list(same_ids(diary, after, ids))
    if after == fresh:
        session.say(f"Nothing to change in {after.label}.")
    else:
        what = differences(fresh, after, (field.attribute for field in RATED_FILM_FIELDS))
        session.say(f"Changed the {what} of {after.label}, film #{after.number}", *twins)
    if form is not None:
        session.say(*form.meanwhile(fresh, after))


def same_ids(diary: Diary, film: Film, services: Iterable[str]) -> Iterator[str]:
    """What is said of those ids of a film that another film of the diary has too."""
    for service in services:
        other = diary.by_id.film_known_as(service, getattr(film, service), other_than=film.id)
        if other is not None and not other.deleted:
            yield (
                f"{other.label}, film #{other.number}, has that id at {SERVICES[service]} too: "
                f"`filmlog film merge '#{other.number}' '#{film.number}'` makes one film of two."
            )


def _dated(film: Film, facts: dict[str, Any], session: Session) -> Film:
    """The film with a day for a rating just given, and with none where there is no rating."""
    if film.rating is None:
        if facts.get("rated") is not None:
            raise UsageError("--rated is the day of a rating.", "Give the --rating too.")
        return replace(film, rated=None)
    if "rating" in facts and "rated" not in facts:
        return replace(film, rated=PartialDate.of(session.today))
    return film
