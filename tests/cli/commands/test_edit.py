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
