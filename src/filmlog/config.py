"""The settings: one table that loading, checking, completion and the manual all read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from filmlog.errors import FilmlogError, UsageError
from filmlog.paths import config_path


class Setting(NamedTuple):
    """One setting. `read` turns typed or stored text into its value and raises ValueError."""

    name: str
    default: str
    values: str
    help: str
    read: Callable[[str], str]


def _one_of(*words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        for word in words:
            if text.casefold() == word.casefold():
                return word
        raise ValueError(text)

    return read


def _hour(text: str) -> str:
    hour = int(text.removesuffix(":00"))
    if not 0 <= hour <= 12:
        raise ValueError(text)
    return str(hour)


def _currency(text: str) -> str:
    from filmlog.domain.money import Money

    code = text.upper()
    if code:
        Money(0, code)
    return code


def _languages(text: str) -> str:
    codes = [code.strip().lower() for code in text.split(",") if code.strip()]
    if not all(2 <= len(code) <= 3 and code.isalpha() and code.isascii() for code in codes):
        raise ValueError(text)
    return ",".join(codes)


def _rates(text: str) -> str:
    from filmlog.domain.rates import parse_rates

    return ",".join(f"{code}={rate}" for code, rate in parse_rates(text).items())


SERVICES = ("tmdb", "wikidata", "imdb")
"""What filmlog can ask over the network, and only when it is told to."""


def _online(text: str) -> str:
    words = [word.strip().lower() for word in text.split(",") if word.strip()]
    if words == ["off"]:
        return "off"
    if not all(word in SERVICES for word in words):
        raise ValueError(text)
    return ",".join(word for word in SERVICES if word in words)


def _address(text: str) -> str:
    import re  # only for those who have set an address

    # Plain http is for a server on this machine, such as that of a test. What stands before an @
    # or behind a ? would be taken for the host, or cut off what is asked.
    host = r"https://[A-Za-z0-9.-]+|http://(localhost|127\.0\.0\.1|\[::1\])"
    if not re.fullmatch(rf"({host})(:\d{{1,5}})?(/[A-Za-z0-9._~/-]*)?", text):
        raise ValueError(text)
    return text.rstrip("/")


_LEAST_ROOM = 1_000_000
"""Bytes that the backups may take at least; the diary of a few films has 400,000."""


def _room(text: str) -> str:
    from filmlog.domain.size import parse_size

    # Less is a slip of the pen, such as a size without its unit, and would delete old backups.
    if parse_size(text) < _LEAST_ROOM:
        raise ValueError(text)
    return " ".join(text.split())


SETTINGS = (
    Setting(
        "date_order", "DMY", "DMY, MDY or YMD",
        "how a date of three numbers such as 03/04/2026 is read", _one_of("DMY", "MDY", "YMD"),
    ),
    Setting(
        "day_end", "4", "an hour from 0 to 12",
        "until which hour of the night a film still belongs to the evening before", _hour,
    ),
    Setting(
        "languages", "", "language codes with commas between, such as de,ru",
        "languages of dates you type, beside English and that of your system", _languages,
    ),
    Setting(
        "currency", "", "an ISO 4217 code such as EUR",
        "the currency of a price typed without one", _currency,
    ),
    Setting(
        "rating_style", "stars", "stars, ten or percent",
        "how ratings are shown: ★★★★½, 9/10 or 90%", _one_of("stars", "ten", "percent"),
    ),
    Setting(
        "pass_notice", "once", "once, always or never",
        "whether add and list mention a pass about to end", _one_of("once", "always", "never"),
    ),
    Setting(
        "rates", "", "rates with commas between, such as USD=0.92,PLN=0.23",
        "what one unit of other currencies is worth in that of `currency`, for totals", _rates,
    ),
    Setting(
        "catalogue", "auto", "auto or never",
        "whether a new film's facts are filled in from the catalogue", _one_of("auto", "never"),
    ),
    Setting(
        "online", "", "off, or of tmdb, wikidata and imdb those allowed, with commas",
        "which services may be asked; the others ask you before their first request", _online,
    ),
    Setting(
        "tmdb_url", "https://api.themoviedb.org/3", "an https address",
        "where TMDB is asked", _address,
    ),
    Setting(
        "wikidata_url", "https://www.wikidata.org", "an https address",
        "where Wikidata is asked", _address,
    ),
    Setting(
        "imdb_url", "https://datasets.imdbws.com", "an https address",
        "where IMDb's files are downloaded from", _address,
    ),
    Setting(
        "backups", "auto", "auto or never",
        "whether the first change of a day makes a backup first", _one_of("auto", "never"),
    ),
    Setting(
        "backup_size", "500 MB", "a size of 1 MB or more, such as 500 MB or 1.5 GB",
        "how much room the backups may take in all", _room,
    ),
    Setting(
        "pager", "auto", "auto or never",
        "whether output longer than the screen opens in a pager", _one_of("auto", "never"),
    ),
    Setting(
        "colour", "auto", "auto, always or never",
        "whether output has colour; NO_COLOR and FORCE_COLOR go before it",
        _one_of("auto", "always", "never"),
    ),
)  # fmt: skip

BY_NAME = {setting.name: setting for setting in SETTINGS}


class Config:
    """The settings as they stand: those of the file, and the defaults of the others."""

    def __init__(self, values: dict[str, str]) -> None:
        self._values = values

    def __getitem__(self, name: str) -> str:
        """The value of a setting, as checked text."""
        return self._values.get(name, BY_NAME[name].default)

    def is_set(self, name: str) -> bool:
        """Whether the file sets it."""
        return name in self._values


def load(path: Path | None = None) -> Config:
    """The settings in the file at `path` (by default the user's own), checked.

    Raises UsageError for a file that is not TOML, an unknown setting or a wrong value.
    """
    path = path or config_path()
    _, table = _read(path)
    try:
        return Config(
            {find(name).name: check(name, _as_text(value)) for name, value in table.items()}
        )
    except UsageError as error:
        error.hint += f" It stands in {path}; `filmlog config edit` opens it."
        raise


def _read(path: Path) -> tuple[str, dict[str, Any]]:
    """The text of the file and its table, which nothing has checked; both empty for no file."""
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return "", {}
    except (OSError, UnicodeDecodeError) as error:
        raise FilmlogError(
            f"The settings in {path} cannot be read: "
            f"{getattr(error, 'strerror', None) or 'not UTF-8'}.",
            "Mend the file, or name another with FILMLOG_CONFIG.",
        ) from None
    import tomllib  # 4 ms, and only for those who have set something

    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(
            f"The settings in {path} are not TOML: {error}.",
            "`filmlog config edit` opens the file.",
        ) from None


def check(name: str, text: str) -> str:
    """The value `text` means for the setting `name`. Raises UsageError for either being wrong."""
    setting = find(name)
    try:
        return setting.read(text.strip())
    except ValueError:
        raise UsageError(
            f"{name} cannot be {text!r}: it takes {setting.values}.",
            f"`filmlog config set {name} VALUE` changes it.",
        ) from None


def find(name: str) -> Setting:
    """The setting called `name`. Raises UsageError, naming those there are."""
    try:
        return BY_NAME[name.replace("-", "_")]
    except KeyError:
        raise UsageError(
            f"There is no setting {name!r}.", f"The settings are {', '.join(BY_NAME)}."
        ) from None


def store(name: str, text: str, path: Path | None = None) -> str:
    """Set `name` to `text` in the file, keeping its other lines and comments; return the value."""
    import tomlkit  # 40 ms, and only to change a setting

    from filmlog.files import make_private_dir, write_private

    value = check(name, text)
    path = path or config_path()
    stored, _ = _read(path)  # a file that is not TOML is not written over
    path = path.resolve()  # a linked file is changed where it lies
    make_private_dir(path.parent)
    document = tomlkit.parse(stored)
    document[find(name).name] = value
    write_private(path, tomlkit.dumps(document).encode())
    return value


def _as_text(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(str(item) for item in value)
    return str(value)
