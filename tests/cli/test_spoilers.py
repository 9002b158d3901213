"""What is marked as a spoiler stays hidden in every reading command until it is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.program import filmlog

_HIDDEN = "zzsecret"
_INLINE = f"seen ||{_HIDDEN} one|| and ||{_HIDDEN}\ttwo||"
_REVIEWS = {
    "block": f"Open.\n\n:::spoiler The ending\n{_HIDDEN}\n:::\n\nOpen again.",
    "inline": f"Open ||{_HIDDEN}|| and ||more {_HIDDEN}||.",
    "title": f":::spoiler The ||{_HIDDEN}||\nhidden\n:::",
    "both": f":::spoiler T\n||{_HIDDEN}|| {_HIDDEN}\n:::\n||{_HIDDEN}||",
    "nested": f":::spoiler A\nx\n:::spoiler B\n{_HIDDEN}\n:::\n{_HIDDEN}\n:::\nOpen.",
    "unclosed": f"Open.\n:::spoiler The ending\n\n# Heading\n\n{_HIDDEN}\n\n- {_HIDDEN}",
    "crlf": f"Open.\r\n:::spoiler The ending\r\n{_HIDDEN}\r\n:::\r\nOpen.",
    "lines": f"Open ||{_HIDDEN}\n{_HIDDEN}|| open.",
}


@pytest.mark.parametrize("review", _REVIEWS.values(), ids=_REVIEWS)
def test_no_reading_command_shows_a_spoiler(
    review: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "p.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    options = [
        word
        for name in "headline quote quote-by caption why overview tagline".split()
        for word in (f"--{name}", _INLINE)
    ]
    added = filmlog(
        "add", "Ran (1985)", "--review", review, "--picture", "p.png", "--unfinished", "9",
        "--related", f"Roma (2018): ||{_HIDDEN}||", "--source", "Kino", "--price", "5 USD",
        *options,
    )  # fmt: skip
    assert added.code == 0
    for words in (
        ("watch", "ran", "--why", _INLINE, "--recommended-by", _INLINE),
        ("found", "ran", "--at", "Kino", "--note", _INLINE),
        ("lists", "create", "Best", "--note", _INLINE),
        ("lists", "add", "Best", "ran", "--note", _INLINE),
    ):
        assert filmlog(*words).code == 0, words
    reading = (
        "show ran", "show ran --cast", "show ran --json", "list", "list --json", "list --csv",
        f"search {_HIDDEN}", "search open", "search seen", f"search {_HIDDEN} --json",
        f"list review:{_HIDDEN}", f"search spoiler:{_HIDDEN}", "source show Kino", "pass show 1",
        "edit ran --rating 4", "remove ran --yes", "trash", "trash --json", "restore ran",
        "export markdown --no-spoilers", "compare ran", "compare ran --json", "stats",
        "stats --json", "spending", "spending --by film --csv", "lists",
        "lists list --json", "lists show Best", "lists show Best --json", "lists show Best --csv",
        "watchlist", "watchlist --json", "watchlist --csv", "watchlist --pick", "found ran",
        "found ran --json", "add ran",
    )  # fmt: skip
    for command in reading:
        done = filmlog(*command.split())
        said = done.output.replace(f"{_HIDDEN!r}", "")  # the words just typed
        assert _HIDDEN not in said, command
        assert done.code == 0, command
    monkeypatch.setenv("COLUMNS", "30")
    for colour in ("", "1"):
        monkeypatch.setenv("FORCE_COLOR", colour)
        for command in (
            "show ran", f"search {_HIDDEN}", "search open seen", "list", "compare ran",
            "lists show Best", "watchlist", "found ran",
        ):  # fmt: skip
            assert _HIDDEN not in filmlog(*command.split()).output, command
    assert _HIDDEN in filmlog("show", "ran", "--spoilers").stdout
    assert _HIDDEN in filmlog("show", "ran", "--spoilers", "--json").stdout


def test_an_export_folds_spoilers_away_unless_asked() -> None:
    filmlog("add", "Ran (1985)", "--review", _REVIEWS["block"], "--overview", "Known.")
    shown = filmlog("export", "markdown").stdout
    before, _, after = shown.partition("<details>")
    assert _HIDDEN not in before
    assert _HIDDEN in after.partition("</details>")[0]
    assert "<details>" not in filmlog("export", "markdown", "--spoilers").stdout
