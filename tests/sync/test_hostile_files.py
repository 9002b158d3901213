"""What somebody may put into the repository at the other end."""

from __future__ import annotations

import json

import pytest

from filmlog.cli.sync.incoming import check
from filmlog.domain.codec import KINDS, to_plain
from filmlog.errors import SyncError
from filmlog.sync.merging import read_record
from filmlog.sync.page import page, path_of
from filmlog.sync.repository import Changed, Repository
from tests.sync.examples import (
    SEEN,
    SNOW,
    by_hand,
    committed,
    file_of,
    merged,
    put,
    records,
)
from tests.whole import demo

PATH = file_of(SEEN).path
_PAGE = page(SEEN)

_REFUSED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "it does not begin and end with ---"),
    "marks of git": (
        _PAGE.replace(b"rating: 80", b"<<<<<<< a\nrating: 80\n=======\nrating: 70\n>>>>>>> b"),
        "its line 24 is no field with a value",
    ),
    "no JSON": (_PAGE.replace(b"rating: 80", b"rating: eighty"), "the value of rating is no JSON"),
    "no UTF-8": (_PAGE.replace(b"Rain", b"R\xff"), "it is not UTF-8"),
    "twice": (_PAGE.replace(b"---\n", b"---\nrating: 1\n\n", 1), "it has the field rating twice"),
    "another id": (page({**SEEN, "id": SNOW["id"]}), "it has the id of another one"),
    "an id in small letters": (
        page({**SEEN, "id": SEEN["id"].lower()}), "it has the id of another one",
    ),
    "a path as its id": (page({**SEEN, "id": "../../x"}), "its id '../../x' is no id of letters"),
    "an unknown field": (page({**SEEN, "mood": 1}), "this filmlog knows no field mood"),
    "of another kind": (page({"id": SEEN["id"], "name": "Rex"}), "knows no field name"),
    "a field too few": (
        page({k: v for k, v in SEEN.items() if k != "film_id"}), "its film_id is missing",
    ),
    "rating 500": (page({**SEEN, "rating": 500}), "its rating 500 is no rating from 1 to 100"),
    "rating true": (page({**SEEN, "rating": True}), "its rating true is no whole number"),
    "rating NaN": (page({**SEEN, "rating": float("nan")}), "its rating NaN is no whole number"),
    "rating a text": (page({**SEEN, "rating": "80"}), "its rating '80' is no whole number"),
    "a text NUL": (page({**SEEN, "review": "a\0b"}), "its review holds a NUL"),
    "half a character": (
        _PAGE.replace(b"Rain", b"\\ud800"), "its review holds a NUL or half a character",
    ),
    "a day there is not": (page({**SEEN, "watched": "2024-02-30"}), "its watched '2024-02-30' is"),
    "tags no list": (page({**SEEN, "tags": "slow"}), "its tags 'slow' is no list"),
    "a tag no text": (page({**SEEN, "tags": [["slow"]]}), 'its tags[0] ["slow"] is no text'),
    "deleted at some time": (page({**SEEN, "deleted": "x"}), "its deleted 'x' is no time"),
    "a path as a picture": (
        page({**SEEN, "pictures": [{"name": "a", "sha256": "../../x"}]}),
        "its pictures[0].sha256 '../../x' is no SHA-256",
    ),
    "a very deep value": (
        _PAGE.replace(b'["slow"]', b"[" * 100_000), "the value of tags is no JSON",
    ),
    "a very long number": (
        _PAGE.replace(b": 80", b": " + b"8" * 5000), "the value of rating is no JSON",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", _REFUSED)
def test_what_is_no_record_is_refused_by_its_path(name: str, repository: Repository) -> None:
    data, why = _REFUSED[name]
    assert data != _PAGE
    base = committed(repository, "", SEEN)
    ours = committed(repository, base, {**SEEN, "rating": 70})
    repository.move(ours)
    theirs = by_hand(repository, base, put(PATH, data))
    assert why in _refused(repository, ours, theirs).removeprefix(PATH)
    assert repository.head() == ours


@pytest.mark.parametrize("kind", KINDS)
def test_no_record_passes_for_one_of_another_kind(kind: str, repository: Repository) -> None:
    plain = to_plain(next(iter(demo().of(kind))))
    places = [path_of(other, plain["id"]) for other in KINDS]
    commit = by_hand(repository, "", *(put(place, page(plain)) for place in places))
    passed: list[str] = []
    refused: list[str] = []
    with repository.blobs() as blobs:
        for file in repository.changes("", commit):
            try:
                read_record(blobs, file.after, file.path, check)
            except SyncError as error:
                refused.append(error.sentence.partition(" in the repository is no record")[0])
            else:
                passed.append(file.path)
    assert passed == [path_of(kind, plain["id"])]
    assert sorted(refused + passed) == sorted(places)


@pytest.mark.parametrize(
    "path", ["README.md", "viewing/x.md", "nothing/07/01KAFE00000000000000000007.md", PATH.upper()]
)
def test_a_record_lies_in_its_own_folder(path: str, repository: Repository) -> None:
    (file,) = repository.changes("", by_hand(repository, "", put(path, _PAGE)))
    with repository.blobs() as blobs, pytest.raises(SyncError) as caught:
        read_record(blobs, file.after, path, check)
    assert path in caught.value.sentence


def test_what_is_no_file_at_all(repository: Repository) -> None:
    base = committed(repository, "", SEEN)
    ours = committed(repository, base, {**SEEN, "rating": 70})
    for command in (
        put(PATH, b"/etc/passwd", "120000"),
        f"M 160000 {base} {PATH}\n".encode(),
        f"M 160000 {'f' * 40} {PATH}\n".encode(),
    ):
        sentence = _refused(repository, ours, by_hand(repository, base, command))
        assert sentence.startswith(f"{PATH} in the repository is no record of filmlog's: it ")


@pytest.mark.parametrize("mode", ["120000", "100755"])
def test_a_record_becomes_a_plain_file(mode: str, repository: Repository) -> None:
    base = committed(repository, "", SEEN)
    ours = committed(repository, base, {**SEEN, "rating": 70})
    theirs = by_hand(repository, base, put(PATH, page({**SEEN, "venue": "Rex"}), mode))
    found = merged(repository, ours, theirs).commit
    expected = committed(repository, base, {**SEEN, "rating": 70, "venue": "Rex"})
    assert repository.tree(found) == repository.tree(expected)


@pytest.mark.parametrize(
    "commands",
    [
        [f"D {PATH}\n".encode(), put(f"{PATH}/x", b"x")],
        [put("viewing/18", b"x")],
        [put(f"{file_of(SNOW).path}/x", b"x")],
    ],
)
def test_what_stands_in_the_place_of_a_record_gives_way(
    commands: list[bytes], repository: Repository
) -> None:
    base = committed(repository, "", SEEN)
    edited = {**SEEN, "rating": 70}
    ours = committed(repository, base, edited, SNOW)
    found = merged(repository, ours, by_hand(repository, base, *commands)).commit
    assert repository.tree(found) == repository.tree(ours)


def test_a_file_of_70_megabytes(repository: Repository) -> None:
    base = committed(repository, "", SEEN)
    ours = committed(repository, base, {**SEEN, "rating": 70})
    theirs = by_hand(repository, base, put(PATH, page({**SEEN, "review": "x" * 70_000_000})))
    assert _refused(repository, ours, theirs) == (
        f"The file {PATH} of the repository is larger than any of filmlog's."
    )


def test_a_past_that_is_no_record_is_as_good_as_none(repository: Repository) -> None:
    for data in (b"", b"x" * 70_000_000):
        base = by_hand(repository, "", put(PATH, data))
        ours = committed(repository, base, {**SEEN, "rating": 70}, SNOW)
        theirs = committed(repository, base, {**SEEN, "venue": "Rex"}, {**SNOW, "venue": "Rex"})
        found = merged(repository, ours, theirs)
        assert [one.clash.field for one in found.clashes] == ["rating"]
        assert records(repository, found.commit)[SEEN["id"]]["venue"] == "Rex"
        assert records(repository, found.commit)[SNOW["id"]]["venue"] == "Rex"


def test_words_of_the_other_end_are_no_commands(repository: Repository) -> None:
    """What they write goes into a commit of ours byte by byte."""
    words = f"x\ndata 3\nabc\nM 100644 inline {PATH}\ndone\n"
    base = committed(repository, "", SEEN)
    theirs = committed(repository, base, {**SEEN, "review": words, "quote": words})
    ours = committed(repository, base, {**SEEN, "venue": words})
    found = merged(repository, ours, theirs).commit
    both = {**SEEN, "review": words, "quote": words, "venue": words}
    assert [json.dumps(plain) for plain in records(repository, found).values()] == [
        json.dumps({name: both[name] for name in sorted(both)})
    ]
    assert list(repository.changes("", found)) == [
        Changed(PATH, "", next(iter(repository.changes(base, found))).after)
    ]


def _refused(repository: Repository, ours: str, theirs: str) -> str:
    """What a merge of the two says that it cannot take."""
    before = repository.head("refs/filmlog/new")
    with pytest.raises(SyncError) as caught:
        merged(repository, ours, theirs)
    assert caught.value.hint
    assert repository.head("refs/filmlog/new") == before  # nothing was committed
    return caught.value.sentence
