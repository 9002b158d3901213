"""The Cranes Are Flying, seen twice: on a cinema ticket once, on a one-day pass two years later."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from importlib.resources import files

from filmlog.domain.change import Change
from filmlog.domain.film import Award, Credit, Film, Related
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.source import Pass, Source
from filmlog.domain.viewing import Picture, Viewing

_CAST = """Tatyana Samoylova, Aleksey Batalov, Vasili Merkuryev, Aleksandr Shvorin,
Svetlana Kharitonova, Konstantin Kadochnikov, Valentin Zubkov, Antonina Bogdanova, Boris Kokovkin,
Ekaterina Kupriyanova, Valentina Ananina, Olga Dzisko, Klarina Frolova-Vorontsova,
Leonid Knyazev, Georgiy Kulikov, Pyotr Merkuryev, Daniil Netrebin, Nikolay Smorchkov,
Galina Stepanova, Valentina Vladimirova"""

_REVIEW = """\
## The story

Two people in love run through Moscow at dawn, and a street-washing lorry soaks them. A day later
there is a war. Boris volunteers without a word to Veronika; she loses her way through the crowd
that has come to see the men off, and the biscuits she brought are trodden into the square. What
follows is not about the front. It is about **waiting**, and about what people do to each other
while they wait.

## The cinematography

Sergey Urusevsky held the camera in his hands and ran. He runs up a staircase behind Boris, round
and round; he sinks into the crowd at the school gate until Veronika is a head among heads and then
climbs away above the tanks. Three shots to watch for:

- the staircase, seen first with joy and later with ||the same joy, dreamt by a dying man||
- the birches, turning
- the air raid, lit by nothing but a window that breaks and breaks again

Nothing here is *virtuoso* for its own sake. The camera is in love, and then it is afraid.

## Samoylova

> Her face does not act the news. It receives it.

In close-up, in a cheap white shawl, she carries the film: guilty, stubborn, never asking to be
forgiven.

:::spoiler The ending
Boris is dead; we have known it since the birches, and she has not let herself know. At the station
the soldiers come home, and she is there with flowers for a man who is not on the train. A friend
of his says it to her plainly. Then she gives the flowers away, stem by stem, to whoever stands
nearest, and looks up: the cranes are back over Moscow.
:::
"""

_OVERVIEW = (
    "Moscow, June 1941. Veronika and Boris mean to marry; the war takes him to the front before "
    "he can say goodbye, and leaves her with his family, his cousin and no letters."
)


def changes() -> tuple[list[Change], dict[str, bytes]]:
    """The records as new ones, in an order that can be written, and the pictures by SHA-256.

    The records have fixed ids, so that the example is the same to the byte each time.
    """
    stair, stair_bytes = _picture("staircase.png", "The staircase, on the way up")
    birds, birds_bytes = _picture("cranes.png", "||The last shot: the cranes come back||")
    film = Film(
        id=_ulid(1),
        title="The Cranes Are Flying",
        original_title="Летят журавли",
        year=1957,
        released=PartialDate(1957, 10, 12),
        runtime=97,
        directors=("Mikhail Kalatozov",),
        writers=("Viktor Rozov",),
        cast=tuple(Credit(" ".join(name.split())) for name in _CAST.split(",")),
        genres=("Drama", "Romance", "War"),
        countries=("Soviet Union",),
        languages=("Russian",),
        overview=_OVERVIEW,
        awards=(Award("Palme d'Or", "Cannes", 1958),),
        related=(
            Related("Roma", 2018, "a camera that walks beside a woman whom history runs over"),
            Related("The Third Man", 1949, "another last shot in which somebody does not stop"),
        ),
        imdb="tt0050634",
    )
    site = Source(_ulid(2), "Soviet Movies Online", "site", "https://sovietmoviesonline.com")
    cinema = Source(_ulid(3), "Arsenal", "cinema")
    starts = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
    day = Pass(
        _ulid(4), site.id, "one-day pass", Money(500, "USD"), starts, starts + timedelta(hours=24),
        paid=PartialDate.of(starts.date()),
    )  # fmt: skip
    seat = datetime(2024, 3, 9, 19, tzinfo=UTC)
    ticket = Pass(
        _ulid(5), cinema.id, "ticket", Money(800, "EUR"), seat, paid=PartialDate.of(seat.date())
    )
    first = Viewing(
        id=_ulid(6),
        film_id=film.id,
        watched=PartialDate(2024, 3, 9),
        rating=80,
        companions=("Nina",),
        venue="Arsenal, screen 1",
        format="35 mm",
        subtitles="German",
        source_id=cinema.id,
        pass_id=ticket.id,
        headline="I came for the staircase and stayed for her face.",
    )
    second = Viewing(
        id=_ulid(7),
        film_id=film.id,
        watched=PartialDate(2026, 11, 20),
        rating=90,
        heart=True,
        venue="Home",
        format="Stream",
        subtitles="English",
        tags=("war", "black and white", "rare"),
        headline="The camera is in love, and then it is afraid.",
        quote="You do not look at this film. You run beside it, out of breath.",
        quote_by="Nina, on the way to the tram",
        review=_REVIEW.strip(),
        pictures=(stair, birds),
        source_id=site.id,
        pass_id=day.id,
    )
    records = (film, site, cinema, day, ticket, first, second)
    pictures = {stair.sha256: stair_bytes, birds.sha256: birds_bytes}
    return [Change(None, record) for record in records], pictures


def _picture(name: str, caption: str) -> tuple[Picture, bytes]:
    data = files("filmlog.demo").joinpath(name).read_bytes()
    return Picture(name, sha256(data).hexdigest(), caption), data


def _ulid(serial: int) -> str:
    return f"01KAFD{serial:020d}"
