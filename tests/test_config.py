from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmlog.config import BY_NAME, SETTINGS, check, find, load, store
from filmlog.errors import FilmlogError, UsageError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings" / "config.toml"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_every_default_is_a_value_of_its_setting() -> None:
    for setting in SETTINGS:
        assert setting.read(setting.default) == setting.default
        assert setting.help
        assert setting.values
    assert len(BY_NAME) == len(SETTINGS)


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("date_order", "mdy", "MDY"), ("date-order", " YMD ", "YMD"), ("day_end", "0", "0"),
        ("day_end", "4:00", "4"), ("day_end", "12", "12"), ("languages", "DE, ru", "de,ru"),
        ("languages", "", ""), ("currency", "eur", "EUR"), ("currency", "", ""),
        ("rating_style", "Ten", "ten"), ("pager", "NEVER", "never"), ("colour", "always", "always"),
        ("pass_notice", "Always", "always"), ("pass-notice", "never", "never"),
        ("rates", "usd=.92, PLN = 0.230", "USD=0.92,PLN=0.230"), ("rates", " ", ""),
        ("online", "", ""), ("online", "OFF", "off"), ("online", "imdb, TMDB,tmdb", "tmdb,imdb"),
        ("tmdb_url", "https://api.example/3/", "https://api.example/3"),
        ("wikidata-url", "http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("imdb_url", "http://[::1]:80/a/b", "http://[::1]:80/a/b"),
        ("backup_size", "1 MB", "1 MB"), ("backup-size", "1000000", "1000000"),
    ],
)  # fmt: skip
def test_values(name: str, typed: str, value: str) -> None:
    assert check(name, typed) == value


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("date_order", "DYM"), ("date_order", ""), ("day_end", "13"), ("day_end", "-1"),
        ("day_end", "four"), ("day_end", "4:30"), ("languages", "german"), ("languages", "d"),
        ("languages", "de ru"), ("currency", "EURO"), ("currency", "€"), ("rating_style", "hearts"),
        ("pager", "less"), ("colour", "true"), ("colour", "\udce9"),
        ("pass_notice", "yes"), ("rates", "0.92"), ("rates", "EURO=1"), ("rates", "USD=0"),
        ("rates", "USD=1e99"), ("rates", "USD=1,USD=2"),
        ("online", "yes"), ("online", "off,tmdb"), ("online", "letterboxd"),
        ("tmdb_url", ""), ("tmdb_url", "http://api.example/3"), ("tmdb_url", "ftp://localhost"),
        ("tmdb_url", "https://you@api.example"), ("tmdb_url", "https://api.example/?x="),
        ("tmdb_url", "http://localhost.example"), ("tmdb_url", "http://localhost@api.example"),
        ("tmdb_url", "https://api.example:port"), ("tmdb_url", "https://api.example/a b"),
        ("backup_size", "10"), ("backup_size", "0"), ("backup_size", "999 kB"),
        ("backup_size", "none"), ("backup_size", ""),
    ],
)  # fmt: skip
def test_what_a_setting_cannot_be(name: str, typed: str) -> None:
    with pytest.raises(UsageError) as caught:
        check(name, typed)
    assert caught.value.sentence == f"{name} cannot be {typed!r}: it takes {BY_NAME[name].values}."


@given(name=st.sampled_from(sorted(BY_NAME)), typed=st.text(max_size=12))
def test_a_value_is_checked_once(name: str, typed: str) -> None:
    try:
        value = check(name, typed)
    except UsageError:
        return
    assert check(name, value) == value


def test_an_unknown_setting_is_named_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="There is no setting 'color'") as caught:
        find("color")
    assert all(setting.name in caught.value.hint for setting in SETTINGS)


def test_no_file_is_all_defaults(path: Path) -> None:
    config = load(path)
    assert {setting.name: config[setting.name] for setting in SETTINGS} == {
        setting.name: setting.default for setting in SETTINGS
    }
    assert not any(config.is_set(setting.name) for setting in SETTINGS)
    assert not path.parent.exists()
    path.parent.write_text("a file where a folder would be")
    assert load(path)["pager"] == "auto"


def test_a_file_is_read_and_checked(path: Path) -> None:
    write(path, 'day_end = 6\nlanguages = ["de", "ru"]\ncurrency = "eur"  # of old\n')
    config = load(path)
    assert [config[name] for name in ("day_end", "languages", "currency", "pager")] == [
        "6", "de,ru", "EUR", "auto",
    ]  # fmt: skip
    assert config.is_set("currency")
    assert not config.is_set("pager")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("day_end = ", "The settings in {path} are not TOML: "),
        ("day_end = 99", "day_end cannot be '99': it takes an hour from 0 to 12."),
        ("pager = true", "pager cannot be 'True': it takes auto or never."),
        ("[pager]\nx = 1", "pager cannot be "),
        ("color = 'auto'", "There is no setting 'color'."),
    ],
)
def test_a_file_that_is_wrong(path: Path, text: str, sentence: str) -> None:
    write(path, text)
    with pytest.raises(UsageError) as caught:
        load(path)
    assert caught.value.sentence.startswith(sentence.format(path=path))
    assert caught.value.hint


def test_a_file_that_cannot_be_read(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(FilmlogError, match=r"cannot be read: Is a directory\."):
        load(path)
    path.rmdir()
    path.write_bytes(b"pager = '\xe9'")
    with pytest.raises(FilmlogError, match=r"cannot be read: not UTF-8\.") as caught:
        load(path)
    assert "FILMLOG_CONFIG" in caught.value.hint


def test_a_value_is_stored_in_a_private_file(path: Path) -> None:
    assert store("currency", "usd", path) == "USD"
    assert path.read_text() == 'currency = "USD"\n'
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert load(path)["currency"] == "USD"


def test_storing_keeps_the_other_lines(path: Path) -> None:
    write(path, "# mine\n\npager = 'never' # no less\ncurrency = \"EUR\"   # of old\n# end\n")
    store("currency", "JPY", path)
    store("date-order", "ymd", path)
    assert path.read_text() == (
        "# mine\n\npager = 'never' # no less\ncurrency = \"JPY\"   # of old\n# end\n"
        'date_order = "YMD"\n'
    )


@pytest.mark.parametrize(
    ("before", "name", "value"),
    [
        ("# mine\n", "currency", "XXL"),
        ("# mine\n", "color", "auto"),
        ("pager = ", "currency", "EUR"),
    ],
)
def test_nothing_wrong_is_stored_nor_a_wrong_file_written_over(
    path: Path, before: str, name: str, value: str
) -> None:
    write(path, before)
    with pytest.raises(UsageError):
        store(name, value, path)
    assert path.read_text() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_linked_file_is_changed_where_it_lies(path: Path, tmp_path: Path) -> None:
    target = write(tmp_path / "dotfiles" / "filmlog.toml", "# mine\n")
    path.parent.mkdir()
    path.symlink_to(target)
    store("pager", "never", path)
    assert path.is_symlink()
    assert target.read_text() == '# mine\npager = "never"\n'


def test_a_wrong_value_can_be_set_right(path: Path) -> None:
    write(path, "# mine\nday_end = 99\n")
    store("day_end", "4", path)
    assert path.read_text() == '# mine\nday_end = "4"\n'


def test_a_name_with_a_dash_in_the_file(path: Path) -> None:
    assert load(write(path, "date-order = 'MDY'"))["date_order"] == "MDY"
