from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmlog.domain.money import EXPONENTS, Money, parse_money, per
from filmlog.errors import UsageError

prices = st.builds(Money, st.integers(0, 2**63 - 1), st.sampled_from(sorted(EXPONENTS)))


@given(prices)
def test_a_printed_price_reads_back(price: Money) -> None:
    assert parse_money(str(price)) == price
    assert parse_money(str(price), "USD") == price


@pytest.mark.parametrize(
    ("minor", "currency", "printed"),
    [
        (500, "USD", "5.00 USD"),
        (5, "EUR", "0.05 EUR"),
        (500, "JPY", "500 JPY"),
        (1234, "KWD", "1.234 KWD"),
        (12345, "CLF", "1.2345 CLF"),
        (0, "GBP", "0.00 GBP"),
    ],
)
def test_printing(minor: int, currency: str, printed: str) -> None:
    assert str(Money(minor, currency)) == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("5 USD", "5.00 USD"), ("5.00 USD", "5.00 USD"), ("USD 5", "5.00 USD"),
        ("usd5", "5.00 USD"), ("$5", "5.00 USD"), ("5,00 €", "5.00 EUR"), ("€5", "5.00 EUR"),
        ("£3.50", "3.50 GBP"),
        ("¥500", "500 JPY"), ("1,234.50 USD", "1234.50 USD"), ("1.234,50 EUR", "1234.50 EUR"),
        ("1\u202f234,50 €", "1234.50 EUR"), ("1'234.50 CHF", "1234.50 CHF"), ("500 JPY", "500 JPY"),
        ("1,500 JPY", "1500 JPY"), ("1.500 ¥", "1500 JPY"), ("1,234,567 USD", "1234567.00 USD"),
        ("1.234 KWD", "1.234 KWD"), ("0,500 KWD", "0.500 KWD"), (".50 USD", "0.50 USD"),
        ("5.5 USD", "5.50 USD"), ("$5 CAD", "5.00 CAD"), ("A$5", "5.00 AUD"), ("0 EUR", "0.00 EUR"),
        ("300 ₽", "300.00 RUB"), ("30 zł", "30.00 PLN"), ("8 DEM", "8.00 DEM"),
    ],
)  # fmt: skip
def test_ways_to_write_a_price(text: str, printed: str) -> None:
    assert str(parse_money(text)) == printed


@pytest.mark.parametrize(
    ("text", "default", "printed"),
    [
        ("5", "EUR", "5.00 EUR"), ("5", "JPY", "5 JPY"), ("free", "EUR", "0.00 EUR"),
        ("0", "EUR", "0.00 EUR"), ("$5", "CAD", "5.00 CAD"), ("$5", "EUR", "5.00 USD"),
        ("¥5", "CNY", "5.00 CNY"), ("5 kr", "SEK", "5.00 SEK"), ("£5", "EGP", "5.00 EGP"),
    ],
)  # fmt: skip
def test_the_default_currency_is_meant_where_it_can_be(
    text: str, default: str, printed: str
) -> None:
    assert str(parse_money(text, default)) == printed


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("5", "'5' has no currency, and no default currency is set."),
        ("free", "'free' has no currency, and no default currency is set."),
        ("5.005 USD", "'5.005 USD' could be thousands or a fraction."),
        ("1,234 EUR", "'1,234 EUR' could be thousands or a fraction."),
        ("1,234 KWD", "'1,234 KWD' could be thousands or a fraction."),
        ("0.005 USD", "'0.005 USD' is finer than USD goes."),
        ("5.0001 USD", "'5.0001 USD' is finer than USD goes."),
        ("5.5 JPY", "'5.5 JPY' is finer than JPY goes."),
        ("-5 USD", "'-5 USD' is negative, and a price cannot be."),
        ("USD −5", "'USD −5' is negative, and a price cannot be."),
        ("5 kr", "'kr' is the sign of several currencies."),
        ("5 XXX", "'XXX' is not a currency that filmlog knows."),
        ("$5 EUR", "'$5 EUR' names two currencies."),
        ("5 6 USD", "'5 6 USD' is not a price."),
        ("1,23,456 USD", "'1,23,456 USD' is not a price."),
        ("1 234.567,00 USD", "'1 234.567,00 USD' is not a price."),
        ("USD", "'USD' is not a price."),
        ("", "'' is not a price."),
        ("9" * 20 + " USD", f"'{'9' * 20} USD' is more than a price can be."),
    ],
)
def test_what_is_no_price_is_refused_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_money(text)
    assert refused.value.sentence == sentence
    assert refused.value.hint


@given(st.text() | st.text("0123456789., $€¥kKrRUSD-'", max_size=14), st.sampled_from(["", "EUR"]))
def test_any_text_is_a_price_or_refused(text: str, default: str) -> None:
    try:
        price = parse_money(text, default)
    except UsageError:
        return
    assert parse_money(str(price)) == price


@given(st.integers(0, 10**9), st.sampled_from([",", ".", " ", "'"]))
def test_thousands_may_be_grouped(whole: int, mark: str) -> None:
    grouped = f"{whole:,}".replace(",", mark)
    decimal = "," if mark == "." else "."
    assert parse_money(f"{grouped}{decimal}25 USD") == Money(whole * 100 + 25, "USD")


@pytest.mark.parametrize(("minor", "currency"), [(-1, "USD"), (2**63, "USD"), (1, "usd"), (1, "")])
def test_money_is_checked(minor: int, currency: str) -> None:
    with pytest.raises(ValueError, match=r"price|currency"):
        Money(minor, currency)


@pytest.mark.parametrize(
    ("minor", "count", "each"), [(500, 1, 500), (500, 3, 167), (100, 3, 33), (1, 2, 1), (0, 4, 0)]
)
def test_a_price_shared_among_films(minor: int, count: int, each: int) -> None:
    assert per(Money(minor, "EUR"), count) == Money(each, "EUR")


@given(prices, st.integers(1, 10**6))
def test_a_share_is_the_nearest_minor_unit(price: Money, count: int) -> None:
    share = per(price, count)
    assert share.currency == price.currency
    # A half goes upwards, so what is left over is at least minus a half and less than one.
    assert -count <= 2 * (price.minor - share.minor * count) < count
