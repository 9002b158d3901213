from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.domain.entry import Entry
from filmlog.domain.film import Film
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.source import Pass, Source
from filmlog.domain.viewing import Viewing
from filmlog.exchange import flat
from tests.effort import some
from tests.examples import films, viewings
from tests.exchange.diaries import cranes


def _read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_example_in_every_column() -> None:
    _, entries, _ = cranes()
    text = "".join(flat.table(entries))
    assert text == "".join(flat.table(entries))
    first, second = _read(text)
    assert tuple(first) == flat.COLUMNS
    assert (second["title"], second["original_title"]) == ("The Cranes Are Flying", "Летят журавли")
    assert second["genres"] == "Drama; Romance; War"
    assert second["awards"] == "Palme d'Or, Cannes 1958"
    assert second["related"].startswith("Roma (2018): a camera that walks")
    assert (first["watched"], first["nth"], first["rewatch"]) == ("2024-03-09", "1", "")
    assert (second["nth"], second["rewatch"], second["heart"]) == ("2", "yes", "yes")
    assert (second["rating"], second["stars"]) == ("90", "4.5")
    assert second["tags"] == "war; black and white; rare"
    assert second["review"] == entries[1].viewing.review
    assert second["pictures"] == "staircase.png; cranes.png"
    assert (second["source"], second["pass"]) == ("Soviet Movies Online", "one-day pass")
    assert (second["price"], second["currency"]) == ("5.00", "USD")
    assert (second["pass_paid"], second["pass_starts"]) == ("2026-11-20", "2026-11-20T17:30:00Z")
    assert (first["companions"], first["price"], first["currency"]) == ("Nina", "8.00", "EUR")
    assert second["viewing_id"] == entries[1].viewing.id


def test_what_is_not_known_is_empty() -> None:
    (row,) = _read("".join(flat.table([Entry(Viewing("01V", "01F"), Film("01F", "Ran"))])))
    assert {name: value for name, value in row.items() if value} == {
        "title": "Ran",
        "nth": "1",
        "film_id": "01F",
        "viewing_id": "01V",
    }


def test_money_and_dates_are_exact() -> None:
    source = Source("01S", "Kino")
    starts = datetime(999, 1, 1, tzinfo=UTC)
    pass_ = Pass("01P", "01S", "ticket", Money(1500, "JPY"), starts, paid=PartialDate(2026, 1))
    viewing = Viewing("01V", "01F", PartialDate(1985), rating=87)
    (row,) = _read("".join(flat.table([Entry(viewing, Film("01F", "Ran"), source, pass_)])))
    assert (row["price"], row["currency"], row["pass_paid"]) == ("1500", "JPY", "2026-01")
    assert (row["watched"], row["stars"], row["pass_starts"]) == (
        "1985",
        "4.35",
        "0999-01-01T00:00:00Z",
    )


def test_formulas_are_only_defused_for_a_spreadsheet() -> None:
    entry = Entry(
        Viewing("01V", "01F", headline="=1+1", tags=("-x", "y"), review="\t=2", quote="5 = 5"),
        Film("01F", "@SUM(A1)"),
    )
    (exact,) = _read("".join(flat.table([entry])))
    assert (exact["title"], exact["headline"], exact["review"]) == ("@SUM(A1)", "=1+1", "\t=2")
    (safe,) = _read("".join(flat.table([entry], spreadsheet=True)))
    assert (safe["title"], safe["headline"], safe["review"]) == ("'@SUM(A1)", "'=1+1", "'\t=2")
    assert (safe["tags"], safe["quote"]) == ("'-x; y", "5 = 5")


@given(films(), st.data())
@settings(max_examples=some(40), deadline=None)
def test_any_text_survives(film: Film, data: st.DataObject) -> None:
    seen = data.draw(viewings(film.id))
    text = "".join(flat.table([Entry(seen, film)] * 2))
    first, second = _read(text)
    assert first == second
    assert (first["title"], first["overview"]) == (film.title, film.overview)
    assert (first["review"], first["quote_by"]) == (seen.review, seen.quote_by)
    assert first["directors"] == "; ".join(film.directors)
    assert text.count("\r\n") >= 3
