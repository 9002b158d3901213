from __future__ import annotations

from pathlib import Path

import pytest

from filmlog.files import write_private
from tests.cli.commands.asking import data, refused
from tests.program import filmlog

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def pictures(home: Path) -> list[str]:
    for name in ("one.png", "two.png"):
        write_private(home / name, PNG + name.encode())
    return [str(home / "one.png"), str(home / "two.png")]


def test_pictures_and_their_captions(pictures: list[str]) -> None:
    one, two = pictures
    added = filmlog(
        "add", "Ran", "--picture", one, "--picture", two, "--caption", " The  castle ",
        "--caption", "||The end||",
    )  # fmt: skip
    assert added.code == 0

    def kept(*words: str) -> list[tuple[str, str]]:
        (viewing,) = data("show", "Ran", *words, kind="film")["viewings"]
        return [(picture["name"], picture["caption"]) for picture in viewing["pictures"]]

    assert kept() == [("one.png", "The castle"), ("two.png", "[spoiler, 2 words]")]
    assert filmlog("edit", "Ran", "--picture", two).code == 0
    assert kept("--spoilers")[1:] == [("two.png", "||The end||"), ("two.png", "")]
    assert filmlog("edit", "Ran", "--no-pictures", "--picture", one).code == 0
    assert kept() == [("one.png", "")]
    assert filmlog("edit", "Ran", "--no-pictures").code == 0
    assert kept() == []
    assert filmlog("edit", "Ran", "--no-pictures").stderr == "Nothing to change in Ran.\n"


def test_what_is_no_picture(pictures: list[str], home: Path) -> None:
    (home / "text.png").write_text("<svg/>")
    (home / "empty.png").write_bytes(b"")
    one, two = pictures
    for words, sentence in (
        ((str(home / "text.png"),), "is not a picture filmlog keeps."),
        ((str(home / "empty.png"),), "is not a picture filmlog keeps."),
        ((str(home / "none.png"),), "cannot be read: No such file or directory."),
        ((str(home),), "cannot be read: Is a directory."),
        (("a\x00b",), "cannot be read: not a file name."),
        ((one, "--caption", "a", "--caption", "b"), "more captions (2) than pictures (1)."),
        ((two, "--picture", str(home / "text.png")), "is not a picture filmlog keeps."),
    ):
        assert refused("add", "Ran", "--picture", *words).endswith(sentence)
    assert refused("add", "Ran", "--caption", "x").endswith("than pictures (0).")
    assert not (home / "diary.db").exists()


@pytest.mark.parametrize(
    "head",
    [
        PNG, b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF\0\0\0\0WEBP", b"\0\0\0\x1cftypavif",
        b"\0\0\0\x18ftypheic", b"II*\0", b"MM\0*", b"BM",
    ],
)  # fmt: skip
def test_every_kind_of_picture(head: bytes, home: Path) -> None:
    (home / "picture").write_bytes(head + b"...")
    assert filmlog("add", "Ran", "--picture", str(home / "picture")).code == 0


def test_a_picture_that_is_too_large(home: Path) -> None:
    with (home / "scan.png").open("wb") as file:
        file.write(PNG)
        file.truncate(25_000_001)
    assert refused("add", "Ran", "--picture", str(home / "scan.png")).endswith("larger than 25 MB.")


def test_a_review_from_stdin_and_from_a_file(home: Path) -> None:
    def review() -> str:
        (viewing,) = data("show", "Ran", kind="film")["viewings"]
        text: str = viewing["review"]
        return text

    assert filmlog("add", "Ran", "--review", "-", stdin="\nA storm.\r\n\r\nДва\n\n").code == 0
    assert review() == "A storm.\n\nДва"
    (home / "review.md").write_bytes(b"\xef\xbb\xbf# War\r\n\r\nAnd wind.\r\n")
    assert filmlog("edit", "Ran", "--review-file", str(home / "review.md")).code == 0
    assert review() == "# War\n\nAnd wind."
    assert filmlog("edit", "Ran", "--review", "-", stdin="").code == 0
    assert review() == ""
    both = ("--review", "x", "--review-file", str(home / "review.md"))
    assert refused("edit", "Ran", *both) == "--review and --review-file both give the review."
    assert refused("edit", "Ran", "--review-file", str(home / "none")).endswith(
        "No such file or directory."
    )
    (home / "review.md").write_bytes(b"caf\xe9")
    assert refused("edit", "Ran", "--review-file", str(home / "review.md")).endswith(
        "is not UTF-8: byte 3 does not fit."
    )
    assert refused("edit", "Ran", "--review", "a\x00b") == "--review holds a NUL character."
