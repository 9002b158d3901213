from __future__ import annotations

import shlex
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from filmlog.paths import notices_path
from tests.program import Result, filmlog

SITE = "Soviet Movies Online"
ENDS_SOON = f"Your one-day pass at {SITE} ends in 49 min.\n"


@pytest.fixture
def day() -> None:
    """A one-day pass that ends at 23:59, 49 minutes from now, and two films."""
    filmlog("add", "Ran")
    filmlog("add", "Ikiru")
    filmlog("pass", "add", SITE, "--starts", "2026-11-20 00:00", "--ends", "23:59")


def at(now: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FILMLOG_NOW", f"{now}+00:00")


def notices(result: Result) -> str:
    assert result.code == 0
    assert "Your " not in result.stdout
    return "".join(line for line in result.stderr.splitlines(True) if line.startswith("Your "))


@pytest.mark.usefixtures("day")
@pytest.mark.parametrize("words", [["list"], ["list", "ran"], ["list", "--csv"], ["add", "Mirror"]])
def test_a_pass_about_to_end_is_mentioned_once(words: list[str]) -> None:
    assert notices(filmlog(*words)) == ENDS_SOON
    for again in (["list"], ["add", "Ran"], words):
        assert notices(filmlog(*again)) == ""


@pytest.mark.usefixtures("day")
def test_nothing_is_added_to_what_is_piped() -> None:
    before = filmlog("list", "--csv")
    assert notices(before) == ENDS_SOON
    assert filmlog("list", "--csv").stdout == before.stdout
    filmlog("config", "set", "pass_notice", "always")
    assert notices(filmlog("list")) == ENDS_SOON
    assert notices(filmlog("list", "--json")) == ""
    assert notices(filmlog("search", "ran")) == ""
    assert notices(filmlog("show", "Ran")) == ""


@pytest.mark.usefixtures("day")
def test_it_is_said_always_or_never_as_set() -> None:
    filmlog("config", "set", "pass_notice", "never")
    assert notices(filmlog("list")) == ""
    assert not notices_path().exists()
    filmlog("config", "set", "pass_notice", "always")
    for _ in range(2):
        assert notices(filmlog("list")) == ENDS_SOON
    assert not notices_path().exists()
    filmlog("config", "set", "pass_notice", "once")
    assert [notices(filmlog("list")) for _ in range(2)] == [ENDS_SOON, ""]


@pytest.mark.usefixtures("day")
def test_not_before_the_last_quarter_and_not_after_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    filmlog("config", "set", "pass_notice", "always")
    for now, said in (
        ("2026-11-19T23:59:59", ""),
        ("2026-11-20T17:59:00", ""),
        ("2026-11-20T18:01:00", f"Your one-day pass at {SITE} ends in 5 h 58 min.\n"),
        ("2026-11-20T23:58:30", f"Your one-day pass at {SITE} ends in 0 min.\n"),
        ("2026-11-20T23:59:00", ""),
    ):
        at(now, monkeypatch)
        assert notices(filmlog("list")) == said, now


@pytest.mark.usefixtures("day")
def test_an_extended_pass_is_mentioned_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    assert notices(filmlog("list")) == ENDS_SOON
    assert filmlog("pass", "extend", "1", "--by", "24h").code == 0
    assert notices(filmlog("list")) == ""
    at("2026-11-21T23:10:00", monkeypatch)
    assert notices(filmlog("list")) == ENDS_SOON
    assert notices(filmlog("list")) == ""


@pytest.mark.usefixtures("day")
def test_the_same_end_in_another_time_zone_is_not_news(monkeypatch: pytest.MonkeyPatch) -> None:
    assert notices(filmlog("list")) == ENDS_SOON
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    assert notices(filmlog("list")) == ""


def test_each_renewal_is_mentioned_once(monkeypatch: pytest.MonkeyPatch) -> None:
    filmlog("add", "Ran")
    filmlog(
        "pass", "add", "Arsenal", "--kind", "subscription", "--price", "10 EUR",
        "--starts", "2026-01-31 19:00",
    )  # fmt: skip
    said = "Your subscription at Arsenal renews in {} for 10.00 EUR.\n"
    for now, words in (
        ("2026-11-25T19:00:00", ""),
        ("2026-11-27T19:00:00", said.format("3 days")),
        ("2026-11-28T19:00:00", ""),
        ("2026-11-30T18:59:00", ""),
        ("2026-11-30T19:00:00", ""),
        ("2026-12-29T19:00:00", said.format("2 days")),
        ("2026-12-30T19:00:00", ""),
    ):
        at(now, monkeypatch)
        assert notices(filmlog("list")) == words, now
    assert filmlog("pass", "stop", "1").code == 0
    at("2027-01-28T19:00:00", monkeypatch)
    assert notices(filmlog("list")) == ""  # it ends on 31 December, which was said
    assert len(notices_path().read_text().splitlines()) == 2


def test_several_are_said_in_the_order_of_their_ends() -> None:
    filmlog("add", "Ran")
    for source, ends in (("Kino", "23:50"), ("Arsenal", "23:30"), ("Old", "23:00")):
        filmlog("pass", "add", source, "--starts", "2026-11-20 00:00", "--ends", ends)
    filmlog("pass", "add", "Mine", "--kind", "ticket", "--starts", "2026-11-20", "--ends", "23:59")
    assert notices(filmlog("list")) == (
        "Your one-day pass at Arsenal ends in 20 min.\nYour one-day pass at Kino ends in 40 min.\n"
    )


@pytest.mark.usefixtures("day")
def test_a_state_folder_that_cannot_be_written_costs_a_word_too_many(home: Path) -> None:
    notices_path().mkdir()
    assert notices_path().parent == home
    for _ in range(2):
        assert notices(filmlog("list")) == ENDS_SOON


@pytest.mark.usefixtures("day")
@pytest.mark.parametrize("kept", [b"\xff\xfe", b"", b"\x00" * 9])
def test_a_damaged_memory_is_begun_anew(kept: bytes) -> None:
    notices_path().write_bytes(kept)
    assert [notices(filmlog("list")) for _ in range(2)] == [ENDS_SOON, ""]


@pytest.mark.usefixtures("day")
def test_the_memory_is_private_and_does_not_grow() -> None:
    old = [f"01OLD{n} 2020-01-01T00:00+0000" for n in range(500)]
    notices_path().write_text("".join(f"{line}\n" for line in old))
    assert notices(filmlog("list")) == ENDS_SOON
    lines = notices_path().read_text().splitlines()
    assert len(lines) == 200
    assert lines[:-1] == old[-199:]
    assert lines[-1].endswith(" 2026-11-20T23:59:00Z")
    assert notices_path().stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_a_folder_that_others_may_write_in_is_mentioned_once_for_each_diary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "the club's films"
    shared.mkdir()
    shared.chmod(0o777)
    link = tmp_path / "link.db"
    link.symlink_to(shared / "diary.db")

    def said(db: Path, *words: str) -> list[str]:
        lines = filmlog("--db", str(db), *words).stderr.splitlines()
        return [line for line in lines if line.startswith("Other people")]

    advice = f"`chmod go-w {shlex.quote(str(shared))}` keeps them out."
    (line,) = said(link, "add", "Ran")
    assert line.endswith(advice)
    assert said(shared / "diary.db", "add", "Ran") == []
    assert len(said(shared / "other.db", "source", "add", "Kino")) == 1
    monkeypatch.setenv("FILMLOG_DRAFTS", str(tmp_path / "new" / "drafts"))
    for words in (["list"], ["show", "Ran"], ["edit", "Ran", "--rating", "nine"]):
        assert said(link, *words) == []
    shared.chmod(0o1777)
    assert said(link, "add", "Ikiru") == []
    shared.chmod(0o770)
    assert len(said(link, "edit", "Ikiru", "--rating", "4")) == 1


@pytest.mark.usefixtures("day")
@pytest.mark.parametrize(
    "sql",
    ["UPDATE pass SET starts = '2026-1x'", "UPDATE pass SET id = CAST(x'eda080' AS TEXT)"],
)
def test_a_pass_that_cannot_be_read_fails_no_command(home: Path, sql: str) -> None:
    with closing(sqlite3.connect(home / "diary.db", isolation_level=None)) as connection:
        connection.execute(sql)
    for words in (["add", "Mirror"], ["list"]):
        done = filmlog(*words)
        assert (done.code, notices(done)) == (0, "")
