"""A diary with much of every kind in it: long reviews, pictures, lists, imports and a past."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from random import Random

from filmlog.domain.change import Change, Record
from filmlog.domain.crockford import SIGNS
from filmlog.domain.film import Award, Credit, Film, Origin, Related
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.shelf import Listed, Wish
from filmlog.domain.viewing import Picture, Viewing
from filmlog.storage.diary import Diary
from tests.whole import demo

_WORDS = "snow river a storm of crows, слёзы war and the quiet that comes after; 雪 a lamp".split()


def rich_diary(path: Path, random: Random, films: int = 60) -> None:
    """Make a diary at `path`: the example film on every shelf, and `films` more."""
    whole = demo()
    film_list = next(whole.of("filmlist"))
    records: list[Record] = []
    pictures: dict[str, bytes] = {}
    for number in range(films):
        film = _film(random, number)
        records.append(film)
        for _ in range(random.choice([0, 1, 1, 1, 2])):
            shown: tuple[Picture, ...] = ()
            if random.random() < 0.1:
                data = b"GIF8" + random.randbytes(random.randint(100, 20_000))
                digest = sha256(data).hexdigest()
                pictures[digest], shown = data, (Picture(f"{number}.gif", digest, "a ticket"),)
            records.append(_viewing(random, film)._replace(pictures=shown))
        if random.random() < 0.2:
            records.append(Wish(_id(random), film.id, _text(random, 9), moods=("slow",)))
        if random.random() < 0.2:
            records.append(Listed(_id(random), film_list.id, film.id, number << 20))
    with Diary.open(path, create=True) as diary:
        diary.now = datetime(2026, 11, 20, tzinfo=UTC)
        whole.write(diary)
        with diary.writing():
            for digest, data in pictures.items():
                diary.keep_picture(digest, data)
            diary.apply([Change(None, record) for record in records], "a long evening")
        seen = [record for record in records if isinstance(record, Viewing)]
        with diary.writing():
            again = random.sample(seen, min(5, len(seen)))
            diary.apply([Change(was, was._replace(review="Other words.")) for was in again], "edit")
            gone = seen[-1]
            diary.apply([Change(gone, gone._replace(deleted="2026-11-01T10:00:00Z"))], "remove")


def _film(random: Random, number: int) -> Film:
    year = random.randint(1920, 2026)
    return Film(
        id=_id(random),
        title=f"The {number} {random.choice(_WORDS)}",
        original_title=random.choice(["", f"Оттепель {number}"]),
        year=year,
        released=random.choice([None, PartialDate(year, 3, 9)]),
        runtime=random.choice([None, random.randint(60, 240)]),
        directors=(random.choice(["Larisa Shepitko", "Elem Klimov", "Věra Chytilová"]),),
        cast=tuple(Credit(f"Actor {random.randint(1, 99)}", "Anna") for _ in range(3)),
        genres=("War", "Drama"),
        overview=_text(random, 40),
        awards=(Award("Golden Bear", "Berlin", year),),
        related=(Related("Ran", 1985, "the same sky"),),
        origins=(Origin("runtime", "wikidata", "2026-11-01"),),
    )


def _viewing(random: Random, film: Film) -> Viewing:
    day = PartialDate(random.randint(2010, 2025), random.randint(1, 12), random.randint(1, 28))
    return Viewing(
        id=_id(random),
        film_id=film.id,
        watched=random.choice([day, day, day, None]),
        rating=random.choice([None, random.randint(1, 100)]),
        tags=("snow",),
        venue=random.choice(["", "Kino Babylon"]),
        review=_text(random, random.choice([0, 20, 1500])),
    )


def _id(random: Random) -> str:
    """A ULID that comes again with the seed."""
    return "01" + "".join(random.choices(SIGNS, k=24))


def _text(random: Random, words: int) -> str:
    return " ".join(random.choices(_WORDS, k=words))
