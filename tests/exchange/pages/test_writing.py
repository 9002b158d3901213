from __future__ import annotations

import random
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings

from filmlog.domain.change import replace
from filmlog.domain.entry import Entry
from filmlog.domain.film import Film, Related
from filmlog.domain.review import without_spoilers
from filmlog.domain.viewing import Picture, Viewing
from filmlog.exchange.markdown.folds import SpoilerMode, name
from filmlog.exchange.pages.writing import PagesReport, film_page, write_pages
from tests.effort import some
from tests.exchange.diaries import cranes, full_entry, full_shelves, hostile, shown, structure
from tests.exchange.markdown.test_document import HIDDEN, modes, secretive

Films = Sequence[tuple[Film, Sequence[Entry]]]


def _bytes(sha: str) -> bytes:
    return next(data for data in (b"one", b"two") if sha256(data).hexdigest() == sha)


def _picture(data: bytes, file: str, caption: str = "") -> Picture:
    return Picture(file, sha256(data).hexdigest(), caption)


def _seen(film: Film, *pictures: Picture) -> tuple[Film, list[Entry]]:
    viewing = Viewing(f"{film.id}V", film.id, rating=80, pictures=pictures)
    return film, [Entry(viewing, film)]


def _write(folder: Path, films: Films, spoilers: SpoilerMode = "fold") -> PagesReport:
    return write_pages(folder, films, spoilers=spoilers, picture_bytes=_bytes)


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _split(page: str) -> tuple[str, str]:
    _, head, body = page.split("---\n", 2)
    return head, body


def test_the_example_is_a_page() -> None:
    film, entries, _ = cranes()
    second = entries[1].viewing.pictures
    names = {picture.sha256: f"a ({number}).png" for number, picture in enumerate(second)}
    page = film_page(film, entries, picture_names=names, page_of=lambda item: f"{item.title}.md")
    head, body = _split(page)
    assert yaml.safe_load(head)["title"] == film.title
    assert body.startswith("\n# The Cranes Are Flying (1957)\n\n- **Original title:**")
    assert [heading[::2] for heading in structure(body).headings][:3] == [
        (1, "The Cranes Are Flying (1957)"),
        (2, "Fri 20 Nov 2026, ★★★★½ ♥"),
        (3, "The story"),
    ]
    assert "\n![The staircase, on the way up](pictures/a%20%280%29.png)\n" in body
    assert (
        "\n<details><summary>Picture with a spoiler</summary>\n\n"
        "![\\[spoiler, 7 words\\]](pictures/a%20%281%29.png)\n\n"
        "The last shot: the cranes come back\n\n</details>\n"
    ) in body
    assert "\n- [The Third Man (1949)](The%20Third%20Man.md): another last shot" in body


def test_a_picture_that_is_a_spoiler_is_left_out_with_the_spoilers(tmp_path: Path) -> None:
    shown_picture, hidden = _picture(b"one", "a.png", "Plain"), _picture(b"two", "b.png", "||He||")
    films = [_seen(Film("01A", "Ran"), shown_picture, hidden)]
    _write(tmp_path / "out", films, "omit")
    assert set(_tree(tmp_path / "out")) == {
        "Ran.md",
        "pictures/a.png",
        ".filmlog-pages.json",
    }
    _write(tmp_path / "out", films, "open")
    page = (tmp_path / "out" / "Ran.md").read_text()
    assert page.endswith("\n![\\[spoiler, 1 word\\]](pictures/b.png)\n\nHe\n")


@settings(max_examples=some(100))
@given(secretive, secretive)
def test_what_the_diary_hides_shows_only_where_it_is_opened(text: str, review: str) -> None:
    film, entry = full_entry(text, review)
    names = {entry.viewing.pictures[0].sha256: "p.png"}
    if HIDDEN in name(text) + without_spoilers(review):
        return
    shelved = full_shelves(film, text).by_film()[film.id]
    head, body = _split(film_page(film, [entry], picture_names=names, shelved=shelved))
    assert HIDDEN not in head
    assert HIDDEN not in shown(body)
    assert HIDDEN not in film_page(
        film, [entry], spoilers="omit", picture_names=names, shelved=shelved
    )
    opened = film_page(film, [entry], spoilers="open", picture_names=names, shelved=shelved)
    head, body = _split(opened)
    assert HIDDEN not in head
    assert HIDDEN not in "".join(heading for _, _, heading in structure(body).headings[:1])


