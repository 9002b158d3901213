"""Rates of exchange that a person gives, and totals converted by them, in whole numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from filmlog.domain.money import EXPONENTS, Money


class Converted(NamedTuple):
    """A total in one currency: what it was made of, and the currencies that had no rate."""

    total: Money
    rates: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...]


def parse_rates(text: str) -> dict[str, str]:
    """`USD=0.92,PLN=0.23` as rates by currency. Raises ValueError for anything else."""
    rates: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        code, _, rate = (piece.strip() for piece in part.partition("="))
        code = code.upper()
        # No exponent: 1e999999999 would be written out.
        is_plain = rate.isascii() and rate.replace(".", "", 1).isdigit()
        rate = f"{Decimal(rate):f}" if is_plain else "0"
        if code not in EXPONENTS or code in rates or len(rate) > 20 or not Decimal(rate):
            raise ValueError(text)
        rates[code] = rate
    return rates


def convert(amounts: Iterable[Money], currency: str, rates: Mapping[str, str]) -> Converted:
    """The sum of amounts in `currency`, rounded once, at the end, a half upwards.

    A rate says what one unit of a currency is worth in `currency`.
    """
    total = Fraction(0)
    used: dict[str, str] = {}
    left_out = []
    for amount in amounts:
        if amount.currency == currency:
            total += amount.minor
        elif amount.currency in rates:
            rate = rates[amount.currency]
            used[amount.currency] = rate
            scale = Fraction(10) ** (EXPONENTS[currency] - EXPONENTS[amount.currency])
            total += amount.minor * Fraction(rate) * scale
        else:
            left_out.append(amount.currency)
    minor = (2 * total.numerator + total.denominator) // (2 * total.denominator)
    return Converted(Money(minor, currency), tuple(used.items()), tuple(left_out))
