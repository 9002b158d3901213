from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.domain.entry import Entry
from filmlog.domain.film import Credit, Film, Origin, Related
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.review import without_spoilers
from filmlog.domain.viewing import Viewing
from filmlog.exchange.markdown.document import SPOILER_MODES, SpoilerMode, document
from filmlog.exchange.markdown.folds import name
from tests.effort import some
from tests.exchange.diaries import cranes, full_entry, full_shelves, hostile, shown, structure

modes = st.sampled_from(SPOILER_MODES)
HIDDEN = "Rosebud"
secretive = st.lists(
    hostile
    | st.sampled_from(
        [
            f"||{HIDDEN}||",
            f"\n:::spoiler a ||{HIDDEN}||\n{HIDDEN}\n:::\n",
            f"\n:::spoiler\n{HIDDEN}",
        ]
    ),
    max_size=4,
).map("".join)


def _text(film: Film, *entries: Entry, spoilers: SpoilerMode = "fold") -> str:
    return "".join(document([(film, entries)], spoilers=spoilers))


def _seen(film: Film) -> str:
    return _text(film, Entry(Viewing("01V", film.id), film))


def _whole(text: str, review: str, mode: SpoilerMode = "fold") -> str:
    """A document with `text` in every field there is, and a film that is on no shelf."""
    film, entry = full_entry(text, review)
    unseen = film._replace(id="01UNSEEN")
    shelves = full_shelves(film, text)
    offers = {film.id: shelves.offers[film.id], unseen.id: shelves.offers[film.id]}
    shelves = shelves._replace(offers=offers)
    return "".join(document([(film, [entry]), (unseen, [])], shelves, spoilers=mode))


def _review(text: str, spoilers: SpoilerMode = "fold") -> str:
    film = Film("01F", "F")
    whole = _text(film, Entry(Viewing("01V", film.id, review=text), film), spoilers=spoilers)
    return whole.split("### Date not known\n\n")[1]


def test_a_film_says_where_its_facts_are_from() -> None:
    film = Film("01F", "Ran", year=1985, cast=(Credit("A"), Credit("B")))
    assert "Facts from" not in _seen(film)
    origins = (
        Origin("original_title", "imdb", "2026-11-24"),
        Origin("cast", "wikidata", "2026-10-18"),
        Origin("genres", "imdb", "2026-11-24"),
        Origin("overview", "imdb", "2026-10-01"),
        Origin("tagline", "<b>", "2026-10-01"),
    )
    whole = _seen(film._replace(origins=origins))
    assert "- **Cast (A-Z):** A, B\n" in whole
    assert (
        "- **Facts from:** IMDb on 2026-11-24 (original title, genres); "
        "Wikidata on 2026-10-18 (cast); IMDb on 2026-10-01 (overview); "
    ) in whole
    assert structure(whole).html == []


def test_the_example_is_a_readable_document() -> None:
    film, entries, _ = cranes()
    whole = _text(film, *entries)
    assert whole.startswith(
        "# Film diary\n\n1 film, 2 viewings.\n\n## The Cranes Are Flying (1957)\n\n"
        "- **Original title:** Летят журавли\n- **Released:** 12 October 1957\n"
        "- **Runtime:** 1 h 37 min\n- **Director:** Mikhail Kalatozov\n"
    )
    assert [(level, text) for level, _, text in structure(whole).headings] == [
        (1, "Film diary"),
        (2, "The Cranes Are Flying (1957)"),
        (3, "Fri 20 Nov 2026, ★★★★½ ♥"),
        (4, "The story"),
        (4, "The cinematography"),
        (4, "Samoylova"),
        (3, "Sat 9 Mar 2024, ★★★★"),
        (3, "Brings to mind"),
    ]
    assert "**The camera is in love, and then it is afraid.**\n" in whole
    assert "out of breath.\n>\n> — Nina, on the way to the tram\n" in whole
    assert "[Soviet Movies Online](https://sovietmoviesonline.com) (one-day pass, 5.00 USD" in whole
    assert "\n**Pictures:** staircase.png (The staircase, on the way up); cranes.png" in whole


def test_spoilers_fold_and_can_be_put_back_together() -> None:
    review = "Then ||he *dies*|| and ||she||.\n\n:::spoiler The ending\nAll ||of|| it\n:::\nEnd"
    assert _review(review) == (
        "Then \\[spoiler 1] and \\[spoiler 2].\n\n"
        "<details><summary>Spoiler: The ending</summary>\n\nAll \\[spoiler 3] it\n\n</details>\n\n"
        "End\n\n"
        "<details><summary>Spoilers 1 to 3</summary>\n\n"
        "**Spoiler 1:** he *dies*\n\n**Spoiler 2:** she\n\n**Spoiler 3:** of\n\n</details>\n"
    )


def test_spoilers_are_written_out_when_asked() -> None:
    assert _review("Then ||he|| dies.\n\n:::spoiler The ending\nAll\n:::", "open") == (
        "Then he dies.\n\n**Spoiler: The ending**\n\nAll\n"
    )


def test_spoilers_are_left_out_when_asked() -> None:
    assert _review("Then ||he|| dies.\n\n:::spoiler The ending\nAll\n:::\nEnd", "omit") == (
        "Then \\[spoiler left out] dies.\n\n*Spoiler left out.*\n\nEnd\n"
    )


@settings(max_examples=some(150))
@given(secretive, secretive)
def test_what_the_diary_hides_shows_only_where_it_is_opened(text: str, review: str) -> None:
    whole = _whole(text, review)
    headings = "\n".join(heading for _, _, heading in structure(whole).headings)
    if HIDDEN not in name(text) + without_spoilers(review):
        assert HIDDEN not in shown(whole)
        assert HIDDEN not in headings
        assert HIDDEN not in _whole(text, review, "omit")
    if HIDDEN in text + review:
        assert HIDDEN in whole
        assert HIDDEN in _whole(text, review, "open")


