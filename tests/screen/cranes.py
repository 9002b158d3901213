"""The Cranes Are Flying with two viewings, as the tests of the screen show it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from filmlog.domain.entry import Entry
from filmlog.domain.film import Award, Credit, Film, Related
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.source import Pass, Source
from filmlog.domain.viewing import Picture, Viewing

CAST = (
    "Tatyana Samoylova, Aleksey Batalov, Vasili Merkuryev, Aleksandr Shvorin, "
    "Svetlana Kharitonova, Konstantin Kadochnikov, Valentin Zubkov, Antonina Bogdanova, "
    "Boris Kokovkin, Ekaterina Kupriyanova, Valentina Ananina, Olga Dzisko, "
    "Klarina Frolova-Vorontsova, Leonid Knyazev, Georgiy Kulikov, Pyotr Merkuryev, "
    "Daniil Netrebin, Nikolay Smorchkov, Galina Stepanova, Valentina Vladimirova"
).split(", ")

REVIEW = """\
## The story

They run through Moscow at dawn. Then there is a war, and it is about **waiting**.

- the staircase, and ||the same joy, dreamt||
- the birches

> Her face does not act the news.

:::spoiler The ending
Boris is dead, and she gives the flowers away.
:::"""

FILM = Film(
    id="01FILM",
    number=7,
    title="The Cranes Are Flying",
    original_title="Летят журавли",
    year=1957,
    released=PartialDate(1957, 10, 12),
    runtime=97,
    directors=("Mikhail Kalatozov",),
    writers=("Viktor Rozov",),
    cast=tuple(Credit(name) for name in CAST),
    genres=("Drama", "Romance", "War"),
    overview="Moscow, June 1941. Veronika and Boris mean to marry.",
    awards=(Award("Palme d'Or", "Cannes", 1958),),
    related=(Related("Roma", 2018, "a woman whom history runs over"), Related("The Third Man")),
    imdb="tt0050634",
)
SITE = Source("01SITE", "Soviet Movies Online", "site", "https://sovietmoviesonline.com", number=1)
STARTS = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
DAY = Pass(
    "01DAY", SITE.id, "one-day pass", Money(500, "USD"), STARTS, STARTS + timedelta(hours=24)
)
FIRST = Viewing(
    id="01FIRST",
    film_id=FILM.id,
    number=3,
    watched=PartialDate(2024, 3),
    rating=80,
    companions=("Nina", "Oleg"),
    venue="Arsenal",
    format="35 mm",
    subtitles="German",
    unfinished=60,
    unfinished_why="fell asleep",
)
SECOND = Viewing(
    id="01SECOND",
    film_id=FILM.id,
    number=9,
    watched=PartialDate(2026, 11, 20),
    rating=90,
    heart=True,
    tags=("war", "rare"),
    headline="The camera is in love, ||then he dies||.",
    quote="You run beside it.",
    quote_by="Nina",
    review=REVIEW,
    pictures=(
        Picture("stairs.png", "ab12", "The staircase"),
        Picture("end.png", "cd34", "||Cranes||"),
    ),
    source_id=SITE.id,
    pass_id=DAY.id,
)
ENTRIES = (
    Entry(FIRST, FILM, None, None, 1, rewatch=False),
    Entry(SECOND, FILM, SITE, DAY, 2, rewatch=True),
)
SECRETS = ("dreamt", "Boris is dead", "flowers", "then he dies", "||")
"""Words that no one may read who has not asked for spoilers."""