@settings(max_examples=some(100))
@given(hostile, hostile, modes)
def test_hostile_text_keeps_to_its_place(text: str, review: str, mode: SpoilerMode) -> None:
    film, entry = full_entry(text, review)
    names = {entry.viewing.pictures[0].sha256: "p.png"}
    shelved = full_shelves(film, text).by_film()[film.id]
    head, body = _split(
        film_page(film, [entry], spoilers=mode, picture_names=names, shelved=shelved)
    )
    assert yaml.safe_load(head)["filmlog_id"] == film.id
    found = structure(body)
    outer = [(level, nesting) for level, nesting, _ in found.headings if level < 3]
    assert outer == [(1, 0), (2, 0), (2, 0)]
    tags = [html for nesting, html in found.html if nesting == 0]
    assert len(tags) == len(found.html)
    assert tags[1::2] == ["</details>"] * (len(tags) // 2)
    assert all(tag.startswith("<details><summary>") for tag in tags[::2])


def test_a_diary_is_the_same_bytes_whatever_its_order(tmp_path: Path) -> None:
    films = [
        _seen(Film("01A", "Solaris", year=1972), _picture(b"one", "IMG.png")),
        _seen(Film("01B", "Solaris", year=1972), _picture(b"two", "IMG.png")),
        _seen(Film("01C", "solaris", year=1972)),
        _seen(Film("01D", "???")),
    ]
    _write(tmp_path / "a", films)
    random.Random(3).shuffle(films)  # noqa: S311 - an order, not a secret
    _write(tmp_path / "b", films)
    tree = _tree(tmp_path / "a")
    assert tree == _tree(tmp_path / "b")
    second = sha256(b"two").hexdigest()[-6:]
    assert set(tree) == {
        *("Solaris (1972).md", "Solaris (1972) 01b.md", "solaris (1972) 01c.md", "film.md"),
        *("pictures/IMG.png", f"pictures/IMG {second}.png", ".filmlog-pages.json"),
    }
    assert f"![](pictures/IMG%20{second}.png)".encode() in tree["Solaris (1972) 01b.md"]


def test_one_picture_of_two_films_is_one_file(tmp_path: Path) -> None:
    films = [
        _seen(Film("01A", "Ran"), _picture(b"one", "first.png")),
        _seen(Film("01B", "Ikiru"), _picture(b"one", "second.png", "same")),
    ]
    _write(tmp_path, films)
    assert (tmp_path / "pictures" / "first.png").read_bytes() == b"one"
    assert "![same](pictures/first.png)" in (tmp_path / "Ikiru.md").read_text()


@pytest.mark.parametrize(
    ("item", "link"),
    [
        (Related("Roma", 2018), "[Roma (2018)](Roma%20%282018%29.md)"),
        (Related("roma", None), "[roma](Roma%20%282018%29.md)"),
        (Related("Летят журавли", 1957), "[Летят журавли (1957)](The%20Cranes%20Are%20Flying.md)"),
        (Related("Roma", 1972), "Roma (1972)"),
        (Related("Solaris", None), "Solaris"),
        (Related("Solaris", 2002), "[Solaris (2002)](Solaris%20%282002%29.md)"),
        (Related("Stalker", 1979), "Stalker (1979)"),
    ],
)
def test_related_films_link_to_their_page(tmp_path: Path, item: Related, link: str) -> None:
    films = [
        Film("01A", "Roma", year=2018),
        Film("01B", "The Cranes Are Flying", original_title="Летят журавли"),
        Film("01C", "Solaris", year=1972),
        Film("01D", "Solaris", year=2002),
        Film("01E", "Mirror", related=(item,)),
        Film("01F", "Stalker", year=1979, deleted="2026-01-01T00:00:00Z"),
    ]
    _write(tmp_path, [(film, []) for film in films])
    assert (tmp_path / "Mirror.md").read_text().endswith(f"## Brings to mind\n\n- {link}\n")


def test_a_renamed_film_moves_and_one_in_the_trash_goes(tmp_path: Path) -> None:
    ran, ikiru = Film("01A", "Ran"), Film("01B", "Ikiru")
    _write(tmp_path, [_seen(ran, _picture(b"one", "a.png")), _seen(ikiru)])
    trashed = replace(ran, deleted="2026-01-01T00:00:00Z")
    report = _write(tmp_path, [_seen(trashed), _seen(replace(ikiru, title="To Live"))])
    assert report == PagesReport(("To Live.md",), (), ("Ikiru.md", "Ran.md", "pictures/a.png"), ())
    assert {path.name for path in tmp_path.iterdir()} == {"To Live.md", ".filmlog-pages.json"}
