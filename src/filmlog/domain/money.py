"""What a film cost: whole minor units of an ISO 4217 currency, never converted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from filmlog.domain.pattern import pattern
from filmlog.errors import UsageError

# ISO 4217 list one as of 2026 (https://www.six-group.com/en/products-services/financial-information/
# market-reference-data/data-standards.html), without metals, units of account and test codes.
_ACTIVE = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD
CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP
GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR
KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN
MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD
SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX
USD USN UYI UYU UYW UZS VED VES VND VUV WST XAD XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
# A ticket of 1989 was paid in one of these, and one of today may be withdrawn next year.
_WITHDRAWN = """
ANG ATS BEF BGN BYR CSD CSK CUC CYP DDM DEM EEK ESP FIM FRF GHC GRD HRK IEP ITL LTL LUF LVL MRO
MTL NLG PLZ PTE ROL RUR SIT SKK SLL STD SUR TRL VEB VEF YUM ZMK ZWL
"""
_DIGITS = {
    0: "BIF CLP DJF ESP GNF ISK ITL JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
EXPONENTS = dict.fromkeys((_ACTIVE + _WITHDRAWN).split(), 2) | {
    code: digits for digits, codes in _DIGITS.items() for code in codes.split()
}
"""The digits of the minor unit of every known currency."""

# The first is meant, unless the default currency is another of them; "" means that none is.
_SIGNS = {
    "$": "USD ARS AUD BBD BMD BND BSD BZD CAD CLP COP CUP DOP FJD GYD HKD JMD KYD LRD MXN NAD NIO "
    "NZD SBD SGD SRD TTD TWD UYU XCD",
    "US$": "USD",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD NIO",
    "CA$": "CAD",
    "HK$": "HKD",
    "MX$": "MXN",
    "NT$": "TWD",
    "NZ$": "NZD",
    "R$": "BRL",
    "S$": "SGD",
    "€": "EUR",
    "£": "GBP EGP FKP GIP SHP SSP SYP",
    "¥": "JPY CNY",
    "￥": "JPY CNY",
    "円": "JPY",
    "元": "CNY",
    "₩": "KRW",
    "₹": "INR",
    "₽": "RUB",
    "₺": "TRY",
    "₴": "UAH",
    "₪": "ILS",
    "₫": "VND",
    "₱": "PHP",
    "฿": "THB",
    "₸": "KZT",
    "₾": "GEL",
    "₦": "NGN",
    "ZŁ": "PLN",
    "KČ": "CZK",
    "FT": "HUF",
    "FR": "CHF",
    "FR.": "CHF",
    "LEI": "RON",
    "РУБ": "RUB",
    "РУБ.": "RUB",
    "KR": " DKK ISK NOK SEK",
    "KR.": " DKK ISK NOK SEK",
}
_FREE = frozenset("free gratis kostenlos gratuit бесплатно 無料".split())
_HINT = "Write an amount and a currency, such as '5 USD', '€4.50' or '1,234.50 USD'."
_MAXIMUM = 2**63 - 1  # what an SQLite integer holds

_PRICE = pattern(r"([^0-9.,]*)([0-9.,](?:[0-9.,'’\s]*[0-9])?)([^0-9]*)")
_GROUPS = pattern(r"[1-9][0-9]{0,2}(?:[.,' ][0-9]{3})+")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (cents, fils, whole yen), 0 to 2**63 - 1, of one currency.

    Raises ValueError for a negative or huge amount and for an unknown ISO 4217 code.
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        """Refuse what is no price."""
        if self.currency not in EXPONENTS:
            raise ValueError(f"unknown currency {self.currency!r}")
        if not 0 <= self.minor <= _MAXIMUM:
            raise ValueError("a price is between nothing and 2**63 - 1 minor units")

    def __str__(self) -> str:
        """`5.00 USD` or `500 JPY`, which parse_money reads back."""
        digits = EXPONENTS[self.currency]
        if not digits:
            return f"{self.minor} {self.currency}"
        whole, rest = divmod(self.minor, 10**digits)
        return f"{whole}.{rest:0{digits}} {self.currency}"


def per(price: Money, count: int) -> Money:
    """The price shared among so many, to the nearest minor unit, a half upwards."""
    return Money((2 * price.minor + count) // (2 * count), price.currency)


def parse_money(text: str, default_currency: str = "") -> Money:
    """The price a person wrote: `5 USD`, `USD 5`, `$5`, `5,00 €`, `1.234,50 EUR`, `free`.

    A sign that several currencies share means the default one where it is among them, else the
    best known; a bare number takes the default. Raises UsageError for what is no price, has more
    digits than the currency, or could be thousands as well as a fraction.
    """
    words = text.strip()
    if words.casefold() in _FREE:
        return Money(0, _currency("", default_currency, text))
    found = _PRICE.fullmatch(words) if len(words) <= 60 else None
    if found is None:
        raise UsageError(f"{_quoted(text)} is not a price.", _HINT)
    before, amount, after = (part.strip() for part in found.groups())
    if any(dash in before + after for dash in "-\u2212\u2013("):
        raise UsageError(f"{_quoted(text)} is negative, and a price cannot be.", _HINT)
    # `$5 CAD` says it twice, and the code is the exact one.
    named = after if before and _is_among(after, _SIGNS.get(before.upper(), "")) else before
    if before and after and named != after:
        raise UsageError(f"{_quoted(text)} names two currencies.", _HINT)
    currency = _currency(named or after, default_currency, text)
    minor = _minor(amount, EXPONENTS[currency], currency, text)
    if minor > _MAXIMUM:
        raise UsageError(f"{_quoted(text)} is more than a price can be.", _HINT)
    return Money(minor, currency)


def _currency(named: str, default: str, text: str) -> str:
    name = named.upper()
    if name in EXPONENTS:
        return name
    if name in _SIGNS:
        shared = _SIGNS[name].split(" ")
        if default and default in shared:
            return default
        if shared[0]:
            return shared[0]
        raise UsageError(
            f"{_quoted(named)} is the sign of several currencies.",
            f"Write the code: one of {', '.join(shared[1:])}.",
        )
    if named:
        raise UsageError(f"{_quoted(named)} is not a currency that filmlog knows.", _HINT)
    if default in EXPONENTS:
        return default
    raise UsageError(
        f"{_quoted(text)} has no currency, and no default currency is set.",
        "Write one, such as '5 USD', or set one: filmlog config set currency USD",
    )


def _is_among(code: str, codes: str) -> bool:
    return bool(code) and code.upper() in codes.split()


def _minor(amount: str, digits: int, currency: str, text: str) -> int:
    """The minor units that an amount of digits, points, commas, spaces and apostrophes means."""
    plain = re.sub(r"['’\s]", " ", amount)
    whole, mark, fraction = plain, "", ""
    last = max(plain.rfind("."), plain.rfind(","))
    if last >= 0:
        whole, mark, fraction = plain[:last], plain[last], plain[last + 1 :]
    if mark and mark in whole:  # 1,234,567 has no fraction, as a fraction has one mark
        whole, mark, fraction = plain, "", ""
    elif len(fraction) == 3 and _could_be_thousands(whole):
        if digits == 0:
            whole, mark, fraction = plain, "", ""
        elif digits == 2 or mark == ",":
            exact = f"{whole}{fraction}".replace(" ", "")
            raise UsageError(
                f"{_quoted(text)} could be thousands or a fraction.",
                f"Write {exact} {currency} for thousands, or no more than {digits} decimals.",
            )
    if not (whole.isdigit() or _is_grouped(whole) or (not whole and fraction)) or (
        mark and not fraction.isdigit()
    ):
        raise UsageError(f"{_quoted(text)} is not a price.", _HINT)
    if len(fraction.rstrip("0")) > digits:
        raise UsageError(
            f"{_quoted(text)} is finer than {currency} goes.",
            f"{currency} has {digits or 'no'} decimals.",
        )
    return int(re.sub("[., ]", "", whole) + fraction[:digits].ljust(digits, "0"))


def _could_be_thousands(whole: str) -> bool:
    return whole.isdigit() and whole[0] != "0" and len(whole) <= 3


def _is_grouped(whole: str) -> bool:
    """Whether thousands stand in groups of three, parted by one and the same mark."""
    return _GROUPS.fullmatch(whole) is not None and len(set(re.sub("[0-9]", "", whole))) == 1


def _quoted(text: str) -> str:
    shown = text.strip()
    return f"'{shown if len(shown) <= 40 else shown[:39] + '…'}'"
