"""The lines of made-up files in the form of IMDb's, all about the same titles and people."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from heapq import merge
from random import Random
from typing import NamedTuple

from bench.imdb_words import SCRIPTS, words

TITLES, NAMES = 12_300_000, 15_100_000
"""How many titles and people IMDb had in 2026."""

_LAST_TITLE, _LAST_NAME = 39_000_000, 17_600_000
_PLAIN = 10_000_000  # from here on a number has eight digits instead of seven

# Of 1,000 titles; the first five are films.
_KINDS = {
    "short": 88,
    "movie": 60,
    "video": 26,
    "tvMovie": 12,
    "tvSpecial": 7,
    "tvEpisode": 769,
    "tvSeries": 24,
    "tvMiniSeries": 6,
    "videoGame": 5,
    "tvShort": 2,
    "tvPilot": 1,
}
FILMS = frozenset(list(_KINDS)[:5])
_RATED = {True: 0.165, False: 0.122}  # of the films, of the others
_GENRES = """Drama Comedy Documentary Short Action Romance Thriller Horror Crime Family Animation
Adventure Music Fantasy Mystery Sci-Fi Biography History Musical War Sport Western Adult Talk-Show
""".split()
_REGIONS = """US GB FR DE IT ES PT BR MX AR CA AU SE FI DK NO PL CZ HU RO TR NL RU UA BG RS GR JP CN
HK TW KR IN IR IL EG TH VN XWW SUHH""".split()
_CREW = (  # category, job
    *(("director", r"\N"), ("writer", "written by"), ("writer", r"\N"), ("producer", "producer")),
    *(("composer", r"\N"), ("cinematographer", "director of photography"), ("editor", r"\N")),
    *(("production_designer", r"\N"), ("casting_director", r"\N"), ("producer", "line producer")),
)
_PROFESSIONS = "actor actress director writer producer miscellaneous editor soundtrack".split()


class Title(NamedTuple):
    """What every file agrees on: `bits` are 128 random ones, `votes` is 0 for the unrated."""

    tconst: str
    kind: str
    bits: int
    votes: int


class Made:
    """The lines of each file, made anew at each call from one scale and seed."""

    def __init__(self, scale: float, seed: int) -> None:
        self._seed = seed
        self._titles = max(1, round(TITLES * scale))
        self._names = max(1, round(NAMES * scale))
        self._name_step = _LAST_NAME / self._names
        rng = Random(seed)
        self._words = words(rng)
        self._kinds = rng.choices(list(_KINDS), list(_KINDS.values()), k=1 << 12)
        self._years = [_year(rng) for _ in range(1 << 12)]
        self._genres = [_genres(rng) for _ in range(1 << 10)]
        self._roles = [self._role(rng) for _ in range(1 << 14)]

    def titles(self) -> Iterator[Title]:
        """Every title in the order of the files."""
        bits_of = Random(self._seed + 1).getrandbits
        kinds = self._kinds
        for tconst in _ids("tt", self._titles, _LAST_TITLE):
            bits = bits_of(128)
            kind = kinds[bits & 0xFFF]
            chance = _RATED[kind in FILMS]
            place = (bits >> 12 & 0xFFFF) / 0xFFFF
            votes = int(5 + 4 * (chance / (place + 1e-5)) ** 1.25) if place < chance else 0
            yield Title(tconst, kind, bits, votes)

    def basics(self) -> Iterator[str]:
        """title.basics."""
        for title in self.titles():
            bits = title.bits
            year = self._years[bits >> 28 & 0xFFF]
            primary = self._title(bits >> 48, "latin")
            original = primary if bits >> 40 & 7 else self._title(bits >> 49, "latin")
            end = year if title.kind == "tvSeries" else r"\N"
            runtime = r"\N" if bits >> 44 & 3 == 0 else str(1 + (bits >> 52) % 170)
            adult = int(bits >> 60 & 31 == 0)
            yield (
                f"{title.tconst}\t{title.kind}\t{primary}\t{original}\t{adult}\t{year}\t{end}\t"
                f"{runtime}\t{self._genres[bits >> 64 & 0x3FF]}\n"
            )

    def akas(self) -> Iterator[str]:
        """title.akas."""
        rng = Random(self._seed + 2)
        for title in self.titles():
            tconst, kind, bits, votes = title
            primary = self._title(bits >> 48, "latin")
            if kind in FILMS:
                count = 1 + (bits >> 30) % 3 + min(60, int(votes**0.5))
            else:
                count = 8 if bits >> 30 & 1 else 1 + (bits >> 31 & 1)
            original = primary if bits >> 40 & 7 else self._title(bits >> 49, "latin")
            for _ in range(1 if bits >> 70 & 0xFFF else 2):
                yield f"{tconst}\t1\t{original}\t\\N\t\\N\toriginal\t\\N\t1\n"
            for ordering in range(2, count + 1):
                draw = rng.getrandbits(40)
                region = _REGIONS[draw % len(_REGIONS)]
                name = primary
                if draw >> 6 & 3:
                    name = self._title(
                        bits ^ draw * 0x9E3779B97F4A7C15, SCRIPTS.get(region, "latin")
                    )
                language = "en" if draw >> 8 & 15 == 0 else r"\N"
                kinds = ("imdbDisplay", r"\N", "alternative", "dvd\x02video")[draw >> 12 & 3]
                attributes = "literal title" if draw >> 14 & 63 == 0 else r"\N"
                is_original = r"\N" if draw >> 20 & 0xFF == 0 else "0"
                yield (
                    f"{tconst}\t{ordering}\t{name}\t{region}\t{language}\t{kinds}\t{attributes}\t"
                    f"{is_original}\n"
                )

    def crew(self) -> Iterator[str]:
        """title.crew."""
        rng = Random(self._seed + 3)
        for title in self.titles():
            directors = self._people(rng, (0, 1, 1, 1, 1, 1, 1, 2)[title.bits >> 50 & 7])
            writers = self._people(rng, (0, 0, 1, 1, 1, 2, 2, 5)[title.bits >> 53 & 7])
            for _ in range(1 if title.bits >> 70 & 0xFFF else 2):
                yield f"{title.tconst}\t{directors}\t{writers}\n"

    def principals(self) -> Iterator[str]:
        """title.principals."""
        rng = Random(self._seed + 4)
        draw, random = rng.getrandbits, rng.random
        names, step, roles = self._names, self._name_step, self._roles
        crew = [f"{category}\t{job}\t\\N\n" for category, job in _CREW]
        for tconst, kind, bits, votes in self.titles():
            if bits >> 56 & 15 == 0:
                continue
            acting = (1, 2, 3, 4, 5, 6, 8, 10)[bits >> 57 & 7] if kind != "videoGame" else 1
            if votes > 1000:
                acting += 8
            for ordering in range(1, acting + 1):
                number = int(int(names * random() * random()) * step) + 1
                yield f"{tconst}\t{ordering}\tnm{number:07}\t{roles[draw(14)]}"
            for place in range((bits >> 61) % 8):
                number = int(int(names * random() * random()) * step) + 1
                yield f"{tconst}\t{acting + 1 + place}\tnm{number:07}\t{crew[place]}"

    def ratings(self) -> Iterator[str]:
        """title.ratings."""
        for title in self.titles():
            if title.votes:
                mean = 1 + (title.bits >> 66) % 91 / 10
                yield f"{title.tconst}\t{mean:.1f}\t{title.votes}\n"

    def names(self) -> Iterator[str]:
        """name.basics; about one in 2,000 of those named elsewhere is not in it."""
        bits_of = Random(self._seed + 5).getrandbits
        pool = self._words["latin"]
        for nconst in _ids("nm", self._names, _LAST_NAME, spread=False):
            bits = bits_of(64)
            if bits & 0x7FF == 0:
                continue
            name = f"{pool[bits >> 11 & 0x3FFF]} {pool[bits >> 25 & 0x3FFF]}"
            born = str(1880 + (bits >> 39) % 125) if bits >> 46 & 15 == 0 else r"\N"
            died = str(1990 + (bits >> 39) % 36) if bits >> 46 & 63 == 0 else r"\N"
            known = ",".join(f"tt{(bits >> place) % 9_000_000 + 1:07}" for place in (3, 9, 17))
            yield f"{nconst}\t{name}\t{born}\t{died}\t{_PROFESSIONS[bits >> 50 & 7]}\t{known}\n"

    def _people(self, rng: Random, count: int) -> str:
        numbers = [
            int(int(self._names * rng.random() * rng.random()) * self._name_step) + 1
            for _ in range(count)
        ]
        return ",".join([f"nm{number:07}" for number in numbers]) or r"\N"

    def _title(self, bits: int, script: str) -> str:
        """A title of one to four words, the same for the same bits."""
        pool = self._words[script]
        count = (1, 2, 2, 2, 3, 3, 3, 4)[bits & 7]
        title = " ".join([pool[bits >> place & 0x3FFF] for place in range(3, 3 + 14 * count, 14)])
        if bits >> 20 & 0xFF == 0:
            return f'"{title}"' if bits & 8 else f'"{title}" & {pool[0]}: #{bits >> 4 & 15}'
        return title

    def _role(self, rng: Random) -> str:
        """The end of a line of title.principals: category, job, characters as a JSON array."""
        category = rng.choice(("actor", "actor", "actress", "actress", "self"))
        pool = self._words["latin"]
        name = f"{rng.choice(pool)} {rng.choice(pool)}"
        if rng.random() < 0.01:
            name = f'{name} \\"{rng.choice(pool)}\\"'
        characters = f'["{name}"]'
        if category == "self":
            characters = rng.choice(('["Self"]', '["Self - Host"]'))
        elif rng.random() < 0.04:
            characters = f'["{name}","{rng.choice(pool)}"]'
        elif rng.random() < 0.3:
            characters = r"\N"
        return f"{category}\t\\N\t{characters}\n"


def _ids(prefix: str, count: int, last: int, *, spread: bool = True) -> Iterator[str]:
    """Numbers from 1 to `last`, evenly spread, in the order of their text."""
    step = last / count
    room = int(step) if spread else 1

    def number(serial: int) -> int:
        return int(serial * step) + (serial * 2654435761 >> 8) % room + 1

    cut = bisect_left(range(count), _PLAIN, key=number)
    short = (f"{prefix}{number(serial):07}" for serial in range(cut))
    return merge(short, (f"{prefix}{number(serial)}" for serial in range(cut, count)))


def _year(rng: Random) -> str:
    """Thicker towards the present; some announced, some unknown."""
    chance = rng.random()
    if chance < 0.08:
        return r"\N"
    if chance < 0.12:
        return rng.choice(("2025", "2025", "2025", "2026", "2026", "2027"))
    return str(1894 + int(131 * rng.random() ** 0.4))


def _genres(rng: Random) -> str:
    return ",".join(sorted(rng.sample(_GENRES, rng.choice((0, 1, 1, 1, 2, 2, 3))))) or r"\N"
