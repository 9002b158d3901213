from __future__ import annotations

import random
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmlog.exchange.pages.filenames import LONGEST, page_name, picture_name, unique_names

WINDOWS = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{device}{number}" for device in ("com", "lpt") for number in "0123456789¹²³"
}
SEEDS = (
    *("", ".", "..", "...", "/", "\\", "../../etc/passwd", "C:\\x", "a/b", "-rf", "~", "_"),
    *("CON", "con.txt", "Nul ", "COM1.", "LPT¹", "aux . x", "README", "index", "Ж" * 200),
    *("Amélie", "Ame\u0301lie", "AMÉLIE", "ﬁn", "fin", "Straße", "STRASSE", "i", "ı", "İ"),
    *("a\u200bb", "ab", "a\u202eb", "a\x00b", "a\nb", "a\u2028b", "?", "*", "<>", 'a"b', "a: b"),
    *("[a]", "#a", "a.", "a ", " a", "a\u00a0b", "\ud800", "\uffff", "\ue000", "a|b", "{x}"),
    *("K", "\u212a", "Å", "\u212b", "ſ", "s", "👩‍👩‍👧", "می‌خواهم", "．", "／", "‥", "%2e%2e"),
    *("e" + "\u0301" * 200, "\u0301", "a" * 400, "🎬" * 90, "$", "\u200d"),
)  # fmt: skip


def _is_harmless(name: str) -> bool:
    stem = name.split(".", maxsplit=1)[0].rstrip().casefold()
    return (
        name == Path(name).name == unicodedata.normalize("NFC", name)
        and 0 < len(name.encode()) <= LONGEST
        and name[0] not in ".- ~"
        and name[-1] not in ". "
        and stem not in WINDOWS
        and not set(name) & set('<>:"/\\|?*')
        and all(
            unicodedata.category(char) not in {"Cc", "Cs", "Zl", "Zp"}
            and (unicodedata.category(char) != "Cf" or char in "\u200c\u200d")
            for char in name
        )
    )


def _same_file_keys(name: str) -> set[str]:
    """The name as several kinds of disk fold it."""
    return {
        unicodedata.normalize("NFD", unicodedata.normalize("NFD", name).casefold()),
        unicodedata.normalize("NFC", name).upper(),
        unicodedata.normalize("NFC", name).lower(),
    }


@pytest.mark.parametrize(
    ("title", "year", "name"),
    [
        ("The Cranes Are Flying", 1957, "The Cranes Are Flying (1957).md"),
        ("Летят журавли", 1957, "Летят журавли (1957).md"),
        ("Mission: Impossible", 1996, "Mission - Impossible (1996).md"),
        ("M*A*S*H", 1970, "MASH (1970).md"),
        ("Face/Off", None, "Face-Off.md"),
        ("Who's Afraid of Virginia Woolf?", 1966, "Who's Afraid of Virginia Woolf (1966).md"),
        ("Good Night, and Good Luck.", None, "Good Night, and Good Luck.md"),
        ("...And Justice for All", 1979, "And Justice for All (1979).md"),
        ("???", None, "film.md"),
        ("Con", None, "Con_.md"),
        ("con.air", 1997, "con_.air (1997).md"),
        ("Con Air", 1997, "Con Air (1997).md"),
        ("index", None, "index_.md"),
    ],
)
def test_a_page_is_named_after_its_film(title: str, year: int | None, name: str) -> None:
    assert page_name(title, year) == name


def test_a_name_of_nothing_but_signs_says_what_it_is() -> None:
    assert page_name("???", nameless="list") == "list.md"
    assert page_name("Con", nameless="list") == "Con_.md"


@pytest.mark.parametrize(
    ("original", "name"),
    [
        ("staircase.png", "staircase.png"),
        ("IMG 1.JPG", "IMG 1.jpg"),
        ("../../.profile", "profile"),
        ("photo.html", "photo-html"),
        (".png", "png"),
        ("nul.png", "nul_.png"),
        ("con", "con_"),
        ("a.tar.gif", "a.tar.gif"),
    ],
)
def test_a_picture_keeps_its_name(original: str, name: str) -> None:
    assert picture_name(original) == name


def test_a_long_title_is_cut_between_characters_and_keeps_its_year() -> None:
    assert page_name("Ж" * 200, 1957) == "Ж" * 54 + " (1957).md"
    assert page_name("a" * 109 + "e\u0301", None).endswith("aé.md")
    assert page_name("x" + "q\u0307" * 100, None).endswith("\u0307.md")


def test_thousands_of_hostile_titles_are_as_many_files_in_the_folder() -> None:
    source = random.Random(1)  # noqa: S311 - titles, not secrets
    titles = [
        "".join(source.choice(SEEDS) for _ in range(source.choice((1, 1, 1, 2, 3))))
        for _ in range(3000)
    ]
    ids = {f"01ID{number:022d}": title for number, title in enumerate(titles)}
    years = {id_: source.choice((None, 1957, 1972)) for id_ in ids}
    names = unique_names((id_, page_name(ids[id_], years[id_])) for id_ in ids)
    assert names.keys() == ids.keys()
    assert [name for name in names.values() if not _is_harmless(name)] == []
    folded: dict[str, str] = {}
    for name in names.values():
        for key in _same_file_keys(name):
            assert folded.setdefault(key, name) == name


@given(st.text(st.characters(), max_size=200), st.none() | st.integers(-9, 99999))
def test_any_title_makes_a_harmless_name(title: str, year: int | None) -> None:
    assert _is_harmless(page_name(title, year))
    assert _is_harmless(picture_name(title))


@given(st.lists(st.sampled_from(SEEDS), min_size=2, max_size=12), st.randoms())
def test_names_do_not_depend_on_order_nor_on_later_films(
    titles: list[str], source: random.Random
) -> None:
    pairs = [(f"01ID{number:03}", page_name(title, None)) for number, title in enumerate(titles)]
    names = unique_names(pairs)
    shuffled = pairs[:-1]
    source.shuffle(shuffled)
    fewer = unique_names(shuffled)
    assert fewer == {id_: names[id_] for id_, _ in shuffled}


def test_names_stay_apart_when_ids_end_alike() -> None:
    pairs = [(f"{first}{'0' * 60}", "a.md") for first in "abc"]
    assert list(unique_names(pairs).values()) == [
        "a.md",
        "a 000000.md",
        f"a c{'0' * 39} 2.md",
    ]
