from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmlog.domain.money import Money
from filmlog.domain.rates import Converted, convert, parse_rates


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("", {}),
        (" , ", {}),
        ("USD=0.92", {"USD": "0.92"}),
        ("usd = 0.920 , PLN=.23,", {"USD": "0.920", "PLN": "0.23"}),
        ("JPY=160", {"JPY": "160"}),
        ("SUR=00012.5", {"SUR": "12.5"}),
    ],
)
def test_rates(text: str, rates: dict[str, str]) -> None:
    assert parse_rates(text) == rates


@pytest.mark.parametrize(
    "text",
    [
        "USD", "USD=", "=1", "USD=0", "USD=0.0", "USD=-1", "USD=nan", "USD=inf", "USD=abc",
        "XYZ=1", "USD=1,USD=2", "USD=1,usd=1", "USD=1/2", "USD=0,92", "USD=1=2", "USD=٣",
        "USD=1e5", "USD=1e999999999999", "USD=1_000", "USD=" + "1" * 21,
    ],
)  # fmt: skip
def test_what_is_no_rate(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        parse_rates(text)


@given(st.from_regex(r"[A-Z]{0,1}USD=[0-9]{0,20}\.?[0-9]{0,20}(,EUR=[0-9.]{1,3})?", fullmatch=True))
def test_rates_as_they_are_stored_are_read_again(text: str) -> None:
    try:
        rates = parse_rates(text)
    except ValueError:
        return
    assert parse_rates(",".join(f"{code}={rate}" for code, rate in rates.items())) == rates


def test_amounts_are_converted_and_said() -> None:
    rates = {"USD": "0.92", "PLN": "0.23", "JPY": "0.0062", "KWD": "3.01"}
    amounts = [Money(1000, "EUR"), Money(500, "USD"), Money(700, "SEK"), Money(1000, "JPY")]
    assert convert(amounts, "EUR", rates) == Converted(
        Money(1000 + 460 + 620, "EUR"), (("USD", "0.92"), ("JPY", "0.0062")), ("SEK",)
    )
    # Thousandths of a dinar, and whole yen.
    assert convert([Money(1500, "KWD")], "EUR", rates).total == Money(452, "EUR")
    assert convert([Money(999, "USD")], "JPY", {"USD": "155.5"}).total == Money(1553, "JPY")
    assert convert([], "EUR", rates) == Converted(Money(0, "EUR"), (), ())


def test_a_currency_is_never_converted_into_itself() -> None:
    assert convert([Money(5, "EUR")], "EUR", {"EUR": "2"}) == Converted(Money(5, "EUR"), (), ())


def test_a_total_is_rounded_once_and_a_half_upwards() -> None:
    assert convert([Money(1, "USD")], "EUR", {"USD": "0.5"}).total == Money(1, "EUR")
    assert convert([Money(1, "USD")] * 2, "EUR", {"USD": "0.5"}).total == Money(1, "EUR")
    assert convert([Money(1, "USD")], "EUR", {"USD": "0.49"}).total == Money(0, "EUR")
    assert convert([Money(1, "USD")] * 3, "EUR", {"USD": "0.4"}).total == Money(1, "EUR")


@given(
    st.lists(st.tuples(st.integers(0, 10**7), st.sampled_from(["EUR", "USD", "JPY", "KWD"]))),
    st.tuples(*[st.integers(1, 10**6)] * 3),
)
def test_a_total_is_exact(amounts: list[tuple[int, str]], thousandths: tuple[int, ...]) -> None:
    rates = {
        code: str(Decimal(rate) / 1000)
        for code, rate in zip(("USD", "JPY", "KWD"), thousandths, strict=True)
    }
    unit = {"EUR": Decimal("0.01"), "USD": Decimal("0.01"), "JPY": Decimal(1),
            "KWD": Decimal("0.001")}  # fmt: skip
    worth = sum(
        (minor * unit[code] * Decimal(rates.get(code, "1")) for minor, code in amounts), Decimal(0)
    )
    total = int((worth * 100).quantize(Decimal(1), ROUND_HALF_UP))
    converted = convert([Money(*amount) for amount in amounts], "EUR", rates)
    assert converted.total == Money(total, "EUR")
    assert {code for code, _ in converted.rates} == {code for _, code in amounts} - {"EUR"}
    assert converted.left_out == ()
