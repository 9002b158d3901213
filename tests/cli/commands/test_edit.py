from __future__ import annotations

import pytest

from tests.cli.commands.asking import data, refused
from tests.program import filmlog


@pytest.mark.usefixtures("diary")
def test_every_fact_can_be_taken_away() -> None:
    facts = (
        "year original-title director writer cast runtime released genre country language overview "
        "tagline award related imdb tmdb"
    ).split()
    words = [word for fact in facts for word in (f"--{fact}", "")]
    assert filmlog("film", "edit", "cranes", *words).code == 0
    film = data("show", "The Cranes Are Flying", kind="film")["film"]
    empty = {name for name, value in film.items() if value in (None, "", [])}
    assert set(film) - empty - {"wikidata", "letterboxd"} == {"id", "number", "title"}


@pytest.mark.usefixtures("diary")
def test_every_word_of_a_viewing_can_be_taken_away() -> None:
    words = (
        "on rating unfinished why with venue format subtitles tag headline quote quote-by review"
    )
    given = [word for name in words.split() for word in (f"--{name}", "")]
    done = filmlog(
        "edit", "cranes", "--viewing", "2", *given, "--source", "", "--no-heart", "--no-rewatch",
        "--no-pictures",
    )  # fmt: skip
    assert done.code == 0
    viewings = data("show", "cranes", kind="film")["viewings"]
    (bare,) = [viewing for viewing in viewings if viewing["watched"] is None]
    empty = {name for name, value in bare.items() if value in (None, "", [], False)}
    assert set(bare) - empty == {"id", "film_id", "number", "ordinal"}


@pytest.mark.usefixtures("diary")
def test_an_edit_with_nothing_new_says_so() -> None:
    assert filmlog("edit", "Ran", "--rating", "100%").stderr == "Nothing to change in Ran (1985).\n"
    assert refused("edit", "Ran").startswith("Nothing to change was given")
    assert refused("film", "edit", "Ran").startswith("Nothing to change was given")
    assert refused("edit", "Ran", "--viewing", "2", "--rating", "4", code=3).endswith(
        "a viewing 2."
    )


def test_an_id_of_another_film_is_told() -> None:
    filmlog("add", "Ran (1985)", "--imdb", "tt0089881", "--letterboxd", "ran")
    filmlog("add", "Chaos", "--new", "--as-typed")
    told = (
        "Ran (1985), film #1, has that id at IMDb too: `filmlog film merge '#1' '#2'` makes one "
        "film of two.\n"
    )
    edited = filmlog("film", "edit", "Chaos", "--imdb", "tt0089881")
    assert edited.stderr == f"Changed the IMDb id of Chaos, film #2\n{told}"
    assert told not in filmlog("film", "edit", "Chaos", "--tagline", "Rain").stderr
    added = filmlog("add", "Rann", "--new", "--as-typed", "--letterboxd", "ran")
    assert "has that id at Letterboxd too: `filmlog film merge '#1' '#3'`" in added.stderr
    filmlog("remove", "Chaos", "--yes")
    filmlog("remove", "Rann", "--yes")
    assert "too" not in filmlog("film", "edit", "Ran", "--imdb", "").stderr
    assert "too" not in filmlog("film", "edit", "Ran", "--imdb", "tt0089881").stderr
