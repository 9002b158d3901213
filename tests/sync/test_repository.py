from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.sync.repository import (
    HEAD,
    Changed,
    File,
    Logged,
    Note,
    Repository,
    folder_of,
)
from tests.battery.hostile_texts import FIXED
from tests.effort import some
from tests.sync.examples import (
    AT,
    OURS,
    SEEN,
    SNOW,
    THEIRS,
    by_hand,
    committed,
    data_at,
    file_of,
    names,
    plain_git,
    put,
)

SECRET = b"A text that nobody shall read.\n"


def test_it_lies_beside_the_diary(tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "deep" / "diary.db")
    assert folder_of(tmp_path / "link.db") == tmp_path / "deep" / "diary.db.sync"


def test_it_is_bare_and_empty_at_first_and_is_opened_again(repository: Repository) -> None:
    assert sorted(path.name for path in repository.folder.iterdir()) == [
        "HEAD", "config", "objects", "refs",
    ]  # fmt: skip
    assert (repository.head(), repository.log(9)) == ("", [])
    commit = committed(repository, "", SEEN)
    repository.move(commit)
    assert Repository(repository.folder).head() == commit
    plain_git(repository.folder, "fsck", "--strict")


def test_a_commit_has_the_files_of_its_first_parent_and_its_own(repository: Repository) -> None:
    base = committed(repository, "", SEEN)
    ours = committed(repository, base, SNOW)
    theirs = repository.commit([base], [File("README.md", b"theirs")], THEIRS)
    both = repository.commit([ours, theirs], [File("a b/\u00fc.md", b"both")], OURS)
    assert names(repository, both) == ["a b/ü.md", file_of(SEEN).path, file_of(SNOW).path]
    assert (
        plain_git(repository.folder, "rev-parse", f"{both}^1", f"{both}^2") == f"{ours}\n{theirs}"
    )
    assert repository.head() == ""  # no branch is moved
    on_tree = repository.commit([ours, theirs], [], OURS, tree=repository.tree(theirs))
    assert repository.tree(on_tree) == repository.tree(theirs)
    alone = repository.commit([], [File("x", b"y")], OURS, tree=repository.tree(base))
    assert names(repository, alone) == [file_of(SEEN).path, "x"]
    blob = next(iter(repository.changes(ours, theirs))).after
    again = repository.commit([base], [File("copy.md", blob)], OURS)
    assert data_at(repository, again, "copy.md") == b"theirs"


def test_the_same_at_the_same_time_is_the_same_commit(repository: Repository) -> None:
    assert committed(repository, "", SEEN, SNOW) == committed(repository, "", SNOW, SEEN)
    assert committed(repository, "", SEEN) != committed(repository, "", SNOW)


@pytest.mark.parametrize(
    "path",
    ["a b", '"q"', "new\nline", "\\n", "tab\t", " lead", "b\udcff", "-x", "ü", "M 100644", "a\rb"],
)
def test_a_file_is_called_as_somebody_called_it(path: str, repository: Repository) -> None:
    commit = repository.commit([], [File(path, b"data 5\nx"), File("z", b"z")], OURS)
    blob = next(file.after for file in repository.changes("", commit) if file.path == path)
    copied = repository.commit([], [File(path, blob)], OURS)
    assert list(repository.changes("", copied)) == [Changed(path, "", blob)]
    with repository.blobs() as blobs:
        assert blobs.get(blob) == b"data 5\nx"


_WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80) | st.sampled_from([
    *FIXED, "data 5\nabcde\nM 100644 inline x\ndata 1\ny\ndone\n", "done", "from refs/heads/main",
    "feature done", "\ncommit refs/heads/main\n", "a <b> c", "<>", "\0", "a\0b", "\n", "\r\n", "",
    "\x1f", "committer x <x> 1 +0000", "x" * 70_000,
])  # fmt: skip


@settings(max_examples=some(80))
@given(_WORDS, _WORDS, st.datetimes(datetime(1971, 1, 1), datetime(2099, 1, 1)))  # noqa: DTZ001
def test_any_words_of_anybody_are_one_commit(
    repository: Repository, words: str, who: str, at: datetime
) -> None:
    at = at.replace(microsecond=0, tzinfo=timezone(timedelta(hours=2)))
    commit = repository.commit([], [file_of(SEEN)], Note(words, who, at))
    repository.move(commit)
    assert names(repository, commit) == [file_of(SEEN).path]
    (logged,) = repository.log(5)
    assert commit.startswith(logged.commit)
    assert logged.at == at
    said = words.encode().partition(b"\0")[0].decode()
    assert logged.words.split() == said.split()
    assert logged.who == repository.author("", "", commit)
    assert not set(logged.who) & set("<>\n\r\0")
    plain_git(repository.folder, "cat-file", "commit", commit)


def test_what_differs_between_two_commits(repository: Repository) -> None:
    base = repository.commit([], [File("a", b"1"), File("b", b"1"), File("c", b"1")], OURS)
    new = by_hand(
        repository, base, b"D a\n", put("b", b"2"), put("c", b"1", "100755"), put("d/e\udcff", b"3")
    )
    one, two, three = (
        plain_git(repository.folder, "rev-parse", f"{new}:{name}")
        for name in ("c", "b", "d/e\udcff")
    )
    assert list(repository.changes(base, new)) == [
        Changed("a", one, ""),
        Changed("b", one, two),
        Changed("c", one, one),
        Changed("d/e\udcff", "", three),
    ]
    assert list(repository.changes(new, new)) == []
    assert list(repository.changes("", "")) == []
    assert list(repository.changes("", base)) == [Changed(name, "", one) for name in "abc"]
    assert list(repository.changes(base, "")) == [Changed(name, one, "") for name in "abc"]