@settings(max_examples=some(200))
@given(hostile, hostile, modes)
def test_hostile_text_keeps_to_its_place(text: str, review: str, mode: SpoilerMode) -> None:
    found = structure(_whole(text, review, mode))
    outer = [(level, nesting) for level, nesting, _ in found.headings if level < 4]
    film = [(2, 0), (3, 0), (3, 0)]
    assert outer == [(1, 0), *film, (1, 0), (1, 0), (2, 0), (2, 0), (2, 0), (1, 0)]
    assert [level for level, _ in found.html] == [0] * len(found.html)
    tags = [html for _, html in found.html]
    assert tags[1::2] == ["</details>"] * (len(tags) // 2)
    assert all(tag.startswith("<details><summary>") for tag in tags[::2])


def test_films_stand_as_in_a_library_and_viewings_newest_first() -> None:
    films = [
        Film("01D", "Zorro"),
        Film("01C", "The Ascent", year=1977),
        Film("01B", "Летят журавли"),
        Film("01A", "Émile"),
        Film("01E", "The Ascent", year=1955),
        Film("01F", "Gone", deleted="2026-01-01T00:00:00Z"),
        Film("01G", "- Ran", year=1985, directors=("Akira Kurosawa",), runtime=160),
    ]
    viewings = [
        Viewing("01V1", "01D", watched=PartialDate(2020, 1, 2)),
        Viewing("01V2", "01D", watched=PartialDate(2021)),
        Viewing("01V3", "01D"),
        Viewing("01V4", "01D", watched=PartialDate(2020, 1, 2)),
        Viewing("01V5", "01D", deleted="2026-01-01T00:00:00Z"),
        *(Viewing(f"01W{id_}", f"01{id_}", watched=PartialDate(1999)) for id_ in "ABCEF"),
        Viewing("01V6", "01G", deleted="2026-01-01T00:00:00Z"),
    ]
    pairs = [(film, [Entry(v, film) for v in viewings if v.film_id == film.id]) for film in films]
    whole = "".join(document(pairs))
    assert [text for _, _, text in structure(whole).headings if text != "1999"] == [
        "Film diary",
        "The Ascent (1955)",
        "The Ascent (1977)",
        "Émile",
        "Летят журавли",
        "Zorro",
        "2021",
        "Thu 2 Jan 2020",
        "Thu 2 Jan 2020",
        "Date not known",
        "Other films",
    ]
    assert "\n5 films, 8 viewings.\n" in whole
    assert whole.endswith("# Other films\n\n- \\- Ran (1985), Akira Kurosawa, 2 h 40 min\n")
    for seed in range(5):
        source = random.Random(seed)  # noqa: S311 - an order, not a secret
        source.shuffle(pairs)
        for _, entries in pairs:
            source.shuffle(entries)
        assert "".join(document(pairs)) == whole


def test_an_empty_diary_is_a_document_too() -> None:
    assert "".join(document([])) == "# Film diary\n\n0 films, 0 viewings.\n"


@pytest.mark.parametrize(
    ("viewing", "line"),
    [
        (Viewing("01V", "01F", unfinished=40), "stopped after 40 min"),
        (Viewing("01V", "01F", unfinished=125, unfinished_why="No"), "stopped after 2 h 5 min: No"),
        (Viewing("01V", "01F", subtitles="German"), "German subtitles"),
        (Viewing("01V", "01F", companions=("A", "B")), "with A, B"),
        (Viewing("01V", "01F", tags=("rare",)), "tagged rare"),
        (Viewing("01V", "01F", venue="- Rex", format="35 mm"), "\\- Rex · 35 mm"),
    ],
)
def test_a_viewing_says_how_the_film_was_seen(viewing: Viewing, line: str) -> None:
    film = Film("01F", "F")
    assert f"### Date not known\n\n{line}\n" in _text(film, Entry(viewing, film))


@pytest.mark.parametrize(
    ("number", "rewatch", "line"),
    [
        (1, True, "First viewing here, a rewatch"),
        (2, True, "2nd viewing, a rewatch"),
        (3, False, "3rd viewing"),
        (11, False, "11th viewing"),
        (21, False, "21st viewing"),
    ],
)
def test_a_rewatch_is_said(number: int, rewatch: bool, line: str) -> None:
    film = Film("01F", "F")
    entry = Entry(Viewing("01V", film.id), film, None, None, number, rewatch)
    assert f"\n\n{line}\n" in _text(film, entry)


def test_ids_link_to_their_sites_where_they_can() -> None:
    film = Film("01F", "F", imdb="tt1", tmdb="<b>", wikidata="Q1", letterboxd="https://boxd.it/x")
    assert (
        "- **Elsewhere:** [IMDb](https://www.imdb.com/title/tt1/), TMDB &lt;b>, "
        "[Wikidata](https://www.wikidata.org/wiki/Q1), [Letterboxd](https://boxd.it/x)\n"
    ) in _seen(film)


def test_related_films_are_named_with_the_reason() -> None:
    film = Film("01F", "F", related=(Related("Roma", 2018, "it ||ends||"), Related("- M")))
    assert _seen(film).endswith(
        "### Brings to mind\n\n- Roma (2018): it \\[spoiler 1\\]\n- \\- M\n\n"
        "<details><summary>Spoiler 1</summary>\n\n**Spoiler 1:** ends\n\n</details>\n"
    )
