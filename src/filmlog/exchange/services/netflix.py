"""Netflix: the viewing activity of a profile, or of an account as Netflix sends it on request.

The first (netflix.com/viewingactivity, Download all) has `Title,Date`, with dates such as 9/9/23,
month first or day first by the account's language. The second, ViewingActivity.csv of
netflix.com/account/getmyinfo, has Profile Name, Start Time (UTC), Duration, Attributes, Title,
Supplemental Video Type, ...; a film seen in two goes on one day has two rows there.

Neither says what is a film. An episode is told from its title, which has the series before it: a
part that is a season ("Season 1", "Staffel 2", "Limited Series"), a numbered episode, or a numbered
part, volume, book or chapter with one more part behind it. "Dune: Part Two", "Mission: Impossible"
and "Star Wars: Episode IV" stay films; an episode without any such word is taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from filmlog.domain.film import Film
from filmlog.exchange.record import Asked, FieldError, Reading, Rejected, Row, Skipped, Values
from filmlog.exchange.services.readings import readings
from filmlog.exchange.services.values import Keys, clean, local_day, shown, title
from filmlog.exchange.services.written_dates import tell_day_first, written_day

if TYPE_CHECKING:
    from filmlog.exchange.files.archive import Member
    from filmlog.exchange.files.csv_file import Line
    from filmlog.exchange.formats import Part

TITLE = "Netflix"
ROLES = ("activity", "account")

_ACCOUNT = {"profile name", "start time", "duration", "title", "supplemental video type"}
_DATE = re.compile(r"\d{1,2}([/.])\d{1,2}\1\d{2}|\d{4}-\d{2}-\d{2}", re.ASCII)
_DURATION = re.compile(r"(\d{1,3}):(\d{2}):(\d{2})", re.ASCII)
_EXTRA = 40
"""Characters that a sort of supplemental video may have, such as TEASER_TRAILER."""
_SHORTEST = 5
"""Minutes; less is a film looked into, or one that began by itself."""

_COUNT = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)"
_SEASON = re.compile(
    r"(?:season|series|staffel|saison|temporada|stagione|seizoen|sezon|säsong|sæson|sesong|kausi"
    rf"|сезон) {_COUNT}(?: .*)?|.*\b(?:limited series|mini-?series|miniserie|mini-série"
    r"|serie limitada|série limitée)|(?:episode|folge|épisode|episodio|episódio|серия|эпизод) \d+",
    re.IGNORECASE,
)
_PART = re.compile(
    rf"(?:part|teil|partie|parte|volume|vol\.|book|buch|livre|libro|chapter|kapitel|chapitre"
    rf"|capítulo|collection) {_COUNT}",
    re.IGNORECASE,
)


def role(member: Member) -> str:
    """What a file is; two columns that anybody may have are Netflix's by the shape of the dates."""
    if member.columns >= _ACCOUNT:
        return "account"
    if member.columns != {"title", "date"}:
        return ""
    dates = [_DATE.fullmatch(end.strip(' "')) for end in _last_fields(member.head)]
    return "activity" if dates and all(dates) else ""


def read(parts: Sequence[Part], asked: Asked) -> Iterator[Reading]:
    """Every row; the order of day and month is told from a file where it can be."""
    keys = Keys()
    for part in parts:
        if part.role == "account":
            yield from readings(part.member.lines(), partial(_of_account, set()))
            continue
        lines = list(part.member.lines())
        day_first = tell_day_first(
            line.field("date") for line in lines if not isinstance(line, Rejected)
        )
        if day_first is None:
            day_first = asked.day_first is True
        yield from readings(lines, partial(_of_profile, keys, day_first))


def _last_fields(head: str) -> list[str]:
    """What ends each of the first ten rows: the date, where the table is Netflix's."""
    lines = [line for line in head.splitlines()[1:12] if line.strip()][:10]
    return [line.replace(";", ",").replace("\t", ",").rpartition(",")[2] for line in lines]


def _of_profile(keys: Keys, day_first: bool, line: Line) -> Reading:
    if _is_episode(line.field("title")):
        return Skipped(line.place, "an episode, not a film")
    film = Film("", title(line.field("title"), "Title"))
    date = clean(line.field("date"), "Date")
    key = keys.unique(f"history {film.title} {date}".rstrip())
    return Row(line.place, "viewing", key, film, line.raw, partial(_viewing, date, day_first))


def _viewing(date: str, day_first: bool) -> Values:
    return {"watched": written_day(date, "Date", day_first=day_first), "source": TITLE}


def _of_account(seen: set[str], line: Line) -> Reading:
    if extra := clean(line.field("supplemental video type"), "Supplemental Video Type"):
        what = extra.replace("_", " ").casefold() if len(extra) <= _EXTRA else "something else"
        return Skipped(line.place, f"{what}, not a film")
    if _is_episode(line.field("title")):
        return Skipped(line.place, "an episode, not a film")
    film = Film("", title(line.field("title"), "Title"))
    watched = local_day(line.field("start time"), "Start Time")
    if _minutes(line.field("duration")) < _SHORTEST:
        return Skipped(line.place, f"looked into for less than {_SHORTEST} minutes")
    profile = clean(line.field("profile name"), "Profile Name")
    key = f"account {profile} {film.title} {watched or ''}".rstrip()
    if key in seen:
        return Skipped(line.place, "the same film on the same day, in one more go")
    seen.add(key)
    values = partial(dict[str, object], watched=watched, source=TITLE)
    return Row(line.place, "viewing", key, film, line.raw, values)


def _minutes(duration: str) -> int:
    found = _DURATION.fullmatch(duration.strip())
    if found is None:
        raise FieldError("Duration", f"{shown(duration)} is no length such as 01:37:00")
    return int(found[1]) * 60 + int(found[2])


def _is_episode(name: str) -> bool:
    _, *parts = (part.strip() for part in name.split(": "))
    return any(map(_SEASON.fullmatch, parts)) or any(map(_PART.fullmatch, parts[:-1]))
