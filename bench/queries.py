"""What people type for a film, in twelve kinds, made from titles at random with a printed seed."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

ARTICLES = "the a an le la les der die das el los il".split()
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class Film(NamedTuple):
    """A film to be asked for: the numbers IMDb and Wikidata give it, its title and its year."""

    imdb: int
    wikidata: int
    title: str
    year: int


class Query(NamedTuple):
    """What is typed, its kind, and the film that is meant."""

    kind: str
    text: str
    film: Film


def plain(text: str) -> str:
    """The text without diacritics and in small letters, by Unicode's own tables."""
    bare = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in bare if not unicodedata.combining(sign)).lower()


def _as_titled(film: Film, rng: random.Random) -> str:
    return rng.choice((str.lower, str.upper, str.title, str))(film.title)


def _no_punctuation(film: Film, rng: random.Random) -> str | None:
    if not re.search(r"[^\w\s]", film.title):
        return None
    text = film.title.replace("'", "").replace("’", "").replace("&", rng.choice(("and", "&")))
    return " ".join(re.sub(r"[^\w\s&]", " ", text).lower().split())


def _no_diacritics(film: Film, _: random.Random) -> str | None:
    bare = plain(film.title)
    return bare if bare != film.title.lower() and film.title.lower().islower() else None


def _prefix(film: Film, rng: random.Random) -> str | None:
    """The title broken off in a word: one that ends between words may be another film's title."""
    text = film.title.lower()
    ends = [
        at for at in range(max(6, len(text) * 3 // 5), len(text)) if text[at - 1 : at + 1].isalnum()
    ]
    return text[: rng.choice(ends)] if ends else None


def _slip(text: str, rng: random.Random) -> str:
    spots = [at for at, sign in enumerate(text) if sign.isalnum()]
    at = rng.choice(spots)
    letter = rng.choice(_LETTERS)
    how = rng.randrange(4)
    if how == 0:
        return text[:at] + text[at + 1 :]
    if how == 1:
        return text[:at] + letter + text[at:]
    if how == 2 and at + 1 < len(text):
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + letter + text[at + 1 :]


def _one_slip(film: Film, rng: random.Random) -> str | None:
    text = film.title.lower()
    return _slip(text, rng) if len(text) >= 5 else None


def _two_slips(film: Film, rng: random.Random) -> str | None:
    text = film.title.lower()
    return _slip(_slip(text, rng), rng) if len(text) >= 10 else None


def _swapped(film: Film, rng: random.Random) -> str | None:
    words = _WORDS.findall(film.title.lower())
    if len(words) < 2 or len(set(words)) < 2:
        return None
    at = rng.randrange(len(words) - 1)
    words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words)


def _no_spaces(film: Film, _: random.Random) -> str | None:
    words = _WORDS.findall(film.title.lower())
    return "".join(words) if len(words) > 1 else None


def _article(film: Film, rng: random.Random) -> str | None:
    first, _, rest = film.title.partition(" ")
    if first.lower() not in ARTICLES or not rest:
        return None
    return rest.lower() if rng.random() < 0.5 else f"{rest}, {first}"


def _with_year(film: Film, rng: random.Random) -> str:
    return rng.choice((f"{film.title} ({film.year})", f"{film.title.lower()} {film.year}",
                       f"{plain(film.title)} [{film.year}]"))  # fmt: skip


_CYRILLIC = [
    *(pair.split("=") for pair in (
        "shch=щ zh=ж kh=х ts=ц ch=ч sh=ш yu=ю ya=я a=а b=б c=к d=д e=е f=ф g=г h=х i=и "
        "j=дж k=к l=л m=м n=н o=о p=п q=к r=р s=с t=т u=у v=в w=в x=кс y=ы z=з").split()),
]  # fmt: skip
_ROMANISED = [("kh", "h"), ("y", "i"), ("w", "v"), ("ts", "tz"), ("zh", "j"), ("ou", "u"),
              ("c", "k"), ("ph", "f"), ("aa", "a"), ("ck", "k")]  # fmt: skip


def _other_script(film: Film, rng: random.Random) -> str | None:
    text = plain(film.title)
    if rng.random() < 0.5:
        if film.title.split()[0].lower() in ARTICLES:
            return None  # Russian has none, and nobody would write "тхе"
        for latin, cyrillic in _CYRILLIC:
            text = text.replace(latin, cyrillic)
        return text
    fitting = [(a, b) for a, b in _ROMANISED if a in text]
    if not fitting or len(text) < 6:
        return None
    a, b = rng.choice(fitting)
    return text.replace(a, b)


def slug(title: str) -> str:
    """The title as the address of its page at Letterboxd or TMDB has it."""
    return re.sub(r"[^a-z0-9]+", "-", plain(title).replace("'", "").replace("’", "")).strip("-")


def _id_or_address(film: Film, rng: random.Random) -> str:
    imdb = f"tt{film.imdb:07}"
    return rng.choice(
        (imdb, f"https://www.imdb.com/title/{imdb}/", f"https://m.imdb.com/title/{imdb}/?ref_=nv",
         f"Q{film.wikidata}", f"https://www.wikidata.org/wiki/Q{film.wikidata}",
         f"https://letterboxd.com/film/{slug(film.title)}-{film.year}/",
         f"https://letterboxd.com/someone/film/{slug(film.title)}/",
         f"https://www.themoviedb.org/movie/{rng.randint(1, 900000)}-{slug(film.title)}")
    )  # fmt: skip


KINDS: dict[str, Callable[[Film, random.Random], str | None]] = {
    "in any case": _as_titled,
    "no punctuation": _no_punctuation,
    "no diacritics": _no_diacritics,
    "prefix": _prefix,
    "one slip": _one_slip,
    "two slips": _two_slips,
    "words swapped": _swapped,
    "no spaces": _no_spaces,
    "article dropped or moved": _article,
    "with the year": _with_year,
    "another script or romanisation": _other_script,
    "id or address": _id_or_address,
}


def queries(films: Sequence[Film], each: int, seed: int) -> Iterator[Query]:
    """`each` queries of every kind, of films drawn at random; a kind that fits few repeats some."""
    for kind, make in KINDS.items():
        rng = random.Random(f"{seed} {kind}")
        made = 0
        for film in _drawn(films, rng):
            text = make(film, rng)
            if text:
                yield Query(kind, text, film)
                made += 1
            if made == each:
                break


def _drawn(films: Sequence[Film], rng: random.Random) -> Iterator[Film]:
    for _ in range(1000):
        yield from rng.sample(films, len(films))