def test_where_commits_stand(repository: Repository) -> None:
    base = committed(repository, "", SEEN)
    ours, theirs = committed(repository, base, SNOW), committed(repository, base, {**SEEN, "b": 1})
    alone = committed(repository, "", SNOW)
    assert repository.base(ours, theirs) == base
    assert repository.base(base, ours) == base
    assert repository.base(ours, alone) == ""
    assert repository.is_within(base, ours)
    assert repository.is_within(ours, ours)
    assert repository.is_within("", ours)
    assert repository.is_within("", "")
    assert not repository.is_within(ours, "")
    assert not repository.is_within(ours, base)
    assert not repository.is_within(alone, ours)
    assert repository.has(ours)
    assert not repository.has("")
    assert not repository.has("f" * 40)
    assert not repository.has(repository.base(ours, alone))


def test_who_changed_a_file_last(repository: Repository) -> None:
    base = committed(repository, "", SEEN, SNOW)
    path = file_of(SEEN).path
    first = committed(repository, base, {**SEEN, "rating": 1}, note=THEIRS)
    last = committed(repository, first, {**SNOW, "rating": 1}, note=Note("x", "cleo@tablet", AT))
    assert repository.author(path, base, last) == "anna@laptop"
    assert repository.author(file_of(SNOW).path, base, last) == "cleo@tablet"
    assert repository.author("no/such/file.md", base, last) == ""
    assert repository.author(path, "", last) == "anna@laptop"
    assert repository.author("", "", last) == "cleo@tablet"
    assert repository.author(path, last, last) == ""


def test_the_log_is_that_of_the_branch(repository: Repository) -> None:
    first = committed(repository, "", SEEN)
    words = "2 commands\n\nadd Ran\nedit Ran"
    second = committed(repository, first, SNOW, note=Note(words, "anna@laptop", AT))
    repository.move(second)
    found = repository.log(9)
    assert found == [
        Logged(second[:7], "anna@laptop", AT, words),
        Logged(first[:7], "anna@desk", AT, "edit Ran"),
    ]
    assert repository.log(1) == found[:1]


@pytest.mark.parametrize(
    ("who", "when", "at"),
    [
        ("Bea \x1f <b@x>", "1790000000 +0000", datetime.fromtimestamp(1790000000, UTC)),
        ("<>", "1790000000 -0000", datetime.fromtimestamp(1790000000, UTC)),
        ("Bea <b@x>", "999999999999 +0000", datetime(1970, 1, 1, tzinfo=UTC)),
        ("Bea <b@x>", "1790000000 +9999", datetime(1970, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_commit_of_an_odd_program_is_logged(
    who: str, when: str, at: datetime, repository: Repository
) -> None:
    said = f"commit {HEAD}\ncommitter {who} {when}\ndata 3\nodd\n"
    flags = ("--quiet", "--date-format=raw-permissive")
    repository.git("fast-import", *flags, feed=said.encode())
    (logged,) = repository.log(9)
    assert logged.at == at
    assert logged.words.endswith("odd")


def test_a_ref_moves_wherever_it_is_told_to(repository: Repository) -> None:
    one, two = committed(repository, "", SEEN), committed(repository, "", SNOW)
    for commit in (one, two, one):
        repository.move(commit)
        repository.move(two, "refs/heads/other")
        assert (repository.head(), repository.head("refs/heads/other")) == (commit, two)
    assert not (repository.folder / "logs").exists()


def test_the_commits_that_one_comes_from_are_told_and_known_again(repository: Repository) -> None:
    one = committed(repository, "", SEEN)
    two = committed(repository, one, SNOW)
    assert repository.recent(two, 9) == [two, one]
    assert repository.recent(two, 1) == [two]
    missing = "0" * 39 + "1"
    tree = repository.tree(one)
    assert repository.first_known([missing, tree, one, two]) == one
    assert repository.first_known([missing]) == ""
    assert repository.first_known([]) == ""


def test_what_no_ref_leads_to_is_forgotten(repository: Repository) -> None:
    old = repository.commit([], [File("x", SECRET), File("y", b"kept")], OURS)
    blob = next(iter(repository.changes("", old))).after
    new = repository.commit([old], [File("x", b"new")], OURS)
    repository.move(new)
    repository.forget_unused()
    assert repository.has(old)
    assert _is_there(repository, blob)
    purged = repository.commit([], [], OURS, tree=repository.tree(new))
    repository.move(purged)
    repository.forget_unused()
    assert not repository.has(old)
    assert not repository.has(new)
    assert not _is_there(repository, blob)
    assert names(repository, purged) == ["x", "y"]
    assert data_at(repository, purged, "y") == b"kept"
    kept = repository.git("cat-file", "--batch-all-objects", "--batch").out
    assert SECRET not in kept
    assert b"kept" in kept


def test_also_where_it_was_packed_and_a_ref_was_left_over(repository: Repository) -> None:
    old = repository.commit([], [File("x", SECRET)], OURS)
    repository.move(old)
    repository.git("gc", "--quiet")
    repository.git("pack-refs", "--all")
    blob = next(iter(repository.changes("", old))).after
    repository.move(repository.commit([], [File("x", b"new")], OURS))
    repository.tidy()
    repository.forget_unused()
    assert not _is_there(repository, blob)


def _is_there(repository: Repository, blob: str) -> bool:
    with repository.blobs() as blobs:
        return blobs.get(blob) is not None
