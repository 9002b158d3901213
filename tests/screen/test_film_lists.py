from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given

from filmlog.domain.film import Film
from filmlog.domain.shelf import FilmList, Listed, OnList
from filmlog.screen.csv_table import write_csv
from filmlog.screen.film_lists import (
    CSV_COLUMNS,
    LISTS,
    ListView,
    columns,
    csv_rows,
    film_list_json,
    film_rows,
    heading,
    list_rows,
    lists_json,
)
from filmlog.screen.machine import envelope
from filmlog.screen.safe import is_safe
from filmlog.screen.table import aligned
from tests.screen.hostile import hostile

RAN = Film("F1", "Ran", year=1985, number=1)
BRAZIL = Film("F2", "=Brazil", number=2)
BEST = FilmList("L", "Best", "ranked", "Of ||all|| years")


def view(film_list: FilmList = BEST, *, spoilers: bool = False) -> ListView:
    items = (
        OnList(Listed("E1", "L", "F1", 0, "He ||goes mad||"), RAN, 1),
        OnList(Listed("E2", "L", "F2", 1), BRAZIL, 2),
    )
    return ListView(film_list, items, {"F1": (3, 95)}, spoilers)


def table(shown: ListView, width: int = 80) -> list[str]:
    return list(aligned(columns(shown.film_list), film_rows(shown, "stars"), width))


def test_a_ranked_list_is_numbered() -> None:
    assert table(view()) == [
        "Rank  Title       Rating      Seen     Note",
        "   1  Ran (1985)  ★★★★★ 4.75  3 times  He [spoiler, 2 words]",
        "   2  =Brazil                 not yet",
    ]
    assert "||goes mad||" in table(view(spoilers=True))[1]
    assert table(view(BEST._replace(kind="ordered")))[0].startswith("Place  Title")


def test_an_unordered_list_has_no_places() -> None:
    shown = view(BEST._replace(kind="unordered"))
    assert table(shown)[1].startswith("Ran (1985)")
    assert [film["place"] for film in film_list_json(shown)["films"]] == [None, None]


def test_on_a_narrow_line_the_title_stays() -> None:
    assert table(view(), 20)[1].split() == ["1", "Ran", "(1985)"]


@pytest.mark.parametrize(("count", "words"), [(0, "not yet"), (1, "once"), (2, "twice")])
def test_how_often_a_film_was_seen_stands_in_words(count: int, words: str) -> None:
    shown = view()._replace(standing={"F1": (count, None)})
    assert film_rows(shown, "stars")[0][3] == words


def test_the_heading_says_what_it_is() -> None:
    assert heading(view()) == ["Best: ranked, 2 films, 1 seen", "Of [spoiler, 1 word] years"]
    assert heading(ListView(FilmList("L", "None"), (), {})) == ["None: unordered, 0 films"]


def test_a_film_that_was_rated_and_never_logged_is_not_seen() -> None:
    shown = view()._replace(standing={"F1": (0, 95)})
    assert heading(shown)[0] == "Best: ranked, 2 films, 0 seen"
    assert "★★★★★ 4.75  not yet" in table(shown)[1]


def test_json_has_everything_with_ids() -> None:
    said = film_list_json(view(spoilers=True))
    assert (said["id"], said["kind"], said["note"]) == ("L", "ranked", "Of ||all|| years")
    first, second = said["films"]
    assert (first["id"], first["place"], first["film"]["id"]) == ("E1", 1, "F1")
    assert (first["viewings"], first["rating"], first["note"]) == (3, 95, "He ||goes mad||")
    assert (second["viewings"], second["rating"], second["film"]["number"]) == (0, None, 2)
    assert film_list_json(view())["films"][0]["note"] == "He [spoiler, 2 words]"
    assert lists_json([(BEST, 2)])[0]["films"] == 2


def test_csv_is_a_row_for_each_film(capsys: pytest.CaptureFixture[str]) -> None:
    write_csv(CSV_COLUMNS, csv_rows(view()), spreadsheet=False)
    first, second = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert first == {
        "place": "1", "film": "1", "title": "Ran", "year": "1985", "viewings": "3", "rating": "95",
        "note": "He [spoiler, 2 words]",
    }  # fmt: skip
    assert (second["title"], second["year"], second["rating"]) == ("=Brazil", "", "")
    write_csv(CSV_COLUMNS, csv_rows(view()), spreadsheet=True)
    assert "'=Brazil" in capsys.readouterr().out


@given(hostile, hostile)
def test_hostile_words_do_nothing_to_a_terminal(name: str, note: str) -> None:
    film_list = FilmList("L", name, "ordered", note)
    film = Film("F", name)
    shown = ListView(film_list, [OnList(Listed("E", "L", "F", 0, note), film, 1)], {})
    lines = [*table(shown), *aligned(LISTS, list_rows([(film_list, 1)]), 80)]
    assert all(is_safe(line) and "\n" not in line for line in lines)
    document = envelope("film-list", film_list_json(shown._replace(spoilers=True)))
    assert is_safe(document)
    assert json.loads(document)["data"]["name"] == name
