from __future__ import annotations

import json

from filmlog.domain.codec import KINDS, from_plain, to_plain
from filmlog.domain.conflict import Conflict, conflict_id
from filmlog.domain.imported import imported_id
from filmlog.domain.numerals import kinds_counted

OVER = ("viewing", "01V", "rating")


def test_its_id_is_the_same_everywhere_and_has_the_shape_of_a_ulid() -> None:
    id_ = conflict_id(*OVER, "80", "70")
    assert id_ == conflict_id(*OVER, "80", "70")
    assert len(id_) == 26
    assert id_.isalnum()
    others = {
        conflict_id("viewing", "01V", "heart", "80", "70"),
        conflict_id("viewing", "01W", "rating", "80", "70"),
        conflict_id("film", "01V", "rating", "80", "70"),
        conflict_id(*OVER, "80", "7", "0"),
        conflict_id(*OVER),
    }
    assert len(others | {id_}) == 6


def test_ids_of_imported_rows_are_those_that_diaries_hold_already() -> None:
    key = "viewing review https://boxd.it/1aA1"
    assert imported_id("letterboxd", key) == "2AKEB37XGK4HZH6BEN8W9CVTNV"


def test_it_is_a_record_like_any_other() -> None:
    conflict = Conflict(conflict_id(*OVER), *OVER, "", json.dumps("Война"), "a@desk", "a@laptop")
    assert list(KINDS)[-1] == "conflict"
    assert from_plain("conflict", json.loads(json.dumps(to_plain(conflict)))) == conflict
    assert conflict == conflict._replace(number=7)
    assert conflict != conflict._replace(deleted="2026-11-25T01:15:00Z")
    assert conflict_id(*OVER) != conflict_id(*OVER, "")


def test_they_are_counted_in_words() -> None:
    assert kinds_counted({"conflict": 1, "film": 2}) == "2 films, 1 conflict"
    assert kinds_counted({"conflict": 2}) == "2 conflicts"
