from __future__ import annotations

from datetime import UTC, datetime

import pytest

from filmlog.domain.entry import Entry
from filmlog.domain.money import Money
from filmlog.domain.source import Pass, Source
from tests.exchange.page_examples import (
    ASCENT,
    FILE,
    page_of,
    refused,
    seen,
)


@pytest.mark.parametrize(
    ("before", "after", "below", "why"),
    [
        ("year: 1977", "year: 77", 0, "year: 77 is not 1870 to 2200."),
        ("year: 1977", "year: soon", 0, "year: 'soon' is no whole number."),
        ("year: 1977", "year: [1]", 0, "year: that is no whole number."),
        ("year: 1977", "year: 1977\nyear: 1978", 1, "year stands there twice."),
        ("year: 1977", "year: &a 1977", 0, "YAML with &, * or ! is not read."),
        ("year: 1977", "year: !!int 1977", 0, "YAML with &, * or ! is not read."),
        ("year: 1977", "year: 'a", 0, "This is no YAML: found unexpected end of stream."),
        ("year: 1977", "year", 0, "This is no key with a value, such as year: 1977."),
        ("year: 1977", f"year: {'[' * 99}", 0, "This is no YAML: "),
        ("year: 1977", f"year: {'[' * 99}{']' * 99}", 0, "This is no YAML."),
        ("year: 1977", f"year: {'a ' * 200_000}", 0, "This is too long to be read as YAML."),
        ("year: 1977", "year: {[a]: b}", 0, "A key is one word, such as year."),
        ("year: 1977", "year: {a: b, a: c}", 0, "a stands there twice."),
        ("released: null", "released: 1977-13", 0, "released: '1977-13' is no date such as"),
        ('title: "The Ascent"', "title:", 0, "title: is missing."),
        ('title: "The Ascent"', 'title: "a\\u0000"', 0, "title: holds a NUL"),
        ('title: "The Ascent"', 'title: "a\\ud800"', 0, "title: holds a NUL or half"),
        ('title: "The Ascent"', "title: [a]", 0, "title: is no text."),
        ("writers: []", "writers: one, two", 0, "writers: is no list such as [a, b]."),
        ("writers: []", "writers: [[a]]", 0, "writers: is no list of texts"),
        ("cast: []", "cast: [[a]]", 0, "cast: is no map of fields such as"),
        ("cast: []", "cast:\n  - name: A\n    rol: b", 2, "rol: is no field here. There are"),
        ('"heart": false', '"heart": 1', 0, "heart: '1' is not true or false."),
        ('"rating": 90', '"rating": 150', 0, "rating: 150 is not 1 to 100."),
        ('"rating": 90', '"ratng": 90', 0, "ratng: is no field here."),
        ('"price": "8.00 EUR"', '"price": "8"', 0, "price: '8' is no price such as 5.00 USD."),
        ("T19:00:00+00:00", "T19:00:00", 0, "starts: '2024-03-09T19:00:00' is no time such"),
        ('"every": ""', '"every": "day"', 0, "every: 'day' is none of month, year."),
        ('"id": "01V"', '"id": "../x"', 0, "id: '../x' is no id."),
        ('"pictures": []', '"pictures": [{"file": "../x", "sha256": "0"}]', 0, "file: is no"),
        ('"pictures": []', '"pictures": [{"file": "pictures/x", "sha256": "0"}]', 0, "sha256: is"),
        ("viewings:", 'viewings:\n  - {"id": "01V"}', 2, "id: \'01V\' stands there twice."),
        ("watchlist: null", "watchlist: {priority: urgent}", 0, "priority: 'urgent' is none of"),
        ("offers: []", "offers: [{url: x}]", 0, "source: is missing."),
        ('exact: {"viewings.01V.headline": "', "exact: {x: \"*", 0, "x: is damaged."),
        ("\n---\n\n#", "\n\n#", 19, "The front matter has no second line of three dashes."),
        ("---\ntitle", "title", 0, "A page begins with a line of three dashes."),
        ("# The Asc", "\x00# The Asc", 0, "A NUL or half a character is not kept in a diary."),
        ("\n## Fri", "\n### Fri", -9, "The front matter has 1 viewing, and below it stand 0 head"),
    ],
)  # fmt: skip
def test_a_page_that_cannot_be_read_says_where_and_why(
    before: str, after: str, below: int, why: str
) -> None:
    bought = Pass("01P", "01S", "ticket", Money(800, "EUR"), datetime(2024, 3, 9, 19, tzinfo=UTC))
    viewing = seen("Words.", source_id="01S", pass_id=bought.id, headline="||He||").viewing
    page = page_of(Entry(viewing, ASCENT, Source("01S", "Arsenal"), bought))
    assert before in page
    line = page[: page.index(before)].count("\n") + 1 + below
    assert refused(page.replace(before, after, 1)).startswith(f"{FILE}, line {line}: {why}")
