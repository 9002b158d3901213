"""Pages named after hostile titles: all inside the folder, no two of them one file on any disk."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Literal

import pytest

from filmlog.domain.change import Change, Record
from filmlog.domain.film import Film
from filmlog.domain.shelf import FilmList, Listed
from filmlog.domain.source import Source
from filmlog.domain.viewing import Picture, Viewing
from filmlog.storage.diary import Diary
from tests.battery.battery import Battery
from tests.battery.hostile_texts import PNG, hash_of
from tests.program import filmlog

FORMS: tuple[Literal["NFC", "NFD", "NFKC", "NFKD"], ...] = ("NFC", "NFD", "NFKC", "NFKD")

_DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$", "clock$"} | {
    f"{device}{number}" for device in ("com", "lpt") for number in "123456789¹²³"
}
_PIECES = (
    *". .. ... / // \\ ../ ..\\ ../../../etc/passwd /etc/passwd C:\\x C:x".split(),
    *"\\\\srv\\share ~ ~/x".split(),
    *"CON con NUL.txt nul.md COM1 com1. LPT¹ AUX.x PRN conin$ README index .git".split(),
    *".filmlog-pages.json".split(),
    *"pictures lists sources Watchlist manifest.json pictures/x lists/x -rf --help".split(),
    *"-o .hidden".split(),
    *"Amélie Ame\u0301lie AMÉLIE AMÉLIE amelie Straße STRASSE strasse STRAẞE ﬁn fin".split(),
    *"FIN ŉ ʼn ǆ ǅ Ǆ".split(),
    *"i ı İ I i\u0307 ſ s S K \u212a k Å \u212b å A\u030a Ω \u2126 ς σ Σ ß ss ＡＢＣ".split(),
    *"ABC abc ｱ ア 한 한 ﷺ".split(),
    *"日本 \u1109 각 🎬 👩‍👩‍👧 👩👩👧 ❤ ❤\ufe0f a\u200bb ab a\u00adb a\u202eb \u2066x".split(),
    *"می‌خواهم \u200d \u0301 ．． ／ ： ‥ …".split(),
    *'a:b a*b a?b <a> "a" a|b #a ^a [a] {a} %2e%2e%2f %00 $HOME `id` ;ls & | a=b @a'.split(),
    *'!a (a) \'a'.split(),
    *("a.", "a ", "a. ", "a\u00a0", "a\u3000", "x" * 300, "é" * 200, "🎬" * 90, "e\u0301" * 150),
    *("y" * 118, "y" * 119, "y" * 120, "film", "film (1957)", "Ran", "Ran (1985)", "ran", "RAN"),
)  # fmt: skip


def test_every_title_is_a_page_of_its_own_and_comes_back(battery: Battery, home: Path) -> None:
    random = battery.random("export names")
    records = _records(random, battery.rounds(2000, 100))
    with Diary.open(home / "diary.db", create=True) as diary, diary.writing():
        diary.keep_picture(hash_of(PNG), PNG)
        for start in range(0, len(records), 500):
            diary.apply([Change(None, record) for record in records[start : start + 500]], "test")
    before = _files(home)
    pages = home / "pages"
    assert filmlog("export", "markdown", "--pages", "pages").code == 0
    assert _files(home) - before == {path for path in _files(home) if path.is_relative_to(pages)}

    written = {path.relative_to(pages) for path in _files(pages)}
    films = [record for record in records if isinstance(record, Film)]
    assert len([path for path in written if str(path.parent) == "."]) == len(films) + 1
    _check_names(written)

    kept = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in _files(pages)}
    assert filmlog("export", "markdown", "--pages", "pages").code == 0
    assert kept == {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in _files(pages)}
    assert filmlog("export", "markdown", "--pages", "again").code == 0
    assert {path.relative_to(home / "again") for path in _files(home / "again")} == written

    assert filmlog("--db", "other.db", "import", "pages").code == 0
    assert _names(home / "diary.db") == _names(home / "other.db")


@pytest.mark.parametrize("title", ["a\x00b", "\x00", "a\ud800b"])
def test_a_title_that_no_file_can_have_is_refused(title: str) -> None:
    assert filmlog("add", title).code == 2
    assert filmlog("lists", "create", title).code == 2


def _title(random: Random) -> str:
    while True:
        pieces = random.choices(_PIECES, k=random.choice((1, 1, 1, 2, 2, 3)))
        title = random.choice(("", " ", "")).join(pieces)
        title = random.choice((str, str, str.upper, str.lower, str.title, str.swapcase))(title)
        if random.random() < 0.7:
            title = unicodedata.normalize(random.choice(FORMS), title)
        if title := " ".join(title.split()):
            return title


def _records(random: Random, count: int) -> list[Record]:
    made: list[Record] = []
    for serial in range(count):
        year = random.choice((None, None, 1957, 1985))
        film = Film(f"01F{serial:023}", _title(random), year=year)
        made.append(film)
        if serial % 4 == 0:
            picture = Picture(_title(random) + random.choice(("", ".png", ".PNG")), hash_of(PNG))
            made.append(Viewing(f"01V{serial:023}", film.id, pictures=(picture,)))
        if serial % 10 == 0:
            film_list = FilmList(f"01N{serial:023}", _title(random), "ranked", "")
            made += [Source(f"01S{serial:023}", _title(random)), film_list]
            made.append(Listed(f"01L{serial:023}", film_list.id, film.id, 1, ""))
    return made


def _files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file() and path.name != "diary.db"}


def _check_names(written: Iterable[Path]) -> None:
    """Hold the names against the rules of Windows, macOS and Linux, and against each other."""
    seen: dict[str, Path] = {}
    for path in written:
        assert len(path.parts) in {1, 2}
        for form in FORMS:
            for fold in (str.casefold, str.upper, str.lower):
                key = unicodedata.normalize(form, fold(unicodedata.normalize(form, str(path))))
                visible = "".join(c for c in key if unicodedata.category(c) != "Cf")
                assert seen.setdefault(f"{form} {fold.__name__} {visible}", path) == path
        if path.name == ".filmlog-pages.json":
            continue
        stem = path.name.split(".", maxsplit=1)[0].rstrip().casefold()
        assert stem not in _DEVICES, path
        assert len(path.name.encode()) <= 255, path
        assert path.name[0] not in ".-~ ", path
        assert path.name[-1] not in ". ", path
        assert not set(path.name) & set('<>:"/\\|?*'), path
        assert all(unicodedata.category(char) not in {"Cc", "Cs", "Zl", "Zp"} for char in path.name)
        assert path.name == unicodedata.normalize("NFC", path.name)


def _names(path: Path) -> set[tuple[str, str, int | None]]:
    """Every record of a diary by its kind, what it is called, and its year."""
    exported = json.loads(filmlog("--db", str(path), "export", "json").stdout)
    return {
        (record["record"], record.get("title") or record.get("name") or "", record.get("year"))
        for record in exported["records"]
    }
