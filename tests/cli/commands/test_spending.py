from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from filmlog.domain.spending import GROUPS
from tests.cli.commands.asking import data, refused
from tests.program import filmlog
from tests.screen.totals import leaves

pytestmark = pytest.mark.usefixtures("diary")


def paid(*words: str) -> Any:
    return data("spending", *words, kind="spending")


def table(*words: str) -> list[dict[str, str]]:
    done = filmlog("spending", *words, "--csv")
    assert (done.code, done.stderr) == (0, "")
    assert done.stdout.count("\r\n") == done.stdout.count("\n")
    return list(csv.DictReader(io.StringIO(done.stdout)))


def test_each_currency_stands_by_itself() -> None:
    done = filmlog("spending")
    assert (done.code, done.stderr) == (0, "")
    assert done.stdout.startswith("Spending, the whole diary\n═══")
    for line in (
        "8.00 EUR in 1 payment, 1 film, 8.00 EUR a film, 4.95 EUR an hour",
        "5.00 USD in 1 payment, 1 film, 5.00 USD a film, 3.09 USD an hour",
        "By source, EUR ──", "By source, USD ──", "Arsenal  ",
    ):  # fmt: skip
        assert line in done.stdout
    assert "13.00" not in done.stdout


def test_a_period_has_what_was_paid_in_it() -> None:
    assert [one["currency"] for one in paid("2024")["totals"]] == ["EUR"]
    shown = paid("last", "30", "days")
    assert shown["period"] == {"first": "2026-10-22", "last": "2026-11-20"}
    assert [(one["currency"], one["minor"]) for one in shown["totals"]] == [("USD", 500)]


@pytest.mark.parametrize("by", GROUPS)
def test_every_group_sums_to_the_total(by: str) -> None:
    filmlog("add", "Ran", "--on", "2026-11-18", "--source", "Kino", "--price", "7.01 EUR")
    shown = paid("--by", by.upper())
    assert (shown["by"], shown["converted"]) == (by, None)
    assert not any(isinstance(leaf, float) for leaf in leaves(shown))
    for total in shown["totals"]:
        rows = [row for row in shown["rows"] if row["currency"] == total["currency"]]
        assert sum(row["minor"] for row in rows) == total["minor"]
    assert f"By {by}, EUR" in filmlog("spending", "--by", by).stdout
    assert sum(int(row["minor"]) for row in table("--by", by)) == 801 + 500 + 700


def test_csv_has_an_amount_and_its_minor_units() -> None:
    first, second = table()
    assert first == {
        "label": "Arsenal", "currency": "EUR", "amount": "8.00", "minor": "800", "payments": "1",
        "films": "1", "viewings": "1", "minutes": "97", "unmeasured": "0",
    }  # fmt: skip
    assert second["amount"] == "5.00"
    assert table("1999") == []


def test_nothing_is_converted_but_by_a_rate_of_the_settings() -> None:
    filmlog("config", "set", "rates", "USD=0.92")
    assert paid()["converted"] is None
    filmlog("config", "set", "currency", "EUR")
    assert paid()["converted"] == {
        "left_out": [], "rates": [["USD", "0.92"]], "total": {"currency": "EUR", "minor": 1260},
    }  # fmt: skip
    said = filmlog("spending").stdout
    assert "Converted  12.60 EUR in all, at your rates: 1 USD = 0.92 EUR" in said
    # With nothing to convert there is nothing to say.
    assert paid("2024")["converted"] is None
    filmlog("config", "set", "rates", "PLN=0.23")
    assert "Converted" not in filmlog("spending").stdout


def test_a_sum_that_no_price_can_be_is_refused() -> None:
    filmlog("config", "set", "currency", "EUR")
    filmlog("config", "set", "rates", "USD=99999999999999999999")
    assert refused("spending") == "At your rates the sum is more than a price can be."


def test_free_and_unpriced_viewings_are_counted_beside() -> None:
    filmlog("add", "Ran", "--on", "2026-11-20", "--source", "Kino", "--pass", "free")
    shown = paid("2026")
    assert (shown["free"], shown["unpriced"], shown["without"]) == (1, 0, 1)
    assert "Free " in filmlog("spending", "2026").stdout
    assert "1 viewing that cost nothing" in filmlog("spending", "2026").stdout


def test_a_year_without_spending_says_so() -> None:
    done = filmlog("spending", "1999")
    assert (done.code, done.stdout) == (0, "")
    assert done.stderr.startswith("Nothing was paid in 1999.\n")
    assert paid("1999")["totals"] == []


def test_what_was_typed_wrong() -> None:
    assert refused("spending", "soldiers") == "'soldiers' is no period."
    assert refused("spending", "2026..2024") == "2026..2024 runs backwards."
    assert refused("spending", "--by", "film\x1b") == r"Spending is not grouped by 'film\x1b'."
    assert refused("spending", "--json", "--csv") == "--json and --csv say different things."
    refused("spending", "--top", "0")


def test_ascii_on_a_narrow_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    done = filmlog("spending", "--ascii", "--top", "1", "--by", "month")
    assert done.stdout.isascii()
    assert max(map(len, done.stdout.splitlines())) == 40


def test_the_rest_is_summed() -> None:
    for number in range(3):
        filmlog(
            "add", "Ran", "--on", "2026-11-18", "--source", f"Kino {number}", "--price", "1 EUR"
        )
    assert "and 2 more, 2.00 EUR; --top N shows more" in filmlog("spending", "--top", "2").stdout
